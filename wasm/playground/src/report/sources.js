// Every source with what it answered, when, and the evidence.

import { h } from '../dom.js';
import { moment, number, t, value } from '../locale.js';
import { table } from '../view/table.js';
import { reason, whyNot } from './checked.js';
import { sourceName } from './words.js';

export function sources({ sources: list }) {
  const columns = [
    [
      t('report.source'),
      (row) => [sourceName(row.source.name), h('code', row.operation ?? '')],
      'row',
    ],
    [t('report.outcome'), (row) => [h('strong', row.outcome), row.why]],
    [
      t('report.records'),
      (row) => (row.records === undefined ? t('table.empty') : number(row.records)),
      'end',
    ],
    [t('report.time'), (row) => (row.as_of ? moment(row.as_of) : t('table.empty'))],
    ['SHA-256', (row) => (row.body_sha256 ? h('code.hash', row.body_sha256) : t('table.empty'))],
  ];
  return [
    h('h3', t('report.sources')),
    h('p.soft', t('report.sources_line')),
    table(t('report.sources'), columns, list.flatMap(rows), 'evidence titled'),
  ];
}

function rows(source) {
  const { answers = [], failures = [], unasked = [] } = source;
  return [
    ...answers.map((answer) => ({
      ...answer,
      source,
      outcome: value(answer.outcome),
      why: why(answer),
    })),
    ...failures.map((failure) => ({
      source,
      operation: failure.operation,
      as_of: failure.as_of,
      outcome: value('not_checked'),
      why: reason(failure),
    })),
    ...unasked.map((one) => ({
      source,
      operation: one.operation,
      outcome: value('not_asked'),
      why: whyNot(one),
    })),
  ];
}

function why({ basis, complete }) {
  return [basis === 'subject_unknown' && value(basis), !complete && t('result.partly')]
    .filter(Boolean)
    .join('; ');
}
