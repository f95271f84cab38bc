// The one record for a proceeding, as a row.

import { h } from '../dom.js';
import { date, money, sentence, t, value } from '../locale.js';
import { sourceName } from '../report/words.js';
import { table } from './table.js';

/** Of one search, or of a report, where the debtor need not be named again. */
export function proceedings(list, caption = t('table.proceedings'), { isSearch = true } = {}) {
  const columns = [
    [t('table.number'), number, 'row'],
    [t('table.standing'), standing],
    [t('table.amount'), amounts, 'end'],
    [t('table.subject'), subject],
    isSearch && [t('table.debtor'), debtor],
    [t('table.doubts'), (one) => (one.doubts ?? []).map((doubt) => value(doubt))],
    [t('table.document'), enforcement],
    [t('table.department'), department],
  ];
  // What no record says needs no column.
  const said = columns.filter(
    (column) => column && list.some((one) => column[1](one).some(Boolean)),
  );
  return table(caption, said, list, 'proceedings');
}

const soft = (text) => text && h('span.soft', text);

const number = ({ number: name, opened_on, consolidated_number, sources }) => [
  h('strong.number', name ?? t('table.no_number')),
  opened_on && t('table.opened', date(opened_on)),
  consolidated_number && t('table.consolidated', consolidated_number),
  ...(sources ?? []).map(({ source }) => soft(sourceName(source))),
];

const standing = ({ standing: stands, status, ended }) => [
  h('span.state', { 'data-state': status }, sentence(stood(stands, status, ended))),
  ended && soft(`${date(ended.on)}, ${t('table.article', ended.article, ended.part, ended.item)}`),
];

/** An end is told by what it means for the debt. */
const stood = (stands, status, ended) =>
  stands
    ? value(stands)
    : ended && ended.meaning !== 'unknown'
      ? value(ended.meaning)
      : value(status, 'status');

function amounts({ amounts: { currency, principal, fee, total, basis, items } }) {
  const lines = [
    [principal, t('table.principal')],
    [fee, t('table.fee')],
    [total, t('table.total')],
  ].filter(([amount]) => amount !== undefined && amount !== null);
  const shown =
    lines.length > 0
      ? lines
      : (items ?? []).map((item) => [item.amount, item.title ?? value(item.kind)]);
  if (shown.length === 0) {
    return [h('em', t('table.no_amount'))];
  }
  return [
    ...shown.flatMap(([amount, name]) => [h('strong.number', money(amount, currency)), soft(name)]),
    basis && basis !== 'unknown' && soft(value(basis)),
  ];
}

const subject = ({ subject: { text, category }, claimant }) => [
  text,
  soft(category && value(category)),
  ...claimedBy(claimant),
];

const claimedBy = (who) =>
  who?.name || who?.inn || who?.bin || who?.iin
    ? [
        soft(t('table.claimed_by')),
        who.name,
        who.inn && `ИНН ${who.inn}`,
        who.bin && `БИН ${who.bin}`,
        who.iin && `ИИН ${who.iin}`,
      ]
    : [];

const debtor = ({ debtor: { name, birth_date, inn, iin, address } }) => [
  name,
  birth_date && date(birth_date),
  inn && `ИНН ${inn}`,
  iin && `ИИН ${iin}`,
  soft(address),
];

const enforcement = ({ document: { kind, number: name, date: on, issuer } }) => [
  kind,
  name && `№ ${name}`,
  on && t('table.from', date(on)),
  soft(issuer),
];

const department = ({ department: { name, address, code }, officer }) => [
  name ?? code,
  soft(address),
  officer.name,
  officer.office,
  ...(officer.phones ?? []),
];
