// The totals: two pictures, and the same figures as a table.

import { h } from '../dom.js';
import { money, number, sentence, t, value } from '../locale.js';
import { table } from '../view/table.js';
import { bars } from './bars.js';
import { marks } from './marks.js';
import { whole } from './words.js';

export function totals(made) {
  const { complete, totals: { confirmed, possible } } = made;
  const none = confirmed.owed.count === 0;
  const lead = none ? t(complete ? 'report.zero' : 'report.zero_incomplete') : !complete && t('report.at_least');
  return [
    h('h3', t('report.totals')),
    lead && h('p', h('strong', lead)),
    h('div.pictures', marks(made), bars(confirmed.by_category)),
    group(confirmed, t('report.confirmed')),
    confirmed.by_category.length > 0 && table(t('report.by_kind'), COLUMNS(), confirmed.by_category.flatMap((one) => rows(sentence(value(one.of)), one)), 'figures'),
    possible.count > 0 && group(possible, t('report.possible')),
  ];
}

const COLUMNS = () => [
  [t('report.what'), (row) => row.name, 'row'],
  [t('report.count'), (row) => number(row.count), 'end'],
  ...['principal', 'fee', 'unsplit'].map((part) => [t(`report.${part}`), (row) => amount(row.sum?.[part], row), 'end']),
  [t('table.total'), (row) => h('strong', row.sum ? amount(whole(row.sum), row) : t('table.empty')), 'end'],
];

const amount = (text, { sum: { currency } = {} }) => (text ? money(text, currency) : t('table.empty'));

function group({ owed, paid, unclear }, caption) {
  const list = [['owed', owed], ['paid', paid], ['unclear', unclear]];
  const shown = list.filter(([name, sums]) => name === 'owed' || sums.count > 0);
  return table(caption, COLUMNS(), shown.flatMap(([name, sums]) => rows(sentence(t(`report.${name}`)), sums)), 'figures');
}

/** One for each currency, and one for what has no amount. */
function rows(name, { count, without_amount, by_currency }) {
  const made = by_currency.map((one) => ({ name: one.basis && one.basis !== 'unknown' ? `${name} (${value(one.basis)})` : name, count: one.count, sum: one }));
  if (without_amount > 0) {
    made.push({ name: `${name}: ${t('report.without_amount')}`, count: without_amount });
  }
  return made.length > 0 ? made : [{ name, count }];
}
