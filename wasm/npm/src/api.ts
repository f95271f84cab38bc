/** The package's interface, over the raw door and the loop of one compiled module. */
import type { Engine } from './engine.js';
import { outputOf } from './errors.js';
import { asBytes, sha256, taken } from './files.js';
import { checkAsked, checkJobs, checkOptions } from './given.js';
import { queueOf } from './queue.js';
import type {
  BatchOptions,
  CheckOptions,
  HostOptions,
  OnStep,
  RunOptions,
  TextRunOptions,
} from './options.js';
import type {
  BatchResult,
  Bytes,
  CatalogueStep,
  Job,
  JobOf,
  OperationName,
  OperationsCall,
  Output,
  Result,
  ResumeCall,
  StartCall,
  Step,
} from './protocol.js';
import { core as rawCore, type Allowed, type Core, type Filled } from './raw.js';
import { makeSandbox, type Sandbox, type SandboxOptions } from './sandbox.js';
import type { Catalogue, Person, Request } from './schema.js';

/** What differs from platform to platform. */
export interface Parts {
  /** The compiled module. */
  module(): WebAssembly.Module;
  engine(module: WebAssembly.Module): Engine;
  /** The module of the sandbox. */
  sandbox(): WebAssembly.Module | Promise<WebAssembly.Module>;
}

export interface Dispatch {
  /**
   * One call, one step; it sends nothing. An object gives an object, a text or bytes the core's own,
   * every digit as it was. `body` is the body of an answer, `files` are those of the input.
   */
  (call: string, body?: Bytes, files?: Record<string, Bytes>): string;
  (call: Uint8Array, body?: Bytes, files?: Record<string, Bytes>): Uint8Array;
  (call: OperationsCall): CatalogueStep;
  <O extends OperationName>(
    call: StartCall<O> | ResumeCall<O>,
    body?: Bytes,
    files?: Record<string, Bytes>,
  ): Step<O>;
}

export interface Fill {
  /** Fills the slots of a `send` step's request, to be sent at once and kept nowhere. Throws `SpravkaError`. */
  (
    request: Request | string,
    secrets: Record<string, string>,
    files?: Record<string, Bytes>,
    allowed?: Allowed,
  ): Filled;
}

export interface Run {
  /**
   * Plays one job to its end, or to a wait that is handed out. An object gives an object, a text the
   * core's own.
   */
  (job: string, options?: TextRunOptions): Promise<string>;
  <O extends OperationName>(job: JobOf<O>, options?: RunOptions): Promise<Result<O>>;
}

export interface Batch {
  /**
   * Plays many jobs, side by side and paced; results come in the order of the jobs. To leave the
   * loop early is to stop: nothing more is sent. Texts give texts.
   */
  (
    jobs: Iterable<string> | AsyncIterable<string>,
    options?: BatchOptions<string>,
  ): AsyncGenerator<string, void, undefined>;
  (
    jobs: Iterable<Job> | AsyncIterable<Job>,
    options?: BatchOptions,
  ): AsyncGenerator<BatchResult, void, undefined>;
}

export interface Check {
  /** Asks every source about a person, with stand-ins, and gives one report. */
  (person: string, options?: CheckOptions<string>): Promise<string>;
  (person: Person, options?: CheckOptions): Promise<Result<'debtor.report'>>;
}

export interface OutputOf {
  /** The output of a step that is `done`; throws a `SpravkaError` or `UnfinishedError` otherwise. */
  <O extends OperationName>(step: Step<O> | Result<O>): Output<O>;
  (step: CatalogueStep): Catalogue;
}

export interface Api {
  dispatch: Dispatch;
  fill: Fill;
  run: Run;
  batch: Batch;
  check: Check;
  output: OutputOf;
  /** Every operation and provider there is. */
  operations: () => Catalogue;
  /** The providers, simulated: options for `run`, `batch` and `check`. */
  sandbox: (options?: SandboxOptions) => Sandbox;
}

/** What callers get: the core's own texts, or objects made of them. */
type Form = { readonly hasTexts: boolean };
const TEXTS: Form = { hasTexts: true };
const OBJECTS: Form = { hasTexts: false };

/** Options of any kind, as far as they matter here. */
type Hosting<S> = HostOptions & { onStep?: OnStep<S> };

export function make(parts: Parts): Api {
  let module: WebAssembly.Module | undefined;
  let door: Core | undefined;
  let loop: Engine | undefined;
  let catalogue: Catalogue | undefined;
  const compiled = () => (module ??= parts.module());
  const core = () => (door ??= rawCore(compiled()));
  const engine = () => (loop ??= parts.engine(compiled()));

  function dispatch(
    call: object | string | Uint8Array,
    body?: Bytes,
    files?: Record<string, Bytes>,
  ) {
    const answer = body === undefined ? undefined : asBytes(body);
    const beside = bytesOfAll(files);
    if (ArrayBuffer.isView(call)) {
      return core().dispatchBytes(call as Uint8Array, answer, beside);
    }
    return typeof call === 'string'
      ? core().dispatch(call, answer, beside)
      : JSON.parse(core().dispatch(JSON.stringify(call), answer, beside));
  }

  function fill(
    request: object | string,
    secrets: Record<string, string>,
    files?: Record<string, Bytes>,
    allowed?: Allowed,
  ) {
    const text = typeof request === 'string' ? request : JSON.stringify(request);
    return core().fill(text, secrets, bytesOfAll(files), allowed);
  }

  /**
   * Options as the loop takes them. Calls are answered by an instance apart, so that a trap of the
   * core does not hurt it.
   */
  function handed(options: Hosting<any>, form: Form): Hosting<string> {
    const { onStep } = options;
    const own = { core: core(), sha256, ...options };
    if (typeof onStep !== 'function') {
      return own;
    }
    const heard: OnStep<string> = (step, index, name) =>
      onStep(form.hasTexts ? step : JSON.parse(step), index, name);
    return { ...own, onStep: heard };
  }

  async function run(job: object | string, options: RunOptions | TextRunOptions = {}) {
    checkAsked('job', job);
    checkOptions(options);
    if (typeof job === 'string') {
      const { files, ...rest } = options as TextRunOptions;
      return begun(await engine().run(job, files, handed(rest, TEXTS)), rest.signal);
    }
    const { job: text, files } = await taken(job, options.sha256 ?? sha256);
    const step = await engine().run(text, files, handed(options, OBJECTS));
    return JSON.parse(begun(step, options.signal));
  }

  async function* batch(
    jobs: Iterable<object | string> | AsyncIterable<object | string>,
    options: BatchOptions = {},
  ) {
    checkJobs(jobs);
    checkOptions(options);
    const queue = queueOf(jobs, options.sha256 ?? sha256);
    const stop = stopper(options.signal, queue.stop);
    const own = handed({ ...options, signal: stop.signal }, queue);
    try {
      const results = new (engine().Batch)(queue, own);
      try {
        for (let text = await results.next(); text !== undefined; text = await results.next()) {
          yield queue.hasTexts ? text : JSON.parse(text);
        }
      } finally {
        stop.stop();
        // What is under way is broken off, and new tokens that have come are put away.
        while ((await results.next()) !== undefined);
      }
    } finally {
      stop.stop();
    }
  }

  async function check(person: object | string, options: CheckOptions = {}) {
    checkAsked('person', person);
    checkOptions(options);
    if (typeof person === 'string') {
      return begun(await engine().check(person, handed(options, TEXTS)), options.signal);
    }
    const step = await engine().check(JSON.stringify(person), handed(options, OBJECTS));
    return JSON.parse(begun(step, options.signal));
  }

  function operations(): Catalogue {
    return (catalogue ??= (dispatch({ call: 'operations' }) as CatalogueStep).output);
  }

  function isLookup(operation: string): boolean {
    const row = operations().operations.find((row) => row.name === operation);
    return row !== undefined && ['read', 'quota', 'paid_read'].includes(row.effect);
  }

  return {
    dispatch: dispatch as Dispatch,
    fill,
    run: run as Run,
    batch: batch as Batch,
    check: check as Check,
    output: ((step: Step) => outputOf(step, isLookup)) as OutputOf,
    operations,
    sandbox: (options = {}) => makeSandbox(parts.sandbox, options),
  };
}

function bytesOfAll(
  files: Record<string, Bytes> | undefined,
): Record<string, Uint8Array> | undefined {
  return (
    files &&
    Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, asBytes(bytes)]))
  );
}

/** There is no step where the signal came before all else. */
function begun(step: string | undefined, signal: AbortSignal | undefined): string {
  if (step === undefined) {
    throw signal?.reason;
  }
  return step;
}

/** A signal that follows another one, and that can be given besides; `then` is called with it. */
function stopper(signal: AbortSignal | undefined, then: () => void) {
  const own = new AbortController();
  const stop = () => {
    signal?.removeEventListener('abort', stop);
    own.abort(signal?.reason);
    then();
  };
  if (signal?.aborted) {
    stop();
  } else {
    signal?.addEventListener('abort', stop);
  }
  return { signal: own.signal, stop };
}
