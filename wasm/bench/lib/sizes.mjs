// Bytes of the modules and of the packed package.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { folder, modules } from './package.mjs';

const MODULES = ['raw.wasm', 'spravka_bg.wasm', 'sandbox.wasm'];

export function moduleSizes() {
  return MODULES.filter((name) => existsSync(join(modules, name))).map((name) => {
    const bytes = readFileSync(join(modules, name));
    return { name, raw: bytes.length, gzip: gzipSync(bytes, { level: 9, memLevel: 9 }).length };
  });
}

/** The package as it would be published. */
export function packageSize() {
  const options = { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] };
  const [{ size, unpackedSize }] = JSON.parse(
    execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], options),
  );
  return { name: 'the package (.tgz)', raw: unpackedSize, gzip: size };
}
