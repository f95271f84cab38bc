// What was found, as Markdown.

const FORMS = { text: 'JSON text', bytes: 'UTF-8 bytes', object: 'object' };

/** The goals: of the raw door in parts of ajv's time, one number for each Node.js. */
const RATIOS = [
  { name: 'P1', form: 'text', goal: { 20: 0.5, 24: 0.6 }, stretch: { 20: 0.33, 24: 0.45 } },
  { name: 'P2', form: 'bytes', goal: { 20: 0.4, 24: 0.4 }, stretch: { 20: 0.25, 24: 0.33 } },
  { name: 'P3', form: 'object', goal: { 20: 0.9, 24: 1.5 }, stretch: { 20: 0.75, 24: 1.25 } },
];
const START_US = { goal: 4, stretch: 3 };
const STARTUP_MS = { goal: 12, stretch: 8 };
const GZIP = { goal: 160_000, stretch: 120_000 };

const HOW =
  "Medians of the processor's time, with the quartiles in brackets; the candidates took turns. Only the ratios travel.";

const SAME = [
  "Both sides hash the body with node:crypto. The peers' `output` and requests were compared with",
  "the core's before anything was timed. What the core does and the peers leave out: refusing",
  'invalid UTF-8, lone surrogates, duplicate members, more than 64 levels or 20,000 records;',
  'dropping members that are not documented; keeping the digits of numbers; telling pages, refusals',
  'and other bodies from answers; holding input and state together; `quirks` and `charged` in',
  "`meta`; wiping the module's memory.",
].join(' ');

const number = (value) => value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0);
const spread = ([low, median, high]) => `${number(median)} (${number(low)}–${number(high)})`;
const time = (ms) => (ms < 1 ? `${number(ms * 1000)} µs` : `${number(ms)} ms`);
const thousands = (bytes) => bytes.toLocaleString('en-US');
const major = (node) => Number(/^v(\d+)/.exec(node)[1]);
const row = (...cells) => `| ${cells.join(' | ')} |`;
const table = (head, rows) => [row(...head), row(...head.map(() => '---')), ...rows].join('\n');

function verdict(value, { goal, stretch }) {
  if (value <= stretch) return 'met, stretch too';
  return value <= goal ? 'met' : `missed, ${number(value / goal)} × the goal`;
}

/** The goal for a Node.js: that of 24 from there on. */
const at = (node, { goal, stretch }) => {
  const key = major(node) < 24 ? 20 : 24;
  return { goal: goal[key], stretch: stretch[key] };
};

const cyrillic = (found, size, form) =>
  found.reading.find((series) => !series.ascii && series.size === size && series.form === form);

function goals(found, sizes) {
  const cells = (of) => found.map(of);
  const one = (value, goal) => `${number(value)}: ${verdict(value, goal)}`;
  const rows = RATIOS.flatMap((goal) =>
    ['30 KB', '1 MB'].map((size) => {
      const limits = [20, 24].map((key) => `${goal.goal[key]} (${goal.stretch[key]})`);
      const measured = cells((of) => {
        const [, median] = cyrillic(of, size, goal.form).ratio.ajv;
        return one(median, at(of.node, goal));
      });
      const work = `bytes → ${FORMS[goal.form]}, ${size}, of ajv's time`;
      return row(goal.name, work, limits.join(' / '), ...measured);
    }),
  );
  const limit = ({ goal, stretch }, unit) => `${thousands(goal)} (${thousands(stretch)}) ${unit}`;
  const start = cells((of) => one(of.request.ms.spravka[1] * 1000, START_US));
  rows.push(row('P4', '`start`, text → text', limit(START_US, 'µs'), ...start));
  for (const kind of ['import', 'require']) {
    const ms = cells((of) => one(of.startup[`spravka, ${kind}`][1], STARTUP_MS));
    rows.push(row('P5', `${kind} to the first answer`, limit(STARTUP_MS, 'ms'), ...ms));
  }
  const raw = sizes.find(({ name }) => name === 'raw.wasm');
  const size = `${thousands(raw.gzip)}: ${verdict(raw.gzip, GZIP)}`;
  rows.push(row('P6', 'raw.wasm, gzip -9', limit(GZIP, 'bytes'), ...found.map(() => size)));
  return table(['', 'work', 'goal (stretch), Node.js 20 / 24', ...cells((of) => of.node)], rows);
}

function reading(found) {
  const head = ['answer', 'to', ...found.flatMap(({ node }) => [node, 'of ajv', 'of zod'])];
  const rows = found[0].reading.map(({ ascii, size, form, records, bytes }, index) => {
    const cells = found.flatMap((of) => {
      const { ms, ratio } = of.reading[index];
      return [time(ms.spravka[1]), spread(ratio.ajv), spread(ratio.zod)];
    });
    const what = `${ascii ? 'ASCII' : 'Cyrillic'}, ${size}`;
    const sent = `${what} (${thousands(bytes)} bytes, ${records} records)`;
    return row(form === 'text' ? sent : what, FORMS[form], ...cells);
  });
  return table(head, rows);
}

function floors(found) {
  const head = [
    'a Cyrillic answer',
    'floor',
    ...found.flatMap(({ node }) => [node, 'spravka, of it']),
  ];
  const rows = found[0].floor.flatMap(({ size, ratio }, index) =>
    Object.keys(ratio).map((name) => {
      const cells = found.flatMap(({ floor }) => [
        time(floor[index].ms[name][1]),
        spread(floor[index].ratio[name]),
      ]);
      return row(size, name, ...cells);
    }),
  );
  return table(head, rows);
}

function request(found) {
  const names = Object.keys(found[0].request.ms);
  const head = ['', ...found.flatMap(({ node }) => [node, 'spravka, of it'])];
  const rows = names.map((name) => {
    const cells = found.flatMap(({ request: { ms, ratio } }) => [
      time(ms[name][1]),
      ratio[name] ? spread(ratio[name]) : '1',
    ]);
    return row(name, ...cells);
  });
  return table(head, rows);
}

function startup(found) {
  const names = Object.keys(found[0].startup);
  const ms = (name) => found.map((of) => `${spread(of.startup[name])} ms`);
  const rows = names.map((name) => row(name, ...ms(name)));
  return table(['import to the first answer', ...found.map(({ node }) => node)], rows);
}

const sizeTable = (sizes) =>
  table(
    ['', 'bytes', 'compressed (gzip -9)'],
    sizes.map(({ name, raw, gzip }) => row(name, thousands(raw), thousands(gzip))),
  );

export function report({ quick, machine, found, sizes }) {
  const smoke = quick ? ['**A smoke run: the figures mean nothing.**'] : [];
  return [
    ...smoke,
    `${HOW} ${machine}.`,
    SAME,
    '### Goals',
    goals(found, sizes),
    '### An answer of KZ Info, from bytes',
    reading(found),
    '### Floors, beside bytes to UTF-8 bytes',
    floors(found),
    '### A request, text to text',
    request(found),
    '### Start-up, each in a fresh process, by the clock on the wall',
    startup(found),
    '### Size',
    sizeTable(sizes),
  ].join('\n\n');
}
