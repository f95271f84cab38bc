// A request as the command that `spravka curl` prints, byte for byte.

/** `percent` encodes every byte for a URL or a form; `quote` escapes for a quoted string. */
const FUNCTIONS = String.raw`percent() { printf %s "$1" | od -An -v -tx1 | tr -s ' \n' '%%' | sed 's/%$//'; }
quote() { printf %s "$1" | sed 's/[\\"]/\\&/g'; }
`;

const decoder = new TextDecoder();

/** The request with words in place of its secrets, and these words: `{filled, headers, body, secrets}`. */
export function standIns(engine, request, files) {
  const slots = (request.slots ?? []).filter(({ secret }) => secret);
  const named = (word) =>
    Object.fromEntries(slots.map(({ secret }, index) => [secret, word(index)]));
  const bare = engine.fill(
    request,
    named(() => 'x'),
    files,
  );
  // No word of the request's own may pass for one of these.
  const texts = [
    bare.url,
    bare.body ? decoder.decode(bare.body) : '',
    ...Object.values(bare.headers),
  ];
  let salt = 0;
  while (texts.some((text) => text.includes(`SECRETx${salt}x`))) {
    salt += 1;
  }
  const word = (index) => `SECRETx${salt}x${index}x`;
  const filled = engine.fill(request, named(word), files);
  // Those of the request stand first, as they were filled.
  const headers = Object.keys({ ...request.headers, ...filled.headers }).map((name) => [
    name,
    filled.headers[name],
  ]);
  const secrets = slots.map(({ secret, in: place }, index) => ({
    name: secret,
    place,
    variable: variable(secret),
    word: word(index),
  }));
  return { filled, headers, body: filled.body && decoder.decode(filled.body), secrets };
}

/** Nothing where the body has control characters: shells drop some of them, and terminals obey others. */
export function curl({ filled, headers, body, secrets }) {
  if (body && /[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/.test(body)) {
    return undefined;
  }
  const options = [
    ['request', filled.method],
    ['url', filled.url],
  ];
  options.push(...headers.map(([name, value]) => ['header', `${name}: ${value}`]));
  if (body !== undefined) {
    options.push(['data-raw', body]);
  }
  options.push(['max-time', String(Math.ceil(filled.timeout_ms / 1000))]);
  let config = options
    .map(([name, value]) => `${name} = "${withSecrets(value, secrets)}"\n`)
    .join('');
  const variables = secrets.map((secret) => secret.variable);
  if (filled.tls_identity) {
    const certificate = variable(filled.tls_identity);
    config += `cert = "$(quote "$${certificate}")"\n`;
    variables.push(certificate);
  }
  const needed = variables.map((name) => ` "\${${name}:?}"`).join('');
  return `(\n${FUNCTIONS}:${needed} &&\ncurl -q --globoff --silent --show-error --config - <<END_OF_CONFIG\n${config}END_OF_CONFIG\n)\n`;
}

/** A secret as a variable of a shell. */
export const variable = (secret) => `SPRAVKA_${secret.replaceAll('.', '_').toUpperCase()}`;

function withSecrets(value, secrets) {
  const text = forHereDocument(forConfig(value));
  return secrets.reduce(
    (whole, { word, place, variable: name }) => whole.replaceAll(word, () => READ[place](name)),
    text,
  );
}

const percent = (name) => `$(percent "$${name}")`;
const READ = {
  query: percent,
  path: percent,
  form_body: percent,
  header: (name) => `$(quote "$${name}")`,
  // Once for JSON, once for the configuration.
  json_body: (name) => `$(quote "$(quote "$${name}")")`,
};

const forConfig = (text) =>
  text
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t');

/** The shell expands its variables. */
const forHereDocument = (text) => text.replace(/[\\$`]/g, '\\$&');
