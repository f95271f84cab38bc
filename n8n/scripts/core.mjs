// Puts the core into the node: the glue of wasm/npm, and the module of `cargo xtask wasm`, which lies
// in target/npm or in the folder that SPRAVKA_ARTEFACTS names. And the licences beside it.
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('..', import.meta.url));
const root = resolve(here, '..');
const artefacts = resolve(process.env.SPRAVKA_ARTEFACTS ?? join(root, 'target/npm'));
const core = join(here, 'nodes/Spravka/core');

rmSync(core, { recursive: true, force: true });
mkdirSync(core, { recursive: true });
for (const name of ['raw.ts', 'error.ts']) {
	copyFileSync(join(root, 'wasm/npm/src', name), join(core, name));
}
const module = readFileSync(join(artefacts, 'raw.wasm')).toString('base64');
writeFileSync(
	join(core, 'module.ts'),
	`/** raw.wasm in base64. */\nexport const MODULE: string =\n  '${module}';\n`,
);
copyFileSync(join(root, 'LICENSE-MIT'), join(here, 'LICENSE-MIT'));
copyFileSync(join(artefacts, 'THIRD-PARTY-LICENSES'), join(here, 'THIRD-PARTY-LICENSES'));
