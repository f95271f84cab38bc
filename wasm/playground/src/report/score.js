// How hard the case is: the sum of named rules, each with its weight.

import { h } from '../dom.js';
import { label, language, money, sentence, t, value } from '../locale.js';
import { table } from '../view/table.js';

const CURRENCIES = { rub: 'RUB', kzt: 'KZT' };

export function score(made) {
  if (!made) {
    return undefined;
  }
  const columns = [
    [label('rules'), (rule) => reason(rule), 'row'],
    [t('report.verdict'), (rule) => h('strong', value(rule.verdict))],
    [
      t('report.found'),
      (rule) => (CURRENCIES[rule.unit] ? money(rule.value, CURRENCIES[rule.unit]) : rule.value),
      'end',
    ],
    [label('weight'), (rule) => String(rule.weight), 'end'],
  ];
  return [
    h('h3', t('check.score')),
    h('p', h('strong', t('check.score_line', made.score, made.lowest, made.highest))),
    table(t('check.score'), columns, made.rules, 'score titled'),
  ];
}

/** The core has reasons in Russian; of its own rules this page has them in English too. */
function reason({ name, reason_ru }) {
  const own = language() === 'en' && value(name, 'rule');
  return own && own !== name ? sentence(own) : h('span', { lang: 'ru' }, sentence(reason_ru));
}
