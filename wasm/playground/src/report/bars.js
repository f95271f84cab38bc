// What is owed by kind: bars, for each currency by itself.

import { svg } from '../dom.js';
import { money, sentence, t, value } from '../locale.js';
import { line, picture } from './picture.js';
import { whole } from './words.js';

const ROW = 40;

export function bars(categories) {
  const currencies = [
    ...new Set(categories.flatMap((one) => one.by_currency.map(({ currency }) => currency))),
  ];
  return currencies.map((currency) => {
    const rows = categories
      .flatMap((one) =>
        one.by_currency
          .filter((sum) => sum.currency === currency)
          .map((sum) => ({ kind: one.of, amount: whole(sum) })),
      )
      .sort((a, b) => b.amount - a.amount);
    const told = rows
      .map(({ kind, amount }) => `${value(kind)} — ${money(amount, currency)}`)
      .join('; ');
    const title =
      currencies.length > 1 ? `${t('report.by_kind')}, ${currency}` : t('report.by_kind');
    return picture(title, t('report.by_kind_alt', told), (width) => draw(width, rows, currency));
  });
}

/** The figures are exact; only the lengths are rounded. */
function draw(width, rows, currency) {
  const most = Math.max(...rows.map(({ amount }) => Number(amount)), 1);
  const parts = rows.map(({ kind, amount }, index) => {
    const y = index * ROW;
    return svg(
      'g',
      line(0, y + 13, sentence(value(kind))),
      line(width, y + 13, money(amount, currency), { 'text-anchor': 'end', class: 'figure' }),
      svg('rect', { class: 'track', x: 0, y: y + 20, width, height: 8 }),
      svg('rect', {
        class: 'bar',
        x: 0,
        y: y + 20,
        width: Math.max(1, (Number(amount) / most) * width),
        height: 8,
      }),
    );
  });
  return { height: rows.length * ROW, parts };
}
