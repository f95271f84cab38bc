/** The types of calls, steps and jobs, for every operation by its name. */
import type {
  Catalogue,
  ErrorObject,
  Event,
  FileDescription,
  Meta,
  Operations,
  Options,
  Request,
  State,
  Timestamp,
  WaitReason,
  WaitScope,
} from './schema.js';

/** The name of an operation, such as `kz_info.exec_proc_info`. */
export type OperationName = keyof Operations;
/** What an operation is asked. */
export type Input<O extends OperationName> = Operations[O]['input'];
/** What an operation answers. */
export type Output<O extends OperationName> = Operations[O]['output'];
/** A state, with the operation that it belongs to. */
export type StateOf<O extends OperationName> = State & { operation: O };

export type Call = OperationsCall | StartCall | ResumeCall;

/** Asks for the catalogue. */
export type OperationsCall = { call: 'operations' };

/** Begins. */
export type StartCall<O extends OperationName = OperationName> = {
  call: 'start';
  operation: O;
  input: Input<O>;
  /** Required but for operations that send nothing. */
  now?: Timestamp;
  options?: Options;
};

/** Goes on, with the state of the last step and the same input. */
export type ResumeCall<O extends OperationName = OperationName> = {
  call: 'resume';
  state: StateOf<O>;
  input: Input<O>;
  event: Event;
  now: Timestamp;
  options?: Options;
};

export type Step<O extends OperationName = OperationName> =
  Send<O> | Wait<O> | Store<O> | Done<O> | Fail<O>;

/** Send this request; store the step first if its effect is not `read`. */
export type Send<O extends OperationName = OperationName> = {
  step: 'send';
  request: Request;
  state: StateOf<O>;
};

/** Sleep, or come back with the state another day. */
export type Wait<O extends OperationName = OperationName> = {
  step: 'wait';
  wait_ms: number;
  until: Timestamp;
  reason: WaitReason;
  /** `provider`: hold every send to it. */
  scope: WaitScope;
  /** With `input_needed`: the input members to come back with. */
  needs?: string[];
  state: StateOf<O>;
};

/** Replace these secrets durably and at once; never print, log or keep this step. */
export type Store<O extends OperationName = OperationName> = {
  step: 'store';
  secrets: Record<string, string>;
  state: StateOf<O>;
};

/** The answer. */
export type Done<O extends OperationName = OperationName> = {
  step: 'done';
  output: Output<O>;
  meta: Meta;
};

/** No answer, and why; with the state wherever something may have been executed. */
export type Fail<O extends OperationName = OperationName> = {
  step: 'fail';
  error: ErrorObject;
  meta: Meta;
  state?: StateOf<O> | null;
};

/** The answer to `{call: 'operations'}`. */
export type CatalogueStep = { step: 'done'; output: Catalogue; meta: Meta };

/** The input members of an operation that are files. */
export type FileMember<O extends OperationName> = {
  [K in keyof Input<O>]-?: IsFile<NonNullable<Input<O>[K]>> extends true ? K : never;
}[keyof Input<O>] &
  string;
type IsFile<T> = [T] extends [never]
  ? false
  : [FileDescription, T] extends [T, FileDescription]
    ? true
    : false;

/** The bytes of a file, with its name where the input does not say it. */
export type FileSource = Bytes | BlobLike | { name?: string; bytes: Bytes | BlobLike };
export type Bytes = Uint8Array | ArrayBuffer;
/** A `Blob`, or a `File` with its name. */
export type BlobLike = {
  readonly size: number;
  readonly name?: string;
  arrayBuffer(): Promise<ArrayBuffer>;
};

/** The input of a job: what it does not say of its files is found out. */
export type JobInput<O extends OperationName> = O extends OperationName
  ? [FileMember<O>] extends [never]
    ? Input<O>
    : Omit<Input<O>, FileMember<O>> & { [K in FileMember<O>]?: Partial<FileDescription> | null }
  : never;

/** The bytes of a job's files, by the members of its input. */
export type JobFiles<O extends OperationName> = O extends OperationName
  ? [FileMember<O>] extends [never]
    ? Record<string, never>
    : { [K in FileMember<O>]?: FileSource }
  : never;

interface AnyJob<O extends OperationName> {
  input: JobInput<O>;
  /** Repeated in the results of a batch. */
  id?: string | number;
  files?: JobFiles<O>;
  options?: Options;
}

/** A job that begins. */
export interface StartJob<O extends OperationName> extends AnyJob<O> {
  operation: O;
}

/** A job that goes on where a step has left it. */
export interface ResumeJob<O extends OperationName> extends AnyJob<O> {
  state: StateOf<O>;
  event: Event;
}

/** A job of any operation, told apart by its name. */
export type Job = { [O in OperationName]: JobOf<O> }[OperationName];

export type JobOf<O extends OperationName> = StartJob<O> | ResumeJob<O>;

/** What becomes of a job: an answer, none, or a wait that was handed out. */
export type Result<O extends OperationName = OperationName> = Done<O> | Fail<O> | Wait<O>;

/** The result of a job of many: with its id, and its place among them from 0. */
export type BatchResult<O extends OperationName = OperationName> = Result<O> & {
  id?: string | number;
  index: number;
};
