// A picture as wide as its place: drawn again when that changes, so that its letters keep their size.

import { fresh, h, svg } from '../dom.js';

/** `draw(width)` gives `{height, parts}`. */
export function picture(title, description, draw) {
  const [titled, described] = [fresh('title'), fresh('desc')];
  const place = h('figure', h('figcaption', title));
  let drawn;
  const show = (width) => {
    const { height, parts } = draw(width);
    const next = svg(
      'svg',
      {
        viewBox: `0 0 ${width} ${height}`,
        width,
        height,
        role: 'img',
        'aria-labelledby': `${titled} ${described}`,
      },
      svg('title', { id: titled }, title),
      svg('desc', { id: described }, description),
      parts,
    );
    drawn ? drawn.replaceWith(next) : place.append(next);
    drawn = next;
  };
  show(560);
  new ResizeObserver(([{ contentRect }]) => {
    const width = Math.max(260, Math.min(720, Math.floor(contentRect.width)));
    width !== Number(drawn.getAttribute('width')) && show(width);
  }).observe(place);
  return place;
}

/** A text that does not wrap. */
export const line = (x, y, text, attributes) => svg('text', { x, y, ...attributes }, text);
