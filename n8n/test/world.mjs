// What the stages share, each thing made when it is first asked for.
import { spawn } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { store } from './credentials.mjs';
import { here, host, target } from './host.mjs';
import { build } from './package.mjs';
import { Sandbox } from './sandbox.mjs';
import { Server } from './server.mjs';

/** The newest n8n for Node.js 20. */
export const VERSION = '2.8.4';
/** The newest of all. */
export const NEXT = '2.41.1';

export class World {
	#made = new Map();
	#fetched = new Map();
	#ends = [];

	/** Begins to install n8n, the first of the versions first, beside whatever else is done. */
	prefetch(...versions) {
		const child = spawn(process.execPath, [join(here, 'hosts.mjs'), ...versions], {
			stdio: ['ignore', 'pipe', 'ignore'],
		});
		const lines = createInterface(child.stdout);
		for (const version of versions) {
			const there = new Promise((resolve) => {
				lines.on('line', (line) => line === version && resolve());
				// What it could not install is tried again where it is needed, and told there.
				child.on('exit', resolve);
			});
			this.#fetched.set(version, there);
		}
		this.#ends.push({ stop: () => child.kill('SIGKILL') });
	}

	/** `{folder, version, node, n8n}`. */
	host(version = VERSION) {
		return this.#once(`host ${version}`, async () => {
			await this.#fetched.get(version);
			return host(version);
		});
	}

	/** The package, built and packed: `{tarball, unpacked}`. */
	package() {
		return this.#once('package', () => build());
	}

	/** The simulated providers of the main instance. */
	sandbox() {
		return this.#once('sandbox', () => this.started(Sandbox.start()));
	}

	/** An instance with the node in it, running. */
	main() {
		return this.#once('main', async () => {
			const server = await this.server('main');
			await server.start();
			return server;
		});
	}

	/** The credentials of the main instance for its sandbox, by provider: what a node refers to. */
	credentials() {
		return this.#once('credentials', async () => store(await this.main(), await this.sandbox()));
	}

	/** An instance of its own with the node in it, not yet started; its folder is left behind. */
	async server(name, { of = this.host(), ...settings } = {}) {
		const folder = join(target, name);
		rmSync(folder, { recursive: true, force: true });
		mkdirSync(folder, { recursive: true });
		const server = await this.started(Server.create(await of, folder, settings));
		server.install((await this.package()).tarball);
		return server;
	}

	/** Something to stop at the end. */
	async started(thing) {
		const made = await thing;
		this.#ends.push(made);
		return made;
	}

	async end() {
		await Promise.all(this.#ends.reverse().map((thing) => thing.stop()));
	}

	#once(name, make) {
		if (!this.#made.has(name)) this.#made.set(name, Promise.resolve().then(make));
		return this.#made.get(name);
	}
}
