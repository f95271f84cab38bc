// Whole flows, in programs of every kind that require or import the package, over the sandbox inside and over HTTP.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { project, runs, sandboxServer } from './support.mjs';

const compiler = createRequire(import.meta.url).resolve('typescript/bin/tsc');

const programs = [
  ['an ESM script', 'flow.mjs', 'played\n'],
  ['a CommonJS script', 'flow.cjs', 'played\n'],
  ['a TypeScript program', 'compiled/flow.mjs', '1 true true true\n'],
];

before(() => runs(process.execPath, [compiler, '-p', 'tsconfig.json']));

describe('whole flows', { concurrency: true }, () => {
  for (const [name, program, expected] of programs) {
    test(`${name}, on the sandbox inside`, async () => {
      assert.equal(await runs(process.execPath, [join(project, program)]), expected);
    });
    test(`${name}, over HTTP`, async (t) => {
      const { origin, counters } = await sandboxServer(t);
      assert.equal(await runs(process.execPath, [join(project, program), origin]), expected);
      const counted = await counters();
      assert.equal(counted['osnovanie.create.executed/99900000115'], 1);
    });
  }
});
