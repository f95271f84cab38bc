// The parameters of one operation: a field for each member of its input.

import { description, label, order, placeholder, wordLabel } from './labels.mjs';
import { FLATTENED, GIVEN, TOP } from './places.mjs';
import { bounds, kindOf, members, resolved, words } from './schema.mjs';

/** The members that the node asks for; those of a flattened object in its place. */
export function asked({ name, provider }, schema) {
	const given = { ...GIVEN[provider], ...GIVEN[name] };
	const own = members(schema, schema).filter(({ member }) => !(member in given));
	const all = own.flatMap((one) =>
		one.member === FLATTENED[name]
			? members(resolved(schema.properties[one.member], schema), schema).map((inner) => ({
					...inner,
					within: one.member,
				}))
			: [one],
	);
	const isPerson = all.some(({ member, required }) => member === 'last_name' && required);
	const top = [...(TOP[name] ?? []), ...(isPerson ? TOP['*'] : [])];
	return all
		.map((one) => ({
			...one,
			kind: kindOf(one, schema),
			title: label(one.member, name, one.within),
			top: one.required || top.includes(one.member),
		}))
		.sort((a, b) => order(a.member) - order(b.member));
}

/** What execution needs to know of a member. */
export const described = (schema) => (one) => ({
	name: one.member,
	kind: one.kind,
	required: one.required,
	top: one.top,
	...(one.within && { within: one.within }),
	...(one.kind === 'list' && { items: kindOf(resolved(one.items, schema), schema) }),
});

/** The parameter of a member. */
export function field(one) {
	const { member, kind, required, title } = one;
	const head = { displayName: title, name: member };
	const text = description(one);
	const example = placeholder(one);
	const tail = {
		...(required && kind !== 'boolean' && { required: true }),
		...(example && { placeholder: example }),
		...(text && { description: text }),
	};
	if (kind === 'boolean')
		return { ...head, type: 'boolean', default: one.default ?? false, ...tail };
	if (kind === 'number') return { ...head, type: 'number', ...numbers(one), ...tail };
	if (kind === 'choice') {
		const options = words(one)
			.map((value) => ({ name: wordLabel(member, value), value }))
			.sort((a, b) => a.name.localeCompare(b.name));
		return { ...head, type: 'options', options, default: one.default ?? words(one)[0], ...tail };
	}
	if (kind === 'json') return { ...head, type: 'json', default: json(one), ...tail };
	if (kind === 'file') return { ...head, type: 'string', default: member, ...tail };
	return { ...head, type: 'string', default: one.default ?? '', ...tail };
}

/** Beyond what Number holds exactly there is nothing to bound. */
const isSmall = (bound) => bound !== undefined && Math.abs(bound) <= 1e9;

function numbers(one) {
	const [least, most] = bounds(one);
	const typeOptions = {
		...(isSmall(least) && { minValue: least }),
		...(isSmall(most) && { maxValue: most }),
		numberPrecision: 0,
	};
	return {
		typeOptions,
		default: one.default ?? (one.required ? Math.max(1, least ?? 1) : (least ?? 0)),
	};
}

const json = ({ default: given, type }) =>
	given === undefined ? (type === 'array' ? '[]' : '{}') : JSON.stringify(given, null, 2);

/** The collection of what may be left out. */
export const additional = (rest) => ({
	displayName: 'Additional Fields',
	name: 'additionalFields',
	type: 'collection',
	placeholder: 'Add Field',
	default: {},
	options: rest.map(field).sort((a, b) => a.displayName.localeCompare(b.displayName)),
});
