// The operations of the node: those of the catalogue at their places, and the taking up again.

import { readFileSync } from 'node:fs';
import { titleCase } from './labels.mjs';
import { CREDENTIALS, GIVEN, LEFT_OUT, PLACES, RESOURCES, SIMPLE } from './places.mjs';
import { asked, described } from './fields.mjs';

const SCHEMAS = new URL('../../../schemas/', import.meta.url);
const read = (name) => JSON.parse(readFileSync(new URL(name, SCHEMAS), 'utf8'));

const camel = (name) => name.replace(/_(\w)/g, (_, letter) => letter.toUpperCase());

/** `resource:operation`. */
function place({ name, provider }) {
	const [first, second] = name.split('.');
	const given = PLACES[name]?.[2];
	const [resource] =
		Object.entries(RESOURCES).find(
			([, known]) => (provider ?? first) === (known.provider ?? known.prefix),
		) ?? [];
	if (!given && !resource) {
		throw new Error(
			`${name} has no resource: add one to RESOURCES, or the operation to LEFT_OUT with the reason, in n8n/scripts/describe/places.mjs`,
		);
	}
	if (provider && !CREDENTIALS[provider]) {
		throw new Error(
			`${provider} has no credential: add it to CREDENTIALS in n8n/scripts/describe/places.mjs`,
		);
	}
	return given ?? `${resource}:${camel(second)}`;
}

/** The title without the source in brackets. */
const title = (row) => row.title.replace(/ \([^)]*\)/g, '');

/** As n8n's linter has it: small letters but for the first and for words all in capitals. */
const sentence = (text) =>
	text.replace(/\S+/g, (word, index) => {
		if (word === word.toUpperCase()) return word;
		const small = word.toLowerCase();
		return index === 0 ? small[0].toUpperCase() + small.slice(1) : small;
	});

function operation(row) {
	const key = place(row);
	const [name, action] = PLACES[row.name] ?? [titleCase(title(row)), sentence(title(row))];
	const [schema, output] = [read(row.input_schema), read(row.output_schema)];
	const given = Object.entries({ ...GIVEN[row.provider], ...GIVEN[row.name] });
	const fromCredential = given
		.filter(([member, { credential }]) => credential && member in schema.properties)
		.map(([member, { credential }]) => [member, credential]);
	const isCheck = row.name === 'debtor.plan';
	const members = asked(row, schema);
	return {
		key,
		resource: key.split(':')[0],
		value: key.split(':')[1],
		title: name,
		action,
		summary: row.summary,
		estimate: row.estimate,
		asked: members,
		described: {
			name: isCheck ? 'debtor.check' : row.name,
			...(row.provider && { provider: row.provider, credential: CREDENTIALS[row.provider] }),
			kind: isCheck ? 'check' : row.kind,
			effect: isCheck ? 'paid_read' : row.effect,
			members: members.map(described(schema)),
			...(fromCredential.length && { fromCredential: Object.fromEntries(fromCredential) }),
			hasFilesOut: 'returned_file' in (output.$defs ?? {}),
			...simple(
				isCheck ? 'debtor.report' : row.name,
				isCheck ? read('debtor.report.output.json') : output,
			),
		},
	};
}

/** From eleven members on, of the output or of a record in it, n8n asks for a shorter form. */
function simple(name, output) {
	const names = Object.keys(output.properties);
	if (names.length <= MOST_MEMBERS) {
		return records(output).some(isLong) ? { simple: names } : {};
	}
	const kept = SIMPLE[name]?.filter((member) => names.includes(member));
	if (!kept || kept.length !== SIMPLE[name].length) {
		throw new Error(
			`SIMPLE in n8n/scripts/describe/places.mjs does not say which members of ${name} to keep`,
		);
	}
	return { simple: kept };
}

const MOST_MEMBERS = 10;
const isLong = ({ properties = {} }) => Object.keys(properties).length > MOST_MEMBERS;

/** What the provider's own members are beside. */
const records = ({ $defs = {} }) =>
	Object.values($defs).filter(({ properties }) => properties && 'raw' in properties);

const EFFECTS = ['read', 'quota', 'paid_read', 'write', 'create', 'irreversible'];

/** What it takes up again may be any operation of its resource: the gravest counts. */
function resume(resource, { provider }, own) {
	const effects = own.map(({ described }) => EFFECTS.indexOf(described.effect));
	return {
		key: `${resource}:resume`,
		resource,
		value: 'resume',
		described: {
			name: 'resume',
			...(provider && { provider, credential: CREDENTIALS[provider] }),
			kind: 'resume',
			effect: EFFECTS[Math.max(...effects)],
			members: [],
			hasFilesOut: provider === 'osnovanie',
		},
	};
}

const known = (table, names, where) => {
	for (const name of Object.keys(table)) {
		if (name !== '*' && !names.has(name)) {
			throw new Error(
				`${name} of ${where} in n8n/scripts/describe/places.mjs is not in the catalogue`,
			);
		}
	}
};

/** Every operation of the node, resource by resource. */
export function operations(catalogue = read('catalogue.json')) {
	const names = new Set(catalogue.operations.map(({ name }) => name));
	known(PLACES, names, 'PLACES');
	known(LEFT_OUT, names, 'LEFT_OUT');
	known(SIMPLE, names, 'SIMPLE');
	const placed = catalogue.operations.filter(({ name }) => !(name in LEFT_OUT)).map(operation);
	const all = Object.entries(RESOURCES).flatMap(([value, resource]) => {
		const own = placed.filter((one) => one.resource === value);
		const canWait = own.some(({ described: { kind } }) => kind !== 'transform');
		return canWait ? [...own, resume(value, resource, own)] : own;
	});
	const keys = all.map(({ key }) => key);
	const twice = keys.find((key, index) => keys.indexOf(key) !== index);
	if (twice)
		throw new Error(`two operations stand at ${twice}: give one of them another place in PLACES`);
	return all;
}
