// Writes the description of the node to nodes/Spravka/generated, from the schemas and the catalogue.
//
//   node scripts/describe.mjs             write
//   node scripts/describe.mjs --check     fail, naming the files that differ

import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import path from 'node:path';
import { operations } from './describe/catalogue.mjs';
import { properties } from './describe/properties.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const out = path.join(root, 'n8n/nodes/Spravka/generated');
// The project's, not the one of this package: the text is the same wherever it is written.
const prettier = createRequire(path.join(root, 'package.json'))('prettier');

const head =
	'// Written by scripts/describe.mjs from the catalogue and the schemas of the operations.\n\n';

const all = operations();
const table = Object.fromEntries(all.map(({ key, described }) => [key, described]));
const files = {
	'properties.ts':
		"import type { INodeProperties } from 'n8n-workflow';\n\n/** The parameters of the node. */\n" +
		`export const properties: INodeProperties[] = ${JSON.stringify(properties(all))};\n`,
	'operations.ts':
		"import type { Described } from '../described';\n\n/** What there is to execute, by `resource:operation`. */\n" +
		`export const operations: Record<string, Described> = ${JSON.stringify(table)};\n`,
};

const options = await prettier.resolveConfig(path.join(out, 'properties.ts'));
const stale = [];
for (const [name, source] of Object.entries(files)) {
	const file = path.join(out, name);
	const text = await prettier.format(head + source, { ...options, filepath: file });
	if (text !== (await readFile(file, 'utf8').catch(() => undefined))) {
		stale.push(path.relative(root, file));
		if (!process.argv.includes('--check')) {
			await mkdir(out, { recursive: true });
			await writeFile(file, text);
		}
	}
}
const isCheck = process.argv.includes('--check');
if (isCheck && stale.length) {
	console.error(`${stale.join(', ')}: differs; \`node n8n/scripts/describe.mjs\` writes it anew`);
	process.exitCode = 1;
} else {
	console.log(
		stale.length ? `wrote ${stale.join(', ')}` : `${all.length} operations are described`,
	);
}
