// A task of the FSSP that outlives n8n: handed out, n8n restarted, taken up again.
import assert from 'node:assert/strict';
import { EXAMPLES } from '../operations.mjs';
import { chain, spravka, webhook } from '../workflow.mjs';

export default async function restart(world, test) {
	const server = await world.main();
	const sandbox = await world.sandbox();
	const { fssp } = await world.credentials();
	const { rest } = server;
	const activated = async (path, parameters) => {
		const node = spravka({ resource: 'fssp', ...parameters }, { credentials: fssp });
		await rest.activate(await rest.workflow(chain(path, [webhook(path), node])));
	};
	await activated('begin', {
		operation: 'searchPhysical',
		inputMode: 'json',
		jsonInput: '={{ $json.body.input }}',
		options: { maximumWait: 0 },
	});
	await activated('go-on', {
		operation: 'resume',
		state: '={{ $json.body.state }}',
		resumeInput: '={{ $json.body.input }}',
	});

	await test('a task that outlives n8n is ordered once', async () => {
		const before = await sandbox.counters();
		const { input } = EXAMPLES['fssp.search_physical'][0];
		const begun = await rest.hook('begin', { input });
		assert.equal(begun.status, 200);
		const [waiting] = begun.items;
		assert.equal(waiting.step, 'wait', JSON.stringify(waiting));
		assert.ok(waiting.state && waiting.until && waiting.reason);
		assert.equal(waiting.operation, 'fssp.search_physical');
		assert.deepEqual(waiting.input, input);

		await server.stop();
		await server.start();

		const ended = await rest.hook('go-on', waiting);
		assert.equal(ended.status, 200);
		assert.equal(ended.items[0].outcome, 'found', JSON.stringify(ended.items[0]));
		assert.equal(ended.items[0].proceedings.length, 8);
		const came = await sandbox.since(before, 'fssp.');
		assert.equal(came['fssp.search_physical'], 1, JSON.stringify(came));
	});
}
