// Plays the fault matrix over sockets to the command and to Node's fetch, and the forms that only a wire
// has: what comes of each is what the matrix pins, and each request arrives as often as it says.
//
//   node tests/wire/check.mjs FAULTS.json SPRAVKA PACKAGE [--all] [WORD]
//
// Without --all four calls are left out, and what takes more than half a minute.
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { cells, told } from './cells.mjs';
import { command, node } from './hosts.mjs';
import { CALLS, MORE_CALLS, fault, played, scripts } from './scripts.mjs';
import { Slot } from './server.mjs';

/** A port that fetch does not refuse by itself. */
const NOBODY = 'http://127.0.0.1:2';
/** Providers whose requests have no more than half a minute. */
const QUICK = ['fssp', 'kz_info', 'sber'];

const [faults, binary, folder, ...rest] = process.argv.slice(2);
const isAll = rest.includes('--all');
const word = rest.find((word) => !word.startsWith('--')) ?? '';

const spravka = createRequire(import.meta.url)(resolve(folder));
const names = spravka.operations().providers.flatMap(({ secrets }) => secrets);
const simulated = spravka.sandbox();
const secrets = {};
for (const name of names) secrets[name] = await simulated.secrets(name);
const hosts = { command: command(binary, secrets), fetch: node(spravka, secrets) };

// Nobody is to come here.
const elsewhere = await Slot.open({ exchanges: [] });
const isWanted = ({ name, kind }) =>
  name.includes(word) && (isAll || kind !== 'slow' || QUICK.includes(name.split('.')[0]));
const wanted = scripts(cells(faults), isAll ? [...CALLS, ...MORE_CALLS] : CALLS).filter(isWanted);
const isLarge = ({ kind }) => kind === 'large';
const wrong = [];
const started = Date.now();
// Megabytes first: they would hold up the rest, whose time is measured.
for (const part of [wanted.filter(isLarge), wanted.filter((script) => !isLarge(script))]) {
  await Promise.all(Object.keys(hosts).map((host) => all(host, part)));
}

async function all(host, part) {
  const slow = part.filter(({ kind }) => kind === 'slow');
  const queue = part.filter(({ kind }) => kind !== 'slow');
  const worker = async () => {
    for (let script = queue.shift(); script; script = queue.shift()) await tried(host, script);
  };
  const workers = Array.from({ length: hosts[host].atOnce }, worker);
  await Promise.all([...workers, ...slow.map((script) => tried(host, script))]);
}

async function tried(host, script) {
  const found = await one(host, script).catch((error) => error.message);
  if (found) wrong.push(`${host}: ${script.name}\n    ${found}`);
}

/** What is wrong with it. */
async function one(host, script) {
  const { play, maxWaitMs } = hosts[host];
  const slot = await Slot.open(played(script, host));
  slot.elsewhere = elsewhere.origin;
  slot.isReal = Number.isFinite(maxWaitMs);
  const found = told(await play(script.job, script.kind === 'refused' ? NOBODY : slot.origin));
  const came = script.kind === 'unread' ? slot.connections : slot.arrived.length;
  await slot.close();
  return fault(script, host, maxWaitMs, found, came);
}

Object.values(hosts).forEach(({ end }) => end());
if (elsewhere.connections > 0) wrong.push(`${elsewhere.connections} redirects were followed`);
await elsewhere.close();
wrong.sort().forEach((line) => console.log(line));
const seconds = ((Date.now() - started) / 1000).toFixed(1);
console.log(
  `${2 * wanted.length} flows over sockets in ${seconds} s, ${wrong.length} of them wrong`,
);
process.exit(wrong.length || !wanted.length ? 1 : 0);
