/** What a host brings: how requests are sent, where secrets come from, and how much may be spent. */
import type { Allowed, Core, Filled } from './raw.js';
import type { FailureKind, Money, Options, Sent, Source } from './schema.js';
import type { Bytes, Step } from './protocol.js';

/** Sends a request as it stands: no redirect is followed, nothing is repeated. */
export type Transport = (request: Filled, context: { signal: AbortSignal }) => Promise<Answer>;

export type Answer =
  | {
      status: number;
      headers?: Record<string, string | string[]>;
      /** As it came: bytes, not a text made of them. */
      body?: Bytes;
      simulated?: boolean;
    }
  | { failure: { kind: FailureKind; sent?: Sent; simulated?: boolean } };

/** By name, such as `fssp.token`; or a function that finds one. */
export type Secrets =
  | Record<string, string | undefined>
  | ((name: string) => string | undefined | Promise<string | undefined>);

export interface HostOptions {
  /** `fetch` where nothing is said. */
  transport?: Transport;
  secrets?: Secrets;
  /** Puts new secrets away, durably and at once. Without it no request is sent that brings some. */
  store?: (secrets: Record<string, string>) => void | Promise<void>;
  signal?: AbortSignal;
  sleep?: (ms: number, signal?: AbortSignal) => Promise<void>;
  now?: () => Date | number | string;
  /**
   * In milliseconds, 60,000 where nothing is said: longer waits are handed out with their state, as
   * `input_needed` always is.
   */
  maxWait?: number;
  /** Where requests may go beside the listed origins. */
  allowed?: Allowed;
  /** The key under which flows are named, 16 bytes or more. */
  keySalt?: string;
  /** In hexadecimal; that of `crypto.subtle` where nothing is said. */
  sha256?: (bytes: Uint8Array) => Promise<string>;
  core?: Core;
}

/**
 * Each step but those with new secrets. A request with an effect leaves only when what this returns
 * is kept: store the step, and after a crash go on from its state with
 * `{failure: {kind: 'interrupted', sent: 'maybe'}}`. `index` is the job's place, `name` the call's
 * among those of a check.
 */
export type OnStep<S> = (step: S, index: number, name: string) => unknown;

export interface RunOptions extends HostOptions {
  onStep?: OnStep<Step>;
}

export interface TextRunOptions extends HostOptions {
  onStep?: OnStep<string>;
  /** The bytes of files that the job describes. */
  files?: Record<string, Uint8Array>;
}

/** What many flows share. */
export interface PacedOptions extends HostOptions {
  /** Requests at a time: in all, or by provider beside a `default`. */
  concurrency?: number | { default?: number; [provider: string]: number | undefined };
  /** `off`, or by provider or operation: `100/h`, `5000/d`, `off`. The catalogue's where nothing is said. */
  limits?: 'off' | Record<string, string>;
  /** The most that may be spent, such as `500RUB`. */
  budget?: string | string[];
  /** What an operation costs, such as `0.75RUB`, where the catalogue does not know or errs. */
  prices?: Record<string, string>;
  /** Go on after a failure that speaks for all that follows. */
  keepGoing?: boolean;
}

export interface BatchOptions<S = Step> extends PacedOptions {
  onStep?: OnStep<S>;
  /** Results in the order of the jobs: true where nothing is said. */
  ordered?: boolean;
}

export interface CheckOptions<S = Step> extends PacedOptions {
  onStep?: OnStep<S>;
  /** Whom to ask, each with stand-ins. */
  sources?: Source[];
  /** What an operation needs beside the person. */
  settings?: Record<string, Record<string, unknown>>;
  /** Those of every call. */
  options?: Options;
}

export type { Allowed, Filled, Money };
