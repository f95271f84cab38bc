// `n8n execute`: the node without a server.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EXAMPLES } from '../operations.mjs';
import { chain, spravka, start } from '../workflow.mjs';

export default async function command(world, test) {
	const server = await world.main();
	const { kz_info } = await world.credentials();

	await test('an imported workflow, executed', async () => {
		const { iin } = EXAMPLES['kz_info.exec_proc_info'][0].input;
		const parameters = { resource: 'kzInfo', operation: 'execProcInfo', iin };
		const nodes = [start(), spravka(parameters, { credentials: kz_info })];
		const id = 'spravkaByCommand';
		const file = join(server.folder, 'workflow.json');
		writeFileSync(file, JSON.stringify([{ id, active: false, ...chain('By command', nodes) }]));
		const imported = await server.command('import:workflow', `--input=${file}`);
		assert.ok(!imported.failed, imported.text);

		const { failed, text } = await server.command('execute', '--id', id, '--rawOutput');
		assert.ok(!failed, text.slice(-2000));
		const { data } = JSON.parse(text.slice(text.search(/^\{$/m), text.search(/^\}$/m) + 1));
		const [item] = data.resultData.runData.Spravka[0].data.main[0];
		assert.equal(item.json.outcome, 'found');
		assert.equal(item.json.proceedings.length, 3);
	});
}
