// What is played: the faults of the matrix that are answers, as they stand, and the forms of forms.mjs.
import { spoken } from './cells.mjs';
import { takenFor } from './differences.mjs';
import { FORMS } from './forms.mjs';

/** A request of each effect, and one in the middle of its flow. */
export const CALLS = [
  'kz_info.exec_proc_info',
  'fssp.search_physical/poll',
  'osnovanie.view',
  'osnovanie.create',
  'osnovanie.attach_certificate',
  'bitrix24.add_timeline_comment',
  'sber.client_info/ask',
];
/** Flows that look again, repeat or store on the way. */
export const MORE_CALLS = [
  'fssp.search_physical/submit',
  'osnovanie.submit_documents/attach_request',
  'bitrix24.update_contact',
  'sber.client_info/refresh',
];
/** Megabytes look the same to all. */
const LARGE_FOR = ['kz_info.exec_proc_info', 'osnovanie.create'];

/** No answers. Names, TLS and a connection that is never made need more than a socket, and have tests of their own. */
const SILENT = ['F01', 'F02', 'F03', 'F04', 'F05', 'F06', 'F07', 'F08', 'F09', 'F10', 'F25'];

/** Every script of these calls over the cells of the matrix. */
export function scripts(cells, calls) {
  const faults = [...new Set([...cells.values()].map(({ fault }) => fault))];
  return calls.flatMap((call) => {
    const cell = (fault) => cells.get(`${call} ${fault}`);
    const faulty = (fault) => cell(fault).exchanges.find(({ isFaulty }) => isFaulty).event;
    const words = (fault) => Buffer.from(faulty(fault).response.body_base64, 'base64');
    const body = words('F21').subarray(3);
    const isAlone = cell('F07').exchanges.every(({ isFaulty }) => isFaulty);
    const script = (fault, form, play, kind) => {
      const name = `${call} ${fault} ${form}`;
      return { name, call, fault, form, play, kind, job: cell(fault).job, cell };
    };

    const answers = faults.filter((fault) => !SILENT.includes(fault));
    const own = answers.map((fault) => script(fault, 'as it stands', said(faulty(fault))));
    const fits = ({ kind }) =>
      ({ body: body.length > 0, unread: isAlone, large: LARGE_FOR.includes(call) })[kind] ?? true;
    const formed = FORMS.filter(fits).map(({ fault, name, make, kind }) =>
      script(fault, name, (socket, slot) => make(body, words)(socket, slot), kind),
    );
    const refused = isAlone ? [script('F02', 'refused', undefined, 'refused')] : [];
    return [...refused, ...own, ...formed];
  });
}

/** A date that lies ahead of the matrix's time lies as far ahead of the present. */
function said({ response }) {
  const after = response.headers['retry-after'];
  const ahead = Date.parse(after) - Date.parse('2026-11-21T09:00:00Z');
  return (socket, slot) => {
    const moved = slot.isReal && ahead > 0 && after.endsWith('GMT');
    const date = moved ? { 'retry-after': new Date(Date.now() + ahead).toUTCString() } : {};
    socket.write(spoken({ response: { ...response, headers: { ...response.headers, ...date } } }));
  };
}

/** What a slot plays to a host. */
export function played({ play, kind, ...script }, host) {
  if (kind === 'refused') return { exchanges: [] };
  const { as, isTwice } = takenFor(host, script);
  const exchanges = script.cell(as).exchanges.flatMap(({ event, isFaulty }) => {
    const answer = spoken(event);
    if (!isFaulty) return [(socket) => socket.write(answer)];
    return isTwice ? [play, play] : [play];
  });
  return { exchanges, ...(kind === 'unread' ? { greet: play } : {}) };
}

/** What is wrong with how a host ended, after so many requests, where it waits up to so long; or nothing. */
export function fault(script, host, maxWaitMs, found, came) {
  const { as, or, isTwice, code } = takenFor(host, script);
  const wrong = [as, or].filter(Boolean).map((as) => {
    const { waits, exchanges, end, goesOn } = script.cell(as);
    const long = waits.find(({ ms }) => ms > maxWaitMs);
    const asked = exchanges.slice(0, long?.after ?? exchanges.length);
    const again = isTwice ? asked.filter(({ isFaulty }) => isFaulty).length : 0;
    const sent = script.kind === 'refused' ? 0 : asked.length + again;
    if (goesOn && !long) {
      // Whoever goes on is told nothing more.
      const went = /^(transport connection_reset|wait) /.test(found) && came >= sent;
      return went ? '' : `goes on after ${sent} requests`;
    }
    let expected = long?.step ?? end;
    if (script.kind === 'timeless') expected = expected.replace(/ *retry_at/, '');
    if (code) expected = expected.replace(...code);
    return found === expected && came === sent ? '' : `${expected}, ${sent} requests`;
  });
  return wrong.includes('') ? '' : [`${found}, ${came} requests`, ...wrong].join('\n    ');
}
