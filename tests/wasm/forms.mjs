// The ways in which a text could be written somewhere it should not be: for every test in JavaScript
// that looks for what it has planted.

/** So many characters in a row count as found. */
const WINDOW = 8;

/**
 * As it is, as in JSON, in an address and in a form, in base64 of both alphabets, as bytes, in JSON's
 * escapes, backwards, and in UTF-16.
 */
export function forms(text) {
  const bytes = Buffer.from(text);
  const hex = bytes.toString('hex');
  const units = Array.from({ length: text.length }, (_, at) => text.charCodeAt(at));
  const written = [
    text,
    JSON.stringify(text).slice(1, -1),
    encodeURIComponent(text),
    new URLSearchParams([['', text]]).toString().slice(1),
    hex.replace(/../g, '%$&'),
    hex.replace(/../g, '%$&').toUpperCase(),
    hex,
    hex.replace(/..(?=.)/g, '$& '),
    [...bytes].join(', '),
    [...bytes].join(','),
    units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join(''),
    [...text].reverse().join(''),
    ...[0, 1, 2].flatMap((before) => within(bytes, before)),
  ];
  return [...new Set(written)]
    .map((form) => Buffer.from(form))
    .concat(Buffer.from(text, 'utf16le'));
}

/** The letters of base64 that are the text's own, after so many bytes of something else. */
function within(bytes, before) {
  const padded = Buffer.concat([Buffer.alloc(before), bytes]);
  return ['base64', 'base64url'].map((alphabet) =>
    padded
      .toString(alphabet)
      .replace(/=*$/, '')
      .slice(Math.ceil((before * 4) / 3), padded.length % 3 === 0 ? undefined : -1),
  );
}

/** Which of the planted texts, by their names, are in what was written, a part of them even. */
export function found(planted, written) {
  const haystack = Buffer.from(written);
  return Object.entries(planted).flatMap(([name, text]) => {
    const pieces = Array.from({ length: Math.max(1, text.length - WINDOW + 1) }, (_, at) =>
      text.slice(at, at + WINDOW),
    );
    const form = pieces.flatMap(forms).find((form) => haystack.includes(form));
    return form === undefined ? [] : [`${name}: ${form}`];
  });
}
