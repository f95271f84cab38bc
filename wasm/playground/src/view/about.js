// What an operation is: in a sentence, and in a few facts.

import { h } from '../dom.js';
import { duration, money, number, of, t, value } from '../locale.js';

export function about(entry, provider) {
  const { estimate } = entry;
  const facts = [
    [t('about.source'), provider && of(provider, 'title')],
    [t('about.kind'), value(entry.kind)],
    [
      t('about.effect'),
      entry.kind !== 'transform' &&
        h('span.effect', { 'data-effect': entry.effect }, value(entry.effect)),
    ],
    [
      t('about.price'),
      estimate
        ? money(estimate.amount, estimate.currency)
        : entry.effect === 'paid_read' && t('about.free'),
    ],
    [t('about.limits'), limits(entry, provider)],
    [
      t('about.docs'),
      h(
        'a',
        { href: entry.docs, rel: 'noreferrer noopener', target: '_blank' },
        new URL(entry.docs).host,
      ),
    ],
  ];
  return h(
    'div.about',
    h('p.summary', of(entry, 'summary')),
    h('p', h('code', { translate: 'no' }, entry.name)),
    h(
      'dl.facts',
      facts
        .filter(([, said]) => said && said.length !== 0)
        .map(([name, said]) => h('div', h('dt', name), h('dd', said))),
    ),
  );
}

function limits(entry, provider) {
  const own = (provider?.limits ?? []).filter(
    ({ operations }) => !operations?.length || operations.includes(entry.name),
  );
  return own.map(({ requests, per_seconds, basis }) => {
    const said = t('about.limit', number(requests), duration(per_seconds * 1000));
    return h('span.limit', basis === 'inferred' ? `${said} (${t('about.limit_inferred')})` : said);
  });
}
