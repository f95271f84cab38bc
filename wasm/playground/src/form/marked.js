// Texts with `code` in backticks.

import { h } from '../dom.js';

export const marked = (text) =>
  text.split('`').map((part, index) => (index % 2 === 1 ? h('code', part) : part));
