// Calls that trap, in a module that is built for it: the step says so, and the next call is answered.
//
//   node --expose-gc trap.mjs GLUE MODULE
import { setImmediate } from 'node:timers/promises';
import { START, check, decode, glue, module, resume, stateOf, watchInstances } from './support.mjs';

const MOST = 1024 * 1024;
const instances = watchInstances();
const core = glue.core(module);
const trapping = (call) => call.replace('"input":{', '"input":{"trap":1,');
const isInternal = (step) => step.startsWith('{"step":"fail","error":{"code":"internal"');

const sent = core.dispatch(START);
check(sent.startsWith('{"step":"send"'), `a call is answered: ${sent}`);
const begun = core.dispatch(trapping(START));
check(isInternal(begun) && begun.includes('"executed":"no"'), `nothing was sent: ${begun}`);
check(begun.includes('"operation":"kz_info.exec_proc_info"'), `by whom: ${begun}`);
check(core.dispatch(START) === sent, 'the next call is answered as ever');
check(instances.length === 2, `by another instance, of ${instances.length}`);

// The request is under way: whatever broke, it may be executed, and the state is not lost.
const body = new TextEncoder().encode('[]');
const state = stateOf(sent);
for (const step of [
  core.dispatch(trapping(resume(state)), body),
  decode(core.dispatchBytes(trapping(resume(state)), body)),
]) {
  check(isInternal(step) && step.includes('"executed":"maybe","charged":"maybe"'), step);
  check(stateOf(step) === state, `the state is handed back: ${step}`);
}

const { request } = JSON.parse(sent);
const filled = (secrets, more) => core.fill(JSON.stringify({ ...request, ...more }), secrets);
let error;
try {
  filled({ 'kz_info.api_key': 'key' }, { trap: 1 });
} catch (thrown) {
  error = thrown;
}
check(error?.name === 'SpravkaError' && error.code === 'internal', `fill throws: ${error}`);
check(filled({ 'kz_info.api_key': 'key' }).method === 'POST', 'and fills the next one');

instances.length = 0;
WebAssembly.Instance = Object.getPrototypeOf(WebAssembly.Instance);

async function settled() {
  for (let round = 0; round < 5; round += 1) {
    await setImmediate();
    globalThis.gc();
  }
  const { rss, heapUsed, external } = process.memoryUsage();
  return { rss, heapUsed, external };
}

function traps(count) {
  for (let at = 0; at < count; at += 1) {
    if (!isInternal(core.dispatch(trapping(resume(state)), body))) {
      check(false, `trap ${at} is told`);
    }
  }
}

// What leaks, leaks each time; what else the process takes and gives back, it does by chance.
traps(1000);
const seen = [await settled()];
for (let round = 0; round < 4; round += 1) {
  traps(1000);
  seen.push(await settled());
}
for (const kind of Object.keys(seen[0])) {
  const grown = seen.slice(1).map((now, at) => now[kind] - seen[at][kind]);
  console.log(`${kind}: ${seen[0][kind]} bytes, after each 1,000 traps ${grown.join(', ')} more`);
  check(Math.min(...grown) < MOST, `${kind} grows by less than 1 MiB`);
}
check(core.dispatch(START) === sent, 'and the call after them is answered');
