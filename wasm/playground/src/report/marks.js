// What each source found: a mark for each proceeding, by what it means for the debt. Shapes tell the
// kinds apart, not colours alone.

import { svg } from '../dom.js';
import { counted, t } from '../locale.js';
import { FORMS } from '../words/ui.js';
import { line, picture } from './picture.js';
import { debtOf, sourceName } from './words.js';

const KINDS = ['owed', 'unclear', 'paid', 'namesake'];
const SIZE = 16;
const STEP = 22;
const TOP = 20;

export function marks({ sources, proceedings }) {
  const rows = sources.map((source) => {
    const found = proceedings.filter((one) => one.sources.some((by) => by.source === source.name));
    return {
      source,
      found: KINDS.flatMap((kind) => found.filter((one) => debtOf(one) === kind).map(() => kind)),
    };
  });
  const used = KINDS.filter((kind) => rows.some(({ found }) => found.includes(kind)));
  return picture(t('report.picture'), t('report.picture_alt', rows.map(told).join('; ')), (width) =>
    draw(width, rows, used),
  );
}

function told({ source, found }) {
  const kinds = KINDS.map((kind) => [kind, found.filter((one) => one === kind).length]).filter(
    ([, count]) => count > 0,
  );
  const said = kinds.map(([kind, count]) => `${t(`report.${kind}`)} — ${count}`).join(', ');
  return `${sourceName(source.name)}: ${said || without(source)}`;
}

const without = ({ status }) =>
  t(
    { not_checked: 'report.not_checked_mark', not_asked: 'report.not_asked_mark' }[status] ??
      'report.nothing_mark',
  );

function draw(width, rows, used) {
  const perLine = Math.max(1, Math.floor(width / STEP));
  const parts = [];
  let y = 0;
  for (const { source, found } of rows) {
    const count = found.length > 0 ? counted(found.length, FORMS.proceedings) : without(source);
    parts.push(
      line(0, y + 13, `${sourceName(source.name)}: ${count}`, {
        class: source.status === 'not_checked' && 'alarm',
      }),
    );
    y += TOP;
    if (found.length > 0) {
      parts.push(
        found.map((kind, index) =>
          mark(kind, (index % perLine) * STEP, y + Math.floor(index / perLine) * STEP),
        ),
      );
      y += Math.ceil(found.length / perLine) * STEP;
    } else {
      parts.push(blank(source.status, y));
      y += STEP;
    }
    y += 10;
  }
  for (const kind of used) {
    parts.push(mark(kind, 0, y), line(STEP, y + 13, t(`report.${kind}`), { class: 'soft' }));
    y += STEP;
  }
  return { height: y, parts };
}

/** Full, half, empty; a namesake's is dashed. */
function mark(kind, x, y) {
  const box = (attributes) =>
    svg('rect', { x: x + 1, y: y + 1, width: SIZE - 2, height: SIZE - 2, ...attributes });
  return svg(
    'g',
    { class: `mark ${kind}` },
    box(),
    kind === 'unclear' &&
      svg('path', { class: 'half', d: `M${x + 1} ${y + SIZE - 1}h${SIZE - 2}v-${SIZE - 2}z` }),
    kind === 'paid' && svg('path', { class: 'tick', d: `M${x + 4} ${y + 8}l3 3.5 5-7` }),
    kind === 'namesake' &&
      svg('text', { x: x + SIZE / 2, y: y + 12, 'text-anchor': 'middle' }, '?'),
  );
}

/** Of a source without records: a crossed field where it was not checked. */
function blank(status, y) {
  if (status !== 'not_checked') {
    return svg('path', { class: 'rule', d: `M0 ${y + SIZE / 2}h${SIZE * 3}` });
  }
  const width = SIZE * 3;
  return svg(
    'g',
    { class: 'mark silent' },
    svg('rect', { x: 1, y: y + 1, width: width - 2, height: SIZE - 2 }),
    svg('path', {
      d: `M1 ${y + 1}L${width - 1} ${y + SIZE - 1}M1 ${y + SIZE - 1}L${width - 1} ${y + 1}`,
    }),
  );
}
