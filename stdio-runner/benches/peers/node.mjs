// The work of `spravka step` for an answer of KZ Info, by hand with the checks of ajv or zod: lines
// in, lines out.
import { createInterface } from 'node:readline';

import { proceedings } from '../../../wasm/bench/peers/proceedings.mjs';

const peer = await import(`../../../wasm/bench/peers/${process.argv[2]}.mjs`);

let out = '';
for await (const line of createInterface({ input: process.stdin })) {
  const { event, state, now } = JSON.parse(line);
  const output = proceedings(peer.answer(event.response.json));
  const { operation, sends } = state;
  const meta = { provider: 'kz_info', operation, as_of: now, attempts: sends };
  out += JSON.stringify({ step: 'done', output, meta });
  out += '\n';
  if (out.length > 65536) {
    if (!process.stdout.write(out)) await new Promise((done) => process.stdout.once('drain', done));
    out = '';
  }
}
process.stdout.write(out);
