// Generated documents from standard input, each with the step that the core gives: the modules give the same bytes.
//
//   node parity.mjs GLUE RAW BINDGEN FIRST
import { readFileSync, readSync } from 'node:fs';
import { basename } from 'node:path';
import { check, decode, glue, module, paths } from './support.mjs';

const [bindgen, first] = paths;
const cores = [
  ['raw', glue.core(module)],
  [basename(bindgen), glue.core(new WebAssembly.Module(readFileSync(bindgen)))],
];
const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** So many bytes of standard input; fewer at its end. */
function read(length) {
  const bytes = Buffer.allocUnsafe(length);
  let at = 0;
  while (at < length) {
    const more = readSync(0, bytes, at, length - at, null);
    if (more === 0) break;
    at += more;
  }
  return bytes.subarray(0, at);
}

/** The parts of the next document. */
function next() {
  const head = read(4);
  if (head.length < 4) return undefined;
  const frame = read(head.readUInt32LE());
  const parts = [];
  for (let at = 0; at < frame.length;) {
    const end = at + 4 + frame.readUInt32LE(at);
    parts.push(frame.subarray(at + 4, end));
    at = end;
  }
  return parts;
}

function text(bytes) {
  try {
    return strict.decode(bytes);
  } catch {
    return undefined;
  }
}

let count = 0;
let wrong = 0;
for (let parts = next(); parts !== undefined; parts = next()) {
  const [step, call, hasBody, bytes, ...rest] = parts;
  const body = hasBody.length > 0 ? bytes : undefined;
  const named = rest.flatMap((name, at) => (at % 2 === 0 ? [[decode(name), rest[at + 1]]] : []));
  const files = named.length > 0 ? Object.fromEntries(named) : undefined;
  const asText = text(call);
  for (const [name, core] of cores) {
    const found = Buffer.from(core.dispatchBytes(call, body, files));
    const wide = asText === undefined ? undefined : core.dispatch(asText, body, files);
    if (!found.equals(step) || (wide !== undefined && wide !== step.toString())) {
      wrong += 1;
      const shown = [step.toString(), found.toString(), wide].map((one) => one?.slice(0, 2000));
      const where = `document ${Number(first) + count}, ${name}`;
      if (wrong === 1) console.error([where, ...shown].join('\n  '));
    }
  }
  count += 1;
}
check(count > 0 && wrong === 0, `every answer is the core's: ${wrong} are not`);
console.log(`${count} documents through two modules, ${wrong} of them answered differently`);
