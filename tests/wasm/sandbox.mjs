// Plays requests to the sandbox's module: its answers are those of the sandbox, byte for byte.
//
//   node sandbox.mjs GLUE MODULE exchanges.json
import { readFileSync } from 'node:fs';
import { check, decode, encode, glue, module, moduleBytes, paths } from './support.mjs';

const exchanges = JSON.parse(readFileSync(paths[0], 'utf8'));
const world = new WebAssembly.Instance(new WebAssembly.Module(moduleBytes), {}).exports;
const through = glue.sandboxWorld(module);

function input(bytes) {
  const pointer = world.alloc(bytes.length);
  new Uint8Array(world.memory.buffer, pointer, bytes.length).set(bytes);
  return [pointer, bytes.length];
}

/** The module itself, since the glue takes answers apart. */
function respond(request, body) {
  const answer = BigInt.asUintN(64, world.respond(...input(encode(request)), ...input(body)));
  const [pointer, length] = [Number(answer >> 32n), Number(answer & 0xffffffffn)];
  const bytes = Buffer.from(new Uint8Array(world.memory.buffer, pointer, length));
  world.free(pointer, length);
  return bytes;
}

let wrong = 0;
for (const { request, body, answer } of exchanges) {
  const expected = Buffer.from(answer);
  const found = respond(request, Uint8Array.from(body));
  const { now_ms: now, ...asked } = JSON.parse(request);
  const { body: rest, ...head } = through.respond({ ...asked, body: Uint8Array.from(body) }, now);
  const end = 4 + expected.readUInt32LE(0);
  const same =
    JSON.stringify(head) === decode(expected.subarray(4, end)) &&
    Buffer.compare(rest ?? Buffer.alloc(0), expected.subarray(end)) === 0;
  if (!found.equals(expected) || !same) {
    wrong += 1;
    console.error(`${request}: expected\n  ${expected}\nbut found\n  ${found}`);
  }
}
check(wrong === 0 && exchanges.length > 100, `${exchanges.length} requests, ${wrong} wrong`);
check(through.secrets['kz_info.api_key'] !== undefined, 'the secrets are told');
const fresh = glue.sandboxWorld(module);
const counters = fresh.respond({ method: 'GET', url: '/__sandbox/counters', headers: {} }, 0);
check(decode(counters.body) === '{}', 'a new instance is a new world');
console.log(`${exchanges.length} requests, ${wrong} of them answered differently`);
