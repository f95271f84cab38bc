// What the law on bankruptcy asks for beside what was found. No advice.

import { h } from '../dom.js';
import { date, money, of, t, value } from '../locale.js';
import { table } from '../view/table.js';

export function facts({ facts: list }) {
  if (list.length === 0) {
    return undefined;
  }
  const columns = [
    [t('report.condition'), (one) => of(one, 'title'), 'row'],
    [t('report.verdict'), (one) => h('strong', value(one.verdict))],
    [t('report.found'), (one) => found(one.found), 'end'],
  ];
  return [
    h('h3', t('report.facts')),
    h('p', t('report.facts_line')),
    list.map((fact) => [h('h4', of(fact, 'title')), h('p.soft', law(fact)), table(of(fact, 'title'), columns, fact.conditions, 'conditions')]),
  ];
}

const law = ({ law: act, in_force_since, least, most }) =>
  t(most ? 'report.law_most' : 'report.law', act, date(in_force_since), money(least, 'RUB'), most && money(most, 'RUB'));

/** Sums have a fraction, numbers of proceedings have none. */
const found = (text) => (text ? (text.includes('.') ? money(text, 'RUB') : text) : t('table.empty'));
