// Conversations, the calls of the fault matrix and hostile documents, played to whatever answers calls: in Node.js and in a browser.

// The state of a step, as it is written there: the last member of the object, before its brace.
const stateOf = (step) => {
  const at = step.lastIndexOf('"state":{');
  return at < 0 ? undefined : step.slice(at + 8, -1);
};

/** `conversations`: names, each with its calls and the steps that are expected, byte for byte. */
export function play(dispatch, conversations, complain = console.error) {
  let turns = 0;
  let wrong = 0;
  for (const [name, conversation] of conversations) {
    let state;
    for (const [call, expected] of conversation) {
      const step = dispatch(
        state === undefined ? call : call.replace('"state":"$"', () => `"state":${state}`),
      );
      turns += 1;
      if (step !== expected) {
        wrong += 1;
        complain(`${name}: expected\n  ${expected}\nbut found\n  ${step}`);
      }
      state = stateOf(step);
    }
  }
  return { turns, wrong };
}
