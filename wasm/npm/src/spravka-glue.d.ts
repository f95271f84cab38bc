/** What wasm-bindgen writes beside the module: also what the module imports. */
declare module 'spravka-glue' {
  type Engine = import('./engine.js').Engine;
  export const run: Engine['run'];
  export const check: Engine['check'];
  export const Batch: Engine['Batch'];
  export function __wbg_set_wasm(exports: WebAssembly.Exports): void;
}
