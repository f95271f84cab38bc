// The page: what it holds, and what it does when address, language or theme change.

import { fill, h } from './dom.js';
import { load } from './engine.js';
import { Simulation } from './flow.js';
import { speak, t } from './locale.js';
import { preferred, remember } from './settings.js';
import { check } from './view/check.js';
import { header } from './view/header.js';
import { announce, live } from './view/live.js';
import { navigation } from './view/navigation.js';
import { operation } from './view/operation.js';

speak(preferred('language'));
document.documentElement.dataset.theme = preferred('theme');
fill(document.body, h('p.loading', { role: 'status' }, t('page.loading')));

try {
  const json = async (name) => (await fetch(new URL(name, import.meta.url))).json();
  const [engine, schemas, people] = await Promise.all([
    load(),
    json('schemas.json'),
    json('people.json'),
  ]);
  begin(engine, schemas, people);
} catch (error) {
  console.error(error);
  fill(document.body, h('p.loading', { role: 'alert' }, t('page.failed')));
}

function begin(engine, schemas, people) {
  const { output: catalogue } = engine.dispatch({ call: 'operations' });
  /** `views`: what somebody has entered and played, by the address; it outlives a change of language. */
  const app = {
    engine,
    catalogue,
    schemas,
    people,
    simulation: new Simulation(engine),
    views: new Map(),
  };
  const main = h('main', { id: 'content', tabindex: -1 });
  const heads = h('header.page');
  const aside = h('nav.operations');
  const skip = h('a.skip', {
    href: '#content',
    onclick: (event) => {
      event.preventDefault();
      main.focus();
    },
  });

  function address() {
    const name = location.hash.slice(2);
    return catalogue.operations.some((entry) => entry.name === name) ? name : 'check';
  }

  function show() {
    const name = address();
    app.views.has(name) || app.views.set(name, {});
    const view = app.views.get(name);
    app.views.forEach((other) => other !== view && other.stop?.());
    fill(main, name === 'check' ? check(app, view) : operation(app, view, name));
    const heading = main.querySelector('h1');
    document.title = `${heading.textContent} — Spravka`;
    return heading;
  }

  function whole() {
    fill(skip, t('page.skip'));
    fill(heads, header(app, { changed }));
    navigation(aside, app, address());
    show();
  }

  function changed(setting, value) {
    remember(setting, value);
    document.documentElement.dataset.theme = preferred('theme');
    speak(preferred('language'));
    whole();
    heads.querySelector(`[name=${setting}]:checked`)?.focus();
  }

  app.reset = () => {
    app.simulation = new Simulation(engine);
    for (const view of app.views.values()) {
      view.stop?.();
      delete view.flow;
      delete view.stop;
    }
    whole();
    announce(t('page.was_reset'));
  };
  addEventListener('hashchange', () => {
    navigation(aside, app, address());
    show().focus();
    scrollTo(0, 0);
  });
  fill(document.body, skip, heads, h('div.columns', aside, main), live);
  whole();
}
