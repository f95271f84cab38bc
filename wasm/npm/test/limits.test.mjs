// Many jobs at once: limits, money, and who is left alone.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { spravka } from './support.mjs';

const { batch, sandbox } = spravka;

const PERSON = { operation: 'kz_info.exec_proc_info', input: { iin: '000101300019' } };
const physical = (last_name, more = {}) => ({
  operation: 'api_cloud.fssp_physical',
  input: {
    last_name,
    first_name: 'Иван',
    patronymic: 'Тестович',
    birth_date: '1900-01-01',
    region: 77,
  },
  ...more,
});
const owner = {
  operation: 'fssp.search_physical',
  input: { last_name: 'Должников', first_name: 'Пётр', region: 77 },
};

/** The simulation, and a list of what was sent and when. */
function watched(options = {}) {
  const own = sandbox(options);
  const sent = [];
  const transport = async (request, context) => {
    sent.push({ at: own.now(), url: request.url });
    return own.transport(request, context);
  };
  return { sent, world: { ...own, transport } };
}

async function all(results) {
  const list = [];
  for await (const result of results) {
    list.push(result);
  }
  return list;
}

test('a job that is wrong has its error in its place', async () => {
  const wrong = { operation: 'no.such', input: {} };
  const results = await all(batch([PERSON, wrong, PERSON], sandbox()));
  assert.deepEqual(
    results.map((result) => result.error?.code),
    [undefined, 'unknown_operation', undefined],
  );
});

test('a provider is asked no more often than its limits say', async () => {
  const { sent, world } = watched({ now: '2026-11-21T09:00:00Z' });
  const results = await all(
    batch(
      Array.from({ length: 8 }, () => owner),
      { ...world, concurrency: 8 },
    ),
  );
  assert.ok(results.every(({ step }) => step === 'done'));
  const submits = sent.filter(({ url }) => url.includes('/search/')).map(({ at }) => at);
  assert.equal(submits.length, 8);
  submits.forEach(
    (at, i) => i < 3 || assert.ok(at - submits[i - 3] >= 60_000, `${at - submits[i - 3]} ms`),
  );

  const free = watched();
  await all(
    batch(
      Array.from({ length: 8 }, () => owner),
      { ...free.world, limits: 'off', concurrency: { default: 8, fssp: 8 } },
    ),
  );
  const span =
    Math.max(...free.sent.filter(({ url }) => url.includes('/search/')).map(({ at }) => at)) -
    free.sent[0].at;
  assert.equal(span, 0, 'nothing is paced');
});

test('no more is spent than the budget, whatever is under way at once', async () => {
  const { sent, world } = watched();
  const jobs = [
    'Образцов',
    'Молчалин',
    'Обрывов',
    'Чистов',
    'Загадкин',
    'Образцов',
    'Чистов',
    'Должников',
  ].map((name) => physical(name));
  const results = await all(batch(jobs, { ...world, concurrency: 4, budget: '4RUB' }));
  assert.equal(results.length, jobs.length);
  assert.ok(sent.length <= 5, `${sent.length} requests at 0.80 RUB`);
  const refused = results.filter((result) => result.error?.code === 'budget_exceeded');
  assert.ok(refused.length >= 3);
  assert.ok(
    refused.every(
      ({ error, not_sent }) => not_sent && error.executed === 'no' && error.charged === 'no',
    ),
  );

  const unpriced = await all(batch([PERSON], { ...sandbox(), budget: '500RUB' }));
  assert.equal(unpriced[0].error.code, 'price_unknown');
  const priced = await all(
    batch([PERSON], {
      ...sandbox(),
      budget: ['500RUB', '100KZT'],
      prices: { 'kz_info.exec_proc_info': '100KZT' },
    }),
  );
  assert.equal(priced[0].step, 'done');
});

test('a provider without money is left alone for the rest, and the others are not', async () => {
  const jobs = [physical('Безденежный'), physical('Образцов'), PERSON];
  const results = await all(batch(jobs, sandbox()));
  assert.deepEqual(
    results.map(({ step, not_sent }) => [step, not_sent]),
    [
      ['fail', undefined],
      ['fail', true],
      ['done', undefined],
    ],
  );
  assert.equal(results[1].error.code, results[0].error.code);

  const stubborn = await all(batch(jobs, { ...sandbox(), keepGoing: true }));
  assert.deepEqual(
    stubborn.map(({ step }) => step),
    ['fail', 'done', 'done'],
  );
});

test('a wrong option is said by its name', async () => {
  for (const [option, value] of [
    ['concurrency', 0],
    ['concurrency', { fsp: 2 }],
    ['limits', { fssp: '100' }],
    ['budget', '500'],
    ['prices', { 'kz_info.exec_proc_info': '1' }],
    ['transport', 5],
    ['secrets', 'x'],
    ['maxWait', -1],
  ]) {
    await assert.rejects(
      all(batch([PERSON], { ...sandbox(), [option]: value })),
      (error) => error.message.startsWith(`${option}:`),
      option,
    );
  }
});
