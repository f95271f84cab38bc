// JSONTestSuite, from its folder.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The documents of both kinds, each its name and its bytes, in the order of the names. */
export function suiteOf(folder) {
  const files = (kind) =>
    readdirSync(join(folder, kind))
      .filter((name) => name.endsWith('.json'))
      .sort()
      .map((name) => [name, readFileSync(join(folder, kind, name))]);
  return { parsing: files('test_parsing'), transform: files('test_transform') };
}
