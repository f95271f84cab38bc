// How a flow ended: found, empty and not checked are three things, and look it.

import { h } from '../dom.js';
import { counted, label, moment, money, of, sentence, t, value } from '../locale.js';
import { FORMS } from '../words/ui.js';
import { report } from '../report/report.js';
import { data } from './data.js';
import { folded, json } from './json.js';
import { proceedings } from './proceedings.js';
import { switched } from './segments.js';

/** `actions`: `{choose, takeUp, proceed, toField}`. */
export function result(flow, entry, view, actions) {
  const { step } = flow.last;
  if (step.step === 'wait') {
    return [banner('waits', t('result.needed'), t('result.needed_line')), needs(step, actions)];
  }
  const simulated = step.meta.simulated && h('p.simulated', t('result.simulated'));
  return step.step === 'done'
    ? [ending(step, entry), simulated, answered(step, view), meta(step)]
    : [failed(step, entry), simulated, decisions(step, actions), meta(step), folded(t('step.json'), () => json(step, t('step.json')))];
}

/** A sign says with the colour what the colour alone would not. */
const SIGNS = { found: '●', empty: '○', alarm: '▲', done: '✓', waits: '◷' };

const banner = (tone, title, ...lines) =>
  h(
    'div.banner',
    { 'data-tone': tone },
    h('h2', { id: 'result-heading', tabindex: -1 }, h('span.sign', { 'aria-hidden': 'true' }, SIGNS[tone]), ' ', title),
    lines.filter(Boolean).map((line) => h('p', line)),
  );

function ending({ output }, entry) {
  const { outcome, complete, basis } = output;
  const isLookup = ['found', 'empty'].includes(outcome) && entry.kind !== 'transform';
  if (!isLookup) {
    const but = exception(output);
    return but ? banner('alarm', but) : banner('done', t('result.done'));
  }
  const partly = complete === false ? t('result.partly') : complete && t('result.whole');
  if (outcome === 'empty') {
    return banner('empty', t('result.empty'), partly, basis === 'subject_unknown' && t('result.subject_unknown'));
  }
  const count = output.proceedings && counted(output.proceedings.length, FORMS.proceedings);
  return banner('found', count ? `${t('result.found')}: ${count}` : t('result.found'), partly);
}

/** An answer that is none for all that was asked: a green sign would hide it. */
function exception({ items, outcome, complete, all_done, all_right, submitted, issued, ...output }) {
  const silent = (items ?? []).filter((one) => one.error || one.outcome === 'not_checked').length;
  if (silent > 0 && all_done === undefined) {
    return t('result.some_silent', silent, items.length);
  }
  const isReport = 'sources' in output;
  const cases = [
    [complete === false && isReport, 'report.incomplete'],
    [complete === false, 'result.diff_incomplete'],
    [all_done === false, 'result.some_failed'],
    [all_right === false, 'result.not_right'],
    [submitted === false || issued === false, 'result.refused'],
    [outcome === 'partly_applied' || outcome === 'not_applied', 'result.not_written'],
  ];
  const [, name] = cases.find(([holds]) => holds) ?? [];
  return name && t(name);
}

/** What only reads was not checked; what does something was not done, or nobody knows. */
function failed({ error }, entry) {
  const isRead = ['read', 'quota', 'paid_read'].includes(entry.effect) && entry.kind !== 'transform';
  const [title, line] =
    error.class === 'invalid_input'
      ? [t('result.input_refused')]
      : isRead
        ? [t('result.not_checked'), t('result.not_checked_line')]
        : [t(error.executed === 'no' ? 'result.not_done' : 'result.maybe_done')];
  return banner('alarm', title, line, said(error));
}

/** An error in the reader's language, with what to do. */
export const said = (error) =>
  h('span', `${sentence(of(error, 'message'))}. `, of(error, 'hint') ?? value(error.next.action), ' ', h('code', error.code));

function needs({ needs: members }, { proceed, toField }) {
  const buttons = members.map((name) => h('button', { type: 'button', onclick: () => toField(name) }, t('result.to_field', label(name))));
  return h('p.buttons', buttons, h('button.primary', { type: 'button', onclick: proceed }, t('result.continue')));
}

function decisions({ error, state }, { choose, takeUp }) {
  if (!state) {
    return undefined;
  }
  const { options, how } = error.next;
  if (!options) {
    return h('div.decisions', h('p', t('result.take_up_line')), h('p.buttons', h('button', { type: 'button', onclick: takeUp }, t('result.take_up'))));
  }
  const button = (choice) =>
    h('button', { type: 'button', onclick: () => choose(choice) }, [value(choice.option, 'option'), choice.application_id].filter(Boolean).join(' '));
  return h('fieldset.decisions', h('legend', t('result.reconcile')), h('p', value(how, 'how')), h('p.buttons', options.map(button)));
}

function answered(step, view) {
  return switched(
    t('result.as'),
    [
      ['table', t('result.table'), () => h('div.data', step.meta.operation === 'debtor.report' ? report(step.output) : body(step.output))],
      ['json', t('result.json'), () => json(step, t('result.json'))],
    ],
    view.answer,
    (name) => (view.answer = name),
  );
}

function body(output) {
  const { outcome, basis, complete, proceedings: list, items, ...rest } = output;
  if (list) {
    return list.length > 0 ? proceedings(list) : undefined;
  }
  if (items?.every((one) => one.proceedings)) {
    return items.map(part);
  }
  return data(items ? { ...rest, items } : rest);
}

/** One search of a group. */
function part(one, index) {
  const tone = { found: 'found', empty: 'empty' }[one.outcome] ?? 'alarm';
  const count = one.outcome === 'found' ? `: ${counted(one.proceedings.length, FORMS.proceedings)}` : '';
  const name = { found: 'result.found', empty: 'result.empty' }[one.outcome] ?? 'result.not_checked';
  return h(
    'section.part',
    h('div.banner', { 'data-tone': tone }, h('h3', h('span.sign', { 'aria-hidden': 'true' }, SIGNS[tone]), ` ${t('result.item', index + 1)}. ${t(name)}${count}`), one.error && h('p', said(one.error))),
    one.proceedings.length > 0 && proceedings(one.proceedings, t('result.item', index + 1)),
  );
}

/** When, how often, at what cost, and what was tolerated. */
function meta({ meta: { as_of, attempts, charged, quirks, body_sha256 }, error }) {
  const cost = charged && [value(charged.status), charged.amount && money(charged.amount, charged.currency), charged.balance && t('result.balance', money(charged.balance, charged.currency))];
  const facts = [
    [t('report.as_of'), as_of && moment(as_of)],
    [t('result.attempts'), attempts],
    [t('result.charged'), cost && cost.filter(Boolean).join(', ')],
    [t('result.executed'), error && value(error.executed)],
    [t('result.retry_at'), error?.retry_at && moment(error.retry_at)],
    [t('result.quirks'), quirks && quirks.map(({ code: name, count }) => h('span.limit', h('code', name), count > 1 && ` ×${count}`))],
    ['SHA-256', body_sha256 && h('code.hash', body_sha256)],
  ];
  return h('details.folded', h('summary', t('result.meta')), h('dl.facts', facts.filter(([, text]) => text !== undefined && text !== false).map(([name, text]) => h('div', h('dt', name), h('dd', text)))));
}
