// One of a few: radio buttons in a row.

import { fresh, h } from '../dom.js';

/** `choices`: `[value, text, attributes?]`. */
export function segments(name, title, choices, chosen, pick) {
  const group = fresh(name);
  return h(
    'fieldset.segments',
    h('legend.sr', title),
    choices.map(([value, text, attributes]) => {
      const id = fresh(group);
      const radio = h('input', {
        type: 'radio',
        id,
        name,
        value,
        checked: value === chosen,
        onchange: () => pick(value),
      });
      return [radio, h('label', { for: id, ...attributes }, text)];
    }),
  );
}

/** The same, of parts of which one is shown. `parts`: `[name, text, () => element]`. */
export function switched(title, parts, chosen, remember) {
  const place = h('div.switched');
  const show = (name) => {
    const [, , make] = parts.find(([own]) => own === name) ?? parts[0];
    place.replaceChildren(make());
    remember?.(name);
  };
  const isKnown = parts.some(([name]) => name === chosen);
  const first = isKnown ? chosen : parts[0][0];
  const group = fresh('switch');
  const row = segments(
    group,
    title,
    parts.map(([name, text]) => [name, text]),
    first,
    show,
  );
  show(first);
  return [row, place];
}
