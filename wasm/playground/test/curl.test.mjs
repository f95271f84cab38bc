// The command in the page is the one that `spravka curl` prints: compared with the command where it is
// built (or SPRAVKA names it), and always with what it once printed.
//
//   SPRAVKA_BLESS=1 SPRAVKA=… node --test test/curl.test.mjs     writes test/curl.json

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { site } from './server.mjs';

const { engine: engineOf } = await import(path.join(site, 'engine.js'));
const { curl, standIns } = await import(path.join(site, 'curl.js'));
const { EXAMPLES } = await import(path.join(site, 'examples.js'));

const wasm = (name) => new WebAssembly.Module(readFileSync(path.join(site, 'spravka', name)));
const engine = engineOf(wasm('raw.wasm'), wasm('sandbox.wasm'));
const recorded = fileURLToPath(new URL('curl.json', import.meta.url));

/** One for each place of a secret, and a client certificate. */
const OPERATIONS = [
  'api_cloud.nsso_check_policy',
  'bitrix24.update_contact',
  'fssp.search_group',
  'kz_info.exec_proc_info',
  'osnovanie.create',
  'parser_api.fssp_legal_by_name',
  'sber.client_info',
  'sber.refresh_token',
  'spectrum_data.person_report',
];
/** What has to be escaped in JSON, in curl's configuration, and in a shell. */
const ODD = {
  operation: 'bitrix24.add_timeline_comment',
  input: {
    portal: 'example.bitrix24.ru',
    user_id: 1,
    contact_id: 101,
    comment: 'a"b\\c$(d)`e`$HOME\n\t\'f SECRETx0x',
  },
};
const jobs = [
  ...OPERATIONS.map((operation) => ({ operation, input: EXAMPLES[operation][0].input })),
  ODD,
];

const send = ({ operation, input }) => {
  const step = engine.dispatch({ call: 'start', operation, input, now: '2026-11-21T09:00:00Z' });
  assert.equal(step.step, 'send', operation);
  return step;
};
const ours = (job) => curl(standIns(engine, send(job).request, {}));

const target = path.resolve(site, '..');
const command = [
  process.env.SPRAVKA,
  path.join(target, 'release/spravka'),
  path.join(target, 'debug/spravka'),
].find((name) => name && existsSync(name));

function theirs(job) {
  const { status, stdout, stderr } = spawnSync(command, ['curl'], {
    input: JSON.stringify(send(job)),
    encoding: 'utf8',
  });
  assert.equal(status, 0, `${job.operation}: ${stderr}`);
  return stdout;
}

if (process.env.SPRAVKA_BLESS && command) {
  writeFileSync(
    recorded,
    `${JSON.stringify(Object.fromEntries(jobs.map((job) => [job.operation, theirs(job)])), null, 1)}\n`,
  );
}

test('a command is what `spravka curl` printed', () => {
  const printed = JSON.parse(readFileSync(recorded, 'utf8'));
  assert.deepEqual(Object.keys(printed).sort(), jobs.map(({ operation }) => operation).sort());
  jobs.forEach((job) => assert.equal(ours(job), printed[job.operation], job.operation));
});

test(
  'a command is what `spravka curl` prints',
  { skip: !command && 'the command is not built' },
  () => {
    jobs.forEach((job) => assert.equal(ours(job), theirs(job), job.operation));
  },
);
