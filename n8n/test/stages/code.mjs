// Code nodes: the core pasted, the package `spravka` required where its user has installed it beside
// n8n, and the loop over an HTTP Request node. In an instance of its own, since a Code node's secrets
// stand in its workflow; each with providers of its own, since their counters are looked at.
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { codeAndHttpRequest, pasted, required } from './code-node.mjs';
import { hostWith, npm, root, target } from '../host.mjs';
import { Sandbox } from '../sandbox.mjs';

export default async function codeNode(world, test) {
	const host = hostWith(await world.host(), { spravka: packed() });
	await world.started({ stop: () => rmSync(host.folder, { recursive: true, force: true }) });
	const server = await world.server('code-node', {
		of: host,
		NODE_FUNCTION_ALLOW_EXTERNAL: 'spravka',
	});
	await server.start();
	for (const play of [pasted, required, codeAndHttpRequest]) {
		await test(play.name, async () => {
			const sandbox = await world.started(Sandbox.start());
			await play({ rest: server.rest, sandbox });
		});
	}
	await server.stop();
}

/** The package for Node.js, as its user unpacks it. */
function packed() {
	const folder = join(target, 'spravka');
	rmSync(folder, { recursive: true, force: true });
	mkdirSync(folder, { recursive: true });
	const from = join(root, 'wasm/npm');
	const said = npm(from, ['pack', '--json', '--ignore-scripts', '--pack-destination', folder]);
	execFileSync('tar', ['-xzf', join(folder, JSON.parse(said)[0].filename), '-C', folder]);
	return join(folder, 'package');
}
