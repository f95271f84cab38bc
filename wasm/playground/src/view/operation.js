// An operation: its form, the request that it makes, the steps that go by, and the answer.

import { fill, h } from '../dom.js';
import { EXAMPLES } from '../examples.js';
import { Flow } from '../flow.js';
import { form } from '../form/form.js';
import { of, t } from '../locale.js';
import { about } from './about.js';
import { examples, taken } from './examples.js';
import { announce } from './live.js';
import { input as asJson } from './input.js';
import { playing } from './playing.js';
import { request } from './request.js';
import { result } from './result.js';
import { timeline } from './timeline.js';

/** `view`: `{input, files, secrets, example, flow, shown}`, kept while the page is open. */
export function operation(app, view, name) {
  const entry = app.catalogue.operations.find((one) => one.name === name);
  const provider = app.catalogue.providers.find((one) => one.name === entry.provider);
  const heading = h('h1', { tabindex: -1 }, of(entry, 'title'));
  const place = h('div.fields');
  const preview = h('section.preview', { 'aria-labelledby': 'preview-heading' });
  const steps = h('section.steps', { 'aria-labelledby': 'steps-heading' });
  const answer = h('section.answer', { 'aria-labelledby': 'result-heading' });
  const tools = h('div.tools');
  const touched = new Set();
  let current;

  function read() {
    view.input = current.read();
    return { operation: name, input: view.input, files: view.files, secrets: view.secrets };
  }

  /** What the core says of the input as it is; nothing is sent for that. */
  function look() {
    const job = read();
    const step = app.simulation.dispatch(
      { call: 'start', operation: name, input: job.input },
      undefined,
      job.files,
    );
    current.clear();
    if (step.step === 'fail') {
      const field = current.locate(step.error);
      [...touched].some((element) => field.element.contains(element)) && current.blame(step.error);
    }
    fill(
      preview,
      h('h2', { id: 'preview-heading' }, t('request.heading')),
      request(app, view, job, step),
    );
    return step;
  }

  function build() {
    current = form(app.schemas[name], name, view.input, view.files);
    const isEmpty = current.element.querySelector('input, select, textarea, button') === null;
    fill(place, current.element, isEmpty && h('p.hint', t('form.nothing_asked')));
    fill(tools, examples(app, name, view, take), asJson(view, build));
    look();
  }

  async function take(given) {
    played.stop();
    Object.assign(view, await taken(name, given), { flow: undefined });
    touched.clear();
    build();
    played.show();
  }

  const wasRunning = view.stop?.();
  const played = playing({
    begin() {
      clearTimeout(view.timer);
      const step = look();
      if (step.step === 'fail' && step.error.path?.startsWith('/input')) {
        const field = current.blame(step.error);
        touched.add(field.element);
        field.focus();
        announce(of(step.error, 'message'));
        view.flow = undefined;
        return undefined;
      }
      view.flow = new Flow(app.simulation, read());
      return view.flow;
    },
    flow: () => view.flow,
    show() {
      app.tick();
      fill(steps, h('h2', { id: 'steps-heading' }, t('steps.heading')), timeline(view.flow));
      const actions = { choose, takeUp, proceed, toField };
      fill(answer, view.flow?.isOver && result(view.flow, entry, view, actions));
      return answer.querySelector('h2');
    },
    tell: () => t('step.announce', view.flow.entries.length, t(`step.${view.flow.last.step.step}`)),
  });
  const choose = (choice) => played.go(() => view.flow.choose(choice));
  const takeUp = () => played.go(() => view.flow.takeUp());
  const proceed = () =>
    played.go(() => {
      const { input, files } = read();
      view.flow.provide(input, files);
    });
  const toField = (member) => {
    const field = current.blame({
      path: `/input/${member}`,
      message: t('result.needed'),
      message_ru: t('result.needed'),
    });
    field.focus();
  };

  /** Not at once: what an error moves would slip away from under a click. */
  const later = () => {
    clearTimeout(view.timer);
    view.timer = setTimeout(look, 250);
  };
  const fields = h(
    'form',
    {
      novalidate: true,
      onsubmit: (event) => {
        event.preventDefault();
        played.whole();
      },
      oninput: later,
      onchange: (event) => {
        touched.add(event.target);
        later();
      },
    },
    h('h2', t('form.heading')),
    tools,
    place,
    h(
      'p.buttons',
      h('button.primary', { type: 'submit' }, t('form.play')),
      h('button', { type: 'button', onclick: () => played.one() }, t('form.step')),
    ),
  );
  view.files ??= {};
  if ('input' in view) {
    build();
  } else {
    take(EXAMPLES[name][0]);
  }
  view.stop = played.stop;
  played.show();
  wasRunning && played.onward();
  return [heading, about(entry, provider), h('div.pair', fields, preview), steps, answer];
}
