// The package in headless Chromium: every conversation and every hostile document through both of
// its doors, and jobs by `fetch` alone.
//
//   node browser.mjs DIST SPRAVKA conversations.json faults.json [readings.json JSONTestSuite json_test_suite.txt]
//
// Chromium is CHROMIUM, or where Debian puts it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { suiteOf } from './suite.mjs';

const [dist, spravka, conversations, faults, readings, suite, pinned] = process.argv.slice(2);
const TYPES = { '.js': 'text/javascript', '.mjs': 'text/javascript', '.wasm': 'application/wasm' };
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const here = fileURLToPath(new URL('.', import.meta.url));

/** What the page asks for beside its scripts. */
const data = {
  '/': () => '<!doctype html><title>Spravka</title>',
  '/favicon.ico': () => '',
  '/cases/conversations': () => readFileSync(conversations),
  '/cases/faults': () => readFileSync(faults),
  '/hostile': () => JSON.stringify(hostile()),
};

function hostile() {
  const inBase64 = (files) => files.map(([name, bytes]) => [name, bytes.toString('base64')]);
  const { parsing, transform } = suiteOf(suite);
  return {
    readings: JSON.parse(readFileSync(readings, 'utf8')),
    parsing: inBase64(parsing),
    transform: inBase64(transform),
    pinned: readFileSync(pinned, 'utf8').split('\n').slice(0, -1),
  };
}

function script(path) {
  if (path.startsWith('/package/')) return join(dist, path.slice('/package/'.length));
  return ['/conversations.mjs', '/verdicts.mjs'].includes(path) ? join(here, path) : undefined;
}

const sandbox = spawn(spravka, ['sandbox', '--listen', '127.0.0.1:0'], {
  stdio: ['ignore', 'pipe', 'ignore'],
});
const [line] = await once(createInterface(sandbox.stdout), 'line');
const providers = new URL(line.replace('listening on ', ''));

// The page is its own test origin: what is nothing of its own goes on to the simulated providers.
const server = http.createServer((request, response) => {
  const { url, method, headers } = request;
  const path = script(url);
  if (path || data[url]) {
    response.writeHead(200, { 'content-type': path ? TYPES[extname(path)] : 'text/html' });
    response.end(path ? readFileSync(path) : data[url]());
    return;
  }
  const { hostname, port } = providers;
  const onward = http.request({ hostname, port, path: url, method, headers }, (answer) => {
    response.writeHead(answer.statusCode, answer.headers);
    answer.pipe(response);
  });
  onward.on('error', () => response.destroy());
  request.pipe(onward);
});
await once(server.listen(0, '127.0.0.1'), 'listening');

const profile = mkdtempSync(join(tmpdir(), 'spravka-browser-'));
let isRight = false;
try {
  const browser = await chromium.launchPersistentContext(profile, {
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    headless: true,
    args: FLAGS,
  });
  const page = await browser.newPage();
  page.on('console', (message) => console.error(message.text()));
  page.on('pageerror', (error) => console.error(error));
  await page.goto(`http://127.0.0.1:${server.address().port}`);
  isRight = right(await page.evaluate(inPage, { isHostile: suite !== undefined }));
  await browser.close();
} finally {
  sandbox.kill();
  server.close();
  server.closeAllConnections();
  rmSync(profile, { recursive: true, force: true });
}
process.exit(isRight ? 0 : 1);

/** Says what happened, and whether it was to. */
function right({ doors, job, batch }) {
  for (const { door, played, judged } of doors) {
    for (const { file, turns, wrong } of played) {
      console.log(`${door}, ${file}: ${turns} turns, ${wrong} of them answered differently`);
    }
    if (judged) {
      console.log(`${door}: ${judged.runs} documents read, ${judged.verdicts} verdicts pinned`);
      judged.faults.forEach((fault) => console.error(`not so: ${fault}`));
    }
  }
  console.log(`a job by fetch: ${job.step}, ${job.found} proceedings in ${job.attempts} requests`);
  console.log(`three jobs by fetch: ${batch.join(', ')}`);
  const isPlayed = doors.every(({ played, judged }) => {
    const same =
      played.length === 2 && played.every(({ turns, wrong }) => turns > 0 && wrong === 0);
    return same && (judged ?? { faults: [] }).faults.length === 0;
  });
  const isFetched = job.step === 'done' && job.simulated && job.found > 0;
  return isPlayed && isFetched && batch.join() === '0,1,2';
}

/** What happens inside the browser. */
async function inPage({ isHostile }) {
  const { play } = await import('/conversations.mjs');
  const { judge } = await import('/verdicts.mjs');
  const { core } = await import('/package/raw.mjs');
  const { batch, run, sandbox } = await import('/package/browser.mjs');
  const module = async (name) => WebAssembly.compileStreaming(await fetch(`/package/${name}`));
  const json = async (path) => (await fetch(path)).json();
  const bytes = ([name, text]) => [name, Uint8Array.from(atob(text), (c) => c.charCodeAt(0))];

  const hostile = isHostile && (await json('/hostile'));
  const documents = hostile && {
    parsing: hostile.parsing.map(bytes),
    transform: hostile.transform.map(bytes),
  };
  const doors = [];
  for (const door of ['raw.wasm', 'spravka.wasm']) {
    const own = core(await module(door));
    const played = [];
    for (const file of ['conversations', 'faults']) {
      played.push({ file, ...play(own, await json(`/cases/${file}`)) });
    }
    const judged = hostile && judge(own, hostile.readings, documents, hostile.pinned);
    doors.push({ door, played, judged: judged || undefined });
  }

  // No transport, no clock and no store of the test's own.
  const host = { secrets: sandbox().secrets, allowed: { test_origin: location.origin } };
  const owner = { last_name: 'Должников', first_name: 'Пётр', patronymic: 'Тестович' };
  const input = { ...owner, birth_date: '1901-02-03', region: 77 };
  const { step, output, meta } = await run({ operation: 'fssp.search_physical', input }, host);
  const found = output?.proceedings.length;
  const job = { step, found, attempts: meta.attempts, simulated: meta.simulated };
  const person = { operation: 'kz_info.exec_proc_info', input: { iin: '000101300019' } };
  const results = [];
  for await (const result of batch([person, person, person], { ...host, concurrency: 3 })) {
    results.push(result.step === 'done' ? result.index : result.error?.code);
  }
  return { doors, job, batch: results };
}
