// nginx on both sides: the proxy of docs/sber-proxy.conf, and the server that asks for a certificate.
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { here } from '../host.mjs';
import { Program, freePort, tail, until } from '../process.mjs';
import { SERVER } from './certificates.mjs';

const DOCUMENTED = join(here, '../docs/sber-proxy.conf');

/** What stands for Sber: `{port, stop}`. `behind` answers who has shown a certificate. */
export async function provider(folder, { certificates, behind }) {
	const port = await freePort();
	const at = (name) => join(certificates, name);
	return nginx(
		folder,
		port,
		`
    access_log off;
    server {
      listen 127.0.0.1:${port} ssl;
      server_name ${SERVER};
      ssl_certificate ${at('server.crt')};
      ssl_certificate_key ${at('server.key')};
      ssl_client_certificate ${at('clients.crt')};
      ssl_verify_client on;
      location / { proxy_pass ${behind}; }
    }`,
	);
}

/**
 * The documented proxy, its addresses and files replaced: `{origin, logs, stop}`. `trusted` is who may
 * have signed the server; `certificate: false` leaves ours out.
 */
export async function proxy(folder, { certificates, to, trusted = 'ca.crt', certificate = true }) {
	const port = await freePort();
	const replaced = [
		['listen 127.0.0.1:9443', `listen 127.0.0.1:${port}`],
		[`https://${SERVER}:9443`, `https://127.0.0.1:${to}`],
		['/etc/nginx/sber/client.crt', join(certificates, 'client.crt')],
		['/etc/nginx/sber/client.key', join(certificates, 'client.key')],
		['/etc/nginx/sber/ca.crt', join(certificates, trusted)],
		['/var/log/nginx/', `${folder}/`],
	];
	let text = readFileSync(DOCUMENTED, 'utf8');
	for (const [from, into] of replaced) {
		if (!text.includes(from)) throw new Error(`${DOCUMENTED} does not say ${from}`);
		text = text.replaceAll(from, into);
	}
	if (!certificate) text = text.replace(/^ *proxy_ssl_certificate(_key)? .*$/gm, '');
	const started = await nginx(folder, port, text);
	const logs = () => ['sber-proxy.log', 'sber-proxy-error.log'].map((name) => read(folder, name));
	return { ...started, origin: `http://127.0.0.1:${port}`, logs: () => logs().join('') };
}

function read(folder, name) {
	const file = join(folder, name);
	return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

async function nginx(folder, port, http) {
	mkdirSync(folder, { recursive: true });
	const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
	const places = temporary.map((name) => `${name}_temp_path ${folder}/${name};`).join(' ');
	const user = process.getuid() === 0 ? 'user root;' : '';
	const file = join(folder, 'nginx.conf');
	const events = 'events { worker_connections 64; }';
	writeFileSync(
		file,
		`${user} daemon off; worker_processes 1; pid ${folder}/pid;\n${events}\nhttp { ${places}\n${http}\n}\n`,
	);
	const args = ['-p', folder, '-e', join(folder, 'error.log'), '-c', file];
	const program = new Program('nginx', args, { log: join(folder, 'output.log') });
	await until(`nginx listens on ${port}`, 20, async () => {
		if (!program.alive) throw new Error(`nginx has ended\n${tail(join(folder, 'output.log'))}`);
		const socket = createConnection(port, '127.0.0.1');
		const seen = once(socket, 'connect').then(
			() => true,
			() => false,
		);
		return seen.finally(() => socket.destroy());
	});
	return { port, stop: () => program.stop() };
}
