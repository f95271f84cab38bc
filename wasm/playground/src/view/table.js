// A table that scrolls by itself where it is too wide.

import { h } from '../dom.js';

/** `kind` is its class, with `titled` where a heading says already what the caption says. `columns`: `[heading, row => lines, 'row' | 'end'?]`. */
export const table = (caption, columns, rows, kind = '') =>
  h(
    'div.wide',
    { tabindex: 0, role: 'group', 'aria-label': caption },
    h(
      'table',
      { class: kind },
      h('caption', { class: kind.includes('titled') && 'sr' }, caption),
      h(
        'thead',
        h(
          'tr',
          columns.map(([heading, , how]) =>
            h('th', { scope: 'col', class: how === 'end' && 'end' }, heading),
          ),
        ),
      ),
      h(
        'tbody',
        rows.map((row) =>
          h(
            'tr',
            columns.map((column) => cell(column, row)),
          ),
        ),
      ),
    ),
  );

function cell([, read, how], row) {
  const lines = [read(row)].flat().filter((line) => line || line === 0);
  return h(
    how === 'row' ? 'th' : 'td',
    { scope: how === 'row' && 'row', class: how === 'end' && 'end' },
    lines.map((line) => h('div', line)),
  );
}
