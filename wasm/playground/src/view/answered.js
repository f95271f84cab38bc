// An answer as tables and as JSON.

import { h } from '../dom.js';
import { counted, t } from '../locale.js';
import { report } from '../report/report.js';
import { FORMS } from '../words/ui.js';
import { said, SIGNS } from './banner.js';
import { data } from './data.js';
import { json } from './json.js';
import { proceedings } from './proceedings.js';
import { switched } from './segments.js';

export function answered(step, view) {
  return switched(
    t('result.as'),
    [
      [
        'table',
        t('result.table'),
        () =>
          step.meta.operation === 'debtor.report'
            ? h('div.report', report(step.output))
            : h('div.data', body(step.output)),
      ],
      ['json', t('result.json'), () => json(step, t('result.json'))],
    ],
    view.answer,
    (name) => (view.answer = name),
  );
}

function body(output) {
  const { outcome, basis, complete, proceedings: list, items, ...rest } = output;
  if (list) {
    return list.length > 0 ? proceedings(list) : undefined;
  }
  if (items?.every((one) => one.proceedings)) {
    return items.map(part);
  }
  return data(items ? { ...rest, items } : rest);
}

/** One search of a group. */
function part(one, index) {
  const tone = { found: 'found', empty: 'empty' }[one.outcome] ?? 'alarm';
  const count =
    one.outcome === 'found' ? `: ${counted(one.proceedings.length, FORMS.proceedings)}` : '';
  const name =
    { found: 'result.found', empty: 'result.empty' }[one.outcome] ?? 'result.not_checked';
  return h(
    'section.part',
    h(
      'div.banner',
      { 'data-tone': tone },
      h(
        'h3',
        h('span.sign', { 'aria-hidden': 'true' }, SIGNS[tone]),
        ` ${t('result.item', index + 1)}. ${t(name)}${count}`,
      ),
      one.error && h('p', said(one.error)),
    ),
    one.proceedings.length > 0 && proceedings(one.proceedings, t('result.item', index + 1)),
  );
}
