// The people of sandbox/PEOPLE.md as inputs.

const HOLDS = { records: 'records', nothing: 'nothing', '(silent)': 'silent' };

/** By operation: `[{input, holds, what}]`. */
export function people(markdown) {
  const found = {};
  for (const section of markdown.split(/^### /m).slice(1)) {
    const [, operation] = /^`(.+)`/.exec(section);
    const [head, , ...rows] = section
      .split('\n')
      .filter((line) => line.startsWith('|'))
      .map((line) => line.slice(2, -2).split(' | '));
    const members = head[0].split(' ');
    found[operation] = rows.map(([key, holds, what]) => ({
      input: input(operation, members, key),
      holds: HOLDS[holds],
      what,
    }));
  }
  return found;
}

/** A row's key: the members in their order. Only the first may have blanks. */
function input(operation, members, key) {
  if (members[0] === 'secret') {
    return { secret: { [members[1]]: key } };
  }
  const words = key.split(' ');
  const tail = words.splice(words.length - members.length + 1);
  const values = [words.join(' '), ...tail];
  return Object.fromEntries(members.map((member, at) => [member, value(member, values[at])]));
}

const value = (member, text) => (member === 'region' ? Number(text) : text);
