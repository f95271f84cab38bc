// The totals: two pictures, and the same figures as a table.

import { h } from '../dom.js';
import { money, number, sentence, t, value } from '../locale.js';
import { table } from '../view/table.js';
import { bars } from './bars.js';
import { marks } from './marks.js';
import { asksRegisters, isComplete } from './model.js';
import { whole } from './words.js';

export function totals(made) {
  const { confirmed, possible } = made.totals;
  const heading = h('h3', t('report.totals'));
  // Nobody was asked: a table of noughts would look like an answer.
  if (!asksRegisters(made) && confirmed.count === 0) {
    return [heading, h('p', h('strong', t('report.not_asked')))];
  }
  const lead = said(made);
  return [
    heading,
    lead && h('p', h('strong', lead)),
    h('div.pictures', marks(made), bars(confirmed.by_category)),
    group(confirmed, t('report.confirmed')),
    confirmed.by_category.length > 0 &&
      table(
        t('report.by_kind'),
        COLUMNS(),
        confirmed.by_category.flatMap((one) => rows(sentence(value(one.of)), one)),
        'figures',
      ),
    possible.count > 0 && group(possible, t('report.possible')),
  ];
}

/** What has to be read before the figures. */
function said(made) {
  const complete = isComplete(made);
  if (made.totals.confirmed.owed.count > 0) {
    return !complete && t('report.at_least');
  }
  return t(complete ? 'report.zero' : 'report.zero_incomplete');
}

const COLUMNS = () => [
  [t('report.what'), (row) => row.name, 'row'],
  [t('report.count'), (row) => number(row.count), 'end'],
  ...['principal', 'fee', 'unsplit'].map((part) => [
    t(`report.${part}`),
    (row) => amount(row.sum?.[part], row),
    'end',
  ]),
  [
    t('report.total'),
    (row) => h('strong', row.sum ? amount(whole(row.sum), row) : t('table.empty')),
    'end',
  ],
];

const amount = (text, { sum: { currency } = {} }) =>
  text ? money(text, currency) : t('table.empty');

function group({ owed, paid, unclear }, caption) {
  const list = [
    ['owed', owed],
    ['paid', paid],
    ['unclear', unclear],
  ];
  const shown = list.filter(([name, sums]) => name === 'owed' || sums.count > 0);
  return table(
    caption,
    COLUMNS(),
    shown.flatMap(([name, sums]) => rows(sentence(t(`report.${name}`)), sums)),
    'figures',
  );
}

/** One for each currency, and one for what has no amount. */
function rows(name, { count, without_amount, by_currency }) {
  const made = by_currency.map((one) => {
    const notes = [
      by_currency.length > 1 && one.currency,
      one.basis && one.basis !== 'unknown' && value(one.basis),
    ].filter(Boolean);
    return { name: [name, ...notes].join(', '), count: one.count, sum: one };
  });
  if (without_amount > 0) {
    made.push({ name: `${name}: ${t('report.without_amount')}`, count: without_amount });
  }
  return made.length > 0 ? made : [{ name, count }];
}
