// Lists and maps: rows that can be added and removed.

import { fill, h } from '../dom.js';
import { t } from '../locale.js';
import { field } from './field.js';
import { group, title } from './frame.js';
import { shape } from './schema.js';

export function list(about, values = []) {
  const rows = rowsOf(about, (value, index) => {
    const items = shape(about.shape.items, about.shape.root);
    return field({ ...about, shape: items, index, required: false, bare: false }, value);
  });
  rows.begin(values.length === 0 && about.required ? [undefined] : values);
  return {
    ...rows,
    read() {
      const read = rows.fields.map((row) => row.read()).filter((value) => value !== undefined);
      return read.length > 0 || about.required ? read : undefined;
    },
    // What is empty was left out.
    at: (index) => rows.fields.filter((row) => row.read() !== undefined)[index],
  };
}

export function map(about, values = {}) {
  const rows = rowsOf(about, ([key, value], index) => {
    const shapes = shape(about.shape.values, about.shape.root);
    const name = field(
      { ...about, title: t('form.key'), shape: { kind: 'text' }, index, required: false },
      key,
    );
    const held = field(
      { ...about, title: t('form.value'), shape: shapes, index, required: false },
      value,
    );
    return {
      ...held,
      element: h('div.pair', name.element, held.element),
      focus: name.focus,
      read: () => [name.read(), held.read()],
      clear() {
        name.clear();
        held.clear();
      },
    };
  });
  const pairs = Object.entries(values);
  rows.begin(pairs.length === 0 && about.required ? [['', undefined]] : pairs);
  const read = () => rows.fields.map((row) => row.read()).filter(([key]) => key !== undefined);
  return {
    ...rows,
    read() {
      const pairs = read();
      return pairs.length > 0 || about.required
        ? Object.fromEntries(pairs.filter(([, value]) => value !== undefined))
        : undefined;
    },
    at: (key) => rows.fields.find((row) => row.read()[0] === key),
  };
}

/** Rows that can be added and removed. */
function rowsOf(about, make) {
  const fields = [];
  const body = h('div.rows');
  const changed = () => body.dispatchEvent(new Event('input', { bubbles: true }));
  const add = h(
    'button.quiet',
    {
      type: 'button',
      onclick: () => {
        push(about.shape.kind === 'map' ? ['', undefined] : undefined);
        fields.at(-1).focus();
        changed();
      },
    },
    t('form.add'),
  );
  const outer = group(about, [body, add], true);

  function push(value) {
    const row = make(value, fields.length);
    const remove = h(
      'button.quiet.remove',
      { type: 'button', 'aria-label': t('form.remove', title({ ...about, index: fields.length })) },
      '×',
    );
    remove.addEventListener('click', () => {
      fields.splice(fields.indexOf(row), 1);
      again();
      add.focus();
      changed();
    });
    fields.push(row);
    body.append(h('div.row', row.element, remove));
  }

  /** So that the rows are numbered without a gap. */
  function again() {
    const values = fields.map((row) => row.read());
    fields.length = 0;
    fill(body);
    values.forEach(push);
  }

  return {
    ...outer,
    fields,
    begin: (values) => values.forEach(push),
    clear() {
      outer.clear();
      fields.forEach((row) => row.clear());
    },
    focus: () => add.focus(),
  };
}
