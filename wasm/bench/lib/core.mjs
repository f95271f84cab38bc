// The core behind its raw door.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { entry, modules } from './package.mjs';

export async function rawCore() {
  const { core } = await import(pathToFileURL(entry('./raw', 'import')).href);
  return core(new WebAssembly.Module(readFileSync(join(modules, 'raw.wasm'))));
}
