// The request of a KZ Info look-up, by hand: the core's `send` step, its keys included.
import { createHmac } from 'node:crypto';

const FIRST = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];
const SECOND = [3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2];

function hasControlDigit(iin) {
  for (const weights of [FIRST, SECOND]) {
    let sum = 0;
    for (let at = 0; at < 11; at += 1) sum += (iin.charCodeAt(at) - 48) * weights[at];
    if (sum % 11 < 10) return sum % 11 === iin.charCodeAt(11) - 48;
  }
  return false;
}

const keyed = (key, text) => createHmac('sha256', key).update(text).digest('hex').slice(0, 32);

/** @returns the step; without `keys` it cannot be told from a repeat, as most clients' cannot */
export function send({ operation, input, now }, { keys = true } = {}) {
  if (!hasControlDigit(input.iin)) throw new RangeError('the control digit of the ИИН');
  const body = JSON.stringify(input);
  const flow = keys ? keyed('', `flow\0${1}\0${operation}\0${body}\0\0`) : '';
  return {
    step: 'send',
    request: {
      provider: 'kz_info',
      method: 'POST',
      url: 'https://kyc.biometric.kz/api/v1/backend/info/kz/exec_proc_info/',
      headers: { accept: 'application/json', 'content-type': 'application/json' },
      body,
      slots: [{ secret: 'kz_info.api_key', in: 'json_body', name: 'api_key' }],
      timeout_ms: 30_000,
      redirect: 'never',
      effect: 'paid_read',
      flow_key: flow,
      request_key: keys ? keyed(flow, `request\0ask\0${1}\0`) : '',
    },
    state: {
      v: 1,
      operation,
      stage: 'ask',
      phase: 'asked',
      now,
      input: keys ? keyed('', `input\0${body}\0`) : '',
      flow_key: flow,
      ordinal: 1,
      attempt: 1,
      sends: 1,
    },
  };
}
