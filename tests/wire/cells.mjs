// The cells of the fault matrix as they go over a wire: what the provider does at each request, and what
// has to come of it. They are made of the turns that `cargo xtask test` writes to target/faults.json.
import { readFileSync } from 'node:fs';
import { answer } from './server.mjs';

const matrix = new URL('../fault_matrix/calls.json', import.meta.url);
const { calls } = JSON.parse(readFileSync(matrix, 'utf8'));

/** `{call, fault, job, exchanges, steps, on}` by `CALL FAULT`; `exchanges` are `{event, isFaulty, wait}`. */
export function cells(file) {
  const all = JSON.parse(readFileSync(file, 'utf8')).map(([name, turns]) => {
    const [call, ...fault] = name.split(' ');
    return [name, cell(call, fault.join(' '), turns)];
  });
  return new Map(all);
}

function cell(call, fault, texts) {
  const { stage } = calls.find(({ name }) => name === call);
  const turns = texts.map(([call, step]) => ({ call: JSON.parse(call), step: JSON.parse(step) }));
  const { operation, input, options } = turns[0].call;
  const exchanges = [];
  const waits = [];
  turns.slice(1).forEach(({ call: { event } }, before) => {
    const { step } = turns[before];
    if (step.step === 'send') {
      exchanges.push({ event, isFaulty: step.state.stage === stage });
    }
    if (step.step === 'wait') {
      waits.push({ after: exchanges.length, ms: step.wait_ms, step: told(step) });
    }
  });
  const last = turns.at(-1).step;
  const goesOn = ['send', 'wait'].includes(last.step);
  const job = JSON.stringify({ operation, input, options });
  return { call, fault, job, exchanges, waits, goesOn, end: told(last) };
}

/** Of a step what the matrix pins, as one line. */
export function told(step) {
  if (step.step === 'wait') return `wait ${step.reason}`;
  if (step.step !== 'fail') return `${step.step} ${step.output?.outcome ?? ''}`.trim();
  const { class: kind, code, executed, charged, next, retry_at } = step.error;
  const at = retry_at ? ' retry_at' : '';
  return `${kind} ${code} ${executed} ${charged} ${next.action} ${next.operation ?? ''}${at}`.trim();
}

/** An event of the matrix as an answer; `undefined` where the host got none. */
export function spoken({ response }) {
  if (!response) return undefined;
  const { status, headers, body_base64: base64 = '' } = response;
  return answer({ status, headers, body: Buffer.from(base64, 'base64') });
}
