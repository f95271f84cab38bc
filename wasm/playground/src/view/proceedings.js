// The one record for a proceeding, as a row.

import { h } from '../dom.js';
import { date, money, sentence, t, value } from '../locale.js';
import { table } from './table.js';

/** `more` adds columns: `[heading, cell]`. */
export function proceedings(list, caption = t('table.proceedings'), more = []) {
  const columns = [
    [t('table.number'), number, 'row'],
    [t('table.standing'), standing],
    [t('table.amount'), amounts, 'end'],
    [t('table.subject'), subject],
    [t('table.claimant'), claimant],
    [t('table.debtor'), debtor],
    [t('table.document'), enforcement],
    [t('table.department'), department],
    ...more,
  ];
  // What no record says needs no column.
  const said = columns.filter(([, cell]) => list.some((one) => cell(one).some(Boolean)));
  return table(caption, said, list);
}

const number = ({ number: name, opened_on, consolidated_number }) => [
  h('strong.number', name ?? t('table.no_number')),
  opened_on && t('table.opened', date(opened_on)),
  consolidated_number && t('table.consolidated', consolidated_number),
];

const standing = ({ standing: stands, status, ended }) => [
  h('span.state', { 'data-state': status }, sentence(stands ? value(stands) : value(status, 'status'))),
  ended && t('table.ended', date(ended.on)),
  ended && !stands && value(ended.meaning, 'meaning'),
  ended && t('table.article', ended.article, ended.part, ended.item),
];

function amounts({ amounts: { currency, principal, fee, total, basis, items } }) {
  const lines = [
    [principal, 'table.principal'],
    [fee, 'table.fee'],
    [total, 'table.total'],
  ].filter(([amount]) => amount !== undefined && amount !== null);
  if (lines.length === 0 && !items?.length) {
    return [h('em', t('table.no_amount'))];
  }
  const shown = lines.length > 0 ? lines.map(([amount, name]) => [amount, t(name)]) : items.map((item) => [item.amount, item.title ?? value(item.kind)]);
  return [
    ...shown.map(([amount, name]) => h('span.line', h('strong', money(amount, currency)), ` ${name}`)),
    basis && basis !== 'unknown' && value(basis),
  ];
}

const subject = ({ subject: { text, category } }) => [text, category && h('span.soft', value(category))];

const claimant = ({ claimant: who }) =>
  who ? [who.name, who.inn && `ИНН ${who.inn}`, who.bin && `БИН ${who.bin}`, who.iin && `ИИН ${who.iin}`] : [];

const debtor = ({ debtor: { name, birth_date, inn, iin, address } }) => [
  name,
  birth_date && date(birth_date),
  inn && `ИНН ${inn}`,
  iin && `ИИН ${iin}`,
  address && h('span.soft', address),
];

const enforcement = ({ document: { kind, number: name, date: on, issuer } }) => [
  kind,
  name && `№ ${name}`,
  on && t('table.from', date(on)),
  issuer && h('span.soft', issuer),
];

const department = ({ department: { name, address, code }, officer }) => [
  name ?? code,
  address && h('span.soft', address),
  officer.name,
  officer.office,
  ...(officer.phones ?? []),
];
