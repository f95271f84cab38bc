// The core behind its raw door.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { entry, modules } from './package.mjs';

const raw = () => new WebAssembly.Module(readFileSync(join(modules, 'raw.wasm')));

export async function rawCore() {
  const { core } = await import(pathToFileURL(entry('./raw', 'import')).href);
  return core(raw());
}

/** A call over the border that does nothing: gives back nothing at a null pointer. */
export function emptyCall() {
  const { free } = new WebAssembly.Instance(raw()).exports;
  return () => free(0, 0);
}
