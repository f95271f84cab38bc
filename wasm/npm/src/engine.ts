/** What the module exports for whole flows: the loop, its pacing and its money, in Rust. */
import type { Files } from './raw.js';

export interface Engine {
  /** The last step; none where an abort came first. */
  run(job: string, files: Files | undefined, options: object): Promise<string | undefined>;
  /** The last step of `debtor.report`, or what failed. */
  check(person: string, options: object): Promise<string | undefined>;
  Batch: new (
    jobs: { next(): Promise<IteratorResult<Queued, undefined>> },
    options: object,
  ) => EngineBatch;
}

export interface EngineBatch {
  /** The next result; nothing after the last. */
  next(): Promise<string | undefined>;
}

/** A job of many. */
export interface Queued {
  job: string;
  files?: Files | undefined;
}
