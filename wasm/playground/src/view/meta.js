// When an answer came, after how many requests, at what cost, and what was tolerated in it.

import { h } from '../dom.js';
import { moment, money, t, value } from '../locale.js';

export function meta({ meta: { as_of, attempts, charged, quirks, body_sha256 }, error }) {
  const cost = charged && [
    value(charged.status),
    charged.amount && money(charged.amount, charged.currency),
    charged.balance && t('result.balance', money(charged.balance, charged.currency)),
  ];
  const facts = [
    [t('report.as_of'), as_of && moment(as_of)],
    [t('result.attempts'), attempts],
    [t('result.charged'), cost && cost.filter(Boolean).join(', ')],
    [t('result.executed'), error && value(error.executed)],
    [t('result.retry_at'), error?.retry_at && moment(error.retry_at)],
    [
      t('result.quirks'),
      quirks &&
        quirks.map(({ code: name, count }) =>
          h('span.limit', h('code', name), count > 1 && ` ×${count}`),
        ),
    ],
    ['SHA-256', body_sha256 && h('code.hash', body_sha256)],
  ];
  return h(
    'details.folded',
    h('summary', t('result.meta')),
    h(
      'dl.facts',
      facts
        .filter(([, text]) => text !== undefined && text !== false)
        .map(([name, text]) => h('div', h('dt', name), h('dd', text))),
    ),
  );
}
