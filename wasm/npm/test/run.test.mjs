// What a host brings to `run`, and what comes back when it fails, stops or comes again later.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { mock, test } from 'node:test';
import { application, archive, certificateRequest, signature, spravka } from './support.mjs';

const { NotCheckedError, UnfinishedError, dispatch, fill, output, run, sandbox, SpravkaError } =
  spravka;

const PERSON = { operation: 'kz_info.exec_proc_info', input: { iin: '000101300019' } };
const ONCE = { ...PERSON, options: { max_attempts: 1 } };
const SEARCH = (last_name) => ({
  operation: 'fssp.search_physical',
  input: {
    last_name,
    first_name: 'Иван',
    patronymic: 'Тестович',
    birth_date: '1900-01-01',
    region: 77,
  },
});
const secrets = { 'kz_info.api_key': 'key' };
const never = () => new Promise(() => {});

/** Answers every request so; gives its address and what arrived. */
async function server(t, answer) {
  const arrived = [];
  const listening = createServer((request, response) => {
    arrived.push(request.url);
    answer(response);
  }).listen(0, '127.0.0.1');
  t.after(() => listening.close());
  await once(listening, 'listening');
  return { origin: `http://127.0.0.1:${listening.address().port}`, arrived };
}

test('a redirect is not followed', async (t) => {
  const elsewhere = await server(t, (response) => response.end('[]'));
  const { origin, arrived } = await server(t, (response) =>
    response.writeHead(302, { location: `${elsewhere.origin}/` }).end(),
  );
  const step = await run(ONCE, { secrets, allowed: { test_origin: origin } });
  assert.equal(step.error.code, 'redirected');
  assert.deepEqual([arrived.length, elsewhere.arrived.length], [1, 0]);
});

test('the body is bytes, and its hash is theirs', async (t) => {
  const body = Buffer.from('\ufeff[]');
  const { origin } = await server(t, (response) => response.end(body));
  const step = await run(PERSON, { secrets, allowed: { test_origin: origin } });
  assert.equal(step.output.outcome, 'empty');
  assert.equal(step.meta.body_sha256, createHash('sha256').update(body).digest('hex'));
  assert.equal(step.meta.body_from, 'bytes');
});

test('a request has no longer than it says', async (t) => {
  t.after(() => mock.timers.reset());
  let seen;
  const asked = new Promise((resolve) => {
    seen = resolve;
  });
  mock.timers.enable({ apis: ['setTimeout'] });
  const running = run(ONCE, {
    secrets,
    transport: (filled, { signal }) => {
      seen({ filled, signal });
      return never();
    },
  });
  const { filled, signal } = await asked;
  mock.timers.tick(filled.timeout_ms - 1);
  assert.equal(signal.aborted, false);
  mock.timers.tick(1);
  const step = await running;
  assert.equal(step.error.code, 'timed_out');
  assert.equal(step.error.executed, 'maybe');
  assert.equal(signal.aborted, true);
});

test('a transport that throws is a failure of its kind', async () => {
  const outcomes = [
    [Object.assign(new Error(), { code: 'ENOTFOUND' }), 'dns_failed', 'no'],
    [new TypeError('fetch failed', { cause: { code: 'ECONNREFUSED' } }), 'connect_failed', 'no'],
    [{ code: 'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED' }, 'client_certificate_refused', 'no'],
    [new Error('secret words'), 'connection_reset', 'maybe'],
    [undefined, 'connection_reset', 'maybe'],
  ];
  for (const [thrown, code, executed] of outcomes) {
    const transport = () => {
      throw thrown;
    };
    const step = await run(ONCE, { secrets, transport });
    assert.deepEqual([step.error.code, step.error.executed], [code, executed]);
    assert.ok(!JSON.stringify(step).includes('words'));
  }
  const refused = await run(ONCE, {
    secrets,
    transport: async () => ({ failure: { kind: 'tls', sent: 'no' } }),
  });
  assert.equal(refused.error.code, 'tls_failed');
});

test('what is no answer is none', async () => {
  for (const answer of [undefined, {}, { status: 'ok' }, { failure: { kind: 'x' } }]) {
    const step = await run(ONCE, { secrets, transport: async () => answer });
    assert.equal(step.step, 'fail', JSON.stringify(answer));
    assert.throws(() => output(step), NotCheckedError);
  }
});

test('an abort breaks off what is under way and hands out the state', async () => {
  const stop = new AbortController();
  const step = await run(PERSON, {
    secrets,
    signal: stop.signal,
    transport: (_, { signal }) => {
      stop.abort();
      assert.equal(signal instanceof AbortSignal, true);
      return never();
    },
  });
  assert.equal(step.step, 'fail');
  assert.equal(step.error.code, 'interrupted');
  assert.equal(step.error.executed, 'maybe');
  assert.equal(step.state.operation, PERSON.operation);
});

test('an abort ends a wait, and the flow goes on from its state', async () => {
  const stop = new AbortController();
  const world = sandbox();
  const job = SEARCH('Медленнов');
  const onStep = ({ step }) => step === 'wait' && stop.abort();
  const waiting = await run(job, { ...world, onStep, signal: stop.signal });
  assert.equal(waiting.step, 'wait');
  assert.throws(() => output(waiting), UnfinishedError);
  const step = await run({ state: waiting.state, input: job.input, event: 'elapsed' }, world);
  assert.equal(step.output.proceedings.length, 1);
});

test('an abort before anything sends nothing', async () => {
  const transport = () => assert.fail('sent');
  const reason = new Error('too late');
  const options = { secrets, transport, signal: AbortSignal.abort(reason) };
  await assert.rejects(run(PERSON, options), reason);
  await assert.rejects(run(JSON.stringify(PERSON), options), reason);
  await assert.rejects(spravka.check({ iin: '000101300019' }, options), reason);
});

test('a wait that is too long is handed out, and taken up when it is over', async () => {
  const world = { ...sandbox({ now: '2026-11-21T09:00:00Z' }), maxWait: 5_000 };
  const job = SEARCH('Суточнов');
  let step = await run(job, world);
  const rounds = { wait: 0, fail: 0 };
  while (step.step !== 'done' && rounds.wait + rounds.fail < 100) {
    rounds[step.step] += 1;
    if (step.step === 'fail') {
      assert.equal(step.error.next.action, 'resume_later');
    }
    await world.sleep(step.wait_ms ?? 600_000);
    assert.ok(step.until === undefined || world.now() >= Date.parse(step.until));
    // As it comes back from a database.
    const state = JSON.parse(JSON.stringify(step.state));
    step = await run({ state, input: job.input, event: 'elapsed' }, world);
  }
  assert.ok(rounds.wait > 0 && rounds.fail > 0);
  assert.equal(output(step).proceedings.length, 1);
});

test('what is needed later comes later', async () => {
  const world = sandbox();
  const created = output(
    await run({ operation: 'osnovanie.create_application', input: { application } }, world),
  );
  const { application_id } = created;
  output(await run({ operation: 'osnovanie.await_ready', input: { application_id } }, world));
  const files = {
    archive: { name: 'a.zip', bytes: archive() },
    signature: { name: 'a.sig', bytes: signature() },
  };
  const waiting = await run(
    { operation: 'osnovanie.submit_documents', input: { application_id }, files },
    world,
  );
  assert.deepEqual(
    [waiting.step, waiting.reason, waiting.needs],
    ['wait', 'input_needed', ['certificate_request']],
  );
  files.certificate_request = { name: 'a.p10', bytes: certificateRequest() };
  const step = await run(
    { state: waiting.state, input: { application_id }, event: 'elapsed', files },
    world,
  );
  assert.equal(output(step).submitted, true);
});

test('a file that the input describes is held against its bytes', async () => {
  const input = {
    application_id: 2001,
    file_kind: 8,
    file: { name: 'a.zip', sha256: '0'.repeat(64) },
  };
  const files = { file: archive() };
  const step = await run({ operation: 'osnovanie.attach_file', input, files }, sandbox());
  assert.equal(step.error.code, 'file_differs');
});

test('secrets may be asked for one by one', async () => {
  const asked = [];
  const world = sandbox();
  const find = async (name) => {
    asked.push(name);
    return world.secrets(name);
  };
  const step = await run(PERSON, { ...world, secrets: find });
  assert.equal(step.step, 'done');
  assert.deepEqual(asked, ['kz_info.api_key']);
  const without = await run(PERSON, { ...world, secrets: async () => undefined });
  assert.equal(without.error.code, 'missing_secret');
  assert.equal(without.error.executed, 'no');
});

const REFRESH = { operation: 'sber.refresh_token', input: { client_id: 'sandbox-client' } };

test('new tokens go to the store and nowhere else', async () => {
  const world = sandbox();
  const stored = {};
  const told = [];
  const store = async (secrets) => void Object.assign(stored, secrets);
  const step = await run(REFRESH, { ...world, store, onStep: (step) => void told.push(step) });
  assert.equal(step.step, 'done', JSON.stringify(step));
  assert.deepEqual(Object.keys(stored).sort(), ['sber.access_token', 'sber.refresh_token']);
  const known = [
    ...Object.values(stored),
    await world.secrets('sber.refresh_token'),
    await world.secrets('sber.client_secret'),
  ];
  for (const secret of known) {
    assert.ok(secret.length > 8);
    assert.ok(!JSON.stringify([told, step]).includes(secret), 'a secret was told');
  }
  assert.ok(told.length > 0);
  assert.ok(told.every(({ step }) => step !== 'store'));
});

test('without a store no tokens are asked for, and a store that fails is no store', async () => {
  const { store: _, ...world } = sandbox();
  const transport = () => assert.fail('sent');
  const refused = await run(REFRESH, { ...world, transport });
  assert.equal(refused.error.code, 'secrets_not_stored');
  const lost = await run(REFRESH, {
    ...world,
    store: async () => {
      throw new Error('disk full');
    },
  });
  assert.equal(lost.step, 'fail');
  assert.equal(lost.error.executed, 'yes');
  assert.ok(!JSON.stringify(lost).includes('disk full'));
});

test('a request with an effect leaves when its step is kept', async () => {
  const world = sandbox();
  const order = [];
  await run(
    { operation: 'osnovanie.create_application', input: { application } },
    {
      ...world,
      onStep: async (step) => {
        await new Promise((resolve) => setTimeout(resolve, 5));
        if (step.step === 'send') order.push(`kept ${step.request.effect}`);
      },
      transport: (filled, context) => {
        order.push('sent');
        return world.transport(filled, context);
      },
    },
  );
  assert.ok(order.includes('kept create'));
  for (const [index, what] of order.entries()) {
    assert.equal(what === 'sent', index % 2 === 1, order.join(', '));
  }
  const kept = await run(
    { operation: 'osnovanie.create_application', input: { application } },
    {
      ...sandbox(),
      onStep: async ({ step }) => step === 'send' && Promise.reject(new Error('disk full')),
      transport: () => assert.fail('sent'),
    },
  );
  assert.equal(kept.step, 'fail');
});

test('a text gives a text, with every digit as it came', async () => {
  const digits = '12345678901234567890.10';
  const amount = `[{"exec_proc":${digits},"recovery_amount":${digits}}]`;
  const transport = async () => ({
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: Buffer.from(amount),
  });
  const own = [];
  const text = await run(JSON.stringify(PERSON), {
    secrets,
    transport,
    now: () => '2026-11-21T09:00:00Z',
    onStep: (step) => void own.push(step),
  });
  assert.equal(typeof text, 'string');
  assert.ok(text.includes(digits), text);
  assert.equal(own.at(-1), text);
});

test('the core answers texts, bytes and objects alike', () => {
  const call = { call: 'start', operation: 'identifiers.check', input: { inn: '980000000101' } };
  const text = dispatch(JSON.stringify(call));
  assert.equal(Buffer.from(dispatch(Buffer.from(JSON.stringify(call)))).toString(), text);
  assert.deepEqual(dispatch(call), JSON.parse(text));
  assert.equal(dispatch('{').includes('call_not_json'), true);
});

test("filling refuses what is not allowed, by the core's codes", () => {
  const { request } = dispatch({ call: 'start', ...PERSON, now: '2026-11-21T09:00:00Z' });
  assert.equal(fill(request, secrets).method, 'POST');
  const refused = (code, ...args) =>
    assert.throws(
      () => fill(...args),
      (error) =>
        error instanceof SpravkaError && error.code === code && error.name === 'SpravkaError',
    );
  refused('missing_secret', request, {});
  refused('origin_not_allowed', { ...request, url: 'https://example.com/' }, secrets);
  refused(
    'origin_not_allowed',
    { ...request, url: request.url.replace(/https:..[^/]*/, 'http://127.0.0.1:1') },
    secrets,
  );
});

test('an option that is wrong is said to be', async () => {
  await assert.rejects(run(PERSON, { secrets: 'key' }), {
    name: 'TypeError',
    message: /^secrets:/,
  });
  await assert.rejects(run(PERSON, { secrets, transport: 'fetch' }), /^TypeError: transport:/);
});
