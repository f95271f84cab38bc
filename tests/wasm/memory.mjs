// The memory of an instance: 10,000 calls with a body of 1 MiB do not let it grow after the first 100, and an instance that a very large one has blown up is given up.
//
//   node --expose-gc memory.mjs GLUE MODULE
import { START, check, encode, glue, module, resume, stateOf, watchInstances } from './support.mjs';

const MIB = 1024 * 1024;
const ITEM = '{"exec_proc":"1","debtor":"ОБРАЗЦОВ"}';
const instances = watchInstances();
const core = glue.core(module);
const call = resume(stateOf(core.dispatch(START)));
const size = () => instances.at(-1).exports.memory.buffer.byteLength;

/** Whether memory is as large after all of the calls as it was after the first of them. */
function grows(what, body, first, all) {
  let after;
  for (let at = 1; at <= all; at += 1) {
    core.dispatch(call, body);
    after = at === first ? size() : after;
  }
  console.log(`${what}: ${after} bytes after ${first} calls, ${size()} after ${all}`);
  check(size() === after && instances.length === 1, `memory has stopped growing: ${what}`);
}

// Read to its end and given back in the answer, read and refused at its end, and not even begun.
const whole = `[${Array(20_000).fill(ITEM).join(',')}]`;
grows(`${whole.length} letters that are read`, encode(whole), 5, 20);
const broken = encode(whole.slice(0, -1).padEnd(MIB));
grows(`${broken.length} bytes that are refused at the end`, broken, 10, 100);
grows('1 MiB', new Uint8Array(MIB), 100, 10_000);

core.dispatch(call, new Uint8Array(100 * MIB));
const grown = size();
core.dispatch(START);
console.log(`${grown} bytes after a body of 100 MiB, ${size()} in the instance after it`);
check(grown > 64 * MIB && size() < 8 * MIB, 'a new instance takes the place of a grown one');
