// Fields of one value.

import { h } from '../dom.js';
import { hint, t, value as word } from '../locale.js';
import { frame } from './frame.js';

export function text(about, value) {
  const { long, numeric, example } = about.shape;
  const attributes = {
    value: value ?? '',
    autocomplete: 'off',
    spellcheck: 'false',
    inputmode: numeric && 'numeric',
    placeholder: about.placeholder ?? example,
  };
  const control = long
    ? h('textarea', { rows: 4, ...attributes })
    : h('input', { type: 'text', ...attributes });
  return { ...frame(about, control), read: () => control.value || undefined };
}

/** What is no number stays text, so that the core says what is wrong. */
export function integer(about, value) {
  const control = h('input.short', {
    type: 'text',
    inputmode: 'numeric',
    autocomplete: 'off',
    value: value ?? '',
    placeholder: about.shape.default ?? about.placeholder,
  });
  const read = () => {
    const written = control.value.trim().replace(/^−/, '-');
    return written === '' ? undefined : /^-?\d{1,15}$/.test(written) ? Number(written) : written;
  };
  return { ...frame(about, control), read };
}

/** Left out where it says what is so anyhow. */
export function boolean(about, value) {
  const usual = about.shape.default;
  if (typeof usual !== 'boolean') {
    return choice(
      { ...about, shape: { ...about.shape, choices: [{ word: true }, { word: false }] } },
      value,
    );
  }
  const control = h('input', { type: 'checkbox', checked: value ?? usual });
  return {
    ...frame(about, control),
    read: () => (control.checked === usual ? undefined : control.checked),
  };
}

export function choice(about, value) {
  const { choices } = about.shape;
  const option = ({ word: name, description }, index) => {
    const explained = hint(description)?.replaceAll('`', '');
    const says = word(name, about.name);
    return h(
      'option',
      { value: index, selected: name === value },
      explained && explained !== says ? `${says} — ${explained}` : says,
    );
  };
  const usual = choices.find(({ word: name }) => name === about.shape.default);
  const none = h(
    'option',
    { value: '' },
    usual ? t('form.default', word(usual.word, about.name)) : t('form.unset'),
  );
  const control = h('select', none, choices.map(option));
  return { ...frame(about, control), read: () => choices[control.value]?.word };
}

/** A value of several types: JSON where it is JSON, else a text. */
export function any(about, value) {
  const shown =
    typeof value === 'string' && !isJson(value)
      ? value
      : value === undefined
        ? ''
        : JSON.stringify(value);
  const control = h('input', { type: 'text', autocomplete: 'off', value: shown });
  return {
    ...frame(about, control),
    read: () => (control.value === '' ? undefined : parsed(control.value)),
  };
}

/** A document. What is no JSON goes to the core as a text, which refuses it. */
export function json(about, value) {
  const shown = value === undefined ? '' : JSON.stringify(value, null, 2);
  const rows = Math.min(16, Math.max(3, shown.split('\n').length));
  const control = h('textarea.code', {
    rows,
    spellcheck: 'false',
    autocomplete: 'off',
    value: shown,
  });
  return {
    ...frame(about, control),
    read: () => (control.value.trim() === '' ? undefined : parsed(control.value)),
  };
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

const isJson = (text) => parsed(text) !== text;
