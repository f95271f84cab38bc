// Redis for queue mode: in memory, on a port of this machine.
import { accessSync, constants } from 'node:fs';
import { connect } from 'node:net';
import { delimiter, join } from 'node:path';
import { Program, freePort, until } from './process.mjs';

/** `{port, stop}`. */
export async function startRedis(log) {
	const port = await freePort();
	const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
	const program = new Program(found('redis-server'), args, { log });
	await until('redis-server answers', 10, () => listens(port));
	return { port, stop: () => program.stop() };
}

function found(name) {
	const paths = process.env.PATH.split(delimiter).map((folder) => join(folder, name));
	const path = paths.find((path) => {
		try {
			accessSync(path, constants.X_OK);
			return true;
		} catch {
			return false;
		}
	});
	if (!path) throw new Error(`${name} is not there: apt-get install ${name}`);
	return path;
}

function listens(port) {
	return new Promise((resolve) => {
		const socket = connect(port, '127.0.0.1', () => {
			socket.destroy();
			resolve(true);
		}).once('error', () => resolve(false));
	});
}
