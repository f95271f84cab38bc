// Many jobs: their order, what stops them, and their money.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { spravka } from './support.mjs';

const { batch, check, sandbox } = spravka;

const person = (iin, id) => ({ operation: 'kz_info.exec_proc_info', input: { iin }, id });
const FOUND = '000101300019';
const NOTHING = '010203300025';
const NOT_CHECKED = '1';

async function all(results) {
  const list = [];
  for await (const result of results) {
    list.push(result);
  }
  return list;
}

test('results come in the order of the jobs, each with its id', async () => {
  const jobs = [person(FOUND, 'a'), person(NOT_CHECKED, 7), person(NOTHING)];
  const results = await all(batch(jobs, { ...sandbox(), concurrency: 3, limits: 'off' }));
  const told = results.map(({ id, index, step, output }) => [id, index, step, output?.outcome]);
  assert.deepEqual(told, [
    ['a', 0, 'done', 'found'],
    [7, 1, 'fail', undefined],
    [undefined, 2, 'done', 'empty'],
  ]);
});

test('jobs that go slowly do not hold the others, unless they are to be in order', async () => {
  const search = (last_name, id) => ({
    operation: 'fssp.search_physical',
    input: {
      last_name,
      first_name: 'Иван',
      patronymic: 'Тестович',
      birth_date: '1900-01-01',
      region: 77,
    },
    id,
  });
  const jobs = [search('Медленнов', 'slow'), person(FOUND, 'fast')];
  const options = (ordered) => ({ ...sandbox(), concurrency: 2, ordered });
  const ids = async (ordered) => (await all(batch(jobs, options(ordered)))).map(({ id }) => id);
  assert.deepEqual(await ids(true), ['slow', 'fast']);
  assert.deepEqual(await ids(false), ['fast', 'slow']);
});

test('texts give texts', async () => {
  const jobs = [JSON.stringify(person(FOUND, 'a')), '{', JSON.stringify(person(NOTHING))];
  const steps = [];
  const onStep = (step, index) => void steps.push([typeof step, index]);
  const results = await all(batch(jobs, { ...sandbox(), onStep }));
  assert.deepEqual(
    results.map((text) => typeof text),
    ['string', 'string', 'string'],
  );
  assert.ok(results[0].startsWith('{"id":"a","index":0,"step":"done"'), results[0].slice(0, 80));
  assert.equal(JSON.parse(results[1]).error.code, 'call_not_json');
  assert.deepEqual(steps.at(-1), ['string', 2]);
});

test('to leave the loop is to stop, however many jobs there are', async () => {
  const world = sandbox();
  let sent = 0;
  let closed = false;
  async function* endless() {
    try {
      for (let id = 0; ; id += 1) {
        yield person(FOUND, id);
      }
    } finally {
      closed = true;
    }
  }
  const transport = (filled, context) => {
    sent += 1;
    return world.transport(filled, context);
  };
  const seen = [];
  for await (const { id } of batch(endless(), { ...world, transport, limits: 'off' })) {
    seen.push(id);
    if (id === 4) break;
  }
  const left = sent;
  await new Promise((resolve) => setTimeout(resolve, 20));
  assert.deepEqual(seen, [0, 1, 2, 3, 4]);
  assert.equal(sent, left, 'nothing is sent after that');
  assert.ok(left <= 6, `${left} requests for five results`);
  assert.equal(closed, true);
});

test('to leave it breaks off what is under way, and waits for no job', async () => {
  const world = sandbox();
  let aborted = 0;
  async function* jobs() {
    yield person(FOUND, 0);
    yield person(NOTHING, 1);
    await new Promise(() => {});
  }
  let asked = 0;
  const transport = (filled, { signal }) => {
    asked += 1;
    if (asked === 1) return world.transport(filled, { signal });
    signal.addEventListener('abort', () => (aborted += 1));
    return new Promise(() => {});
  };
  for await (const { id } of batch(jobs(), {
    ...world,
    transport,
    concurrency: 2,
    limits: 'off',
  })) {
    assert.equal(id, 0);
    break;
  }
  assert.equal(asked - 1, aborted);
});

test('an abort hands out what is open', async () => {
  const stop = new AbortController();
  const transport = () => {
    stop.abort();
    return new Promise(() => {});
  };
  const secrets = { 'kz_info.api_key': 'key' };
  const results = await all(
    batch([person(FOUND), person(FOUND)], { transport, secrets, signal: stop.signal }),
  );
  assert.equal(results[0].error.code, 'interrupted');
  assert.ok(results[0].state);
  assert.ok(results.every(({ step }) => step !== 'done'));
});

test('what the jobs throw comes after the results of those before', async () => {
  function* jobs() {
    yield person(FOUND, 0);
    throw new Error('the file ends here');
  }
  const seen = [];
  await assert.rejects(async () => {
    for await (const { id } of batch(jobs(), sandbox())) {
      seen.push(id);
    }
  }, /the file ends here/);
  assert.deepEqual(seen, [0]);
});

test('a budget is kept', async () => {
  const prices = { 'kz_info.exec_proc_info': '10RUB' };
  const jobs = [person(FOUND), person(FOUND), person(FOUND)];
  const results = await all(batch(jobs, { ...sandbox(), prices, budget: '20RUB', limits: 'off' }));
  assert.deepEqual(
    results.map(({ step, error }) => error?.code ?? step),
    ['done', 'done', 'budget_exceeded'],
  );
  assert.equal(results[2].error.executed, 'no');
  const unknown = await all(batch([person(FOUND)], { ...sandbox(), budget: '20RUB' }));
  assert.equal(unknown[0].error.code, 'price_unknown');
  await assert.rejects(all(batch(jobs, { ...sandbox(), budget: 'much' })), /^TypeError: budget:/);
});

test('a person is checked with stand-ins, and what nobody checked is said', async () => {
  const debtor = {
    last_name: 'Образцов',
    first_name: 'Иван',
    patronymic: 'Тестович',
    birth_date: '1900-01-01',
    region: 77,
  };
  const world = sandbox();
  const called = new Set();
  const options = {
    ...world,
    sources: [{ name: 'russia', any_of: ['fssp', 'api_cloud'] }],
    transport: (filled, context) =>
      filled.url.includes('fssp.gov.ru')
        ? { failure: { kind: 'connect', sent: 'no', simulated: true } }
        : world.transport(filled, context),
    onStep: (step, index, name) =>
      void called.add(`${index} ${name} ${step.meta?.operation ?? ''}`),
  };
  const { output } = await check(debtor, options);
  assert.deepEqual(
    output.sources.map(({ name, status }) => [name, status]),
    [['russia', 'found']],
  );
  assert.ok(
    [...called].some((name) => name.includes('api_cloud.fssp_physical')),
    [...called].join(),
  );
  const silent = { ...options, transport: async () => ({ failure: { kind: 'dns', sent: 'no' } }) };
  const text = await check(JSON.stringify(debtor), {
    ...silent,
    onStep: (step) => assert.equal(typeof step, 'string'),
  });
  const report = JSON.parse(text);
  assert.equal(report.output.complete, false);
  assert.equal(report.output.sources[0].status, 'not_checked');
});
