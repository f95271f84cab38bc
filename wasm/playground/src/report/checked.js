// What was not checked and why, and what else has to be known before the figures.

import { h } from '../dom.js';
import { of, sentence, t, value } from '../locale.js';
import { sourceName } from './words.js';

export function checked({ complete, sources, warnings }) {
  const open = sources.filter((source) => source.status === 'not_checked' || !source.complete);
  const unasked = sources.filter((source) => source.status === 'not_asked');
  return [
    h(
      'div.banner',
      { 'data-tone': complete ? 'done' : 'alarm' },
      h('h3', h('span.sign', { 'aria-hidden': 'true' }, complete ? '✓' : '▲'), ' ', t(complete ? 'report.complete' : 'report.incomplete')),
      h('p', t(complete ? 'report.complete_line' : 'report.incomplete_line')),
      h('ul', open.filter((source) => !unasked.includes(source)).map(silent), unasked.map(silent)),
    ),
    warnings.length > 0 && h('div.banner', { 'data-tone': 'note' }, h('h3', t('report.warnings')), h('ul', warnings.map((one) => h('li', warned(one))))),
  ];
}

function silent({ name, status, failures = [], unasked = [] }) {
  const reasons = [
    ...failures.map((failure) => [failure.operation, failure.code ? sentence(of(failure, 'message')) : t('report.still')]),
    ...unasked.map((one) => [one.operation, [value(one.why), one.missing].filter(Boolean).join(': ')]),
  ];
  return h('li', h('strong', `${sourceName(name)} — ${value(status)}`), reasons.length > 0 && h('ul', reasons.map(([operation, why]) => h('li', h('code', operation), `: ${why}`))));
}

const warned = (one) => [sentence(of(one, 'message')), one.source ? ` (${sourceName(one.source)})` : '', one.count ? `: ${one.count}` : ''].join('');
