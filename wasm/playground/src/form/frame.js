// What every field has: a label, a hint, a place for an error. The label says whether it is required.

import { fill, fresh, h } from '../dom.js';
import { hint, itemLabel, label, t } from '../locale.js';
import { marked } from './marked.js';

/** `about`: `{name, within, required, shape, index}`; how a field is called. */
export function title({ name, within, index, title: given }) {
  const text =
    given ?? (index === undefined ? undefined : itemLabel(name)) ?? label(name, ...within);
  return index === undefined ? text : `${text} ${index + 1}`;
}

/** A labelled control with `blame` and `clear`. */
export function frame(about, control) {
  const id = (control.id ||= fresh(about.name));
  const error = h('p.error', { id: `${id}-error`, hidden: true });
  const text = about.index === undefined && hint(about.shape.description);
  const described = text ? h('p.hint', { id: `${id}-hint` }, marked(text)) : undefined;
  const describedBy = () => [!error.hidden && error.id, described?.id].filter(Boolean).join(' ');
  if (about.required) {
    control.setAttribute('aria-required', 'true');
  }
  const describe = () => {
    const ids = describedBy();
    if (ids) {
      control.setAttribute('aria-describedby', ids);
    } else {
      control.removeAttribute('aria-describedby');
    }
  };
  describe();
  const isCheckbox = control.type === 'checkbox';
  const name = h('label', { for: id }, title(about), required(about));
  return {
    element: h(
      'div.field',
      { 'data-member': about.name, class: isCheckbox && 'field check' },
      isCheckbox ? [control, name] : [name, control],
      described,
      error,
    ),
    blame(message) {
      control.setAttribute('aria-invalid', 'true');
      error.hidden = false;
      fill(error, message);
      describe();
    },
    clear() {
      control.removeAttribute('aria-invalid');
      error.hidden = true;
      describe();
    },
    focus: () => control.focus(),
  };
}

export const required = (about) => about.required && h('span.required', ` ${t('form.required')}`);

/** A group of fields with `blame` and `clear`; `open` where it need not be opened. */
export function group(about, children, open) {
  const error = h('p.error', { tabindex: -1, hidden: true });
  const text = about.index === undefined && hint(about.shape.description);
  const described = text && h('p.hint', marked(text));
  const name = [title(about), required(about)];
  const element = open
    ? h(
        'fieldset.group',
        { 'data-member': about.name },
        h('legend', name),
        described,
        error,
        children,
      )
    : h(
        'details.group',
        { 'data-member': about.name },
        h('summary', name),
        h('fieldset', h('legend.sr', title(about)), described, error, children),
      );
  return {
    element,
    blame(message) {
      element.open = true;
      error.hidden = false;
      fill(error, message);
    },
    clear() {
      error.hidden = true;
    },
    focus: () => error.focus(),
  };
}
