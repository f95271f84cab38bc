// What the stages share, each thing made when it is first asked for.
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { store } from './credentials.mjs';
import { host, target } from './host.mjs';
import { build } from './package.mjs';
import { Sandbox } from './sandbox.mjs';
import { Server } from './server.mjs';

/** The newest n8n for Node.js 20. */
export const VERSION = '2.8.4';

export class World {
	#made = new Map();
	#ends = [];

	/** `{folder, version, node, n8n}`. */
	host() {
		return this.#once('host', () => host(VERSION));
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
