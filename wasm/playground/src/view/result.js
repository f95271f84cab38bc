// How a flow ended: found, empty and not checked are three things, and look it.

import { h } from '../dom.js';
import { t } from '../locale.js';
import { answered } from './answered.js';
import { banner, ending, failed } from './banner.js';
import { decisions, needs } from './decisions.js';
import { folded, json } from './json.js';
import { meta } from './meta.js';

/** `actions`: `{choose, takeUp, proceed, toField}`. */
export function result(flow, entry, view, actions) {
  const { step } = flow.last;
  if (step.step === 'wait') {
    return [banner('waits', t('result.needed'), t('result.needed_line')), needs(step, actions)];
  }
  const simulated = step.meta.simulated && h('p.simulated', t('result.simulated'));
  return step.step === 'done'
    ? [ending(step, entry), simulated, answered(step, view), meta(step)]
    : [
        failed(step, entry),
        simulated,
        decisions(step, actions),
        meta(step),
        folded(t('step.json'), () => json(step, t('step.json'))),
      ];
}
