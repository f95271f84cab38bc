// Flows as the page plays them, without the page.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { site } from './server.mjs';

const load = (name) => import(path.join(site, name));
const { engine: engineOf } = await load('engine.js');
const { Flow, Simulation } = await load('flow.js');
const { Check } = await load('debtor.js');
const { SAMPLES } = await load('documents.js');
const { DEBTORS, EXAMPLES, example } = await load('examples.js');
const { sum } = await load('report/words.js');
const people = JSON.parse(readFileSync(path.join(site, 'people.json'), 'utf8'));

const wasm = (name) => new WebAssembly.Module(readFileSync(path.join(site, 'spravka', name)));
const engine = engineOf(wasm('raw.wasm'), wasm('sandbox.wasm'));
const NOW = Date.UTC(2026, 10, 21, 9);

function begin(
  operation,
  { input, files = [], secrets },
  simulation = new Simulation(engine, NOW),
) {
  const given = structuredClone(input);
  const beside = {};
  for (const member of files) {
    const { name, bytes } = SAMPLES[member];
    const held = bytes();
    given[member] = {
      name,
      size: held.length,
      sha256: createHash('sha256').update(held).digest('hex'),
    };
    beside[member] = held;
  }
  return new Flow(simulation, { operation, input: given, files: beside, secrets });
}

function toEnd(flow) {
  for (let steps = 0; !flow.isOver; steps += 1) {
    assert.ok(steps < 200, 'a flow comes to an end');
    flow.advance();
  }
  return flow.last.step;
}

const ended = (operation, given) => toEnd(begin(operation, given));

test('the first example of every operation is done on the sandbox', () => {
  const { output } = engine.dispatch({ call: 'operations' });
  assert.deepEqual(Object.keys(EXAMPLES).sort(), output.operations.map(({ name }) => name).sort());
  for (const { name, kind } of output.operations) {
    const step = ended(name, EXAMPLES[name][0]);
    assert.equal(step.step, 'done', `${name}: ${JSON.stringify(step.error)}`);
    assert.equal(step.meta.simulated === true, kind !== 'transform', name);
  }
});

test('nobody of the table is refused as input, and nobody silent is an answer', () => {
  for (const [operation, known] of Object.entries(people)) {
    assert.ok(known.length > 0, operation);
    for (const person of known) {
      const step = ended(operation, example(operation, person));
      const told = `${operation} ${JSON.stringify(person)}: ${JSON.stringify(step.error)}`;
      assert.notEqual(
        step.error?.class === 'invalid_input' && step.error.path?.startsWith('/input'),
        true,
        told,
      );
      if (person.holds === 'silent') {
        assert.notEqual(step.output?.outcome, 'empty', told);
      }
      if (person.holds === 'nothing') {
        assert.equal(step.output?.outcome, 'empty', told);
      }
    }
  }
});

test('waits are skipped by the clock, and nobody waits for them', () => {
  const flow = begin('fssp.search_physical', EXAMPLES['fssp.search_physical'][0]);
  const began = performance.now();
  toEnd(flow);
  assert.ok(flow.simulation.now - NOW >= 5000);
  assert.ok(performance.now() - began < 2000);
  assert.deepEqual(
    flow.entries.map(({ step }) => step.step),
    ['send', 'wait', 'send', 'send', 'done'],
  );
});

test('what comes later is given to the flow where it stands', () => {
  const flow = begin('osnovanie.submit_documents', EXAMPLES['osnovanie.submit_documents'][1]);
  assert.deepEqual(toEnd(flow).needs, ['certificate_request']);
  const steps = flow.entries.length;
  const bytes = SAMPLES.certificate_request.bytes();
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  flow.provide(
    { ...flow.input, certificate_request: { name: 'a.p10', size: bytes.length, sha256 } },
    { certificate_request: bytes },
  );
  assert.equal(toEnd(flow).output.submitted, true);
  const sent = flow.entries
    .slice(steps)
    .filter(({ step }) => step.request?.effect === 'irreversible');
  assert.equal(sent.length, 1, 'the request alone, and once');
});

test('a person decides where nothing else can', () => {
  const flow = begin('osnovanie.create_application', EXAMPLES['osnovanie.create_application'][1]);
  const { options } = toEnd(flow).error.next;
  assert.deepEqual(
    options.map(({ option }) => option),
    ['take', 'take', 'create'],
  );
  flow.choose(options[1]);
  assert.equal(toEnd(flow).output.application_id, options[1].application_id);
});

test('a flow is taken up where it stopped', () => {
  const flow = begin('fssp.search_physical', EXAMPLES['fssp.search_physical'][3]);
  let step = toEnd(flow);
  for (let times = 0; step.step === 'fail'; times += 1) {
    assert.ok(times < 6 && step.error.code === 'poll_limit');
    flow.takeUp();
    step = toEnd(flow);
  }
  assert.equal(step.output.outcome, 'found');
  const begun = flow.entries.filter(({ step: { request } }) =>
    request?.url.includes('/search/physical'),
  );
  assert.equal(begun.length, 1);
});

test('a check of every debtor ends in a report', () => {
  const reports = DEBTORS.map(({ person }) => {
    const check = new Check(new Simulation(engine, NOW), person);
    for (let steps = 0; !check.isOver; steps += 1) {
      assert.ok(steps < 500);
      check.advance();
    }
    assert.equal(check.fault, undefined);
    assert.equal(check.report.simulated, true);
    return check;
  });
  const [found, clean, , standIn, silent] = reports;
  assert.equal(found.report.totals.confirmed.owed.count > 0, true);
  assert.deepEqual([clean.report.complete, clean.report.proceedings.length], [true, 0]);
  assert.deepEqual(
    standIn.calls.slice(0, 2).map(({ operation }) => operation),
    ['fssp.search_physical', 'api_cloud.fssp_physical'],
  );
  assert.equal(silent.report.complete, false);
});

test('sums are exact', () => {
  for (const [amounts, whole] of [
    [['0.1', '0.2'], '0.3'],
    [['212776.4', '14894.35', null, undefined], '227670.75'],
    [['9007199254740993', '1'], '9007199254740994'],
    [['-1.5', '0.25'], '-1.25'],
    [['-0.5'], '-0.5'],
    [[], '0'],
  ]) {
    assert.equal(sum(amounts), whole);
  }
});
