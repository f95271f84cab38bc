// The steps of a flow, one under the other, each with its document.

import { h } from '../dom.js';
import { duration, moment, number, of, t, value } from '../locale.js';
import { code, folded, indented, json } from './json.js';

export function timeline(flow) {
  if (!flow) {
    return h('p.hint', t('steps.none'));
  }
  const { entries } = flow;
  const rows = grouped(entries).map((group) =>
    group.length > 1 ? several(group, entries) : row(group[0], entries),
  );
  return [h('p.hint', t('steps.virtual')), h('ol.timeline', rows)];
}

/** Polls that are alike are one row, but for the first and the last. */
function grouped(entries) {
  const groups = [];
  for (const [index, entry] of entries.entries()) {
    const isLike =
      index > 3 &&
      index < entries.length - 2 &&
      alike(entry, entries[index - 2]) &&
      alike(entry, entries[index + 2] ?? entry);
    if (isLike && groups.isOpen) {
      groups.at(-1).push(entry);
    } else {
      groups.push([entry]);
    }
    groups.isOpen = isLike;
  }
  return groups;
}

const alike = (one, other) =>
  one.step.step === other.step.step &&
  one.step.reason === other.step.reason &&
  one.step.request?.url === other.step.request?.url;

const several = (group, entries) =>
  h(
    'li.more',
    folded(t('step.more', number(group.length), duration(group.at(-1).at - group[0].at)), () =>
      h(
        'ol.timeline',
        group.map((entry) => row(entry, entries)),
      ),
    ),
  );

function row(entry, entries) {
  const { step } = entry;
  const kind = step.reason === 'input_needed' ? 'wait' : step.step;
  return h(
    `li.${kind}`,
    h(
      'time',
      { datetime: new Date(entry.at).toISOString(), title: moment(entry.at) },
      `+${duration(entry.at - entries[0].at)}`,
    ),
    h(
      'div.what',
      h('p', h('strong', t(`step.${step.step}`)), ' ', SAYS[step.step](step)),
      entry.exchange && answer(entry.exchange, bringsSecrets(entry, entries)),
      whole(entry),
    ),
  );
}

const SAYS = {
  send: ({ request }) => [
    h('code', { translate: 'no' }, `${request.method} ${new URL(request.url).pathname}`),
    ' ',
    h('span.effect', { 'data-effect': request.effect }, value(request.effect)),
  ],
  wait: (step) =>
    step.reason === 'input_needed'
      ? value(step.reason)
      : [duration(step.wait_ms), ` — ${value(step.reason)} `, h('span.skipped', t('step.skipped'))],
  store: (step) => [h('code', Object.keys(step.secrets).join(', ')), ` — ${t('step.store_line')}`],
  done: (step) => (step.output.outcome ? `— ${value(step.output.outcome)}` : ''),
  fail: (step) => `— ${of(step.error, 'message')}`,
};

/** Tokens come in the answer before they are stored. */
const bringsSecrets = (entry, entries) =>
  entries[entries.indexOf(entry) + 1]?.step.step === 'store';

/** What came back. */
function answer({ answer: { failure, status, headers, body } }, isHidden) {
  if (failure) {
    const sent = t(failure.sent === 'no' ? 'step.sent_no' : 'step.sent_maybe');
    return h('p.came.none', t('step.no_answer', `${t(`failure.${failure.kind}`)}, ${sent}`));
  }
  const size = t('step.bytes', number(body.length));
  return folded(t('step.answer', `${status}, ${size}`), () => [
    h(
      'dl.headers',
      Object.entries(headers).map(([name, said]) =>
        h('div', h('dt', name), h('dd', [said].flat().join(', '))),
      ),
    ),
    isHidden
      ? h('p.hint', t('step.hidden'))
      : code(indented(cut(new TextDecoder().decode(body))), t('request.body')),
  ]);
}

const LONGEST = 20_000;
const cut = (text) =>
  text.length > LONGEST
    ? text.slice(0, LONGEST) + t('request.characters', number(text.length - LONGEST))
    : text;

/** A step as it came, but for the secrets that it brings. */
function whole({ step }) {
  const hidden =
    step.secrets &&
    Object.fromEntries(Object.keys(step.secrets).map((name) => [name, t('step.hidden')]));
  return folded(t('step.json'), () =>
    json(hidden ? { ...step, secrets: hidden } : step, t('step.json')),
  );
}
