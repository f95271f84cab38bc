// Other programs: started on free ports of this machine, waited for, and ended by their process ids.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const running = new Set();
process.on('exit', () => running.forEach((program) => program.signal('SIGKILL')));
for (const [signal, code] of [
	['SIGINT', 130],
	['SIGTERM', 143],
]) {
	process.on(signal, () => process.exit(code));
}

/** A program with its own process group, whose output goes to a file. */
export class Program {
	constructor(command, args, { log, ...options }) {
		this.log = log;
		const file = openSync(log, 'a');
		this.child = spawn(command, args, {
			...options,
			detached: true,
			stdio: ['ignore', file, file],
		});
		closeSync(file);
		this.ended = once(this.child, 'exit').catch(() => {});
		running.add(this);
		this.ended.then(() => running.delete(this));
	}

	get alive() {
		return this.child.pid !== undefined && this.child.exitCode === null && !this.child.signalCode;
	}

	/** Returns when it answers `url` with 200. */
	async ready(url, { seconds = 60 } = {}) {
		await until(`${url} answers`, seconds, async () => {
			if (!this.alive) throw new Error('it ended before it was ready');
			const answer = await fetch(url).catch(() => undefined);
			return answer?.status === 200;
		}).catch((error) => {
			throw new Error(`${error.message}\n${tail(this.log)}`);
		});
	}

	signal(name) {
		try {
			process.kill(-this.child.pid, name);
		} catch {
			// It has ended.
		}
	}

	/** Ends it, and whatever it has started. */
	async stop({ seconds = 20 } = {}) {
		if (!this.alive) return;
		this.child.kill('SIGTERM');
		const patience = new AbortController();
		await Promise.race([this.ended, sleep(seconds * 1000, 0, patience)]).catch(() => {});
		patience.abort();
		this.signal('SIGKILL');
		await this.ended;
	}

	/** As a machine that loses its power. */
	async kill() {
		this.signal('SIGKILL');
		await this.ended;
	}
}

/** A port of this machine that nobody listens on, and that no call before has given. */
export async function freePort() {
	for (;;) {
		const server = createServer();
		await new Promise((resolve, reject) => {
			server.once('error', reject).listen(0, '127.0.0.1', resolve);
		});
		const { port } = server.address();
		await new Promise((resolve) => server.close(resolve));
		if (!given.has(port)) {
			given.add(port);
			return port;
		}
	}
}
const given = new Set();

/** What `look` gives, once that is true; a failure of `look` is one of the wait. */
export async function until(what, seconds, look, { every = 100 } = {}) {
	const end = Date.now() + seconds * 1000;
	for (;;) {
		const seen = await look();
		if (seen) return seen;
		if (Date.now() > end) throw new Error(`${what}: not within ${seconds} s`);
		await sleep(every);
	}
}

export function tail(log, lines = 15) {
	return readFileSync(log, 'utf8').trimEnd().split('\n').slice(-lines).join('\n');
}
