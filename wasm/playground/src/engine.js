// The core and the sandbox, as modules in this page. Nothing else here knows how they are reached.

import { core, sandboxWorld } from './spravka/raw.js';

/** Not as a stream: that would need a server that knows `application/wasm`. */
async function compile(name) {
  const response = await fetch(new URL(`spravka/${name}`, import.meta.url));
  return WebAssembly.compile(await response.arrayBuffer());
}

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
