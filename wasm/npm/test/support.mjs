// What the tests share: the installed package, the sandbox over HTTP, and programs.
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

export const project = process.env.SPRAVKA_PROJECT;
/** As a program of the project would require it. */
export const require = createRequire(join(project, 'main.cjs'));
export const spravka = require('spravka');

/** Runs a program in the project, and gives what it has written. */
export async function runs(program, args, options = {}) {
  const { stdout } = await promisify(execFile)(program, args, {
    cwd: project,
    maxBuffer: 1 << 26,
    ...options,
  });
  return stdout;
}

/** The simulated providers over HTTP: `spravka sandbox --listen`, until the test is over. */
export async function sandboxServer(test, ...flags) {
  const child = spawn(process.env.SPRAVKA, ['sandbox', '--listen', '127.0.0.1:0', ...flags], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  test.after(() => child.kill('SIGKILL'));
  const [line] = await once(createInterface(child.stdout), 'line');
  const origin = line.replace('listening on ', '');
  const counters = async () => (await fetch(`${origin}/__sandbox/counters`)).json();
  return { origin, counters };
}

export { application, archive, certificateRequest, signature } from './project/documents.mjs';
