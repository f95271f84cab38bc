// The list of operations, grouped by provider, with a search.

import { fill, h } from '../dom.js';
import { of, t, value } from '../locale.js';
import { price } from './price.js';

export function navigation(aside, app, current) {
  aside.setAttribute('aria-label', t('nav.operations'));
  const wanted = app.search ?? '';
  const list = h('div.groups');
  const said = h('p.sr', { role: 'status' });
  const search = h('input', {
    type: 'search',
    id: 'search',
    autocomplete: 'off',
    value: wanted,
    oninput: () => {
      app.search = search.value;
      said.textContent = t('nav.count', show());
    },
  });
  const toggle = h(
    'button.menu',
    {
      type: 'button',
      'aria-expanded': 'false',
      onclick: () => {
        const isOpen = aside.classList.toggle('open');
        toggle.setAttribute('aria-expanded', isOpen);
      },
    },
    t('nav.show'),
  );
  const show = () => {
    const groups = grouped(app.catalogue, (app.search ?? '').toLocaleLowerCase());
    const count = groups.reduce((sum, [, operations]) => sum + operations.length, 0);
    fill(list, count ? groups.map((group) => section(group, current)) : h('p.hint', t('nav.none')));
    return count;
  };
  show();
  const { scrollTop } = aside;
  aside.classList.remove('open');
  fill(
    aside,
    toggle,
    h(
      'div.inside',
      h(
        'a.entry.first',
        { href: '#/check', 'aria-current': current === 'check' && 'page' },
        t('nav.check'),
      ),
      h('label', { for: 'search' }, t('nav.search')),
      search,
      said,
      list,
    ),
  );
  aside.scrollTop = scrollTop;
  const here = aside.querySelector('[aria-current]');
  if (here && getComputedStyle(aside).position === 'sticky') {
    const { top, bottom } = here.getBoundingClientRect();
    const frame = aside.getBoundingClientRect();
    if (top < frame.top || bottom > frame.bottom) {
      aside.scrollTop += top - frame.top - frame.height / 3;
    }
  }
}

/** An operation without a request has no provider, but is named after one. */
const family = ({ name }) => name.split('.')[0];

/** `[title, operations]`: the providers of the catalogue, and what has none. */
function grouped({ providers, operations }, wanted) {
  const fits = (entry) =>
    [entry.name, entry.title, entry.title_ru, entry.summary, entry.summary_ru].some((text) =>
      text.toLocaleLowerCase().includes(wanted),
    );
  const known = new Set(providers.map(({ name }) => name));
  const groups = providers.map((provider) => [
    of(provider, 'title'),
    operations.filter((entry) => family(entry) === provider.name && fits(entry)),
  ]);
  groups.push([
    t('nav.transforms'),
    operations.filter((entry) => !known.has(family(entry)) && fits(entry)),
  ]);
  return groups.filter(([, entries]) => entries.length > 0);
}

const section = ([title, operations], current) =>
  h(
    'section',
    h('h2', title),
    h(
      'ul',
      operations.map((entry) => h('li', link(entry, current))),
    ),
  );

const link = (entry, current) =>
  h(
    'a.entry',
    { href: `#/${entry.name}`, 'aria-current': entry.name === current && 'page' },
    h('span.name', of(entry, 'title')),
    h(
      'span.tags',
      h('code', entry.name),
      h('span.effect', { 'data-effect': entry.effect }, value(entry.effect)),
      price(entry),
    ),
  );
