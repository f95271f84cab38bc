/** The loop that the module exports, by the glue that wasm-bindgen has made for it. */
import * as glue from 'spravka-glue';
import type { Engine } from './engine.js';

let made: Engine | undefined;

/** One for all: the glue holds one instance, and what is under way in it. */
export function engine(module: WebAssembly.Module): Engine {
  if (made === undefined) {
    const { exports } = new WebAssembly.Instance(module, { './spravka_bg.js': glue });
    glue.__wbg_set_wasm(exports);
    (exports as { __wbindgen_start(): void }).__wbindgen_start();
    made = glue;
  }
  return made;
}
