// The sources of a check side by side, and the calls of each.

import { h } from '../dom.js';
import { of, t, value } from '../locale.js';
import { sourceName } from '../report/words.js';
import { folded } from './json.js';
import { timeline } from './timeline.js';

export function planned(flow) {
  const sources = [...new Set(flow.calls.map(({ source }) => source))];
  return [
    h('h2', { id: 'plan-heading' }, t('check.plan')),
    h('p.hint', t('check.plan_line')),
    h(
      'div.sources',
      sources.map((source) =>
        h(
          'section',
          h('h3', sourceName(source)),
          h('ol', flow.calls.filter((one) => one.source === source).map(call)),
        ),
      ),
    ),
  ];
}

function call({ operation, flow }) {
  const { step } = flow.last;
  const state = !flow.isOver
    ? 'running'
    : step.step === 'done'
      ? step.output.outcome
      : 'not_checked';
  const text = state === 'running' ? t('check.running') : value(state);
  return h(
    'li.call',
    { 'data-outcome': state },
    h('p', h('code', operation), ' ', h('strong.outcome', text)),
    step.step === 'fail' && h('p.soft', of(step.error, 'message')),
    folded(`${t('check.steps')}: ${flow.entries.length}`, () => timeline(flow)),
  );
}
