// The input as JSON, which can be edited and put into the form.

import { fresh, h } from '../dom.js';
import { t } from '../locale.js';
import { folded } from './json.js';

export const input = (view, build) =>
  folded(t('form.json'), () => {
    const id = fresh('input');
    const error = h('p.error', { id: `${id}-error`, role: 'alert' });
    const text = h('textarea.code', {
      id,
      rows: 10,
      spellcheck: 'false',
      'aria-label': t('form.json'),
      'aria-describedby': error.id,
      value: JSON.stringify(view.input, null, 2),
      oninput: (event) => event.stopPropagation(),
      onchange: (event) => event.stopPropagation(),
    });
    const apply = () => {
      try {
        view.input = JSON.parse(text.value);
      } catch {
        error.textContent = t('form.not_json');
        text.focus();
        return;
      }
      build();
    };
    return [text, error, h('button', { type: 'button', onclick: apply }, t('form.json_apply'))];
  });
