/** Jobs from whoever has them to the loop, one at a time. */
import type { Queued } from './engine.js';
import { taken, type Digest } from './files.js';

export interface Queue {
  /** Whether the jobs are texts. */
  readonly hasTexts: boolean;
  next(): Promise<IteratorResult<Queued, undefined>>;
  /** Ends it at once, whatever is being waited for. */
  stop(): void;
}

type Jobs = Iterable<object | string> | AsyncIterable<object | string>;

const OVER = { done: true, value: undefined } as const;

export function queueOf(jobs: Jobs, digest: Digest): Queue {
  const iterator =
    Symbol.asyncIterator in jobs ? jobs[Symbol.asyncIterator]() : jobs[Symbol.iterator]();
  let hasTexts = false;
  let isOver = false;
  let giveUp = (): void => {};

  async function pull(): Promise<IteratorResult<Queued, undefined>> {
    const { done, value: job } = await iterator.next();
    if (done || isOver) {
      return OVER;
    }
    hasTexts = typeof job === 'string';
    if (typeof job === 'string') {
      return { done: false, value: { job } };
    }
    // What is no job has its error in its place.
    const isJob = typeof job === 'object' && job !== null;
    return { done: false, value: isJob ? await taken(job, digest) : { job: 'null' } };
  }

  return {
    get hasTexts() {
      return hasTexts;
    },
    next: () =>
      new Promise((resolve, reject) => {
        giveUp = () => resolve(OVER);
        if (isOver) {
          giveUp();
        } else {
          pull().then(resolve, reject);
        }
      }),
    stop() {
      if (!isOver) {
        isOver = true;
        giveUp();
        // Nobody waits for an iterator that may never end.
        Promise.resolve(iterator.return?.()).catch(() => {});
      }
    },
  };
}
