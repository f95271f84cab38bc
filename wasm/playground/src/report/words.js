// Words of a report that more than one part needs.

import { t } from '../locale.js';
import { UI } from '../words/ui.js';

export const sourceName = (name) =>
  UI[`source.${name}`] ? `${t(`source.${name}`)} (${name})` : name;

/** Where the debt of a proceeding is: the report's own three groups. */
const PAID = ['paid', 'paid_by_joint_debtor'];
const UNCLEAR = ['recalled', 'liquidated', 'time_barred', 'ended', 'bankrupt'];

export const debtOf = ({ match, standing }) =>
  match === 'possible'
    ? 'namesake'
    : PAID.includes(standing)
      ? 'paid'
      : UNCLEAR.includes(standing)
        ? 'unclear'
        : 'owed';

/** A sum of decimal strings, exactly. */
export function sum(amounts) {
  const given = amounts.filter((amount) => amount !== undefined && amount !== null);
  const places = Math.max(0, ...given.map((amount) => (amount.split('.')[1] ?? '').length));
  const units = given.reduce((total, amount) => {
    const [integer, fraction = ''] = amount.split('.');
    return total + BigInt(integer + fraction.padEnd(places, '0'));
  }, 0n);
  const digits = String(units < 0n ? -units : units).padStart(places + 1, '0');
  const text = places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
  return units < 0n ? `-${text}` : text;
}

/** Principal, fee and what nobody has split. */
export const whole = ({ principal, fee, unsplit }) => sum([principal, fee, unsplit]);
