// Conversations, or the calls of the fault matrix, played to whatever answers calls: in Node.js and
// in a browser.

/** The state of a step, as it is written there: the last member of the object, before its brace. */
export function stateOf(step) {
  const at = step.lastIndexOf('"state":{');
  return at < 0 ? undefined : step.slice(at + 8, -1);
}

/**
 * How many turns there were, and how many of them were answered otherwise than byte for byte.
 * `conversations`: names, each with its calls and their steps.
 */
export function play(core, conversations) {
  const decoder = new TextDecoder();
  let turns = 0;
  let wrong = 0;
  for (const [name, conversation] of conversations) {
    let state;
    for (const [turn, expected] of conversation) {
      const call =
        state === undefined ? turn : turn.replace('"state":"$"', () => `"state":${state}`);
      const step = core.dispatch(call);
      turns += 1;
      if (step !== expected || decoder.decode(core.dispatchBytes(call)) !== expected) {
        wrong += 1;
        console.error(`${name}: expected\n  ${expected}\nbut found\n  ${step}`);
      }
      state = stateOf(step);
    }
  }
  return { turns, wrong };
}
