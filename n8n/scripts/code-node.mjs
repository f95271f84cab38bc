// Writes what is pasted into Code nodes: template.js with the core behind it, which is raw.wasm of `cargo xtask wasm` (in target/npm, or in the folder that SPRAVKA_ARTEFACTS names).
//
//   node n8n/scripts/code-node.mjs
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const n8n = fileURLToPath(new URL('..', import.meta.url));
const root = resolve(n8n, '..');

/** Lines of the base64 text: an editor draws a line as a whole. */
const WIDTH = 1000;

/** The core as a function `spravkaCore`, without any name of the module system: n8n has taken away what bundlers export with. */
async function pastedCore() {
	const artefacts = resolve(process.env.SPRAVKA_ARTEFACTS ?? join(root, 'target/npm'));
	const packed = gzipSync(readFileSync(join(artefacts, 'raw.wasm')), { level: 9 });
	const lines = packed.toString('base64').match(new RegExp(`.{1,${WIDTH}}`, 'g'));
	const { outputFiles } = await build({
		stdin: {
			contents: `
        import { gunzipSync } from 'fflate';
        import { core } from './wasm/npm/src/raw.ts';
        made = core(new WebAssembly.Module(gunzipSync(Buffer.from(packed, 'base64'))));`,
			resolveDir: root,
		},
		bundle: true,
		write: false,
		minify: true,
		format: 'esm',
		platform: 'neutral',
		mainFields: ['module'],
		target: 'es2022',
		legalComments: 'none',
		logLevel: 'warning',
	});
	return `/** The core, compressed. Generated: there is nothing to be changed from here on. */
function spravkaCore() {
  const packed = \`
${lines.join('\n')}\`;
  let made;
  ${outputFiles[0].text.trim()}
  return made;
}
`;
}

const REQUIRED = `/** The package \`spravka\`, installed beside n8n and named in NODE_FUNCTION_ALLOW_EXTERNAL. */
function spravkaCore() {
  return require('spravka');
}
`;

const part = (name) => readFileSync(join(n8n, 'code-node', name), 'utf8');

/** The whole flow in one Code node. */
export async function pastedCode() {
	return [part('template.js'), part('events.js'), await pastedCore()].join('\n');
}

/** The same with the package. */
export function requiringCode() {
	return [part('template.js'), part('events.js'), REQUIRED].join('\n');
}

/** One call of the core for each item; another node sends. */
async function stepCode() {
	return [part('step.js'), part('events.js'), await pastedCore()].join('\n');
}

/** A workflow as it is imported: where it names a part of this folder, with that code. */
export async function workflow() {
	const text = readFileSync(join(n8n, 'workflows/code-and-http-request.json'), 'utf8');
	const made = JSON.parse(text);
	made.nodes.find(({ name }) => name === 'Spravka').parameters.jsCode = await stepCode();
	return made;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
	const write = (name, text) => writeFileSync(join(n8n, 'code-node', name), text);
	write('spravka.js', await pastedCode());
	write('with-require.js', requiringCode());
	write('code-and-http-request.json', JSON.stringify(await workflow()));
}
