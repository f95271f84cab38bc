// Plays a flow before the reader's eyes: one step, or all of them, a short while apart.

import { announce } from './live.js';

const APART = 120;
/** Many steps go by faster. */
const ALTOGETHER = 1500;

/**
 * `begin()` makes a flow or nothing, `flow()` is the one there is, `show()` draws it and gives the
 * answer's heading, `tell()` says where it stands.
 */
export function playing({ begin, flow, show, tell }) {
  let run = 0;

  async function onward(mine) {
    const began = performance.now();
    while (mine === run && !flow().isOver) {
      flow().advance();
      drawn();
      if (!flow().isOver && performance.now() - began < ALTOGETHER) {
        await pause();
      }
    }
  }

  function drawn() {
    announce(show()?.textContent ?? tell());
  }

  return {
    show,
    async whole() {
      const mine = (run += 1);
      if (begin()) {
        drawn();
        await pause();
        await onward(mine);
        show()?.focus();
      }
    },
    one() {
      run += 1;
      const current = flow();
      if (!current || current.isOver) {
        begin() && drawn();
      } else {
        current.advance();
        drawn();
      }
    },
    /** Goes on after somebody has decided. */
    async go(decide) {
      const mine = (run += 1);
      decide();
      drawn();
      await onward(mine);
      show()?.focus();
    },
  };
}

const pause = () =>
  matchMedia('(prefers-reduced-motion: reduce)').matches
    ? Promise.resolve()
    : new Promise((resolve) => setTimeout(resolve, APART));
