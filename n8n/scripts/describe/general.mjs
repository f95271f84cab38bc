// The parameters that are no members: which operation, how its input is given, which sources, and what to know before.

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
		// The credentials are shown by it.
		noDataExpression: true,
		options: choice
			.map((value) => ({ name: SOURCE_NAMES[value], value }))
			.sort((a, b) => a.name.localeCompare(b.name)),
		default: ['api_cloud', 'kz_info'],
		description:
			'Which sources to ask. Those of the FSSP stand in for each other, in this order: FSSP, API Cloud, Parser API, SpectrumData.',
	};
}

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
