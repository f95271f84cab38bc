// Hostile JSON as the body of every answer, in Node.js and in a browser: the verdicts are those of
// tests/json_test_suite.rs.

const REFUSALS = ['fail unavailable html_page', 'fail unavailable source_shut'];
const encoder = new TextEncoder();

/**
 * What does not hold, and how much was read. `parsing` and `transform` are the documents of the
 * suite's folders, `pinned` the lines of tests/json_test_suite.txt.
 */
export function judge(core, readings, { parsing, transform }, pinned) {
  const faults = [];
  let runs = 0;
  for (const reading of readings) {
    for (const [name, file] of parsing) {
      for (const body of [file, ...reading.plants.map((plant) => planted(plant, file))]) {
        const found = verdict(core, reading, body);
        runs += 1;
        // An array's end planted into an array can make a right document of a wrong one.
        if (name.startsWith('n_') && !isJson(body)) {
          const refused = found.startsWith('fail bad_body') || REFUSALS.includes(found);
          if (!refused) faults.push(`${reading.name} takes ${name}: ${found}`);
        }
      }
    }
  }
  if (runs !== readings.length * 318 * 4) faults.push(`${runs} documents were read`);

  const differing = parsing.filter(([name]) => name.startsWith('i_'));
  const lines = [...differing, ...transform].flatMap(([name, body]) =>
    readings.map((reading) => {
      const unknown = verdict(core, reading, planted(reading.plants[0], body));
      return `${name} | ${reading.name} | ${verdict(core, reading, body)} | ${unknown}`;
    }),
  );
  lines.forEach((line, at) => {
    if (line !== pinned[at]) faults.push(`${pinned[at]}\nbut found\n${line}`);
  });
  if (lines.length !== pinned.length) faults.push(`${pinned.length} verdicts are pinned`);
  return { runs, verdicts: lines.length, faults };
}

function verdict(core, reading, body) {
  const { step, error, output } = JSON.parse(core.dispatch(reading.resume, body));
  if (error) {
    return `${step} ${error.class} ${error.code}`;
  }
  if (output) {
    const items = (output.items ?? []).map((item) => item.outcome);
    const outcomes = [output.outcome, ...items].filter((outcome) => outcome !== undefined);
    return `${step} ${outcomes.join(' ')}`;
  }
  return step;
}

function planted(plant, body) {
  const [before, after] = plant.split('@').map((part) => encoder.encode(part));
  const whole = new Uint8Array(before.length + body.length + after.length);
  whole.set(before);
  whole.set(body, before.length);
  whole.set(after, before.length + body.length);
  return whole;
}

function isJson(body) {
  try {
    JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body));
    return true;
  } catch {
    return false;
  }
}
