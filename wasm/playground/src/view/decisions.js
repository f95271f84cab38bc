// What a person does about a flow that does not go on by itself.

import { h } from '../dom.js';
import { label, t, value } from '../locale.js';

export function needs({ needs: members }, { proceed, toField }) {
  const buttons = members.map((name) =>
    h(
      'button',
      { type: 'button', onclick: () => toField(name) },
      t('result.to_field', label(name)),
    ),
  );
  return h(
    'p.buttons',
    buttons,
    h('button.primary', { type: 'button', onclick: proceed }, t('result.continue')),
  );
}

export function decisions({ error, state }, { choose, takeUp }) {
  if (!state) {
    return undefined;
  }
  const { options, how } = error.next;
  if (!options) {
    return h(
      'div.decisions',
      h('p', t('result.take_up_line')),
      h('p.buttons', h('button', { type: 'button', onclick: takeUp }, t('result.take_up'))),
    );
  }
  const button = (choice) =>
    h(
      'button',
      { type: 'button', onclick: () => choose(choice) },
      [value(choice.option, 'option'), choice.application_id].filter(Boolean).join(' '),
    );
  return h(
    'fieldset.decisions',
    h('legend', t('result.reconcile')),
    h('p', value(how, 'how')),
    h('p.buttons', options.map(button)),
  );
}
