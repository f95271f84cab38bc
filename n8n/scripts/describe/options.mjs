// What may be said beside the input: how long, how much, and what then.

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
		placeholder: 'e.g. {"kz_info.exec_proc_info": "50 KZT"}',
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
const PAID = ['allowPaidRetry', 'maximumSpend', 'prices'];
const CHECK = ['score', 'settings', 'sourcesOrder'];

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
