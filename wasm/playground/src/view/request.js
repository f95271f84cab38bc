// A request before it is sent: what is in it, and where its secrets and files will go.

import { curl, standIns } from '../curl.js';
import { h } from '../dom.js';
import { duration, label, money, number, of, t, value } from '../locale.js';
import { code, json } from './json.js';
import { switched } from './segments.js';

/** Of the first step of a flow. */
export function request(app, view, job, step) {
  const { operation, input } = job;
  const call = { call: 'start', operation, input, now: app.simulation.time };
  if (step.step !== 'send') {
    return [h('p.hint', { role: 'status' }, without(step)), json(call, t('request.call'))];
  }
  const stood = standIns(app.engine, step.request, job.files);
  const command = () => {
    const text = curl(stood);
    return text ? code(text, t('request.curl')) : h('p.hint', t('request.no_curl'));
  };
  return [
    h('p.hint', t('request.first')),
    switched(
      t('request.as'),
      [
        ['request', t('request.request'), () => shown(step.request, stood)],
        ['curl', t('request.curl'), command],
        ['call', t('request.call'), () => json(call, t('request.call'))],
      ],
      view.shown,
      (name) => (view.shown = name),
    ),
  ];
}

function without(step) {
  if (step.step === 'fail') {
    return t('request.not_yet', of(step.error, 'message'));
  }
  return step.step === 'wait'
    ? t('request.needs', step.needs.map((name) => label(name)).join(', '))
    : t('request.none');
}

/** A request as people read it. */
export function shown(request, { filled, headers: sent, body, secrets }) {
  const headers = sent.map(([name, text]) =>
    h('div', h('dt', name), h('dd', marked(text, secrets))),
  );
  const facts = [
    [
      t('request.effect'),
      h('span.effect', { 'data-effect': request.effect }, value(request.effect)),
    ],
    [
      t('request.estimate'),
      request.estimate && money(request.estimate.amount, request.estimate.currency),
    ],
    [t('request.timeout'), duration(request.timeout_ms)],
    [t('request.certificate'), request.tls_identity && h('code', request.tls_identity)],
    [t('request.slots'), slots(request.slots ?? [])],
  ];
  return h(
    'div.request',
    h(
      'p.line',
      h('strong', filled.method),
      ' ',
      h('code.url', { lang: 'en', translate: 'no' }, marked(filled.url, secrets)),
    ),
    h('dl.headers', headers),
    body === undefined
      ? h('p.hint', t('request.no_body'))
      : code(h('span', marked(pretty(body), secrets)), t('request.body')),
    h(
      'dl.facts',
      facts
        .filter(([, said]) => said && said.length !== 0)
        .map(([name, said]) => h('div', h('dt', name), h('dd', said))),
    ),
  );
}

const slots = (list) =>
  list.map(({ secret, file, in: place }) =>
    h('span.limit', h('mark', secret ?? file), ` ${t(`place.${place}`)}`),
  );

/** JSON with its lines; anything else as it is. Files would fill the page. */
function pretty(body) {
  const long = /[A-Za-z0-9+/=]{161,}/g;
  const cut = (run) => `${run.slice(0, 80)}${t('request.characters', number(run.length - 80))}`;
  try {
    return JSON.stringify(JSON.parse(body), null, 2).replace(long, cut);
  } catch {
    return body.replace(long, cut);
  }
}

/** The names of secrets in place of the words that stand for them. */
function marked(text, secrets) {
  if (secrets.length === 0) {
    return [text];
  }
  const words = new RegExp(`(${secrets.map(({ word }) => word).join('|')})`);
  return text.split(words).map((part) => {
    const secret = secrets.find(({ word }) => word === part);
    return secret ? h('mark', `‹${secret.name}›`) : part;
  });
}
