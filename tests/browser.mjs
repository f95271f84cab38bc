// The package in headless Chromium: every conversation through both doors, and a job by `fetch` alone.
//
//   node browser.mjs DIST SPRAVKA cases.json…
//
// Chromium is CHROMIUM, or where Debian puts it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import { basename, extname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const [dist, spravka, ...cases] = process.argv.slice(2);
const TYPES = {
  '.html': 'text/html',
  '.json': 'application/json',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.wasm': 'application/wasm',
};
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const sandbox = spawn(spravka, ['sandbox', '--listen', '127.0.0.1:0'], {
  stdio: ['ignore', 'pipe', 'ignore'],
});
const [line] = await once(createInterface(sandbox.stdout), 'line');
const providers = new URL(line.replace('listening on ', ''));

const here = fileURLToPath(new URL('.', import.meta.url));
const files = new Map(cases.map((path) => [`/cases/${basename(path)}`, path]));
// The page is its own test origin: what is no file goes on to the simulated providers.
const server = http.createServer((request, response) => {
  const path = request.url.startsWith('/package/')
    ? join(dist, request.url.slice(9))
    : request.url === '/play.mjs'
      ? join(here, 'play.mjs')
      : files.get(request.url);
  if (request.url === '/favicon.ico') {
    return void response.writeHead(204).end();
  }
  if (request.url === '/' || path) {
    response.writeHead(200, {
      'content-type': path ? (TYPES[extname(path)] ?? 'text/plain') : 'text/html',
    });
    return void response.end(path ? readFileSync(path) : '<!doctype html><title>Spravka</title>');
  }
  const { hostname, port } = providers;
  const { url, method, headers } = request;
  const onward = http.request({ hostname, port, path: url, method, headers }, (answer) => {
    response.writeHead(answer.statusCode, answer.headers);
    answer.pipe(response);
  });
  onward.on('error', () => response.destroy());
  request.pipe(onward);
});
await once(server.listen(0, '127.0.0.1'), 'listening');
const origin = `http://127.0.0.1:${server.address().port}`;

const profile = mkdtempSync(join(tmpdir(), 'spravka-browser-'));
let failed = true;
try {
  const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
  const browser = await chromium.launchPersistentContext(profile, {
    executablePath,
    headless: true,
    args: FLAGS,
  });
  const page = await browser.newPage();
  page.on('console', (message) => console.error(message.text()));
  page.on('pageerror', (error) => console.error(error));
  await page.goto(origin);
  const played = await page.evaluate(inPage, [...files.keys()]);
  for (const { door, file, turns, wrong } of played.doors) {
    console.log(
      `${door}, ${basename(file, '.json')}: ${turns} turns, ${wrong} of them answered differently`,
    );
  }
  console.log(
    `a job by fetch: ${played.job.step}, ${played.job.output?.proceedings?.length} proceedings in ${played.job.meta.attempts} requests`,
  );
  console.log(`many jobs by fetch: ${played.batch.join(', ')}`);
  const isRight =
    played.doors.every(({ turns, wrong }) => turns > 0 && wrong === 0) &&
    played.doors.length === 2 * files.size;
  const isFound =
    played.job.step === 'done' &&
    played.job.meta.simulated &&
    played.job.output.proceedings.length > 0;
  failed = !(isRight && isFound && played.batch.join() === '0,1,2' && played.names.includes('run'));
  await browser.close();
} finally {
  sandbox.kill();
  server.close();
  server.closeAllConnections();
  rmSync(profile, { recursive: true, force: true });
}
process.exit(failed ? 1 : 0);

/** What happens inside the browser. */
async function inPage(files) {
  const { play } = await import('/play.mjs');
  const { core } = await import('/package/raw.mjs');
  const entry = await import('/package/browser.mjs');
  const raw = core(await WebAssembly.compileStreaming(fetch('/package/raw.wasm')));
  const doors = [];
  for (const file of files) {
    const conversations = await (await fetch(file)).json();
    for (const [door, dispatch] of [
      ['raw.wasm', raw.dispatch],
      ['spravka.wasm', entry.dispatch],
    ]) {
      doors.push({ door, file, ...play(dispatch, conversations) });
    }
  }
  // No transport, no clock and no store of the test's own.
  const host = { secrets: entry.sandbox().secrets, allowed: { test_origin: location.origin } };
  const owner = {
    last_name: 'Должников',
    first_name: 'Пётр',
    patronymic: 'Тестович',
    birth_date: '1901-02-03',
    region: 77,
  };
  const job = await entry.run({ operation: 'fssp.search_physical', input: owner }, host);
  const person = { operation: 'kz_info.exec_proc_info', input: { iin: '000101300019' } };
  const batch = [];
  for await (const result of entry.batch([person, person, person], { ...host, concurrency: 3 })) {
    batch.push(result.step === 'done' ? result.index : result.error?.code);
  }
  return { doors, job, batch, names: Object.keys(entry) };
}
