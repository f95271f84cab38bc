// The two works, by the core and by each peer: reading an answer, and building a request.
import assert from 'node:assert/strict';

import { sha256 } from './hash.mjs';
import { proceedings } from '../peers/proceedings.mjs';
import { send } from '../peers/request.mjs';

export const OPERATION = 'kz_info.exec_proc_info';
const STARTED = '2026-11-22T09:00:00Z';
const ANSWERED = '2026-11-22T09:00:01Z';

/** A `start` call about an ИИН. */
export const startCall = (iin) =>
  JSON.stringify({ call: 'start', operation: OPERATION, input: { iin }, now: STARTED });

/** The `resume` call for an answer, as a text but for the body's hash. */
export function resumeCall(start, iin) {
  const { state } = JSON.parse(start);
  const response = {
    status: 200,
    headers: { 'content-type': 'application/json' },
    body_sha256: '',
  };
  const call = { call: 'resume', state, input: { iin }, event: { response }, now: ANSWERED };
  const [before, after] = JSON.stringify(call).split('"body_sha256":""');
  return (hash) => `${before}"body_sha256":"${hash}"${after}`;
}

/** Reading, from bytes to each form. The hash is computed by Node.js on both sides. */
export function readers(core, { iin, body }, peers) {
  const call = resumeCall(core.dispatch(startCall(iin)), iin);
  const bytes = () => core.dispatchBytes(call(sha256(body)), body);
  const text = () => core.dispatch(call(sha256(body)), body);
  const works = { spravka: { bytes, text, object: () => JSON.parse(text()) } };
  for (const [name, peer] of Object.entries(peers)) {
    const object = () => ({
      step: 'done',
      output: proceedings(peer.answer(JSON.parse(body.toString()))),
      meta: {
        provider: 'kz_info',
        operation: OPERATION,
        as_of: ANSWERED,
        attempts: 1,
        body_sha256: sha256(body),
        body_from: 'bytes',
      },
    });
    const text = () => JSON.stringify(object());
    works[name] = { bytes: () => Buffer.from(text()), text, object };
  }
  return works;
}

/** What comes before any work on an answer, in JavaScript. */
export function floors({ body }) {
  const text = body.toString();
  return {
    'a copy of the bytes': () => Buffer.from(body),
    '`JSON.parse` of the text': () => JSON.parse(text),
    'bytes to text, then `JSON.parse`': () => JSON.parse(body.toString()),
  };
}

const plain = (value) => JSON.parse(JSON.stringify(value));
const parsed = {
  bytes: (bytes) => JSON.parse(Buffer.from(bytes).toString()),
  text: (text) => JSON.parse(text),
  object: plain,
};

/** Fails unless all give the same `output`, and the same of `meta` as far as the peers have it. */
export function assertSameAnswers({ spravka, ...peers }) {
  const expected = parsed.text(spravka.text());
  assert.equal(expected.output.outcome, 'found');
  for (const form of Object.keys(parsed)) {
    assert.deepEqual(parsed[form](spravka[form]()), expected);
    for (const peer of Object.values(peers)) {
      const given = parsed[form](peer[form]());
      assert.deepEqual(given.output, expected.output);
      assert.deepEqual({ ...expected.meta, ...given.meta }, expected.meta);
    }
  }
}

/** Building a request, text to text. */
export function senders(core, iin, peers) {
  const call = startCall(iin);
  const works = { spravka: () => core.dispatch(call) };
  for (const [name, peer] of Object.entries(peers)) {
    works[name] = () => JSON.stringify(send(peer.call(JSON.parse(call))));
  }
  const keyless = (peer) => JSON.stringify(send(peer.call(JSON.parse(call)), { keys: false }));
  if (peers.ajv) works['ajv, without keys'] = () => keyless(peers.ajv);
  return works;
}

/** Fails unless the peers that make keys build the step that the core builds. */
export function assertSameRequests({ spravka, ajv, zod }) {
  const expected = JSON.parse(spravka());
  assert.equal(expected.step, 'send');
  for (const peer of [ajv, zod]) assert.deepEqual(JSON.parse(peer()), expected);
}
