// The package where n8n's task runner requires it: prototypes frozen, no code from strings.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { createContext, Script } from 'node:vm';
import { archive, project, runs, spravka } from './support.mjs';

const entry = join(project, 'node_modules/spravka/dist/index.js');

/** What the globals of Node.js are in a context of its own. */
const GLOBALS = [
  'AbortController',
  'AbortSignal',
  'Blob',
  'Buffer',
  'FormData',
  'Headers',
  'Request',
  'Response',
  'TextDecoder',
  'TextEncoder',
  'URL',
  'URLSearchParams',
  'atob',
  'btoa',
  'clearTimeout',
  'crypto',
  'fetch',
  'performance',
  'queueMicrotask',
  'setImmediate',
  'setTimeout',
  'structuredClone',
];

const FREEZE = `
  for (const name of Object.getOwnPropertyNames(globalThis)) {
    const value = globalThis[name];
    if (typeof value === 'function' && value.prototype) Object.freeze(value.prototype);
  }
  for (const value of Object.values(WebAssembly)) if (value.prototype) Object.freeze(value.prototype);
  for (const value of [async () => {}, function* () {}, async function* () {}, [].values(), new Map().values()]) {
    Object.freeze(Object.getPrototypeOf(value));
  }
`;

const USE = `
  const problems = [];
  const check = (what, holds) => holds || problems.push(what);
  const person = { operation: 'kz_info.exec_proc_info', input: { iin: '000101300019' } };
  async function use(spravka) {
    const { dispatch, fill, run, batch, check: checked, output, operations, sandbox } = spravka;
    check('dispatch', dispatch('{"call":"operations"}').startsWith('{"step":"done"'));
    const { request } = dispatch({ call: 'start', ...person, now: '2026-11-21T09:00:00Z' });
    check('fill', fill(request, { 'kz_info.api_key': 'key' }).method === 'POST');
    try {
      fill(request, {});
      check('fill without a secret', false);
    } catch (error) {
      check('the error of fill', error.name === 'SpravkaError' && error.code === 'missing_secret');
    }
    check('operations', operations().operations.length === 49);
    check('run', output(await run(person, sandbox())).proceedings.length === 3);
    try {
      output(await run({ ...person, input: { iin: '1' } }, sandbox()));
      check('output of a failure', false);
    } catch (error) {
      check('the error of output', error.name === 'InvalidInputError' && error.code === 'invalid_value');
    }
    let count = 0;
    for await (const result of batch([person, person, person], sandbox())) {
      count += 1;
      if (count === 2) break;
    }
    check('batch', count === 2);
    const files = { file: { name: 'a.zip', bytes: new Uint8Array(8) } };
    const step = await run({ operation: 'osnovanie.attach_file', input: { application_id: 2001, file_kind: 8 }, files }, sandbox());
    check('files', step.step === 'fail' && step.error.class !== 'internal');
    const report = await checked({ last_name: 'Чистова', first_name: 'Анна', birth_date: '1902-03-04' }, sandbox());
    check('check', output(report).complete === true);
    const refused = await run(person, { secrets: { 'kz_info.api_key': 'k' }, transport() { throw new Error('x'); } });
    check('a transport that throws', refused.step === 'fail' || refused.step === 'wait');
    return problems;
  }
`;

test('in a context whose prototypes are all frozen', async () => {
  const beside = Object.fromEntries(GLOBALS.map((name) => [name, globalThis[name]]));
  const context = createContext(beside, { codeGeneration: { strings: false, wasm: true } });
  const evaluate = (code, filename) => new Script(code, { filename }).runInContext(context);
  evaluate(FREEZE, 'freeze');
  const loaded = new Map();
  const load = (path) => {
    if (!loaded.has(path)) {
      const module = { exports: {} };
      loaded.set(path, module);
      const require = (name) => load(createRequire(path).resolve(name));
      if (path.endsWith('.json')) {
        module.exports = JSON.parse(readFileSync(path, 'utf8'));
        return module.exports;
      }
      evaluate(`(function (module, exports, require) {${readFileSync(path, 'utf8')}\n})`, path)(
        module,
        module.exports,
        require,
      );
    }
    return loaded.get(path).exports;
  };
  assert.throws(() =>
    evaluate("'use strict'; new Error().constructor.prototype.name = 'x'", 'try'),
  );
  const use = evaluate(`'use strict'; ${USE}; use`, 'use');
  assert.deepEqual([...(await use(load(entry)))], []);
  assert.ok([...loaded.keys()].every((path) => path.startsWith(dirname(entry))));
});

test('in a process whose prototypes are frozen before it is required', async () => {
  const program = `'use strict'; ${FREEZE}; ${USE}; use(require('spravka')).then((problems) => console.log(JSON.stringify(problems)));`;
  const file = join(project, 'frozen.cjs');
  writeFileSync(file, program);
  assert.equal(
    await runs(process.execPath, ['--disallow-code-generation-from-strings', file]),
    '[]\n',
  );
});

test('for a program of another realm, as those of a Code node are', async () => {
  const context = createContext({ spravka, archive: [...archive()] });
  const program = `(async () => {
    const { run, sandbox } = spravka;
    const world = sandbox();
    const transport = async (filled, beside) => {
      const { status, body } = await world.transport(filled, beside);
      return { status, body: Uint8Array.from(body).buffer };
    };
    const input = { application_id: 2006, file_kind: 8, file: { name: 'a.zip' } };
    const steps = [];
    for (const bytes of [Uint8Array.from(archive), Uint8Array.from(archive).buffer]) {
      const job = { operation: 'osnovanie.attach_file', input, files: { file: bytes } };
      steps.push(await run(job, { ...sandbox(), transport }));
    }
    steps.push(await run({ operation: 'kz_info.exec_proc_info', input: { iin: '000101300019' } }, { ...world, transport }));
    return steps.map(({ step, error }) => error?.code ?? step).join();
  })()`;
  assert.equal(await new Script(program).runInContext(context), 'done,done,done');
});

test('objects of another realm keep what they hold', async () => {
  const context = createContext({ spravka });
  const program = `(async () => {
    const { run, sandbox } = spravka;
    const job = { operation: 'kz_info.exec_proc_info', input: { iin: '000101300019' }, options: { max_attempts: 1 } };
    let url;
    const transport = async (filled) => {
      url = filled.url;
      return { status: 429, headers: { 'retry-after': ['120'] }, body: new Uint8Array(0) };
    };
    const origins = { kz_info: 'https://proxy.example.com' };
    const now = () => new Date('2026-11-21T09:00:00Z');
    const { error } = await run(job, { ...sandbox(), transport, now, allowed: { origins } });
    return [new URL_(url).host, error.code, error.retry_at].join();
  })()`;
  context.URL_ = URL;
  const seen = await new Script(program).runInContext(context);
  assert.equal(seen, 'proxy.example.com,rate_limited,2026-11-21T09:02:00Z');
});
