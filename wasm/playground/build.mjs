// Writes the playground to target/playground, a folder for any static server.
//
//   SPRAVKA_ARTEFACTS=…/target/npm node build.mjs     the folder with raw.wasm, sandbox.wasm and the raw glue

import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import path from 'node:path';
import { build } from 'esbuild';
import { people } from './people.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(here, '../..');
const artefacts = path.resolve(process.env.SPRAVKA_ARTEFACTS ?? path.join(root, 'target/npm'));
const out = path.join(root, 'target/playground');

const find = (...candidates) => {
  const found = candidates.find((candidate) => existsSync(candidate));
  if (!found) {
    throw new Error(`none of these is there: ${candidates.join(', ')}`);
  }
  return found;
};
const artefact = (name) => find(path.join(artefacts, name));

await rm(out, { recursive: true, force: true });
await mkdir(path.join(out, 'spravka'), { recursive: true });
await cp(path.join(here, 'src'), out, { recursive: true });
for (const name of ['raw.wasm', 'sandbox.wasm']) {
  await cp(artefact(name), path.join(out, 'spravka', name));
}
await build({
  entryPoints: [find(path.join(artefacts, 'raw.ts'), path.resolve(here, '../npm/src/raw.ts'))],
  outfile: path.join(out, 'spravka/raw.js'),
  bundle: true,
  format: 'esm',
  target: 'es2022',
  legalComments: 'none',
});

const schemas = {};
for (const name of await readdir(path.join(root, 'schemas'))) {
  const operation = /^(.+)\.input\.json$/.exec(name)?.[1];
  if (operation) {
    schemas[operation] = JSON.parse(await readFile(path.join(root, 'schemas', name), 'utf8'));
  }
}
const table = await readFile(path.join(root, 'sandbox/PEOPLE.md'), 'utf8');
await writeFile(path.join(out, 'schemas.json'), JSON.stringify(schemas));
await writeFile(path.join(out, 'people.json'), JSON.stringify(people(table)));
console.log(`${path.relative(root, out)}: ${Object.keys(schemas).length} operations`);
