// What the law on bankruptcy asks for beside what was found. No advice.

import { h } from '../dom.js';
import { date, money, of, sentence, t, value } from '../locale.js';
import { table } from '../view/table.js';

export function facts({ facts: list }) {
  if (list.length === 0) {
    return undefined;
  }
  const columns = [
    [t('report.condition'), (one) => sentence(of(one, 'title')), 'row'],
    [t('report.verdict'), (one) => h('strong', value(one.verdict))],
    [t('report.found'), found, 'end'],
  ];
  return [
    h('h3', t('report.facts')),
    h('p', t('report.facts_line')),
    list.map((fact) => [
      h('h4', of(fact, 'title')),
      h('p.soft', law(fact)),
      table(of(fact, 'title'), columns, fact.conditions, 'conditions titled'),
    ]),
  ];
}

const law = ({ law: act, in_force_since, least, most }) =>
  t(
    most ? 'report.law_most' : 'report.law',
    act,
    date(in_force_since),
    money(least, 'RUB'),
    most && money(most, 'RUB'),
  );

/** Conditions on a sum in roubles; the others count. */
const SUMS = ['debt_at_least', 'overdue_three_months', 'debt_within'];

const found = ({ found: text, name }) =>
  text ? (SUMS.includes(name) ? money(text, 'RUB') : text) : t('table.empty');
