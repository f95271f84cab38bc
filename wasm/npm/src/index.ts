/** For Node.js: the modules are inside, and nothing is waited for. */
import { make, type Api } from './api.js';
import { engine } from './glue.js';
import { loader, type Load } from './load.js';

export * from './exports.js';

/** Files beside this one: each is a module as base64. */
declare function require(name: './spravka.wasm.json' | './sandbox.wasm.json'): string;

const spravka = () => new WebAssembly.Module(Buffer.from(require('./spravka.wasm.json'), 'base64'));
const simulated = () =>
  new WebAssembly.Module(Buffer.from(require('./sandbox.wasm.json'), 'base64'));

const api: Api = make({ module: spravka, engine, sandbox: simulated });

export const { dispatch, fill, run, batch, check, output, operations, sandbox } = api;

/** The same from a module of one's own. */
export const load: Load = loader(spravka, simulated);
