// Times of candidates that take turns, so that a machine whose speed drifts drifts for all of them.

/** The quantiles 0.25, 0.5 and 0.75. */
export function quartiles(numbers) {
  const list = numbers.toSorted((a, b) => a - b);
  return [0.25, 0.5, 0.75].map((part) => list[Math.round((list.length - 1) * part)]);
}

/** Milliseconds of the processor: the wall's say more of who else is at work. */
function now() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** @returns the milliseconds of each of so many runs */
function timed(work, count) {
  const begin = now();
  for (let run = 0; run < count; run += 1) work();
  return (now() - begin) / count;
}

/** Works for `ms` and longer, until the compilers are done. @returns how often it ran */
function warm(work, ms) {
  const begin = now();
  let runs = 0;
  for (; now() - begin < ms; runs += 1) work();
  return runs;
}

/**
 * Runs each candidate for about `batchMs` in each round, beginning with another one each time.
 *
 * @returns for each candidate the milliseconds of one run, one number a round
 */
export function series(candidates, { rounds, batchMs, warmMs }) {
  const names = Object.keys(candidates);
  const counts = names.map((name) => {
    const runs = warm(candidates[name], warmMs);
    const ms = timed(candidates[name], Math.ceil(runs / 4));
    return Math.max(1, Math.round(batchMs / ms));
  });
  const times = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (let turn = 0; turn < names.length; turn += 1) {
      const at = (round + turn) % names.length;
      // What the one before has left is not cleared away at the cost of this one.
      globalThis.gc?.({ type: 'minor' });
      times[names[at]].push(timed(candidates[names[at]], counts[at]));
    }
  }
  return times;
}

/** The quartiles of `a` in parts of `b`, round by round. */
export const ratios = (a, b) => quartiles(a.map((time, round) => time / b[round]));
