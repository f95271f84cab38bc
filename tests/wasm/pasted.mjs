// The glue where n8n runs it: pasted into a Code node, and required with frozen prototypes.
//
//   node pasted.mjs GLUE MODULE
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import vm from 'node:vm';
import {
  START,
  check,
  glue,
  gluePathname,
  module,
  moduleBytes,
  resume,
  stateOf,
} from './support.mjs';

/** A call, an answer, a request with its secret, and one without. */
const play = `(core) => {
  const sent = core.dispatch(START);
  const step = core.dispatch(RESUME, new TextEncoder().encode('[{"exec_proc":"1","debtor":"Я"}]'));
  const bytes = core.dispatchBytes(START).length;
  const { request } = JSON.parse(sent);
  const filled = core.fill(JSON.stringify(request), { 'kz_info.api_key': 'key' });
  let refusal;
  try {
    core.fill(JSON.stringify(request), {});
  } catch (error) {
    refusal = [error.name, error.code, error.message];
  }
  return JSON.stringify([sent, step, bytes, filled.url, [...filled.body], refusal]);
}`;
const state = stateOf(glue.core(module).dispatch(START));
const texts = `const START = ${JSON.stringify(START)}, RESUME = ${JSON.stringify(resume(state))};`;
const expected = vm.runInThisContext(`${texts} (${play})`)(glue.core(module));
check(expected.includes('done') && expected.includes('missing_secret'), expected);

// What a runner's sandbox has, and what it has taken away.
const { Buffer, TextDecoder, TextEncoder, atob, btoa, setTimeout, FormData } = globalThis;
const context = vm.createContext({
  Buffer,
  TextDecoder,
  TextEncoder,
  atob,
  btoa,
  setTimeout,
  FormData,
});
vm.runInContext(
  `Object.defineProperty = (object) => object;
   Object.defineProperties = (object) => object;
   Object.setPrototypeOf = () => false;
   Object.getPrototypeOf = () => ({});
   Reflect.defineProperty = Reflect.setPrototypeOf = () => false;
   Reflect.getPrototypeOf = () => ({});`,
  context,
);
for (const name of ['fetch', 'URL', 'crypto', 'process', 'performance', 'structuredClone']) {
  check(vm.runInContext(`typeof ${name}`, context) === 'undefined', `no ${name} in a Code node`);
}
const source = readFileSync(gluePathname, 'utf8').replace(/export \{([^}]*)\};?/, 'return {$1};');
check(source.includes('return {'), 'the glue ends with what it exports');
const pasted = `${texts}
  const { core } = (() => { ${source} })();
  const module = new WebAssembly.Module(Buffer.from('${moduleBytes.toString('base64')}', 'base64'));
  (${play})(core(module));`;
const answer = vm.runInContext(pasted, context);
check(answer === expected, `pasted:\n  ${answer}\nbut expected\n  ${expected}`);

// A required package lives with frozen prototypes.
for (const name of Object.getOwnPropertyNames(globalThis)) {
  const value = globalThis[name];
  if (typeof value === 'function' && value.prototype) {
    Object.freeze(value.prototype);
  }
}
const frozen = await import(`${pathToFileURL(gluePathname)}?frozen`);
const required = vm.runInThisContext(`(${play})`)(frozen.core(module));
check(required === expected, `required:\n  ${required}\nbut expected\n  ${expected}`);
console.log('the same answers when pasted, and when required with frozen prototypes');
