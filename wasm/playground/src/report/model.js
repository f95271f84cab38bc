// What follows from a report, and what does not. A report is no more complete than its sources.

/** `checked`, `incomplete`, `not_checked`, `not_asked`; anything else is no answer. */
export function stateOf({ status, complete, answers = [] }) {
  if (status === 'found' || status === 'empty') {
    return complete && answers.length > 0 ? 'checked' : 'incomplete';
  }
  return status === 'not_asked' ? 'not_asked' : 'not_checked';
}

/** Arrests come from the bank; all other operations tell of proceedings. */
const isOfBank = ({ operation = '' }) => operation.startsWith('sber.');

const operations = ({ answers = [], failures = [], unasked = [] }) => [
  ...answers,
  ...failures,
  ...unasked,
];

export function isComplete({ complete, sources }) {
  const asked = sources.map(stateOf).filter((state) => state !== 'not_asked');
  return complete === true && asked.length > 0 && asked.every((state) => state === 'checked');
}

/** Whether a register of enforcement proceedings was asked, with or without an answer. */
export const asksRegisters = ({ sources }) =>
  sources.some(
    (source) => stateOf(source) !== 'not_asked' && operations(source).some((one) => !isOfBank(one)),
  );

/** Whether a bank has shown all its arrests. */
export const hasCheckedBank = ({ sources }) =>
  sources.some((source) => stateOf(source) === 'checked' && source.answers.some(isOfBank));
