// A debtor's report, in the order in which it has to be read: what was not checked stands before any
// figure. It says what `spravka report` says.

import { h } from '../dom.js';
import { date, label, moment, money, number, sentence, t, value } from '../locale.js';
import { proceedings } from '../view/proceedings.js';
import { table } from '../view/table.js';
import { checked } from './checked.js';
import { facts } from './facts.js';
import { asksRegisters, hasCheckedBank, isComplete } from './model.js';
import { score as scored } from './score.js';
import { sources } from './sources.js';
import { totals } from './totals.js';

export function report(made, score) {
  const name =
    made.person.company_name ??
    ['last_name', 'first_name', 'patronymic']
      .map((part) => made.person[part])
      .filter(Boolean)
      .join(' ');
  return h(
    'article',
    made.simulated &&
      h(
        'div.simulation',
        { role: 'note' },
        h('p', h('strong', t('report.simulated'))),
        h('p', t('report.simulated_line')),
      ),
    h('h2', { id: 'report-heading', tabindex: -1 }, `${t('report.title')}: ${name}`),
    checked(made),
    person(made),
    totals(made),
    listed(made),
    arrests(made),
    facts(made),
    scored(score),
    sources(made),
    h('p.soft', t('report.no_extract')),
  );
}

function person({ person: who, as_of }) {
  const known = ['birth_date', 'inn', 'snils', 'iin', 'address', 'region'].filter(
    (member) => who[member] !== undefined && who[member] !== null,
  );
  const facts = known.map((member) => [
    label(member),
    member === 'birth_date' ? date(who[member]) : who[member],
  ]);
  facts.push([t('report.as_of'), as_of ? moment(as_of.last) : t('report.no_answer')]);
  return h(
    'dl.facts',
    facts.map(([name, said]) => h('div', h('dt', name), h('dd', said))),
  );
}

function listed(made) {
  const { proceedings: list } = made;
  const own = list.filter(({ match }) => match !== 'possible');
  const possible = list.filter(({ match }) => match === 'possible');
  return [
    h('h3', t('report.proceedings')),
    own.length === 0 && h('p', h('strong', none(made, possible.length > 0))),
    own.length > 0 &&
      proceedings(own, `${t('report.confirmed')}: ${number(own.length)}`, { isSearch: false }),
    possible.length > 0 &&
      proceedings(possible, `${t('report.possible')}: ${number(possible.length)}`),
  ];
}

/** There are none of this person's own, as far as anybody has looked. */
function none(made, hasPossible) {
  if (!asksRegisters(made)) {
    return t('report.not_asked');
  }
  const which = hasPossible ? 'none_own' : 'none';
  return t(isComplete(made) ? `report.${which}` : `report.${which}_incomplete`);
}

function arrests(made) {
  const { arrests: list } = made;
  const columns = [
    [label('account'), (one) => one.account, 'row'],
    [label('kind'), (one) => sentence(value(one.kind, 'kind'))],
    [label('sum'), (one) => one.sum && money(one.sum, one.currency), 'end'],
    [label('initiator'), (one) => [one.initiator, one.cause]],
    [label('begins_on'), (one) => one.begins_on && date(one.begins_on)],
    [label('ends_on'), (one) => one.ends_on && date(one.ends_on)],
  ];
  return [
    h('h3', t('report.arrests')),
    list.length > 0 && !hasCheckedBank(made) && h('p', t('report.arrests_unchecked')),
    list.length > 0
      ? table(t('report.arrests'), columns, list, 'titled')
      : h('p', t(hasCheckedBank(made) ? 'report.arrests_none' : 'report.arrests_unchecked')),
  ];
}
