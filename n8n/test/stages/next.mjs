// The newest n8n, on the Node.js that it demands: a smoke run.
import assert from 'node:assert/strict';
import { store } from '../credentials.mjs';
import { EXAMPLES } from '../operations.mjs';
import { chain, spravka, webhook } from '../workflow.mjs';
import { NEXT } from '../world.mjs';

const ASKED = {
	fssp: ['fssp', 'searchPhysical', 'fssp.search_physical'],
	kz_info: ['kzInfo', 'execProcInfo', 'kz_info.exec_proc_info'],
	osnovanie: ['osnovanieApplication', 'view', 'osnovanie.view'],
	sber: ['sberCompany', 'clientInfo', 'sber.client_info'],
};

export default async function next(world, test) {
	const sandbox = await world.sandbox();
	const server = await world.server('next', {
		of: world.host(NEXT),
		// These ask n8n's makers as they start.
		N8N_DISABLED_MODULES: 'agents,chat-hub,insights,instance-ai,mcp,mcp-registry',
	});
	await server.start();
	const { rest } = server;
	const credentials = await store(server, sandbox);

	await test('a node for agents too', async () => {
		const names = (await rest.nodeTypes()).map(({ name }) => name);
		const ours = names.filter((name) => name.includes('spravka'));
		assert.deepEqual(ours.sort(), ['n8n-nodes-spravka.spravka', 'n8n-nodes-spravka.spravkaTool']);
	});
	await test('the test of a credential', async () => {
		const data = { apiKey: sandbox.secrets.KZ_INFO_API_KEY, baseUrl: sandbox.origin };
		const { status, message } = await rest.testCredential('spravkaKzInfoApi', data);
		assert.equal(status, 'OK', message);
	});
	for (const [provider, [resource, operation, name]] of Object.entries(ASKED)) {
		await test(name, async () => {
			const jsonInput = '={{ $json.body.input }}';
			const parameters = { resource, operation, inputMode: 'json', jsonInput };
			const node = spravka(parameters, { credentials: credentials[provider] });
			await rest.activate(await rest.workflow(chain(name, [webhook(name), node])));
			const { status, items } = await rest.hook(name, { input: EXAMPLES[name][0].input });
			assert.equal(status, 200, JSON.stringify(items));
			assert.equal(items.length, 1);
			assert.ok(items[0].outcome === 'found' || provider === 'osnovanie' || provider === 'sber');
			assert.equal(items[0].error, undefined);
		});
	}
	await server.stop();
}
