// How hard the case is: the sum of named rules, each with its weight.

import { h } from '../dom.js';
import { label, money, sentence, t, value } from '../locale.js';
import { table } from '../view/table.js';

const CURRENCIES = { rub: 'RUB', kzt: 'KZT' };

export function score(made) {
  if (!made) {
    return undefined;
  }
  const columns = [
    [label('rules'), (rule) => h('span', { lang: 'ru' }, sentence(rule.reason_ru)), 'row'],
    [t('report.verdict'), (rule) => h('strong', value(rule.verdict))],
    [t('report.found'), (rule) => (CURRENCIES[rule.unit] ? money(rule.value, CURRENCIES[rule.unit]) : rule.value), 'end'],
    [label('weight'), (rule) => String(rule.weight), 'end'],
  ];
  return [
    h('h3', t('check.score')),
    h('p', h('strong', t('check.score_line', made.score, made.lowest, made.highest))),
    table(t('check.score'), columns, made.rules, 'score'),
  ];
}
