// Planted in secrets and people: what an error, a step or a console shows of them, whatever a provider or a transport repeats.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { mock, test } from 'node:test';
import { inspect } from 'node:util';
import { forms, found } from '../../../tests/wasm/forms.mjs';
import { spravka } from './support.mjs';

const { batch, dispatch, fill, output, run } = spravka;

/** In each as odd as its slot takes it. */
const SECRETS = {
  'api_cloud.token': 'qV7zKx%2wJ9p"Yf&4hR8\'dTn',
  'bitrix24.webhook': 'Zk3xQw8vJp5yHf2b',
  'fssp.token': "Gx6'Wz1+Kq\\9Vj=Dm4",
  'kz_info.api_key': 'Ключ "Ъжщ%41\'ЫЮ\\ФэЦыХ',
  'osnovanie.login': 'Логин Щъю\'Эжя"%31Ёц',
  'osnovanie.password': 'Пароль ЪыЖхщ\\Фцю&+ =э',
  'parser_api.key': 'Nf5Rj<2>Xq9{Zw}7Lk',
  'sber.access_token': 'Tw4-Kz8x.Qj1v~Pf6y',
  'sber.client_secret': 'Mx2&Zr6?Vj8#Qk4!Wp',
  'sber.refresh_token': 'Dj7_Xv1-Kq5.Zw9~Hf3',
  'spectrum_data.token': 'Rk1Zx9Qv4Wj7Hp2N',
};
const NAME = 'Щъёюзхжяшцчьын';
const INN = '987163524070';
const PEOPLE = { name: NAME, inn: INN };
const SALT = { salt: 'Соль: жЩъёЮыФхЦ 7%41"\\' };

const person = { last_name: NAME, first_name: 'Иван', birth_date: '1900-01-01' };
const portal = { portal: 'example.bitrix24.ru', user_id: 1 };
const JOBS = [
  ['api_cloud.fssp_inn', { inn: INN }],
  ['bitrix24.find_contact', { ...portal, inn: INN }],
  ['fssp.search_physical', { last_name: NAME, first_name: 'Иван' }],
  ['kz_info.exec_proc_info', { iin: '000101300019' }],
  ['osnovanie.list', { last_name: NAME }],
  ['parser_api.fssp_physical', person],
  ['sber.client_info', {}],
  ['sber.refresh_token', { client_id: 'a' }],
  ['spectrum_data.person_report', { report_type: 'a@b', ...person }],
].map(([operation, input]) => ({
  operation,
  input,
  options: { max_attempts: 1, key_salt: SALT.salt },
}));

/** All that was sent, as a text. */
const told = ({ method, url, headers, body }) =>
  [method, url, JSON.stringify(headers), body && Buffer.from(body).toString()].join('\n');

const WHOLE = {
  depth: Infinity,
  showHidden: true,
  maxArrayLength: null,
  maxStringLength: null,
  breakLength: Infinity,
  compact: true,
};

/** What a program could log of a failure. */
function shown(error) {
  const own = Object.getOwnPropertyNames(error).map((name) => [name, error[name]]);
  return [
    String(error),
    error.message,
    error.stack,
    JSON.stringify(error),
    JSON.stringify(Object.fromEntries(own)),
    inspect(error, WHOLE),
    inspect(error.cause, WHOLE),
  ].join('\n');
}

/** What each way of answering gives for a request. */
const WAYS = {
  refused: (request) => ({
    status: 403,
    headers: { 'x-request-id': encodeURIComponent(told(request)) },
    body: JSON.stringify({ message: told(request), error: told(request), code: told(request) }),
  }),
  broken: (request) => ({ status: 500, headers: {}, body: told(request) }),
  odd: (request) => ({ status: 200, headers: {}, body: JSON.stringify({ [told(request)]: 1 }) }),
  thrown: (request) => {
    throw Object.assign(new Error(told(request)), { request, cause: new Error(told(request)) });
  },
  aborted: (request) => Promise.reject(new DOMException(told(request), 'AbortError')),
  'no answer': (request) => ({ failure: { kind: told(request), sent: told(request) } }),
};

test('no error, step or console has a secret, and no error a person', async () => {
  const methods = ['log', 'info', 'warn', 'error', 'debug', 'trace'];
  const consoles = methods.map((name) => mock.method(console, name, () => {}));
  const sent = [];
  const steps = [];
  const errors = [];
  for (const [way, answer] of Object.entries(WAYS)) {
    for (const job of JOBS) {
      const options = {
        secrets: SECRETS,
        store: async () => {},
        maxWait: 0,
        onStep: (step) => void steps.push(JSON.stringify(step)),
        transport: async (request) => {
          sent.push(told(request));
          return answer(request);
        },
      };
      const step = await run(job, options);
      assert.notEqual(step.step, 'done', `${way}: ${job.operation}`);
      steps.push(JSON.stringify(step));
      errors.push(`${JSON.stringify(step.error ?? {})}\n${shown(thrown(() => output(step)))}`);
      for await (const result of batch([job], options)) {
        steps.push(JSON.stringify(result));
      }
    }
  }
  const logged = consoles.flatMap((method) => method.mock.calls.map((call) => inspect(call)));
  consoles.forEach((method) => method.mock.restore());
  const secrets = { ...SECRETS, ...SALT };
  assert.deepEqual(found(secrets, steps.join('\n')), [], 'steps');
  assert.deepEqual(found(secrets, errors.join('\n')), [], 'errors');
  assert.deepEqual(found({ ...secrets, ...PEOPLE }, logged.join('\n')), [], 'consoles');
  assert.deepEqual(found(PEOPLE, errors.join('\n')), [], 'people in errors');
  // All of it was there to be found: in the requests, and people in the steps that hold these.
  const names = (list) => list.map((one) => one.split(':')[0]).sort();
  assert.deepEqual(names(found(SECRETS, sent.join('\n'))), Object.keys(SECRETS).sort());
  assert.deepEqual(names(found(PEOPLE, steps.join('\n'))), ['inn', 'name']);
});

test('a fetch that fails says nothing of its request', async (t) => {
  const broken = createServer((request) => request.socket.destroy()).listen(0, '127.0.0.1');
  t.after(() => broken.close());
  await once(broken, 'listening');
  const errors = [];
  for (const port of [broken.address().port, 1]) {
    const allowed = { test_origin: `http://127.0.0.1:${port}` };
    for (const job of JOBS.filter(({ operation }) => !operation.startsWith('sber.refresh'))) {
      const step = await run(job, { secrets: SECRETS, maxWait: 0, allowed });
      errors.push(JSON.stringify(step.error ?? {}), shown(thrown(() => output(step))));
    }
  }
  assert.deepEqual(found({ ...SECRETS, ...SALT, ...PEOPLE }, errors.join('\n')), []);
});

test('what is wrong with a secret or a call is said without it', () => {
  const errors = [];
  for (const { operation, input } of JOBS) {
    const now = '2026-11-21T09:00:00Z';
    const { request } = dispatch({ call: 'start', operation, input, now });
    const broken = Object.fromEntries(
      Object.entries(SECRETS).map(([name, secret]) => [name, `${secret}\r\n`]),
    );
    errors.push(shown(thrown(() => fill(request, broken))));
    const elsewhere = { ...request, url: `https://${NAME}.example/${INN}` };
    errors.push(shown(thrown(() => fill(elsewhere, SECRETS))));
    const filled = fill(request, SECRETS);
    assert.notDeepEqual(found(SECRETS, told(filled)), [], `${operation} has its secret`);
  }
  assert.deepEqual(found({ ...SECRETS, ...PEOPLE }, errors.join('\n')), []);
});

test('what is looked for would be found', () => {
  for (const text of Object.values({ ...SECRETS, ...PEOPLE })) {
    for (const form of forms(text)) {
      const written = Buffer.concat([Buffer.from('before '), form, Buffer.from(' after')]);
      assert.equal(found({ text }, written).length, 1, `${form}`);
    }
    for (const before of ['', 'a', 'ab']) {
      const encoded = Buffer.from(`${before}${text}:after`).toString('base64');
      assert.equal(found({ text }, encoded).length, 1, encoded);
    }
  }
  assert.deepEqual(found({ text: 'Qx7vK2zW9jH4' }, 'nothing of it'), []);
});

function thrown(what) {
  try {
    what();
  } catch (error) {
    return error;
  }
  return assert.fail('nothing was thrown');
}
