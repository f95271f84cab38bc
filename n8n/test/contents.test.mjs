// What is in the tarball: these files, and nothing that runs when it is installed. `SPRAVKA_BLESS=1` writes
// the list.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { npm } from './host.mjs';
import { project } from './package.mjs';

const list = fileURLToPath(new URL('contents.txt', import.meta.url));
const [packed] = JSON.parse(npm(project, ['pack', '--dry-run', '--json', '--ignore-scripts']));
const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url)));

test('the tarball holds the files of contents.txt', () => {
	const files = packed.files.map(({ path }) => path).sort();
	if (process.env.SPRAVKA_BLESS) {
		writeFileSync(list, files.map((path) => `${path}\n`).join(''));
	}
	assert.deepEqual(files, readFileSync(list, 'utf8').trim().split('\n'));
	assert.ok(packed.size < 1_500_000, `${packed.size} bytes packed`);
	assert.ok(packed.unpackedSize < 4_000_000, `${packed.unpackedSize} bytes unpacked`);
});

test('it needs nothing, and does nothing when it is installed', () => {
	assert.equal(manifest.dependencies, undefined);
	assert.equal(manifest.optionalDependencies, undefined);
	assert.equal(manifest.bundleDependencies, undefined);
	for (const script of [
		'preinstall',
		'install',
		'postinstall',
		'prepare',
		'preprepare',
		'postprepare',
		'prepublish',
		'prepublishOnly',
		'publish',
		'postpublish',
		'prepack',
		'postpack',
	]) {
		assert.equal(manifest.scripts[script], undefined, script);
	}
});
