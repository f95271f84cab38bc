// Every operation of the node, by a webhook, against the sandbox; each answer against its schema.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { root } from '../host.mjs';
import { EXAMPLES, OPERATIONS, SAMPLES } from '../operations.mjs';
import { itemsOf } from '../rest.mjs';
import { chain, spravka, webhook } from '../workflow.mjs';

// Of the tools of the repository, which the package does not have.
const { Ajv2020 } = createRequire(join(root, 'package.json'))('ajv/dist/2020.js');

/** What the catalogue does not have; `__CUSTOM_API_CALL__` is n8n's own. */
const OF_THE_NODE = ['check', 'resume', '__CUSTOM_API_CALL__'];

export default async function operations(world, test) {
	const { rest } = await world.main();
	const { origin } = await world.sandbox();
	const credentials = await world.credentials();
	assert.ok(origin);

	await test('the node offers what the catalogue has', async () => {
		const { properties } = (await rest.nodeTypes()).find(({ name }) => name.endsWith('.spravka'));
		const offered = properties
			.filter(({ name }) => name === 'operation')
			.flatMap(({ displayOptions, options }) =>
				displayOptions.show.resource.flatMap((resource) =>
					options.map(({ value }) => `${resource} ${value}`),
				),
			);
		const expected = OPERATIONS.map(({ resource, operation }) => `${resource} ${operation}`);
		const own = (name) => expected.includes(name) || !OF_THE_NODE.includes(name.split(' ')[1]);
		assert.deepEqual(offered.filter(own).sort(), expected.sort());
	});

	const waiting = [...OPERATIONS];
	const next = async () => {
		for (let job = waiting.shift(); job; job = waiting.shift()) {
			const { name } = job;
			await test(name, () => play(rest, job, EXAMPLES[name][0], credentials));
		}
	};
	await Promise.all(Array.from({ length: 6 }, next));
}

async function play(rest, { name, provider, resource, operation }, { input, files = [] }, stored) {
	const path = `operation-${name}`;
	const parameters = {
		resource,
		operation,
		inputMode: 'json',
		jsonInput: '={{ $json.body.input ?? $json.input }}',
		simplify: false,
	};
	const node = spravka(parameters, { credentials: stored[provider] ?? {} });
	const workflow = await rest.workflow(chain(name, [webhook(path), node]));
	await rest.activate(workflow);
	const { status, items } = await rest.hook(path, { input }, filesOf(files));
	if (status !== 200) {
		const { error, message } = (await rest.last(workflow.id)).data.resultData.error ?? {};
		assert.fail(
			`${status} ${JSON.stringify(items)} ${message ?? ''} ${JSON.stringify(error ?? '')}`,
		);
	}
	assert.equal(items.length, 1);
	const { meta, ...output } = items[0];
	await withBytes(output.files, rest, workflow);
	const validate = schema(name);
	assert.ok(validate(output), JSON.stringify([validate.errors, output]).slice(0, 1000));
	assert.ok(['found', 'applied', undefined].includes(output.outcome), output.outcome);
	assert.equal(meta?.operation ?? name, name);
	// What asks nobody is not simulated.
	const asks = !['debtor', 'identifiers'].includes(provider);
	assert.equal(meta?.simulated === true, asks, JSON.stringify(meta));
}

/** Returned files lie beside the item: back into the answer, where its schema has them. */
async function withBytes(all = [], rest, { id }) {
	const files = all.filter(({ binaryField }) => binaryField);
	if (!files.length) return;
	const [{ binary }] = itemsOf(await rest.last(id), 'Spravka');
	for (const file of files) {
		const bytes = await rest.binary(binary[file.binaryField]);
		delete file.binaryField;
		assert.equal(bytes.length, file.size);
		assert.equal(createHash('sha256').update(bytes).digest('hex'), file.sha256);
		file.base64 = bytes.toString('base64');
	}
}

function filesOf(members) {
	const samples = members.map((member) => [member, SAMPLES[member]]);
	return samples.map(([member, { name, bytes }]) => ({ member, name, bytes: bytes() }));
}

function schema(name) {
	const path = join(root, 'schemas', `${name}.output.json`);
	const ajv = new Ajv2020({ strict: false, validateFormats: false });
	return ajv.compile(JSON.parse(readFileSync(path, 'utf8')));
}
