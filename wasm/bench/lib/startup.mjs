// From import to the first answer, in fresh processes that take turns.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { answer } from './answers.mjs';
import { rawCore } from './core.mjs';
import { entry } from './package.mjs';
import { quartiles } from './series.mjs';
import { resumeCall, startCall } from './work.mjs';

const script = (name) => fileURLToPath(new URL(`../startup/${name}`, import.meta.url));

/** @returns the quartiles of the milliseconds, by name */
export async function startup(node, runs) {
  const core = await rawCore();
  const { iin, body } = answer(1_000);
  const call = resumeCall(core.dispatch(startCall(iin)), iin)('0'.repeat(64));
  const work = mkdtempSync(join(tmpdir(), 'spravka-bench-'));
  try {
    const file = join(work, 'case.json');
    writeFileSync(file, JSON.stringify({ call, body: body.toString() }));
    const commands = {
      'spravka, import': [script('spravka.mjs'), entry('.', 'import'), file],
      'spravka, require': [script('spravka.cjs'), entry('.', 'require'), file],
      ajv: [script('peer.mjs'), 'ajv', file],
      zod: [script('peer.mjs'), 'zod', file],
    };
    const times = Object.fromEntries(Object.keys(commands).map((name) => [name, []]));
    for (let run = 0; run <= runs; run += 1) {
      for (const [name, command] of Object.entries(commands)) {
        const ms = Number(execFileSync(node, command, { encoding: 'utf8' }));
        // The first brings the files into memory.
        if (run > 0) times[name].push(ms);
      }
    }
    return Object.fromEntries(Object.entries(times).map(([name, ms]) => [name, quartiles(ms)]));
  } finally {
    rmSync(work, { recursive: true });
  }
}
