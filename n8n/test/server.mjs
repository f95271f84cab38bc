// n8n, started: the editor's process, workers and commands over one folder and one key.
import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { npm } from './host.mjs';
import { Program, freePort } from './process.mjs';
import { Rest } from './rest.mjs';

/** Nobody outside is asked, and everything is said. */
const QUIET = {
	N8N_DIAGNOSTICS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_WHATS_NEW_ENABLED: 'false',
	N8N_TEMPLATES_ENABLED: 'false',
	N8N_HIRING_BANNER_ENABLED: 'false',
	N8N_PERSONALIZATION_ENABLED: 'false',
	N8N_DYNAMIC_BANNERS_ENABLED: 'false',
	N8N_VERIFIED_PACKAGES_ENABLED: 'false',
	N8N_LICENSE_AUTO_RENEW_ENABLED: 'false',
	N8N_SECURE_COOKIE: 'false',
	EXTERNAL_FRONTEND_HOOKS_URLS: '',
	N8N_LOG_LEVEL: 'debug',
};

export class Server {
	/** `folder` is its own; `settings` are more of n8n's environment. */
	static async create(host, folder, settings = {}) {
		mkdirSync(join(folder, '.n8n/nodes'), { recursive: true });
		const [port, broker] = [await freePort(), await freePort()];
		return new Server(host, folder, settings, port, broker);
	}

	constructor(host, folder, settings, port, broker) {
		Object.assign(this, { host, folder, port, broker });
		this.settings = settings;
		this.origin = `http://127.0.0.1:${port}`;
		this.rest = new Rest(this.origin, host);
		this.workers = [];
	}

	get database() {
		return join(this.folder, '.n8n/database.sqlite');
	}

	env(more = {}) {
		const foreign = /^(N8N|DB|QUEUE|EXECUTIONS|NODE_FUNCTION|SPRAVKA)_/;
		const inherited = Object.entries(process.env).filter(([name]) => !foreign.test(name));
		return {
			...Object.fromEntries(inherited),
			...QUIET,
			PATH: `${dirname(this.host.node)}${delimiter}${process.env.PATH}`,
			DB_TYPE: 'sqlite',
			N8N_USER_FOLDER: this.folder,
			N8N_HOST: '127.0.0.1',
			N8N_LISTEN_ADDRESS: '127.0.0.1',
			N8N_PORT: String(this.port),
			N8N_PROTOCOL: 'http',
			N8N_RUNNERS_BROKER_PORT: String(this.broker),
			N8N_ENCRYPTION_KEY: 'a-key-of-the-tests',
			...this.settings,
			...more,
		};
	}

	/** Installs a community node's tarball as n8n itself does. */
	install(tarball) {
		const flags = ['--ignore-scripts', '--legacy-peer-deps', '--offline'];
		const folder = join(this.folder, '.n8n/nodes');
		// Else npm looks for a project above, and finds this one.
		writeFileSync(join(folder, 'package.json'), '{"name":"installed-nodes","private":true}');
		npm(folder, ['install', ...flags, tarball], this.host);
	}

	async start() {
		this.program = this.spawn('main', ['start']);
		await this.program.ready(`${this.origin}/healthz/readiness`);
		await this.rest.enter();
	}

	/** A worker of queue mode. */
	async worker() {
		const [health, broker] = [await freePort(), await freePort()];
		const name = `worker-${this.workers.length + 1}`;
		const worker = this.spawn(name, ['worker', '--concurrency=5'], {
			QUEUE_HEALTH_CHECK_ACTIVE: 'true',
			QUEUE_HEALTH_CHECK_PORT: String(health),
			N8N_RUNNERS_BROKER_PORT: String(broker),
		});
		this.workers.push(worker);
		await worker.ready(`http://127.0.0.1:${health}/healthz/readiness`);
		return worker;
	}

	/** What a command of n8n writes; `failed` is whether it ended so. */
	async command(...args) {
		const broker = String(await freePort());
		const env = this.env({ N8N_RUNNERS_BROKER_PORT: broker, N8N_LOG_LEVEL: 'info', NO_COLOR: '1' });
		const options = { env, cwd: this.folder, maxBuffer: 1 << 28 };
		return promisify(execFile)(this.host.node, [this.host.n8n, ...args], options).then(
			({ stdout, stderr }) => ({ failed: false, text: stdout + stderr }),
			({ stdout, stderr }) => ({ failed: true, text: stdout + stderr }),
		);
	}

	async stop() {
		await Promise.all([this.program, ...this.workers].map((program) => program?.stop()));
	}

	spawn(name, args, env) {
		const log = join(this.folder, `${name}.log`);
		return new Program(this.host.node, [this.host.n8n, ...args], {
			log,
			cwd: this.folder,
			env: this.env(env),
		});
	}
}
