// An object: a group of fields, or the form itself.

import { fill, h } from '../dom.js';
import { order } from '../locale.js';
import { field } from './field.js';
import { group } from './frame.js';
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
      const child = {
        name,
        within,
        shape: one,
        required: required.includes(name),
        placeholder: usual?.[name],
        beside: about.beside,
      };
      return [name, field(child, value[name])];
    });
  const elements = fields.map(([, one]) => one.element);
  const isOpen = about.required || about.index !== undefined || Object.keys(value).length > 0;
  const outer = about.bare ? bare(elements) : group(about, elements, isOpen);
  return {
    ...outer,
    read() {
      const read = fields
        .map(([name, one]) => [name, one.read()])
        .filter(([, one]) => one !== undefined);
      const isLeftOut =
        read.length === 0 && !about.required && !about.bare && about.index === undefined;
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
