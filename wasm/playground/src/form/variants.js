// One of several kinds of objects, or an object or a text.

import { fill, h } from '../dom.js';
import { hint, label, t } from '../locale.js';
import { field } from './field.js';
import { group, title } from './frame.js';
import { shape } from './schema.js';

export function variants(about, value) {
  const shapes = about.shape.variants.map((one) => shape(one, about.shape.root));
  const select = h(
    'select',
    { 'aria-label': `${title(about)}: ${t('form.variant')}` },
    shapes.map((one, index) => h('option', { value: index }, called(one))),
  );
  const place = h('div.variant');
  const outer = group({ ...about, shape: {} }, [select, place], true);
  let inner;
  const show = (index, given) => {
    const one = {
      ...about,
      shape: shapes[index],
      bare: shapes[index].kind === 'object',
      title: shapes[index].kind === 'object' ? undefined : t('form.value'),
    };
    inner = field(one, given);
    fill(place, inner.element);
  };
  const begin = Math.max(
    0,
    shapes.findIndex((one) => fits(one, value)),
  );
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
  hint(one.description) ||
  (one.required?.length ? one.required.map((name) => label(name)).join(', ') : t('form.text'));

const fits = (one, value) =>
  one.kind === 'object'
    ? typeof value === 'object' && one.required.every((name) => name in value)
    : typeof value === 'string';
