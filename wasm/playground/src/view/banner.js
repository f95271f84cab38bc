// The sentence that says how a flow ended.

import { h } from '../dom.js';
import { counted, of, sentence, t, value } from '../locale.js';
import { FORMS } from '../words/ui.js';

/** A sign says with the colour what the colour alone would not. */
export const SIGNS = { found: '●', empty: '○', alarm: '▲', done: '✓', waits: '◷' };

export const banner = (tone, title, ...lines) =>
  h(
    'div.banner',
    { 'data-tone': tone },
    h(
      'h2',
      { id: 'result-heading', tabindex: -1 },
      h('span.sign', { 'aria-hidden': 'true' }, SIGNS[tone]),
      ' ',
      title,
    ),
    lines.filter(Boolean).map((line) => h('p', line)),
  );

export function ending({ output }, entry) {
  const { outcome, complete, basis } = output;
  const isLookup = ['found', 'empty'].includes(outcome) && entry.kind !== 'transform';
  if (!isLookup) {
    const but = exception(output);
    return but ? banner('alarm', but) : banner('done', t('result.done'));
  }
  const partly = complete === false ? t('result.partly') : complete && t('result.whole');
  if (outcome === 'empty') {
    const isUnknown = basis === 'subject_unknown';
    const title = isUnknown ? `${t('result.empty')}: ${value(basis)}` : t('result.empty');
    return banner('empty', title, partly, isUnknown && t('result.subject_unknown'));
  }
  const count = output.proceedings && counted(output.proceedings.length, FORMS.proceedings);
  return banner('found', count ? `${t('result.found')}: ${count}` : t('result.found'), partly);
}

/** An answer that is none for all that was asked: a green sign would hide it. */
function exception({
  items,
  outcome,
  complete,
  all_done,
  all_right,
  submitted,
  issued,
  ...output
}) {
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
export function failed({ error }, entry) {
  const isRead =
    ['read', 'quota', 'paid_read'].includes(entry.effect) && entry.kind !== 'transform';
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
  h(
    'span',
    `${sentence(of(error, 'message'))}. `,
    of(error, 'hint') ?? value(error.next.action),
    ' ',
    h('code', error.code),
  );
