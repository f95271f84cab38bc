// Hosts that play a job against an origin: `(job, origin) => step`.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

/** What the command sleeps through; longer waits come out as steps. */
export const MAX_WAIT_MS = 6000;

/** `spravka run` by its own client, in real time. */
export function command(binary, secrets) {
  const folder = mkdtempSync(join(tmpdir(), 'spravka-wire-'));
  let count = 0;
  const play = async (job, origin) => {
    // A refresh writes into it.
    const file = join(folder, `${(count += 1)}.json`);
    writeFileSync(file, JSON.stringify(secrets), { mode: 0o600 });
    const flags = ['--transport', 'http', '--test-origin', origin, '--secrets-file', file];
    const child = spawn(binary, ['run', ...flags, '--max-wait', `${MAX_WAIT_MS}ms`], {
      env: { PATH: process.env.PATH },
    });
    child.stdin.end(`${job}\n`);
    const [out, said] = await Promise.all([text(child.stdout), text(child.stderr)]);
    if (said || out.trimEnd().includes('\n')) throw new Error(`${said}${out}`);
    return JSON.parse(out);
  };
  // It waits most of its time.
  return {
    play,
    atOnce: 60,
    maxWaitMs: MAX_WAIT_MS,
    end: () => rmSync(folder, { recursive: true }),
  };
}

/** `run` of the npm package by Node's own fetch, in the matrix's time: nothing is waited for. */
export function node({ run }, secrets) {
  const play = async (job, origin) => {
    let now = Date.parse('2026-11-21T09:00:00Z');
    const own = { ...secrets };
    const options = {
      secrets: own,
      store: (fresh) => void Object.assign(own, fresh),
      now: () => now,
      sleep: async (ms) => void (now += ms),
      maxWait: Infinity,
      allowed: { test_origin: origin },
    };
    return JSON.parse(await run(job, options));
  };
  return { play, atOnce: 16, maxWaitMs: Infinity, end: () => {} };
}
