// Measures reading and requests in the Node.js that runs it, and prints what it found as JSON.
//
//   node --expose-gc measure.mjs '{"rounds":40,"batchMs":10,"warmMs":300}'
import { answer } from './lib/answers.mjs';
import { emptyCall, rawCore } from './lib/core.mjs';
import { quartiles, ratios, series } from './lib/series.mjs';
import { assertSameAnswers, assertSameRequests, floors, readers, senders } from './lib/work.mjs';
import * as ajv from './peers/ajv.mjs';
import * as zod from './peers/zod.mjs';

const pace = JSON.parse(process.argv[2]);
const core = await rawCore();
const peers = { ajv, zod };

function summed({ spravka, ...others }) {
  const ms = { spravka: quartiles(spravka) };
  const ratio = {};
  for (const [name, times] of Object.entries(others)) {
    ms[name] = quartiles(times);
    ratio[name] = ratios(spravka, times);
  }
  return { ms, ratio };
}

const reading = [];
const floor = [];
for (const ascii of [false, true]) {
  for (const [size, bytes] of [
    ['1 KB', 1_000],
    ['30 KB', 30_000],
    ['1 MB', 1_000_000],
  ]) {
    const given = answer(bytes, { ascii });
    const works = readers(core, given, peers);
    assertSameAnswers(works);
    for (const form of ['text', 'bytes', 'object']) {
      const of = Object.entries(works).map(([name, work]) => [name, work[form]]);
      const times = series(Object.fromEntries(of), pace);
      const { records, body } = given;
      reading.push({ ascii, size, form, records, bytes: body.length, ...summed(times) });
    }
    if (!ascii) {
      const turns = { spravka: works.spravka.bytes, ...floors(given) };
      floor.push({ size, ...summed(series(turns, pace)) });
    }
  }
}

const works = senders(core, answer(1_000).iin, peers);
assertSameRequests(works);
works['an empty call of the module'] = emptyCall();
const request = summed(series(works, pace));
console.log(JSON.stringify({ node: process.version, reading, floor, request }));
