// What a screen reader is told while things go by.

import { h } from '../dom.js';

export const live = h('p.sr', { role: 'status', 'aria-live': 'polite' });

export function announce(text) {
  live.textContent = text;
}
