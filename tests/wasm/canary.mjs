// What was in a call, its body, its files or its secrets is nowhere in the module's memory afterwards.
//
//   node --expose-gc canary.mjs GLUE MODULE
import { forms } from './forms.mjs';
import {
  START,
  check,
  decode,
  encode,
  glue,
  module,
  resume,
  stateOf,
  watchInstances,
} from './support.mjs';

const instances = watchInstances();
const core = glue.core(module);
const state = stateOf(core.dispatch(START));
const { request } = JSON.parse(core.dispatch(START));

// Letters that no text of the module's own has in this order.
const NAME = 'Щъёюэзхжяшцчьы';
const TOKEN = 'qzxjvk0wqhzkx0jqvxwz';
const FILE = 'xqjzwvkq zxwqjvkz qxzjwkvq';

/** How many bytes in a row count as found. */
const WINDOW = 8;
const written = [NAME, TOKEN, FILE].flatMap(forms);

/** Where a piece of a canary is in the memory, however it is written. */
function places() {
  const memory = Buffer.from(instances.at(-1).exports.memory.buffer);
  const found = new Set();
  for (const form of written) {
    for (let from = 0; from + WINDOW <= form.length; from += 1) {
      const at = memory.indexOf(form.subarray(from, from + WINDOW));
      if (at >= 0) {
        found.add(`${memory.subarray(at, at + 24)} at ${at.toString(16)}`);
      }
    }
  }
  return [...found];
}

const item = {
  exec_proc: '1',
  debtor_surname: NAME,
  debtor_secondname: [NAME],
  recoverer_title: `"${NAME}\\" 3`,
  unknown: { deep: [NAME] },
};
const bodies = [
  JSON.stringify([item]),
  JSON.stringify(Array(50).fill(item)),
  JSON.stringify([item]).slice(0, -1),
  `<html>${NAME}</html>`,
];
const evidence = ',"options":{"evidence":true}';
const file = `{"name":"${NAME}.zip"}`;
const cases = {
  'a call': () =>
    core.dispatch(
      START.replace('kz_info.exec_proc_info', 'fssp.search_physical').replace(
        '"iin":"000101300019"',
        `"last_name":"${NAME}","first_name":"Иван"`,
      ),
    ),
  'a call that is no JSON': () => core.dispatch(START.replace('0001', NAME).slice(0, -1)),
  'a call that is not known': () => core.dispatch(START.replace('start', NAME)),
  'a file beside a call': () =>
    core.dispatch(
      `{"call":"start","operation":"osnovanie.attach_file","input":{"application_id":1,"file_kind":8,"file":${file}},"now":"2026-11-21T09:00:00Z"}`,
      undefined,
      { file: encode(FILE) },
    ),
  secrets: () => JSON.stringify(core.fill(JSON.stringify(request), { 'kz_info.api_key': TOKEN })),
};
bodies.forEach((body, at) => {
  cases[`body ${at} beside the call`] = () => core.dispatch(resume(state), encode(body));
  cases[`body ${at}, hashed`] = () => core.dispatch(resume(state, evidence), encode(body));
  cases[`body ${at} within the call`] = () =>
    decode(
      core.dispatchBytes(
        resume(state).replace('"headers":{}', `"headers":{},"body":${JSON.stringify(body)}`),
      ),
    );
});

const answers = Object.entries(cases).map(([name, play]) => {
  const answer = play();
  const left = places();
  check(left.length === 0, `${name}: ${left.join('; ')}`);
  return answer;
});
const through = answers.filter((answer) => answer.includes(NAME)).length;
check(through >= 6, `the canary goes through: ${through} answers with it`);
console.log(`${answers.length} calls, ${instances.length} instances, ${through} answers with it`);
