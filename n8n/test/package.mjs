// The community node's package: its tools, its build, and what it is packed into.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { installed, npm, root, target } from './host.mjs';

/** Its sources. */
export const project = join(root, 'n8n');

/** Installs the tools of its lock where they are not installed. */
export function tools() {
	const modules = join(project, 'node_modules');
	if (!existsSync(modules)) {
		symlinkSync(join(installed('n8n-nodes-spravka', project), 'node_modules'), modules);
	}
}

/** Builds, packs and unpacks it: `{tarball, unpacked}`. */
export function build() {
	tools();
	npm(project, ['run', 'build']);
	const folder = join(target, 'package');
	rmSync(folder, { recursive: true, force: true });
	mkdirSync(folder, { recursive: true });
	const said = npm(project, ['pack', '--json', '--ignore-scripts', '--pack-destination', folder]);
	const [{ filename }] = JSON.parse(said);
	const tarball = join(folder, filename);
	execFileSync('tar', ['-xzf', tarball, '-C', folder]);
	return { tarball, unpacked: join(folder, 'package') };
}
