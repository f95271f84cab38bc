// The entries: where their modules come from.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { after, before, mock, test } from 'node:test';
import { project, require, spravka } from './support.mjs';

const dist = join(project, 'node_modules/spravka/dist');
const call = '{"call":"start","operation":"identifiers.check","input":{"inn":"980000000101"}}';
const expected = spravka.dispatch(call);
const PERSON = { operation: 'kz_info.exec_proc_info', input: { iin: '000101300019' } };

/** As a browser fetches: files by their addresses. */
const types = { type: 'application/wasm' };
before(() =>
  mock.method(globalThis, 'fetch', async (address) => {
    const bytes = readFileSync(fileURLToPath(address));
    return new Response(bytes, { headers: types.type ? { 'content-type': types.type } : {} });
  }),
);
after(() => mock.restoreAll());

test('the entries are what package.json says, and the same in both formats', async () => {
  const imported = await import(pathToFileURL(join(dist, 'index.mjs')));
  assert.deepEqual(Object.keys(imported).sort(), Object.keys(spravka).sort());
  assert.equal(imported.SpravkaError, spravka.SpravkaError);
  assert.equal(require('spravka/async').load, spravka.load);
  assert.ok(readFileSync(require.resolve('spravka/raw.wasm')).length > 0);
  assert.ok(readFileSync(require.resolve('spravka/sandbox.wasm')).length > 0);
});

test('a browser gets the same names, from files beside the entry', async () => {
  const browser = await import(pathToFileURL(join(dist, 'browser.mjs')));
  assert.deepEqual(Object.keys(browser).sort(), Object.keys(spravka).sort());
  assert.equal(browser.dispatch(call), expected);
  const step = await browser.run(PERSON, browser.sandbox());
  assert.equal(step.output.proceedings.length, 3);
  const addresses = fetch.mock.calls.map(({ arguments: [address] }) =>
    new URL(address).pathname.split('/').at(-1),
  );
  assert.deepEqual(addresses, ['spravka.wasm', 'sandbox.wasm']);
});

test('a module may come from anywhere', async () => {
  const { load } = await import(pathToFileURL(join(dist, 'async.mjs')));
  const file = join(dist, 'spravka.wasm');
  const bytes = readFileSync(file);
  types.type = undefined;
  const sources = [
    undefined,
    pathToFileURL(file),
    pathToFileURL(file).href,
    fetch(pathToFileURL(file)),
    bytes,
    new Uint8Array(bytes).buffer,
    new WebAssembly.Module(bytes),
  ];
  for (const source of sources) {
    assert.equal((await load(source)).dispatch(call), expected);
  }
  assert.equal((await spravka.load()).dispatch(call), expected);
  await assert.rejects(load(new Response('', { status: 404 })), /no module: status 404/);
});

test('the raw door opens alone', () => {
  const { core } = require('spravka/raw');
  const door = core(new WebAssembly.Module(readFileSync(require.resolve('spravka/raw.wasm'))));
  assert.equal(door.dispatch(call), expected);
});
