/** For browsers and bundlers: the modules lie beside this file. */
import { loader, type Load } from './load.js';

export * from './exports.js';

export const load: Load = loader(
  () => new URL('./spravka.wasm', import.meta.url),
  () => new URL('./sandbox.wasm', import.meta.url),
);
