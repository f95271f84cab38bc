// Plays conversations, or the calls of the fault matrix, to the WASM module: its steps are those of the core, byte for byte.
//
//   node wasm.mjs spravka_wasm.wasm conversations.json
import { readFileSync } from 'node:fs';

const [modulePath, casesPath] = process.argv.slice(2);
const { instance } = await WebAssembly.instantiate(readFileSync(modulePath), {});
const { memory, alloc, free, call } = instance.exports;

function dispatch(text) {
  const bytes = new TextEncoder().encode(text);
  const pointer = alloc(bytes.length);
  new Uint8Array(memory.buffer, pointer, bytes.length).set(bytes);
  const answer = BigInt.asUintN(64, call(pointer, bytes.length, 0, 0));
  const at = Number(answer >> 32n);
  const length = Number(answer & 0xffffffffn);
  const step = new TextDecoder().decode(new Uint8Array(memory.buffer, at, length));
  free(at, length);
  return step;
}

// The state of a step, as it is written there: the last member of the object, before its brace.
const stateOf = (step) => {
  const at = step.lastIndexOf('"state":{');
  return at < 0 ? undefined : step.slice(at + 8, -1);
};

let turns = 0;
let wrong = 0;
for (const [name, conversation] of JSON.parse(readFileSync(casesPath, 'utf8'))) {
  let state;
  for (const [call, expected] of conversation) {
    const step = dispatch(
      state === undefined ? call : call.replace('"state":"$"', () => `"state":${state}`),
    );
    turns += 1;
    if (step !== expected) {
      wrong += 1;
      console.error(`${name}: expected\n  ${expected}\nbut found\n  ${step}`);
    }
    state = stateOf(step);
  }
}
console.log(`${turns} turns, ${wrong} of them answered differently`);
process.exit(wrong === 0 && turns > 0 ? 0 : 1);
