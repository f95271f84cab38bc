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
  let isRunning = false;

  /** To the end, unless something else was begun meanwhile. */
  async function onward() {
    const mine = (run += 1);
    const began = performance.now();
    isRunning = true;
    while (mine === run && !flow().isOver) {
      await pause(performance.now() - began);
      if (mine === run) {
        flow().advance();
        drawn();
      }
    }
    if (mine === run) {
      isRunning = false;
      show()?.focus();
    }
  }

  function drawn() {
    announce(show()?.textContent ?? tell());
  }

  /** Says whether anything was going on. */
  function stop() {
    const was = isRunning;
    run += 1;
    isRunning = false;
    return was;
  }

  return {
    show,
    stop,
    onward,
    whole() {
      stop();
      if (begin()) {
        drawn();
        onward();
      }
    },
    one() {
      stop();
      const current = flow();
      if (!current || current.isOver) {
        begin() && drawn();
      } else {
        current.advance();
        drawn();
      }
    },
    /** Goes on after somebody has decided. */
    go(decide) {
      decide();
      drawn();
      onward();
    },
  };
}

function pause(since) {
  const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  return new Promise((resolve) => setTimeout(resolve, isCalm || since > ALTOGETHER ? 0 : APART));
}
