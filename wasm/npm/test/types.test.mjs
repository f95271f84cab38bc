// The types, as compilers see them: `@ts-expect-error` fails where nothing is wrong.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { project, runs } from './support.mjs';

const compiler = createRequire(import.meta.url).resolve('typescript/bin/tsc');
const compiles = (...settings) =>
  runs(process.execPath, [compiler, '--noEmit', ...settings]).catch((error) =>
    assert.fail(error.stdout),
  );

test('under node16', () => compiles('-p', 'tsconfig.json'));

test('for a bundler, in a browser', async () => {
  await compiles('-p', 'tsconfig.browser.json');
});

test('every entry has the types of its module format', async () => {
  const { filename } = JSON.parse(readFileSync(join(project, 'packed.json')));
  const { problems, types } = await checkPackage(
    createPackageFromTarballData(readFileSync(join(project, filename))),
    {
      excludeEntrypoints: ['./raw.wasm', './spravka.wasm', './sandbox.wasm', './package.json'],
    },
  );
  assert.equal(types.kind, 'included');
  const serious = problems.filter(({ resolutionKind }) => resolutionKind !== 'node10');
  assert.deepEqual(serious, []);
});
