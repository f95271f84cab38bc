// The head of the page: its name, the banner that never goes away, and the switches.

import { fill, h } from '../dom.js';
import { language, moment, t } from '../locale.js';
import { preferred } from '../settings.js';
import { segments } from './segments.js';

export function header(app, { changed }) {
  const languages = [
    ['ru', 'Русский', { lang: 'ru' }],
    ['en', 'English', { lang: 'en' }],
  ];
  const themes = ['auto', 'light', 'dark'].map((name) => [name, t(`theme.${name}`)]);
  const clock = h('span.clock');
  app.tick = () => fill(clock, `${t('page.clock')}: ${moment(app.simulation.now)}`);
  app.tick();
  return [
    h(
      'div.bar',
      h(
        'a.brand',
        { href: '#/check' },
        h('strong', 'Spravka'),
        h('span.version', t('page.version', app.catalogue.version)),
      ),
      h(
        'div.switches',
        segments('language', t('page.language'), languages, language(), (value) =>
          changed('language', value),
        ),
        segments('theme', t('page.theme'), themes, preferred('theme'), (value) =>
          changed('theme', value),
        ),
      ),
    ),
    h(
      'div.simulation',
      { role: 'note' },
      h('p', h('strong', t('page.simulation')), ' ', t('page.simulation_line')),
      h(
        'p.world',
        clock,
        h('button.quiet', { type: 'button', onclick: app.reset }, t('page.reset')),
      ),
    ),
  ];
}
