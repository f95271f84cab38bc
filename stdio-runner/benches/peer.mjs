// The same work as `spravka step` does for a KZ Info answer, by hand in JavaScript and without any
// check: the peer of the benchmark.
import { createInterface } from 'node:readline';

const amount = (text) => (/^-?\d{1,18}(\.\d{1,6})?$/.test(text ?? '') ? text : undefined);
const day = (text) => (/^\d{4}-\d{2}-\d{2}/.test(text ?? '') ? text.slice(0, 10) : undefined);
const joined = (...parts) => parts.filter(Boolean).join(' ') || undefined;

function proceeding(item) {
  const patronymic = Array.isArray(item.officer_secondname)
    ? item.officer_secondname[0]
    : item.officer_secondname;
  const principal = amount(item.recovery_amount);
  return {
    number: item.exec_proc_num,
    source_id: item.exec_proc,
    opened_on: day(item.ip_start_date),
    status: 'unknown',
    document: { date: day(item.il_date), issuer: item.il_organ_ru },
    subject: { text: item.category_ru, category: 'other' },
    amounts: {
      currency: 'KZT',
      principal,
      items: principal ? [{ amount: principal, kind: 'principal' }] : [],
      basis: 'unknown',
    },
    debtor: { name: joined(item.debtor_name, item.debtor_secondname), iin: item.debtor_iin },
    claimant: {
      kind: item.recoverer_bin ? 'company' : 'person',
      name:
        item.recoverer_title ??
        joined(item.recoverer_surname, item.recoverer_name, item.recoverer_secondname),
      iin: item.recoverer_iin,
      bin: item.recoverer_bin,
    },
    department: { name: item.disa_name_ru },
    officer: {
      name: joined(item.officer_surname, item.officer_name, patronymic),
      office: item.disa_department_name_ru,
    },
    raw: item,
  };
}

let out = '';
for await (const line of createInterface({ input: process.stdin })) {
  const { event, state, now } = JSON.parse(line);
  const proceedings = event.response.json.map(proceeding);
  const outcome = proceedings.length ? 'found' : 'empty';
  const meta = { operation: state.operation, as_of: now, attempts: state.sends };
  out += JSON.stringify({ step: 'done', output: { outcome, complete: true, proceedings }, meta });
  out += '\n';
  if (out.length > 65536) {
    if (!process.stdout.write(out)) await new Promise((done) => process.stdout.once('drain', done));
    out = '';
  }
}
process.stdout.write(out);
