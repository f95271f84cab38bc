// Builds dist/ from src/ and from the artefacts of `cargo xtask wasm`, which lie in target/npm or in the folder that SPRAVKA_ARTEFACTS names.
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = fileURLToPath(new URL('..', import.meta.url));
const root = resolve(here, '../..');
const artefacts = resolve(process.env.SPRAVKA_ARTEFACTS ?? join(root, 'target/npm'));
const dist = join(here, 'dist');
const write = (name, text) => writeFileSync(join(dist, name), text);

await import('./types.mjs');
rmSync(dist, { recursive: true, force: true });
mkdirSync(dist);

for (const [artefact, name] of [
  ['spravka_bg.wasm', 'spravka.wasm'],
  ['raw.wasm', 'raw.wasm'],
  ['sandbox.wasm', 'sandbox.wasm'],
]) {
  writeFileSync(join(dist, name), readFileSync(join(artefacts, artefact)));
}
// Once for ESM and CommonJS alike, and only read when it is needed; JSON is read faster than a
// program with so long a literal.
for (const name of ['spravka.wasm', 'sandbox.wasm']) {
  write(`${name}.json`, `"${readFileSync(join(dist, name), 'base64')}"\n`);
}
for (const name of ['LICENSE-MIT', 'LICENSE-APACHE']) {
  copyFileSync(join(root, name), join(here, name));
}
copyFileSync(join(artefacts, 'THIRD-PARTY-LICENSES'), join(here, 'THIRD-PARTY-LICENSES'));

const shared = {
  bundle: true,
  charset: 'utf8',
  logLevel: 'warning',
  platform: 'neutral',
  target: 'es2022',
  alias: { 'spravka-glue': join(artefacts, 'spravka_bg.js') },
  external: ['./*.wasm.json'],
};
const bundle = (source, format, name) =>
  build({ ...shared, entryPoints: [join(here, 'src', source)], format, outfile: join(dist, name) });
await Promise.all([
  bundle('index.ts', 'cjs', 'index.js'),
  bundle('async.ts', 'esm', 'async.mjs'),
  bundle('raw.ts', 'cjs', 'raw.js'),
  bundle('raw.ts', 'esm', 'raw.mjs'),
]);

// One implementation in Node.js, whichever way it is asked for: its classes are the same.
const names = Object.keys(createRequire(import.meta.url)(join(dist, 'index.js')));
const functions = ['dispatch', 'fill', 'run', 'batch', 'check', 'output', 'operations', 'sandbox'];
const beside = names.filter((name) => !functions.includes(name));
write(
  'index.mjs',
  `import spravka from './index.js';\nexport const { ${names.join(', ')} } = spravka;\n`,
);
write(
  'async.node.mjs',
  `import spravka from './index.js';\nexport const { ${beside.join(', ')} } = spravka;\n`,
);
write(
  'async.node.js',
  `const { ${beside.join(', ')} } = require('./index.js');\nmodule.exports = { ${beside.join(', ')} };\n`,
);
write(
  'browser.mjs',
  `import { load } from './async.mjs';\nexport * from './async.mjs';\nexport const { ${functions.join(', ')} } = await load();\n`,
);

execFileSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', here], {
  stdio: 'inherit',
});
// What a program may be compiled without; where it has these names, nothing is added to them.
write(
  'platform.d.ts',
  'declare namespace WebAssembly {\n  interface Module {}\n}\ninterface AbortSignal {}\n',
);
for (const name of readdirSync(dist).filter(
  (name) => name.endsWith('.d.ts') && name !== 'platform.d.ts',
)) {
  const text = readFileSync(join(dist, name), 'utf8');
  if (/\b(WebAssembly\.Module|AbortSignal)\b/.test(text)) {
    write(name, `/// <reference path="./platform.d.ts" />\n${text}`);
  }
}
for (const name of ['index', 'async', 'raw']) {
  write(`${name}.d.mts`, `export * from './${name}.js';\n`);
}
