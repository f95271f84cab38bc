/**
 * The raw door of the WASM modules: bytes and texts in and out. It runs anywhere: no fetch, URL,
 * crypto, process or timers, no Object.defineProperty, getPrototypeOf or setPrototypeOf.
 */
import { SpravkaError } from './error.js';

/** Files of an input, by the name of the member that describes each. */
export type Files = Record<string, Uint8Array>;

/** The host's own leave to send secrets to origins beside the listed ones. */
export interface Allowed {
  /** `http://127.0.0.1:PORT` */
  test_origin?: string;
  /** Provider names to origins. */
  origins?: Record<string, string>;
}

/** A request with its secrets: to be sent, not to be kept. */
export interface Filled {
  method: string;
  url: string;
  headers: Record<string, string>;
  body?: Uint8Array;
  timeout_ms: number;
  /** The client certificate to present. */
  tls_identity?: string;
}

export interface Core {
  /**
   * One call, one step, as JSON text. Never throws for what the call holds; a trap is the step of
   * an internal error, and the next call gets a new instance.
   */
  dispatch(call: string, body?: Uint8Array, files?: Files): string;
  /** The same; the step as UTF-8. */
  dispatchBytes(call: string | Uint8Array, body?: Uint8Array, files?: Files): Uint8Array;
  /** Fills the slots of a `send` step's request. Throws SpravkaError. */
  fill(request: string, secrets: Record<string, string>, files?: Files, allowed?: Allowed): Filled;
}

/** What came of a request to the sandbox. */
export type Answer =
  | { status: number; headers: Record<string, string>; body: Uint8Array }
  | { failure: { kind: string; sent: string; simulated: boolean } };

export interface SandboxWorld {
  /** The secrets that the sandbox accepts. */
  secrets: Record<string, string>;
  /** Answers one request at `nowMs`, Unix time in milliseconds, and remembers that it came. */
  respond(
    request: { method: string; url: string; headers: Record<string, string>; body?: Uint8Array },
    nowMs: number,
  ): Answer;
}

interface MemoryExports {
  memory: WebAssembly.Memory;
  alloc(length: number): number;
  shrink(pointer: number, length: number, less: number): number;
  free(pointer: number, length: number): void;
}

interface CoreExports extends MemoryExports {
  call(...inputs: number[]): bigint;
  fill(...inputs: number[]): bigint;
  internal(...inputs: number[]): bigint;
  wide(pointer: number, length: number): bigint;
}

interface SandboxExports extends MemoryExports {
  respond(...inputs: number[]): bigint;
  secrets(): bigint;
}

/** An instance whose memory grew beyond this is given up: memory never shrinks. */
const KEPT = 64 * 1024 * 1024;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/**
 * Of Buffer: Node.js 20 and 22 make strings of UTF-16 several times faster than of UTF-8, since V8
 * 13 UTF-8 is as fast. `Float16Array` came with that version.
 */
interface Slices {
  ucs2Slice(start: number, end: number): string;
  latin1Slice(start: number, end: number): string;
}
declare const Buffer: { prototype: object; from(buffer: ArrayBufferLike): Slices } | undefined;
declare const Float16Array: unknown;
const slicing =
  typeof Buffer !== 'undefined' &&
  'ucs2Slice' in Buffer.prototype &&
  typeof Float16Array === 'undefined'
    ? Buffer
    : undefined;

/** A longer text is not given three times its length to begin with. */
const SHORT = 1024 * 1024;

/** One instance, and how bytes get in and out of its memory. */
class Instance<E extends MemoryExports> {
  readonly exports: E;
  #memory = new Uint8Array(0);
  #slices: Slices | undefined;

  constructor(module: WebAssembly.Module) {
    this.exports = new WebAssembly.Instance(module, imports(module)).exports as unknown as E;
  }

  /** The whole memory, as it is now: it moves when it grows. */
  get memory(): Uint8Array {
    if (this.#memory.length === 0) {
      const { buffer } = this.exports.memory;
      this.#memory = new Uint8Array(buffer);
      this.#slices = slicing?.from(buffer);
    }
    return this.#memory;
  }

  /** The same, where it can be read faster. */
  get slices(): Slices | undefined {
    return this.memory && this.#slices;
  }

  get size(): number {
    return this.exports.memory.buffer.byteLength;
  }

  /** Calls a function with inputs, of which some may be none, and gives its answer to `read`. */
  ask<T>(
    ask: (...inputs: number[]) => bigint,
    inputs: (string | Uint8Array | undefined)[],
    read: (pointer: number, length: number) => T,
  ): T {
    const places: number[] = [];
    for (const input of inputs) {
      if (input === undefined) {
        places.push(0, 0);
      } else if (typeof input === 'string' && input.length < SHORT) {
        places.push(...this.#write(input));
      } else {
        const bytes = typeof input === 'string' ? encoder.encode(input) : input;
        const pointer = this.exports.alloc(bytes.length);
        this.memory.set(bytes, pointer);
        places.push(pointer, bytes.length);
      }
    }
    return this.take(ask(...places), read);
  }

  /** A character has three bytes at most for each of its units. */
  #write(text: string): [pointer: number, length: number] {
    const most = text.length * 3;
    const pointer = this.exports.alloc(most);
    const { written } = encoder.encodeInto(text, this.memory.subarray(pointer, pointer + most));
    return [this.exports.shrink(pointer, most, written), written];
  }

  take<T>(answer: bigint, read: (pointer: number, length: number) => T): T {
    const pointer = Number(BigInt.asUintN(32, answer >> 32n));
    const length = Number(BigInt.asUintN(32, answer));
    const result = read(pointer, length);
    this.exports.free(pointer, length);
    return result;
  }

  bytes(pointer: number, length: number): Uint8Array {
    return this.memory.slice(pointer, pointer + length);
  }

  /** A head of JSON, and the bytes behind it. */
  parts(pointer: number, length: number): [head: string, rest: Uint8Array] {
    const bytes = this.bytes(pointer, length);
    const end = 4 + new DataView(bytes.buffer).getUint32(0, true);
    return [decoder.decode(bytes.subarray(4, end)), bytes.slice(end)];
  }
}

/** What a module wants for its other doors: nothing of it is called through this one. */
function imports(module: WebAssembly.Module): WebAssembly.Imports {
  const wanted: WebAssembly.Imports = {};
  for (const { module: from, name } of WebAssembly.Module.imports(module)) {
    (wanted[from] ??= {})[name] = refused;
  }
  return wanted;
}

function refused(): never {
  throw new Error('not through this door');
}

/** The step of an answer as a text. */
function text(of: Instance<CoreExports>, pointer: number, length: number): string {
  if (!slicing) {
    return decoder.decode(of.memory.subarray(pointer, pointer + length));
  }
  const wide = of.exports.wide(pointer, length);
  return wide === 0n
    ? of.slices!.latin1Slice(pointer, pointer + length)
    : of.take(wide, (start, size) => of.slices!.ucs2Slice(start, start + size));
}

/** Files as the module takes them: a name, then its bytes, each with its length before it. */
function frames(files: Files | undefined): Uint8Array | undefined {
  if (files === undefined) {
    return undefined;
  }
  const parts = Object.entries(files).flatMap(([name, bytes]) => [encoder.encode(name), bytes]);
  const frames = new Uint8Array(parts.reduce((sum, part) => sum + 4 + part.length, 0));
  const view = new DataView(frames.buffer);
  let at = 0;
  for (const part of parts) {
    view.setUint32(at, part.length, true);
    frames.set(part, at + 4);
    at += 4 + part.length;
  }
  return frames;
}

/** The core in a module that is compiled already; instances are made as they are needed. */
export function core(module: WebAssembly.Module): Core {
  let instance: Instance<CoreExports> | undefined;

  /** Does something with an instance that has never trapped; after a trap, `otherwise`. */
  function guarded<T>(work: (of: Instance<CoreExports>) => T, otherwise: () => T): T {
    try {
      instance ??= new Instance(module);
      const result = work(instance);
      if (instance.size > KEPT) {
        instance = undefined;
      }
      return result;
    } catch {
      instance = undefined;
      return otherwise();
    }
  }

  function step<T>(
    call: string | Uint8Array,
    body: Uint8Array | undefined,
    files: Files | undefined,
    read: (of: Instance<CoreExports>, pointer: number, length: number) => T,
  ): T {
    const beside = frames(files);
    const internal = (input: string | Uint8Array | undefined) => (of: Instance<CoreExports>) =>
      of.ask(of.exports.internal, [input], (pointer, length) => read(of, pointer, length));
    return guarded(
      (of) => of.ask(of.exports.call, [call, body, beside], (at, length) => read(of, at, length)),
      () => guarded(internal(call), () => internal(undefined)(new Instance(module))),
    );
  }

  return {
    dispatch: (call, body, files) => step(call, body, files, text),
    dispatchBytes: (call, body, files) =>
      step(call, body, files, (of, at, length) => of.bytes(at, length)),
    fill(request, secrets, files, allowed) {
      const held = JSON.stringify({ secrets, allowed });
      const beside = frames(files);
      const [head, body] = guarded(
        (of) =>
          of.ask(of.exports.fill, [request, held, beside], (at, length) => of.parts(at, length)),
        () => {
          const of = new Instance<CoreExports>(module);
          const read = (at: number, length: number) => text(of, at, length);
          return [of.ask(of.exports.internal, [undefined], read), new Uint8Array(0)] as const;
        },
      );
      const filled = JSON.parse(head);
      if (filled.error) {
        throw new SpravkaError(filled.error);
      }
      const { body: has, ...rest } = filled;
      return has ? { ...rest, body } : rest;
    },
  };
}

/** A world of simulated providers. */
export function sandboxWorld(module: WebAssembly.Module): SandboxWorld {
  const world = new Instance<SandboxExports>(module);
  const secrets = world.take(world.exports.secrets(), (at, length) => world.bytes(at, length));
  return {
    secrets: JSON.parse(decoder.decode(secrets)),
    respond({ method, url, headers, body }, nowMs) {
      const request = JSON.stringify({ method, url, headers, now_ms: nowMs });
      const [head, rest] = world.ask(world.exports.respond, [request, body], (at, length) =>
        world.parts(at, length),
      );
      const answer = JSON.parse(head);
      return answer.failure ? answer : { ...answer, body: rest };
    },
  };
}
