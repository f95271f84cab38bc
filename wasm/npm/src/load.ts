/** The package's interface for modules that have to be waited for. */
import { make, type Api } from './api.js';
import { engine } from './glue.js';

/** Where a module comes from: its address, an answer with it, its bytes, or itself. */
export type ModuleSource =
  | string
  | { readonly href: string }
  | { readonly ok: boolean; readonly headers: object; arrayBuffer(): Promise<ArrayBuffer> }
  | ArrayBuffer
  | Uint8Array
  | WebAssembly.Module;

export interface Load {
  /** The interface, once the module is compiled: the package's own where none is given. */
  (source?: ModuleSource | Promise<ModuleSource>): Promise<Api>;
}

export function loader(own: () => ModuleSource, sandbox: () => ModuleSource): Load {
  return async (source) => {
    const module = await compile((await source) ?? own());
    return make({ module: () => module, engine, sandbox: () => compile(sandbox()) });
  };
}

async function compile(source: ModuleSource): Promise<WebAssembly.Module> {
  if (source instanceof WebAssembly.Module) {
    return source;
  }
  if (typeof source === 'object' && 'byteLength' in source) {
    return WebAssembly.compile(source as Uint8Array<ArrayBuffer>);
  }
  if (typeof source === 'string' || 'href' in source) {
    return received(await fetch(typeof source === 'string' ? source : source.href));
  }
  return received(source as Response);
}

function received(answer: Response): Promise<WebAssembly.Module> {
  if (!answer.ok) {
    throw new Error(`no module: status ${answer.status}`);
  }
  // Streaming insists on the type, which many servers do not know.
  return answer.headers.get('content-type') === 'application/wasm'
    ? WebAssembly.compileStreaming(answer)
    : answer.arrayBuffer().then((bytes) => WebAssembly.compile(bytes));
}
