// What was not checked and why, and what else has to be known before the figures.

import { h } from '../dom.js';
import { counted, label, moment, of, sentence, t, value } from '../locale.js';
import { FORMS } from '../words/ui.js';
import { asksRegisters, isComplete, stateOf } from './model.js';
import { sourceName } from './words.js';

export function checked(made) {
  const complete = isComplete(made);
  const points = made.sources.filter((source) => stateOf(source) !== 'checked').map(point);
  if (made.sources.length === 0) {
    points.push(h('li', h('strong', t('report.no_sources'))));
  } else if (!asksRegisters(made)) {
    points.push(h('li', h('strong', t('report.no_registers'))));
  }
  const { warnings } = made;
  return [
    h(
      'div.banner',
      { 'data-tone': complete ? 'done' : 'alarm' },
      h(
        'h3',
        h('span.sign', { 'aria-hidden': 'true' }, complete ? '✓' : '▲'),
        ' ',
        t(complete ? 'report.complete' : 'report.incomplete'),
      ),
      h('p', t(complete ? 'report.complete_line' : 'report.incomplete_line')),
      points.length > 0 && h('ul', points),
    ),
    warnings.length > 0 &&
      h(
        'div.banner',
        { 'data-tone': 'note' },
        h('h3', t('report.warnings')),
        h(
          'ul',
          warnings.map((one) => h('li', warned(one))),
        ),
      ),
  ];
}

/** A source that nothing follows from, or not everything. */
function point(source) {
  const { name, answers = [], failures = [], unasked = [] } = source;
  const state =
    { incomplete: t('report.partly'), not_asked: value('not_asked') }[stateOf(source)] ??
    value('not_checked');
  const reasons = [
    ...answers
      .filter(({ complete }) => !complete)
      .map((one) => [one, t('report.part_only', counted(one.records, FORMS.records))]),
    ...failures.map((one) => [one, reason(one)]),
    ...unasked.map((one) => [one, whyNot(one)]),
  ];
  const rows = reasons.map(([{ operation }, why]) => h('li', h('code', operation), `: ${why}`));
  return h('li', h('strong', `${sourceName(name)} — ${state}`), rows.length > 0 && h('ul', rows));
}

/** Why there is no answer. Without a code it is still at work. */
export function reason(failure) {
  if (!failure.code) {
    return t('report.still');
  }
  const when = failure.retry_at && `${t('result.retry_at')} ${moment(failure.retry_at)}.`;
  return [`${sentence(of(failure, 'message'))}.`, when].filter(Boolean).join(' ');
}

/** Why an operation could not be asked. */
export const whyNot = ({ why, missing }) =>
  [value(why), missing && label(missing)].filter(Boolean).join(': ');

const warned = (one) =>
  [
    sentence(of(one, 'message')),
    one.source ? ` (${sourceName(one.source)})` : '',
    one.count ? `: ${one.count}` : '',
  ].join('');
