// What is in the tarball, and what its code leaves alone.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { project } from './support.mjs';

const packed = JSON.parse(readFileSync(join(project, 'packed.json')));
const text = (path) => readFileSync(join(project, 'node_modules/spravka', path), 'utf8');
const manifest = JSON.parse(text('package.json'));

test('the tarball holds these files', () => {
  const declarations = [
    'api',
    'engine',
    'error',
    'errors',
    'exports',
    'files',
    'given',
    'glue',
    'load',
    'options',
    'platform',
    'protocol',
    'queue',
    'sandbox',
    'schema',
  ];
  const entries = [
    'async.d.mts',
    'async.d.ts',
    'async.mjs',
    'async.node.js',
    'async.node.mjs',
    'browser.mjs',
    'index.d.mts',
    'index.d.ts',
    'index.js',
    'index.mjs',
    'raw.d.mts',
    'raw.d.ts',
    'raw.js',
    'raw.mjs',
  ];
  const modules = [
    'raw.wasm',
    'sandbox.wasm',
    'sandbox.wasm.json',
    'spravka.wasm',
    'spravka.wasm.json',
  ];
  const dist = [...declarations.map((name) => `${name}.d.ts`), ...entries, ...modules].map(
    (name) => `dist/${name}`,
  );
  const licences = ['LICENSE-APACHE', 'LICENSE-MIT', 'THIRD-PARTY-LICENSES'];
  const expected = [...licences, 'README.md', 'package.json', ...dist];
  assert.deepEqual(packed.files.map(({ path }) => path).sort(), expected.sort());
});

test('it is no larger than it has to be', () => {
  // The modules twice, once as base64.
  assert.ok(packed.size < 3_500_000, `${packed.size} bytes packed`);
  assert.ok(packed.unpackedSize < 9_900_000, `${packed.unpackedSize} bytes unpacked`);
  for (const [path, most] of [
    ['dist/index.js', 60_000],
    ['dist/async.mjs', 60_000],
    ['dist/raw.js', 12_000],
    ['dist/schema.d.ts', 130_000],
  ]) {
    const { size } = packed.files.find((file) => file.path === path);
    assert.ok(size <= most, `${path} has ${size} bytes`);
  }
});

test('it needs nothing, and does nothing when it is installed', () => {
  assert.equal(manifest.dependencies, undefined);
  assert.equal(manifest.peerDependencies, undefined);
  for (const script of [
    'preinstall',
    'install',
    'postinstall',
    'prepare',
    'prepublish',
    'prepublishOnly',
    'publish',
    'postpublish',
    'prepack',
    'postpack',
    'preprepare',
    'postprepare',
  ]) {
    assert.equal(manifest.scripts[script], undefined, script);
  }
  assert.equal(manifest.license, 'MIT OR Apache-2.0');
});

test('its code reads no file, no variable and no text as code', () => {
  for (const path of ['dist/index.js', 'dist/async.mjs', 'dist/raw.js', 'dist/raw.mjs']) {
    const code = text(path).replace(/^\s*(\/\/|\/?\*).*$/gm, '');
    for (const forbidden of [
      /\beval\(/,
      /new Function\b/,
      /\bprocess\./,
      /__dirname/,
      /__filename/,
      /\bconsole\./,
      /this\.name\s*=[^=]/,
      /fromBase64/,
      /["'](node:)?(fs|path|crypto|http|os)["']/,
    ]) {
      assert.ok(!forbidden.test(code), `${path}: ${forbidden}`);
    }
    const required = [...code.matchAll(/require\("([^"]+)"\)/g)].map(([, name]) => name).sort();
    assert.deepEqual(
      required,
      path === 'dist/index.js' ? ['./sandbox.wasm.json', './spravka.wasm.json'] : [],
    );
  }
});
