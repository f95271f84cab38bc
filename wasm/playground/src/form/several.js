// Fields of several values: objects, lists, maps, and one of several kinds.

import { fill, h } from '../dom.js';
import { hint, label, order, t } from '../locale.js';
import { field } from './field.js';
import { group, title } from './frame.js';
import { shape } from './schema.js';

/** Left out where it is empty and need not be there. */
export function object(about, value = {}) {
  const { properties, required, root, default: usual } = about.shape;
  const names = Object.keys(properties).sort((a, b) => order(a) - order(b));
  const within = [about.name, ...about.within].filter(Boolean);
  const made = names.map((name) => [name, shape(properties[name], root)]);
  const fields = made
    .filter(([, one]) => one.kind !== 'nothing')
    .map(([name, one]) => {
      const child = { name, within, shape: one, required: required.includes(name), placeholder: usual?.[name], beside: about.beside };
      return [name, field(child, value[name])];
    });
  const elements = fields.map(([, one]) => one.element);
  const isOpen = about.required || about.index !== undefined || Object.keys(value).length > 0;
  const outer = about.bare ? bare(elements) : group(about, elements, isOpen);
  return {
    ...outer,
    read() {
      const read = fields.map(([name, one]) => [name, one.read()]).filter(([, one]) => one !== undefined);
      const isLeftOut = read.length === 0 && !about.required && !about.bare && about.index === undefined;
      return isLeftOut ? undefined : Object.fromEntries(read);
    },
    at: (name) => fields.find(([own]) => own === name)?.[1],
    clear() {
      outer.clear();
      fields.forEach(([, one]) => one.clear());
    },
  };
}

/** Of the whole form, whose errors stand above it. */
function bare(elements) {
  const error = h('p.error', { tabindex: -1, hidden: true });
  return {
    element: h('div.members', error, elements),
    blame(message) {
      error.hidden = false;
      fill(error, message);
    },
    clear: () => (error.hidden = true),
    focus: () => error.focus(),
  };
}

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
    at: (index) => rows.fields[index],
  };
}

export function map(about, values = {}) {
  const rows = rowsOf(about, ([key, value], index) => {
    const shapes = shape(about.shape.values, about.shape.root);
    const name = field({ ...about, title: t('form.key'), shape: { kind: 'text' }, index, required: false }, key);
    const held = field({ ...about, title: t('form.value'), shape: shapes, index, required: false }, value);
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
      return pairs.length > 0 || about.required ? Object.fromEntries(pairs.filter(([, value]) => value !== undefined)) : undefined;
    },
    at: (key) => rows.fields.find((row) => row.read()[0] === key),
  };
}

/** Rows that can be added and removed. */
function rowsOf(about, make) {
  const fields = [];
  const body = h('div.rows');
  const changed = () => body.dispatchEvent(new Event('input', { bubbles: true }));
  const add = h('button.quiet', { type: 'button', onclick: () => {
    push(about.shape.kind === 'map' ? ['', undefined] : undefined);
    fields.at(-1).focus();
    changed();
  } }, t('form.add'));
  const outer = group(about, [body, add], true);

  function push(value) {
    const row = make(value, fields.length);
    const remove = h('button.quiet.remove', { type: 'button', 'aria-label': t('form.remove', title({ ...about, index: fields.length })) }, '×');
    const element = h('div.row', row.element, remove);
    remove.addEventListener('click', () => {
      fields.splice(fields.indexOf(row), 1);
      element.remove();
      add.focus();
      changed();
    });
    fields.push(row);
    body.append(element);
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

/** One of several kinds of objects, or an object or a text. */
export function variants(about, value) {
  const shapes = about.shape.variants.map((one) => shape(one, about.shape.root));
  const select = h('select', { 'aria-label': `${title(about)}: ${t('form.variant')}` }, shapes.map((one, index) => h('option', { value: index }, called(one))));
  const place = h('div.variant');
  const outer = group({ ...about, shape: {} }, [select, place], true);
  let inner;
  const show = (index, given) => {
    const one = { ...about, shape: shapes[index], bare: shapes[index].kind === 'object', title: shapes[index].kind === 'object' ? undefined : t('form.value') };
    inner = field(one, given);
    fill(place, inner.element);
  };
  const begin = Math.max(0, shapes.findIndex((one) => fits(one, value)));
  select.value = String(begin);
  show(begin, value);
  select.addEventListener('change', () => show(select.value, undefined));
  return {
    ...outer,
    read: () => inner.read(),
    at: (name) => inner.at?.(name),
    blame: (message) => (inner.at ? outer.blame(message) : inner.blame(message)),
    focus: () => inner.focus(),
    clear() {
      outer.clear();
      inner.clear();
    },
  };
}

const called = (one) =>
  hint(one.description) || (one.required?.length ? one.required.map((name) => label(name)).join(', ') : t('form.text'));

const fits = (one, value) =>
  one.kind === 'object'
    ? typeof value === 'object' && one.required.every((name) => name in value)
    : typeof value === 'string';
