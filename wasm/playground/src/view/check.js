// The check of a debtor: a person, the plan, the sources at work, the report.

import { Check } from '../debtor.js';
import { fill, fresh, h } from '../dom.js';
import { DEBTORS } from '../examples.js';
import { form } from '../form/form.js';
import { of, say, t } from '../locale.js';
import { report } from '../report/report.js';
import { folded, json } from './json.js';
import { announce } from './live.js';
import { playing } from './playing.js';
import { planned } from './plan.js';

/** `view`: `{input, example, flow}`. */
export function check(app, view) {
  const root = app.schemas['debtor.plan'];
  const place = h('div.fields');
  const plan = h('section.plan', { 'aria-labelledby': 'plan-heading' });
  const answer = h('section.report', { 'aria-labelledby': 'report-heading' });
  const touched = new Set();
  let current;
  view.input ??= structuredClone(DEBTORS[0].person);

  function build() {
    current = form(root.$defs.Person, 'debtor.check', view.input, {}, root);
    fill(place, current.element);
  }

  /** The core refuses what is wrong in the person before anybody is asked. */
  function look() {
    view.input = current.read();
    const input = { person: view.input };
    const { error } = app.simulation.dispatch({ call: 'start', operation: 'debtor.plan', input });
    current.clear();
    return error;
  }

  /** Says what is wrong in what was changed; not at once, so that nothing slips from under a click. */
  function mind() {
    const error = look();
    const field = error && current.locate(error, '/input/person');
    field &&
      [...touched].some((element) => field.element.contains(element)) &&
      current.blame(error, '/input/person');
  }

  const wasRunning = view.stop?.();
  const played = playing({
    begin() {
      clearTimeout(view.timer);
      view.flow = undefined;
      const error = look();
      if (error) {
        const field = current.blame(error, '/input/person');
        touched.add(field.element);
        field.focus();
        announce(of(error, 'message'));
        return undefined;
      }
      view.flow = new Check(app.simulation, view.input);
      return view.flow;
    },
    flow: () => view.flow,
    show() {
      app.tick();
      fill(plan, view.flow && planned(view.flow));
      fill(answer, view.flow?.isOver && reported(view.flow));
      return answer.querySelector('h2');
    },
    tell: () =>
      view.flow.running.map(({ operation }) => `${operation}: ${t('check.running')}`).join(', '),
  });

  const id = fresh('debtor');
  const select = h(
    'select',
    {
      id,
      onchange: (event) => {
        event.stopPropagation();
        played.stop();
        view.example = Number(select.value);
        Object.assign(view, {
          input: structuredClone(DEBTORS[view.example].person),
          flow: undefined,
        });
        build();
        played.show();
      },
    },
    DEBTORS.map(({ says, person }, index) =>
      h(
        'option',
        { value: index, selected: index === view.example },
        `${nameOf(person)} — ${say(says)}`,
      ),
    ),
  );

  const fields = h(
    'form.person',
    {
      novalidate: true,
      onsubmit: (event) => {
        event.preventDefault();
        played.whole();
      },
      onchange: (event) => {
        touched.add(event.target);
        clearTimeout(view.timer);
        view.timer = setTimeout(mind, 250);
      },
    },
    h('h2', t('check.person')),
    h('div.field.example', h('label', { for: id }, t('form.example')), select),
    place,
    h('p.buttons', h('button.primary', { type: 'submit' }, t('check.run'))),
  );
  build();
  view.stop = played.stop;
  played.show();
  wasRunning && played.onward();
  return [
    h('h1', { tabindex: -1 }, t('check.title')),
    h('p.summary', t('check.intro')),
    fields,
    plan,
    answer,
  ];
}

const nameOf = ({ last_name, first_name, patronymic, company_name }) =>
  company_name ?? [last_name, first_name, patronymic].filter(Boolean).join(' ');

function reported({ report: made, score, fault }) {
  return fault
    ? h(
        'div.banner',
        { 'data-tone': 'alarm' },
        h('h2', { id: 'report-heading', tabindex: -1 }, t('result.not_checked')),
        h('p', of(fault, 'message')),
      )
    : [report(made, score), folded(t('check.json'), () => json(made, t('check.json')))];
}
