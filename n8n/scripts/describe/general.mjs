// The parameters that are no members: how the input is given, options, notices, and how a flow is taken up again.

import { RESOURCES } from './places.mjs';

const KEEP = 'Leave "Retry On Fail" off in the settings of this node';

/** What to know before it runs; nothing where it neither costs nor changes anything for good. */
export function notice({ kind, effect, estimate }) {
	const price = estimate ? `about ${estimate.amount} ${estimate.currency}` : 'by your contract';
	const texts = {
		paid_read:
			kind === 'check'
				? `All sources but the FSSP cost money at their providers. ${KEEP}: it would pay again.`
				: `Each request costs money at the provider (${price}). ${KEEP}: it would pay again.`,
		create: `This creates something at the provider. ${KEEP}: it could be created twice.`,
		irreversible: `This cannot be undone. ${KEEP}.`,
	};
	if (!(effect in texts)) return undefined;
	const displayName =
		kind === 'resume'
			? `What is taken up again may cost money or be beyond undoing. ${KEEP}.`
			: texts[effect];
	return { displayName, name: 'effectNotice', type: 'notice', default: '' };
}

export const INPUT_MODE = {
	displayName: 'Input Mode',
	name: 'inputMode',
	type: 'options',
	noDataExpression: true,
	options: [
		{ name: 'Fields', value: 'fields', description: 'Give each value in a field of its own' },
		{ name: 'JSON', value: 'json', description: 'Give the whole input as one JSON object' },
	],
	default: 'fields',
};

export const JSON_INPUT = {
	displayName: 'JSON Input',
	name: 'jsonInput',
	type: 'json',
	default: '={{ $json.input }}',
	required: true,
	description:
		'The whole input as one object, with the members that the schema of the operation names, such as <code>last_name</code>',
};

export const SIMPLIFY = {
	displayName: 'Simplify',
	name: 'simplify',
	type: 'boolean',
	default: true,
	description: 'Whether to return a simplified version of the response instead of the raw data',
};

const SOURCE_NAMES = {
	api_cloud: 'API Cloud',
	fssp: 'FSSP (Bailiffs of Russia)',
	kz_info: 'KZ Info (Kazakhstan)',
	parser_api: 'Parser API',
	spectrum_data: 'SpectrumData',
};

/** Which sources to ask: to choose for a debtor, fixed for the rest. By them credentials are shown. */
export function sources({ provider, sources: choice }) {
	const head = { displayName: 'Sources', name: 'sources' };
	if (!choice) return { ...head, type: 'hidden', default: [provider] };
	return {
		...head,
		type: 'multiOptions',
		options: choice
			.map((value) => ({ name: SOURCE_NAMES[value], value }))
			.sort((a, b) => a.name.localeCompare(b.name)),
		default: ['api_cloud', 'kz_info'],
		description:
			'Which sources to ask. Those of the FSSP stand in for each other, in this order: FSSP, API Cloud, Parser API, SpectrumData.',
	};
}

const boolean = (displayName, name, value, description) => ({
	displayName,
	name,
	type: 'boolean',
	default: value,
	description,
});

const OPTIONS = {
	allowPaidRetry: boolean(
		'Allow Paid Retry',
		'allowPaidRetry',
		false,
		'Whether a paid request whose outcome is unknown may be sent, and paid, again',
	),
	evidence: boolean(
		'Evidence',
		'evidence',
		true,
		'Whether to add the SHA-256 of each answer, by which it can be proven later',
	),
	maximumSpend: {
		displayName: 'Maximum Spend',
		name: 'maximumSpend',
		type: 'string',
		default: '',
		placeholder: 'e.g. 500 RUB',
		description:
			'The most that one execution of this node may spend, by the estimated prices. What would go beyond is not asked.',
	},
	maximumWait: {
		displayName: 'Maximum Wait (Seconds)',
		name: 'maximumWait',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 3600, numberPrecision: 0 },
		default: 60,
		description:
			'How long to wait for the source. What takes longer comes out as an item with the state for the operation Resume.',
	},
	notChecked: {
		displayName: 'Not Checked',
		name: 'notChecked',
		type: 'options',
		options: [
			{
				name: 'Return an Error',
				value: 'error',
				description: 'The node fails, or gives the item to its error output',
			},
			{
				name: 'Return an Item',
				value: 'item',
				description: 'The item has the outcome not_checked and says why',
			},
		],
		default: 'error',
		description:
			'What to do where the source did not answer: this never means that there are no debts',
	},
	prices: {
		displayName: 'Prices (JSON)',
		name: 'prices',
		type: 'json',
		default: '{}',
		placeholder: 'e.g. {"kz_info.exec_proc_info": {"amount": "50", "currency": "KZT"}}',
		description:
			'What a request costs you, by operation, where the estimate is another or there is none',
	},
	providerText: boolean(
		'Provider Text',
		'providerText',
		false,
		"Whether to add the provider's own words, masked, where they are the only explanation",
	),
	run: {
		displayName: 'Run',
		name: 'run',
		type: 'string',
		default: '',
		placeholder: 'e.g. 2026-11',
		description:
			'A period or batch. It is a part of the flow key: the same input in another run is another flow.',
	},
	score: boolean('Score', 'score', false, 'Whether to add to the report how hard the case is'),
	settings: {
		displayName: 'Settings (JSON)',
		name: 'settings',
		type: 'json',
		default: '{}',
		placeholder: 'e.g. {"spectrum_data.person_report": {"report_type": "report_person@domain"}}',
		description: 'What an operation needs besides the person, by operation',
	},
	sourcesOrder: {
		displayName: 'Sources Order (JSON)',
		name: 'sourcesOrder',
		type: 'json',
		default: '[]',
		placeholder: 'e.g. [{"name": "fssp", "any_of": ["api_cloud.fssp_physical", "fssp"]}]',
		description:
			'What to find out, and who can tell it, the first before the second. It stands in place of the order of the sources, each of which needs to be chosen above.',
	},
};

const NETWORK = ['evidence', 'maximumWait', 'notChecked', 'run'];
const PAID = ['allowPaidRetry', 'maximumSpend'];
const CHECK = ['prices', 'score', 'settings', 'sourcesOrder'];

/** The options that make sense for an operation. */
export function options({ kind, effect, provider }) {
	if (kind === 'transform') return undefined;
	const names = [
		...NETWORK,
		...(effect === 'paid_read' ? PAID : []),
		...(kind === 'check' ? CHECK : []),
		...(provider === 'osnovanie' ? ['providerText'] : []),
	];
	// A flow keeps the run that it was started with.
	const fits = (name) => kind !== 'resume' || name !== 'run';
	return {
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: names
			.filter(fits)
			.map((name) => OPTIONS[name])
			.sort((a, b) => a.displayName.localeCompare(b.displayName)),
	};
}

export const RESUME_OPTION = {
	name: 'Resume',
	value: 'resume',
	action: 'Resume a waiting flow',
	description: 'Go on with what came out as an item that waits, or as an error with a state',
};

/** What takes a flow up again. */
export const RESUME = [
	{
		displayName: 'State',
		name: 'state',
		type: 'json',
		default: '={{ $json.state }}',
		required: true,
		description: 'The state that came with the item, unchanged',
	},
	{
		displayName: 'Input',
		name: 'resumeInput',
		type: 'json',
		default: '={{ $json.input }}',
		required: true,
		description: 'The input that came with the item, unchanged',
	},
	{
		displayName: 'Further Input',
		name: 'furtherInput',
		type: 'json',
		default: '{}',
		description: 'What the flow waits for: the members that <code>needs</code> of the item names',
	},
	{
		displayName: 'Files',
		name: 'files',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add File',
		default: {},
		description: 'The files of the input, those that were there before too',
		options: [
			{
				displayName: 'File',
				name: 'file',
				values: [
					{
						displayName: 'Member',
						name: 'member',
						type: 'string',
						default: '',
						placeholder: 'e.g. certificate_request',
						description: 'The member of the input that is the file',
					},
					{
						displayName: 'Input Binary Field',
						name: 'binaryField',
						type: 'string',
						default: '',
						placeholder: 'e.g. data',
						description: 'The name of the input binary field that holds the file',
					},
				],
			},
		],
	},
	{
		displayName: 'Choice (JSON)',
		name: 'choice',
		type: 'string',
		default: '',
		placeholder: 'e.g. {"option": "repeat"}',
		description:
			'One of the options that the item or its error names, after a look at the provider; empty where there is nothing to choose',
	},
];

/** The list of resources. */
export const RESOURCE = {
	displayName: 'Resource',
	name: 'resource',
	type: 'options',
	noDataExpression: true,
	options: Object.entries(RESOURCES)
		.map(([value, { name, description }]) => ({ name, value, description }))
		.sort((a, b) => a.name.localeCompare(b.name)),
	default: 'debtor',
};
