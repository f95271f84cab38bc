// What an operation is expected to cost.

import { h } from '../dom.js';
import { money } from '../locale.js';

export const price = ({ estimate }) =>
  estimate && h('span.price', money(estimate.amount, estimate.currency));
