// The parameters of the whole node, in the order in which they are shown.

import { additional, field } from './fields.mjs';
import { INPUT_MODE, JSON_INPUT, RESOURCE, SIMPLIFY, notice, sources } from './general.mjs';
import { ended, order } from './labels.mjs';
import { options } from './options.mjs';
import { RESOURCES } from './places.mjs';
import { RESUME, RESUME_OPTION } from './resume.mjs';

/** The operations of a resource, to choose from. */
function chooser(value, own) {
	const choices = own.map((one) =>
		one.value === 'resume'
			? RESUME_OPTION
			: { name: one.title, value: one.value, action: one.action, description: ended(one.summary) },
	);
	return {
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: [value] } },
		options: choices.sort((a, b) => a.name.localeCompare(b.name)),
		default: RESOURCES[value].first,
	};
}

/** The parameters of one operation: each with what it is shown by beside resource and operation. */
function parameters(one, resource) {
	const { described, asked = [] } = one;
	const isResume = described.kind === 'resume';
	const byFields = (property) => [property, { inputMode: ['fields'] }];
	const rest = asked.filter(({ top }) => !top);
	const optional = options(described);
	const hasSources = resource.provider || ['check', 'resume'].includes(described.kind);
	return [
		...[notice({ ...described, ...one })].filter(Boolean).map((property) => [property]),
		...(hasSources && (resource.provider || resource.sources) ? [[sources(resource)]] : []),
		...(isResume ? RESUME.map((property) => [property]) : []),
		...(asked.length ? [[INPUT_MODE], [JSON_INPUT, { inputMode: ['json'] }]] : []),
		...asked.filter(({ top }) => top).map((member) => byFields(field(member))),
		...(rest.length ? [byFields(additional(rest))] : []),
		...(described.simple ? [[SIMPLIFY]] : []),
		...(optional ? [[optional]] : []),
	];
}

/** Equal parameters of several operations are one. */
function merged(resourceName, own) {
	const found = new Map();
	for (const one of own) {
		for (const [property, also = {}] of parameters(one, RESOURCES[resourceName])) {
			const key = JSON.stringify([property, also]);
			const known = found.get(key) ?? { property, also, operation: [] };
			known.operation.push(one.value);
			found.set(key, known);
		}
	}
	return [...found.values()].map(
		({ property: { displayName, name, type, ...rest }, also, operation }) => ({
			displayName,
			name,
			type,
			displayOptions: { show: { resource: [resourceName], operation, ...also } },
			...rest,
		}),
	);
}

/** Their rank: what an operation shows stands in this order, whatever it is merged with. */
const FIRST = [
	'effectNotice',
	'sources',
	...RESUME.map(({ name }) => name),
	'inputMode',
	'jsonInput',
];
const LAST = ['additionalFields', 'simplify', 'options'];
const rank = ({ name }) =>
	FIRST.includes(name) ? FIRST.indexOf(name) - FIRST.length : LAST.indexOf(name) + 1;
const inOrder = (a, b) => rank(a) - rank(b) || order(a.name) - order(b.name) || 0;

export function properties(all) {
	const byResource = Object.keys(RESOURCES).map((value) => [
		value,
		all.filter(({ resource }) => resource === value),
	]);
	return [
		RESOURCE,
		...byResource.map(([value, own]) => chooser(value, own)),
		...byResource.flatMap(([value, own]) => merged(value, own).sort(inOrder)),
	];
}
