// The simulated providers over HTTP, by the command `spravka sandbox --listen`.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { root } from './host.mjs';
import { until } from './process.mjs';

const running = new Set();
process.on('exit', () => running.forEach((child) => child.kill('SIGKILL')));

/** The command of this clone, or the one that `SPRAVKA` names. */
export function command() {
	const path = process.env.SPRAVKA || join(root, 'target/debug/spravka');
	if (!existsSync(path)) {
		throw new Error(`${path} is not there: cargo build --package spravka, or name one by SPRAVKA`);
	}
	return path;
}

export class Sandbox {
	/** A new world: nobody has asked yet. */
	static async start(...flags) {
		const child = spawn(command(), ['sandbox', '--listen', '127.0.0.1:0', ...flags], {
			stdio: ['ignore', 'pipe', 'pipe'],
		});
		running.add(child);
		let said = '';
		child.stderr.on('data', (chunk) => (said += chunk));
		const failed = once(child, 'exit').then(([code]) => {
			throw new Error(`the sandbox ended with ${code}: ${said}`);
		});
		failed.catch(() => {});
		const [line] = await Promise.race([once(createInterface(child.stdout), 'line'), failed]);
		// They are written before the address, into another pipe.
		await until('the secrets', 10, () => said.includes('SPECTRUM_DATA_TOKEN='), { every: 5 });
		return new Sandbox(child, line.replace('listening on ', ''), secretsOf(said));
	}

	constructor(child, origin, secrets) {
		Object.assign(this, { child, origin, secrets });
	}

	/** How often each call has arrived; see `World::counters`. */
	async counters() {
		return (await fetch(`${this.origin}/__sandbox/counters`)).json();
	}

	/** What came since `before`, of the calls that begin so. */
	async since(before, prefix) {
		const now = Object.entries(await this.counters());
		const grown = now.map(([call, count]) => [call, count - (before[call] ?? 0)]);
		return Object.fromEntries(grown.filter(([call, more]) => call.startsWith(prefix) && more > 0));
	}

	stop() {
		running.delete(this.child);
		this.child.kill('SIGKILL');
	}
}

/** `export SPRAVKA_FSSP_TOKEN=…` as `{FSSP_TOKEN: …}`. */
function secretsOf(text) {
	return Object.fromEntries(
		[...text.matchAll(/^export SPRAVKA_(\w+)=(.*)$/gm)].map(([, name, value]) => [name, value]),
	);
}
