// Where the built package and its modules are.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const beside = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));

/** The package `spravka`: `SPRAVKA_PACKAGE`, or the folder beside this one. */
export const folder = process.env.SPRAVKA_PACKAGE ?? beside('../npm');

/** The modules of `cargo xtask wasm`: `SPRAVKA_ARTEFACTS`, or where it builds them. */
export const modules = process.env.SPRAVKA_ARTEFACTS ?? beside('../../target/npm');

/** The file that an import or a require of `spravka`, or of `spravka/…`, takes in Node.js. */
export function entry(name, kind) {
  const { exports } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  let target = exports[name];
  while (typeof target === 'object') target = target.node ?? target[kind] ?? target.default;
  return join(folder, target);
}

/** Fails where something was not built yet. */
export function assertBuilt() {
  const needed = [
    [join(modules, 'raw.wasm'), 'cargo xtask wasm'],
    [entry('.', 'import'), 'npm run build'],
  ];
  for (const [path, command] of needed) {
    if (!existsSync(path)) throw new Error(`${path} is not there: run \`${command}\` first`);
  }
}
