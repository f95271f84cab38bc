// The committed description, as n8n itself resolves it: every operation shows its fields, and no others.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { operations as generate } from '../scripts/describe/catalogue.mjs';
import { built } from './built.mjs';
import { FLATTENED, GIVEN, LEFT_OUT, RESOURCES } from '../scripts/describe/places.mjs';

const require = createRequire(import.meta.url);
const ts = require('typescript');
const { NodeHelpers } = require('n8n-workflow');

const here = (name) => fileURLToPath(new URL(name, import.meta.url));
const json = (name) => JSON.parse(readFileSync(here(`../../schemas/${name}`), 'utf8'));

/** What a generated file exports; its imports are types only. */
async function generated(name) {
	const source = readFileSync(here(`../nodes/Spravka/generated/${name}.ts`), 'utf8');
	const { outputText } = ts.transpileModule(source, {
		compilerOptions: { module: 'esnext', target: 'es2022' },
	});
	return import(`data:text/javascript;base64,${Buffer.from(outputText).toString('base64')}`);
}

const { properties } = await generated('properties');
const { operations } = await generated('operations');
const catalogue = json('catalogue.json');
const node = { typeVersion: 1 };
const description = { name: 'spravka', properties };
const entries = Object.entries(operations);

/** The values with all defaults, as n8n fills them before a run. */
const filled = (values) =>
	NodeHelpers.getNodeParameters(properties, values, true, false, node, description);
const shown = (values) => {
	const all = filled(values);
	return properties.filter((property) =>
		NodeHelpers.displayParameter(all, property, node, description),
	);
};
const at = (key, more = {}) => {
	const [resource, operation] = key.split(':');
	return { resource, operation, ...more };
};
const names = (list) => list.map(({ name }) => name).sort();

function expected(key, { kind, effect, members, simple }, mode) {
	const { provider, sources } = RESOURCES[key.split(':')[0]];
	const top = members.filter((member) => member.top).map(({ name }) => name);
	return [
		'operation',
		'resource',
		...(['paid_read', 'create', 'irreversible'].includes(effect) ? ['effectNotice'] : []),
		...(provider || (sources && kind !== 'transform') ? ['sources'] : []),
		...(members.length ? ['inputMode'] : []),
		...(members.length && mode === 'json' ? ['jsonInput'] : []),
		...(mode === 'fields' ? top : []),
		...(mode === 'fields' && top.length < members.length ? ['additionalFields'] : []),
		...(kind === 'resume' ? ['state', 'resumeInput', 'furtherInput', 'files', 'choice'] : []),
		...(simple ? ['simplify'] : []),
		...(kind === 'transform' ? [] : ['options']),
	].sort();
}

test('every operation of the catalogue is in the node, or left out', () => {
	const placed = new Set(
		entries.map(([, { name }]) => name.replace('debtor.check', 'debtor.plan')),
	);
	const missing = catalogue.operations.filter(
		({ name }) => !placed.has(name) && !(name in LEFT_OUT),
	);
	assert.deepEqual(names(missing), []);
	assert.deepEqual(
		Object.keys(LEFT_OUT).filter((name) => placed.has(name)),
		[],
	);
});

test('every member of every input is a parameter, a field of the credential, or not to be given', () => {
	for (const row of catalogue.operations.filter(({ name }) => !(name in LEFT_OUT))) {
		const [, entry] = entries.find(
			([, { name }]) => name.replace('debtor.check', 'debtor.plan') === row.name,
		);
		const schema = json(row.input_schema);
		const flat = FLATTENED[row.name];
		const inner = flat
			? Object.keys(schema.$defs[schema.properties[flat].$ref.split('/').at(-1)].properties)
			: [];
		const own = Object.keys(schema.properties ?? {}).filter((name) => name !== flat);
		const refused = Object.entries(GIVEN[row.name] ?? {}).filter(([, { reason }]) => reason);
		const had = [
			...names(entry.members),
			...Object.keys(entry.fromCredential ?? {}),
			...refused.map(([name]) => name),
		];
		assert.deepEqual(had.sort(), [...own, ...inner].sort(), row.name);
		for (const name of schema.required ?? []) {
			const member = entry.members.find((one) => one.name === name);
			assert.ok(
				name === flat || member?.required || name in (entry.fromCredential ?? {}),
				`${row.name} ${name}`,
			);
		}
	}
});

for (const mode of ['fields', 'json']) {
	test(`every operation shows its parameters and no others, each once (${mode})`, () => {
		for (const [key, entry] of entries) {
			const list = shown(at(key, entry.members.length ? { inputMode: mode } : {}));
			assert.deepEqual(names(list), expected(key, entry, mode), key);
			const rest = list.find(({ name }) => name === 'additionalFields');
			if (rest) {
				assert.deepEqual(names(rest.options), names(entry.members.filter(({ top }) => !top)), key);
			}
		}
	});
}

test('every required parameter stands before those that may be left out', () => {
	for (const [key] of entries) {
		const list = shown(at(key)).map(({ name }) => name);
		for (const name of ['options', 'simplify', 'additionalFields'].filter((one) =>
			list.includes(one),
		)) {
			const after = list.slice(list.indexOf(name) + 1);
			assert.deepEqual(
				after.filter((one) => !['simplify', 'options'].includes(one)),
				[],
				key,
			);
		}
	}
});

test('a parameter fits the kind of its member', () => {
	const types = { boolean: 'boolean', choice: 'options', json: 'json', number: 'number' };
	for (const [key, { members }] of entries) {
		const list = shown(at(key));
		const inner = list.find(({ name }) => name === 'additionalFields')?.options ?? [];
		for (const { name, kind, required, top } of members) {
			const parameter = (top ? list : inner).find((one) => one.name === name);
			assert.equal(parameter.type, types[kind] ?? 'string', `${key} ${name}`);
			assert.equal(parameter.required ?? false, required && kind !== 'boolean', `${key} ${name}`);
		}
	}
});

test('the sources decide which credentials are shown', () => {
	const { Spravka } = built('nodes/Spravka/Spravka.node');
	const { CREDENTIALS } = built('nodes/Spravka/execution/accounts');
	const { credentials } = new Spravka().description;
	const of = (values) => {
		const all = filled(values);
		const isShown = (one) => NodeHelpers.displayParameter(all, one, node, description);
		return credentials.filter(isShown).map(({ name }) => name);
	};
	for (const [key, { provider, kind }] of entries) {
		const sources = kind === 'transform' ? [] : ['api_cloud', 'kz_info'];
		const standard = provider ? [provider] : sources;
		const expected = standard.map((name) => CREDENTIALS[name]);
		assert.deepEqual(of(at(key)), expected, key);
	}
	assert.deepEqual(of(at('debtor:check', { sources: ['spectrum_data'] })), [
		'spravkaSpectrumDataApi',
	]);
	// The editor hides parameters that credentials are shown by.
	assert.ok(credentials.every(({ displayOptions }) => displayOptions.show === undefined));
});

/** Every object with a displayName, wherever it is. */
function* parameters(list) {
	for (const one of list) {
		yield one;
		yield* parameters(
			[...(one.options ?? []), ...(one.values ?? [])].filter(({ displayName }) => displayName),
		);
	}
}

const SMALL = /^(a|an|and|as|at|by|for|if|in|of|on|or|the|to|up|with)$/;

test('display names are in title case', () => {
	const choices = [...parameters(properties)].flatMap(({ type, options = [] }) =>
		/options$/i.test(type) ? options : [],
	);
	const texts = [
		...[...parameters(properties)]
			.filter(({ type }) => type !== 'notice')
			.map(({ displayName }) => displayName),
		...choices.map(({ name }) => name),
	];
	for (const text of texts) {
		const words = text.split(/[\s-]+/).map((word) => word.replace(/^\(/, ''));
		const wrong = words.filter(
			(word, index) => /^[a-z]/.test(word) && (index === 0 || !SMALL.test(word)),
		);
		assert.deepEqual(wrong, [], text);
	}
});

test('everything is said in English, and booleans say whether', () => {
	for (const { displayName, name, type, description: text = '' } of parameters(properties)) {
		assert.ok(!/[а-яё]/i.test(displayName), displayName);
		if (type === 'boolean') {
			assert.match(text, /^Whether /, `${displayName} ${name}`);
		}
	}
});

test('nothing here is a secret', () => {
	for (const { name, typeOptions } of parameters(properties)) {
		assert.ok(!typeOptions?.password, name);
		assert.ok(!/token|password|secret|api_?key/i.test(name), name);
	}
});

test('what is left by Simplify are members of the output, ten at the most', () => {
	for (const [key, { name, simple }] of entries) {
		const output = name === 'debtor.check' ? 'debtor.report' : name;
		const schema = name === 'resume' ? {} : json(`${output}.output.json`);
		const all = Object.keys(schema.properties ?? {});
		const hasRecords = Object.values(schema.$defs ?? {}).some(
			({ properties = {} }) => 'raw' in properties && Object.keys(properties).length > 10,
		);
		assert.equal(Boolean(simple), all.length > 10 || hasRecords, key);
		assert.ok(
			(simple ?? []).every((member) => all.includes(member)) && (simple ?? []).length <= 10,
			key,
		);
	}
});

test('the committed files are those that the generator writes', () => {
	const run = spawnSync(process.execPath, [here('../scripts/describe.mjs'), '--check'], {
		encoding: 'utf8',
	});
	assert.equal(run.status, 0, run.stderr);
});

test('a new operation lands in the resource of its provider, under its title', () => {
	const row = catalogue.operations.find(({ name }) => name === 'fssp.search_ip');
	const toy = { ...row, name: 'fssp.toy_search', title: 'Toys of a person in Russia (FSSP)' };
	const found = generate({ operations: [...catalogue.operations, toy] }).find(
		({ key }) => key === 'fssp:toySearch',
	);
	assert.equal(found.title, 'Toys of a Person in Russia');
	assert.equal(found.action, 'Toys of a person in russia');
	assert.equal(found.described.credential, 'spravkaFsspApi');
});

test('an operation without a place is refused, saying what to do', () => {
	const row = catalogue.operations.find(({ name }) => name === 'fssp.search_ip');
	const stranger = { ...row, name: 'toys.list', provider: 'toys' };
	assert.throws(
		() => generate({ operations: [...catalogue.operations, stranger] }),
		/toys\.list .*RESOURCES.*LEFT_OUT.*places\.mjs/,
	);
	const other = { ...row, provider: 'api_cloud', name: 'api_cloud.fssp_Inn' };
	assert.throws(
		() => generate({ operations: [...catalogue.operations, other] }),
		/two operations stand at apiCloud:fsspInn/,
	);
	const gone = catalogue.operations.filter(({ name }) => name !== 'sber.authorize_url');
	assert.throws(() => generate({ operations: gone }), /sber\.authorize_url of LEFT_OUT/);
});
