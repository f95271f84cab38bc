// Whom the sandbox knows: chosen from a list, put into the form.

import { fresh, h } from '../dom.js';
import { SAMPLES } from '../documents.js';
import { example, EXAMPLES } from '../examples.js';
import { described } from '../form/file.js';
import { language, say, t } from '../locale.js';

export function examples(app, operation, view, take) {
  const chosen = EXAMPLES[operation];
  const known = app.people[operation] ?? [];
  if (chosen.length + known.length < 2) {
    return [];
  }
  const all = [...chosen, ...known.map((person) => example(operation, person))];
  const option = (given, text, extra) =>
    h(
      'option',
      { value: all.indexOf(given), selected: view.example === all.indexOf(given), ...extra },
      text,
    );
  const own = chosen.map((given) =>
    option(given, [who(given.input), say(given.says)].filter(Boolean).join(' — ') || '—'),
  );
  const groups = ['records', 'nothing', 'silent'].map((holds) => {
    const rows = known.flatMap((person, index) =>
      person.holds === holds ? [[person, all[chosen.length + index]]] : [],
    );
    return (
      rows.length > 0 &&
      h(
        'optgroup',
        { label: t(`form.${holds}`) },
        rows.map(([person, given]) => option(given, named(person))),
      )
    );
  });
  const id = fresh('example');
  const select = h(
    'select',
    {
      id,
      onchange: (event) => {
        // The form asks the core about what somebody has written; this was not written.
        event.stopPropagation();
        view.example = Number(select.value);
        take(all[view.example]);
      },
    },
    h('optgroup', { label: t('form.chosen') }, own),
    groups,
  );
  return h('div.field.example', h('label', { for: id }, t('form.example')), select);
}

/** An example as a form takes it: its sample files beside it. */
export async function taken(operation, { input, files = [], secrets }) {
  const held = { input: structuredClone(input), files: {}, secrets };
  for (const member of files) {
    const { name, bytes } = SAMPLES[member];
    held.input[member] = await described(name, bytes(), member, held.files);
  }
  return held;
}

const named = ({ input, what }) => {
  const name = who(input.secret ?? input);
  return language() === 'en' ? `${name} — ${what.replaceAll('`', '')}` : name;
};

/** Who or what it is about, on one line. */
function who(input) {
  const texts = [];
  JSON.stringify(input, (key, value) => {
    if (['string', 'number'].includes(typeof value) && !BESIDE.includes(key)) {
      texts.push(value);
    }
    return value;
  });
  const text = texts.slice(0, 4).join(' ');
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

/** What tells nobody apart. */
const BESIDE = ['applicant_type', 'gender', 'portal', 'region', 'report_type', 'user_id'];
