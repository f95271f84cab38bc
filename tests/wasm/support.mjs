// What the scripts of this folder have in common: each is `node SCRIPT.mjs GLUE MODULE …`.
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const [gluePath, modulePath, ...rest] = process.argv.slice(2);

/** The raw glue, as hosts import it. */
export const glue = await import(pathToFileURL(gluePath));
export const gluePathname = gluePath;
export const moduleBytes = readFileSync(modulePath);
export const module = new WebAssembly.Module(moduleBytes);
export const paths = rest;

export const encode = (text) => new TextEncoder().encode(text);
export const decode = (bytes) => new TextDecoder().decode(bytes);

export { stateOf } from './conversations.mjs';

/** A call for KZ Info, and the one that goes on with its answer. */
export const START =
  '{"call":"start","operation":"kz_info.exec_proc_info","input":{"iin":"000101300019"},"now":"2026-11-21T09:00:00Z"}';
export const resume = (state, more = '') =>
  `{"call":"resume","state":${state},"input":{"iin":"000101300019"},"event":{"response":{"status":200,"headers":{}}},"now":"2026-11-21T09:00:01Z"${more}}`;

/** Instances as they are made, so that a test can look into their memory. */
export function watchInstances() {
  const made = [];
  const { Instance } = WebAssembly;
  WebAssembly.Instance = class extends Instance {
    constructor(...parameters) {
      super(...parameters);
      made.push(this);
    }
  };
  return made;
}

/** Fails the script where something does not hold. */
export function check(holds, what) {
  if (!holds) {
    console.error(`not so: ${what}`);
    process.exitCode = 1;
  }
}
