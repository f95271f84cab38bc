// What is no option, or cannot be read as one, is refused before anything is sent.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { project, spravka } from './support.mjs';

const { batch, check, run, sandbox } = spravka;

const JOB = { operation: 'kz_info.exec_proc_info', input: { iin: '000101300019' } };
const PERSON = { iin: '000101300019' };
const SECRET = 'do not tell';
const transport = () => assert.fail('sent');
const first = (jobs, options) => batch(jobs, options).next();
/** Every entry, with an object and with a text. */
const ENTRIES = [
  (options) => run(JOB, options),
  (options) => run(JSON.stringify(JOB), options),
  (options) => first([JOB], options),
  (options) => first([JSON.stringify(JOB)], options),
  (options) => check(PERSON, options),
  (options) => check(JSON.stringify(PERSON), options),
];

async function refused(attempt, message) {
  await assert.rejects(attempt, (error) => {
    assert.equal(error.name, 'TypeError');
    assert.ok(error.message.startsWith(message), `${error.message}\nis not\n${message}`);
    assert.ok(!String(error.stack).includes(SECRET), error.stack);
    return true;
  });
}

test('an unknown name is refused with the nearest', async () => {
  for (const [name, near] of [
    ['maxwait', 'maxWait'],
    ['budjet', 'budget'],
    ['transports', 'transport'],
    ['keepgoing', 'keepGoing'],
  ]) {
    const options = { ...sandbox(), transport, [name]: SECRET };
    for (const entry of ENTRIES) {
      await refused(entry(options), `options: unknown name: the nearest known one is \`${near}\``);
    }
  }
  const allowed = { testOrigin: SECRET };
  await refused(
    run(JOB, { ...sandbox(), transport, allowed }),
    'allowed: unknown name: the nearest known one is `test_origin`',
  );
});

test('the known names are those of the types', async () => {
  const types = declared();
  for (const [place, interfaces] of [
    ['options', ['HostOptions', 'RunOptions', 'PacedOptions', 'BatchOptions', 'CheckOptions']],
    ['allowed', ['Allowed']],
  ]) {
    const options = { ['-'.repeat(40)]: true };
    const error = await run(JOB, place === 'options' ? options : { [place]: options }).catch(
      (error) => error,
    );
    const said = `${place}: unknown name: expected `;
    assert.ok(error.message.startsWith(said), error.message);
    const known = error.message.slice(said.length).split(', ');
    assert.deepEqual(
      known,
      interfaces
        .flatMap((name) => types.get(name))
        .filter(once)
        .sort(),
    );
  }
  // Of a job that is a text; any other has its own.
  assert.deepEqual(types.get('TextRunOptions').sort(), ['files', 'onStep']);
  await refused(run(JOB, { ...sandbox(), files: {} }), 'options: unknown name: ');
  assert.match(await run(JSON.stringify(JOB), { ...sandbox(), files: {} }), /"step":"done"/);
});

const once = (name, at, all) => all.indexOf(name) === at;

/** The members of each interface that the package declares. */
function declared() {
  const compiler = createRequire(import.meta.url)('typescript');
  const found = new Map();
  for (const file of ['options.d.ts', 'raw.d.ts']) {
    const text = readFileSync(join(project, 'node_modules/spravka/dist', file), 'utf8');
    for (const node of compiler.createSourceFile(file, text, compiler.ScriptTarget.ES2022)
      .statements) {
      if (compiler.isInterfaceDeclaration(node)) {
        found.set(
          node.name.text,
          node.members.map((member) => member.name?.text),
        );
      }
    }
  }
  return found;
}

test('a sandbox takes no other name, and begins at a moment', () => {
  for (const [options, message] of [
    [{ nw: '2026-11-21T09:00:00Z' }, 'options: unknown name: expected now'],
    [{ now: SECRET }, 'now: expected a Date, milliseconds, or a moment as text'],
    [SECRET, 'options: expected an object'],
    [null, 'options: expected an object'],
  ]) {
    assert.throws(() => sandbox(options), { name: 'TypeError', message });
  }
  assert.equal(sandbox({ now: '2026-11-21T09:00:00Z' }).now(), Date.UTC(2026, 10, 21, 9));
});

test('one object may be handed to every entry', async () => {
  const options = {
    ...sandbox(),
    budget: ['500RUB', '500KZT'],
    prices: { 'kz_info.exec_proc_info': '15KZT' },
    concurrency: { default: 2, kz_info: 1 },
    limits: { kz_info: '100/h' },
    keepGoing: false,
    ordered: true,
    maxWait: Infinity,
    sources: [{ name: 'kz', any_of: ['kz_info'] }],
    settings: {},
    options: { run: '2026-11' },
    allowed: { origins: {} },
    keySalt: '0123456789abcdef',
    onStep: () => {},
  };
  for (const entry of ENTRIES) {
    const ended = await entry(options);
    const step = ended.value ?? ended;
    assert.equal((typeof step === 'string' ? JSON.parse(step) : step).step, 'done');
  }
});

test('what cannot be read is refused by its name', async () => {
  for (const [option, ...values] of [
    ['keySalt', 5, {}],
    ['ordered', SECRET, 1],
    ['keepGoing', SECRET, 0],
    ['budget', [], {}, SECRET, 500, new Map([[SECRET, '5RUB']])],
    ['prices', SECRET, new Map([[SECRET, '1RUB']]), []],
    ['limits', SECRET, 100, new Map([[SECRET, '1/h']])],
    ['concurrency', SECRET, '2', [2], new Map([[SECRET, 1]])],
    ['allowed', SECRET, [], new Map()],
    ['secrets', new Map([['kz_info.api_key', SECRET]])],
    ['maxWait', SECRET, NaN],
    ['core', SECRET, {}],
    ['onStep', SECRET, {}],
    ['sha256', SECRET],
    ['signal', SECRET, {}],
    ['store', SECRET],
    ['now', SECRET],
    ['sleep', 5],
  ]) {
    for (const value of values) {
      await refused(first([JOB], { ...sandbox(), transport, [option]: value }), `${option}: `);
    }
  }
  for (const option of ['settings', 'options']) {
    await refused(check(PERSON, { ...sandbox(), transport, [option]: SECRET }), `${option}: `);
  }
  for (const [member, value] of [
    ['test_origin', 5],
    ['origins', SECRET],
    ['origins', { kz_info: 5 }],
    ['origins', { kzinfo: 'https://proxy.example.com' }],
  ]) {
    const attempt = run(JOB, { ...sandbox(), transport, allowed: { [member]: value } });
    await refused(attempt, member === 'origins' ? 'allowed.origins: ' : 'test_origin: ');
  }
  for (const options of [null, SECRET, 5, [SECRET], new Map([['budget', SECRET]])]) {
    for (const entry of ENTRIES) {
      await refused(entry(options), 'options: expected an object');
    }
  }
});

test('without a job there is an error that says so', async () => {
  for (const nothing of [undefined, null, 5, true]) {
    await refused(run(nothing), 'job: expected an object, or one as JSON text');
    await refused(check(nothing), 'person: expected an object, or one as JSON text');
    await refused(first(nothing), 'jobs: expected an array, an iterator or an async iterator');
  }
  await refused(first(SECRET), 'jobs: ');
  await refused(first(JOB), 'jobs: ');
});

test('what is no job has its error in its place', async () => {
  const results = [];
  for await (const { step, error, index } of batch([JOB, undefined, 5, null, JOB], sandbox())) {
    results.push([index, step, error?.class]);
  }
  assert.deepEqual(results, [
    [0, 'done', undefined],
    [1, 'fail', 'invalid_input'],
    [2, 'fail', 'invalid_input'],
    [3, 'fail', 'invalid_input'],
    [4, 'done', undefined],
  ]);
});

test('a file that is no bytes is refused without a word of it', async () => {
  for (const file of [SECRET, 5, null, {}, { name: SECRET }, { bytes: SECRET }]) {
    const job = { operation: 'osnovanie.attach_file', input: {}, files: { file } };
    await refused(run(job, { ...sandbox(), transport }), 'files: expected bytes, a Blob, or');
  }
});
