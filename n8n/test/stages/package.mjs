// The package by itself: its own tests, the official linter, and the official scanner on sources and
// tarball.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { npm } from '../host.mjs';
import { project } from '../package.mjs';

export default async function pack(world, test) {
	const { unpacked } = await world.package();
	await test('what needs no n8n', () => npm(project, ['test']));
	await test('the official linter', () => npm(project, ['run', 'lint']));
	const { analyzePackage, SOURCE_FILE_PATTERNS } = await scanner();
	await test('the official scanner, on the sources', async () => {
		assert.deepEqual(await analyzePackage(project, SOURCE_FILE_PATTERNS), { passed: true });
	});
	await test('the official scanner, on the tarball', async () => {
		const result = await analyzePackage(unpacked, ['**/*.js', 'package.json']);
		assert.deepEqual(result, { passed: true });
	});
}

function scanner() {
	const { resolve } = createRequire(join(project, 'package.json'));
	return import(pathToFileURL(resolve('@n8n/scan-community-package/scanner/scanner.mjs')));
}
