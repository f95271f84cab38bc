// Elements in one call. Texts become text nodes: nothing that came from outside is ever read as markup.

const SVG = 'http://www.w3.org/2000/svg';

/**
 * `h('p.note', {id: 'a', onclick}, 'text', child, [more])`: tag with classes, attributes, children.
 * `null`, `undefined` and `false` are left out, as attributes and as children.
 */
export const h = (name, attributes, ...children) =>
  make(document.createElement.bind(document), name, attributes, children);

/** The same for a picture. */
export const svg = (name, attributes, ...children) =>
  make((tag) => document.createElementNS(SVG, tag), name, attributes, children);

function make(create, name, attributes, children) {
  const [tag, ...classes] = name.split('.');
  const element = create(tag);
  element.classList.add(...classes);
  if (isChild(attributes)) {
    children.unshift(attributes);
  } else {
    for (const [key, value] of Object.entries(attributes ?? {})) {
      set(element, key, value);
    }
  }
  fill(element, ...children);
  return element;
}

const isChild = (value) =>
  Array.isArray(value) || value instanceof Node || ['string', 'number'].includes(typeof value);

function set(element, key, value) {
  if (value === undefined || value === null || value === false) {
    return;
  }
  if (key.startsWith('on')) {
    element.addEventListener(key.slice(2), value);
  } else if (['value', 'checked', 'indeterminate'].includes(key)) {
    element[key] = value;
  } else {
    element.setAttribute(key, value === true ? '' : value);
  }
}

/** Puts children in place of what is there. */
export function fill(element, ...children) {
  element.replaceChildren(
    ...children.flat(Infinity).filter((child) => child || child === 0 || child === ''),
  );
  return element;
}

let last = 0;

/** An id that nobody else has. */
export const fresh = (name) => `${name}-${(last += 1)}`;
