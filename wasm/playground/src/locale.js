// The page's language: what it is, and every text in it.

import { HINTS } from './words/hints.js';
import { INPUT_LABELS, ITEM_LABELS, OUTPUT_LABELS } from './words/labels.js';
import { UI } from './words/ui.js';
import { VALUES } from './words/values.js';

export const LANGUAGES = ['ru', 'en'];

let at = 0;

export const language = () => LANGUAGES[at];

export function speak(name) {
  at = Math.max(0, LANGUAGES.indexOf(name));
  document.documentElement.lang = language();
}

/** One of `[Russian, English]`. */
export const say = (pair) => pair?.[at];

/** A text of the page, with `{0}`, `{1}` … filled. */
export function t(key, ...given) {
  const pair = UI[key];
  if (!pair) {
    throw new Error(`no text is called ${key}`);
  }
  return pair[at].replace(/\{(\d)\}/g, (_, index) => given[index]);
}

/** A text that the core gives in both languages: `title` and `title_ru`. */
export const of = (object, name) =>
  at === 0 ? (object[`${name}_ru`] ?? object[name]) : object[name];

/** The core's messages begin with a small letter. */
export const sentence = (text) => text && text[0].toLocaleUpperCase() + text.slice(1);

const LABELS = { ...OUTPUT_LABELS, ...INPUT_LABELS };

/** What a member is called; `within` are the names of what it is in, the nearest first. */
export function label(member, ...within) {
  const found = within.map((parent) => LABELS[`${parent}/${member}`]).find(Boolean);
  return say(found ?? LABELS[member]) ?? member;
}

/** One of a list, such as `Телефон` of `phones`. */
export const itemLabel = (member) => say(ITEM_LABELS[member]);

/** The place of a member in a form. */
const ORDER = new Map(Object.keys(INPUT_LABELS).map((name, index) => [name, index]));
export const order = (member) => ORDER.get(member) ?? ORDER.size;

/** A description of a schema; nothing where the label says it already. */
export function hint(description) {
  const text = description?.replace(/\s+/g, ' ');
  const [russian, english = text] = [HINTS[text]].flat();
  return russian && (at === 0 ? russian : english);
}

/** A word of an answer, such as `open` of `status`. */
export const value = (word, member) => say(VALUES[`${member}/${word}`] ?? VALUES[word]) ?? word;

/** `21 производство`, `3 производства`; `1 proceeding`, `2 proceedings`. */
export function counted(count, [russian, english]) {
  const forms = at === 0 ? russian : english;
  const form = new Intl.PluralRules(language()).select(count);
  return `${number(count)}\u00a0${forms[form] ?? forms.other}`;
}

export const number = (value) => value.toLocaleString(language());

const SIGNS = { RUB: '₽', KZT: '₸', USD: '$', EUR: '€', CNY: '¥' };

/** A decimal string, exactly: `317 776,39 ₽`, `144 167 ₸`. */
export function money(amount, currency) {
  const [, sign, whole, digits = ''] = /^(-?)0*(\d+)(?:\.(\d+))?$/.exec(amount) ?? [];
  if (whole === undefined) {
    return currency ? `${amount}\u00a0${currency}` : String(amount);
  }
  const fraction = digits.replace(/0+$/, '');
  const grouped = (sign && '−') + whole.replace(/\B(?=(\d{3})+$)/g, at === 0 ? '\u00a0' : ',');
  const isWhole = fraction === '' && currency !== 'RUB';
  const text = isWhole ? grouped : `${grouped}${at === 0 ? ',' : '.'}${fraction.padEnd(2, '0')}`;
  return currency ? `${text}\u00a0${SIGNS[currency] ?? currency}` : text;
}

/** A civil date. */
export function date(text) {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? [];
  return at === 0 && year ? `${day}.${month}.${year}` : text;
}

/** A moment, in UTC. */
export function moment(when) {
  const text = new Date(when).toISOString();
  return `${date(text.slice(0, 10))} ${text.slice(11, 19)} UTC`;
}

/** How long something takes. */
export function duration(ms) {
  const units = [
    ['d', 86_400_000],
    ['h', 3_600_000],
    ['min', 60_000],
    ['s', 1000],
  ];
  const parts = [];
  let left = Math.round(ms / 100) * 100;
  for (const [unit, size] of units) {
    const count = Math.floor(left / size);
    if (count > 0) {
      parts.push(`${count}\u00a0${t(`unit.${unit}`)}`);
      left -= count * size;
    }
  }
  if (left > 0 && parts.length === 0) {
    return `${left}\u00a0${t('unit.ms')}`;
  }
  return parts.slice(0, 2).join(' ') || `0\u00a0${t('unit.s')}`;
}
