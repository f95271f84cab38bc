// Any answer: objects as lists of terms, lists of objects as tables.

import { h } from '../dom.js';
import { date, label, language, moment, money, t, value as word } from '../locale.js';
import { folded, json } from './json.js';
import { table } from './table.js';

const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
const isAbsent = (value) =>
  value === null || value === undefined || (Array.isArray(value) && value.length === 0);

/** `name`: the member that it is, `within` what that is in. */
export function data(value, name = '', within = [], depth = 0) {
  if (isAbsent(value)) {
    return h('span.soft', value ? t('result.nothing') : t('table.empty'));
  }
  if (Array.isArray(value)) {
    return value.every(isObject)
      ? objects(value, name, within, depth)
      : h(
          'ul.plain',
          value.map((one) => h('li', data(one, name, within, depth + 1))),
        );
  }
  return isObject(value) ? object(value, name, within, depth) : scalar(value, name, within);
}

const PATTERN = {
  date: /^\d{4}-\d\d-\d\d$/,
  moment: /^\d{4}-\d\d-\d\dT.*Z$/,
  amount: /^-?\d+\.\d+$/,
};

function scalar(value, name, [currency]) {
  const text = String(value);
  if (PATTERN.date.test(text)) {
    return date(text);
  }
  if (PATTERN.moment.test(text)) {
    return moment(text);
  }
  if (PATTERN.amount.test(text)) {
    return money(text, currency?.currency);
  }
  return word(text, name);
}

/** Where a text comes in both languages, the reader's one. */
function members(value) {
  const other =
    language() === 'ru'
      ? (name) => value[`${name}_ru`] !== undefined
      : (name) => name.endsWith('_ru') && value[name.slice(0, -3)] !== undefined;
  return Object.keys(value).filter((name) => !other(name) && value[name] !== null);
}

function object(value, name, within, depth) {
  if (value.base64 !== undefined) {
    return file(value);
  }
  if (Object.keys(value).every((member) => member === 'code' || member === 'name')) {
    return [word(value.name ?? '', name), ' ', h('code', value.code)];
  }
  const scope = [{ currency: value.currency, name }, ...within];
  const known = members(value);
  if (known.length === 0) {
    return h('span.soft', t('table.empty'));
  }
  const rows = known.map((member) => {
    const held = value[member];
    const title = label(member, name, ...within.map((one) => one.name));
    if (member === 'raw') {
      return h(
        'div.over',
        h('dt.sr', title),
        h(
          'dd',
          folded(t('result.raw'), () => json(held, title)),
        ),
      );
    }
    const isOver = Array.isArray(held) && held.some(isObject);
    return h(
      isOver ? 'div.over' : 'div',
      h('dt', title),
      h('dd', data(held, member, scope, depth + 1)),
    );
  });
  return h('dl.terms', rows);
}

/** Nine columns and more are no table: each is shown by itself. */
const WIDEST = 8;

function objects(list, name, within, depth) {
  const names = [...new Set(list.flatMap(members))].filter((member) => member !== 'raw');
  if (names.length > WIDEST || depth > 1 || list.some((one) => one.base64 !== undefined)) {
    return h(
      'ol.cards',
      list.map((one) => h('li', object(one, name, within, depth))),
    );
  }
  const parents = [name, ...within.map((one) => one.name)];
  const columns = names.map((member) => [
    label(member, ...parents),
    (one) => [
      isAbsent(one[member])
        ? ''
        : data(one[member], member, [{ currency: one.currency, name }, ...within], depth + 1),
    ],
  ]);
  return table(
    label(name, ...within.map((one) => one.name)),
    columns,
    list,
    depth > 0 ? 'titled' : '',
  );
}

function file({ name, size, media_type: type = 'application/octet-stream', base64, ...rest }) {
  const save = () => {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    const url = URL.createObjectURL(new Blob([bytes], { type }));
    h('a', { href: url, download: name ?? 'file' }).click();
    URL.revokeObjectURL(url);
  };
  const facts = members(rest).map((member) =>
    h('div', h('dt', label(member)), h('dd', data(rest[member], member))),
  );
  return h(
    'div.file',
    h(
      'p',
      h('strong', name ?? ''),
      ' ',
      h(
        'span.soft',
        [type, size !== undefined && t('step.bytes', size)].filter(Boolean).join(', '),
      ),
      ' ',
      h('button.quiet', { type: 'button', onclick: save }, t('result.save')),
    ),
    facts.length > 0 && h('dl.terms', facts),
  );
}
