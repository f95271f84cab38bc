// The core and the sandbox, as modules in this page. Nothing else here knows how they are reached.

import { core, sandboxWorld } from './spravka/raw.js';

const compile = (name) =>
  WebAssembly.compileStreaming(fetch(new URL(`spravka/${name}`, import.meta.url)));

/** `dispatch(call, body?, files?)` gives a step, `fill(request, secrets, files?)` what is sent, `world()` a sandbox. */
export async function load() {
  const [coreModule, sandboxModule] = await Promise.all([
    compile('raw.wasm'),
    compile('sandbox.wasm'),
  ]);
  return engine(coreModule, sandboxModule);
}

/** The same, of modules that are compiled already. */
export function engine(coreModule, sandboxModule) {
  const spravka = core(coreModule);
  return {
    dispatch: (call, body, files) =>
      JSON.parse(spravka.dispatch(JSON.stringify(call), body, files)),
    fill: (request, secrets, files) => spravka.fill(JSON.stringify(request), secrets, files),
    world: () => sandboxWorld(sandboxModule),
  };
}
