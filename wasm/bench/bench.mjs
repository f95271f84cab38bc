// Prints, as Markdown, how the core in WASM does against JavaScript written by hand with ajv and
// with zod, in the Node.js that runs this and in the next one. Nothing is asserted about time.
//
//   npm run bench [-- --quick]
import { execFileSync } from 'node:child_process';
import { cpus, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';

import { nodes } from './lib/nodes.mjs';
import { assertBuilt } from './lib/package.mjs';
import { report } from './lib/report.mjs';
import { moduleSizes, packageSize } from './lib/sizes.mjs';
import { startup } from './lib/startup.mjs';

assertBuilt();
const quick = process.argv.includes('--quick');
const PACE = quick
  ? { rounds: 3, batchMs: 1, warmMs: 20, runs: 2 }
  : { rounds: 60, batchMs: 10, warmMs: 500, runs: 30 };

const measure = fileURLToPath(new URL('measure.mjs', import.meta.url));
const load = loadavg()[0];
const found = [];
for (const node of nodes()) {
  console.error(`measuring with ${node}`);
  const measured = execFileSync(node, ['--expose-gc', measure, JSON.stringify(PACE)], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  found.push({ ...JSON.parse(measured), startup: await startup(node, PACE.runs) });
}
const cores = `${cpus().length} × ${cpus()[0].model.trim()}, ${process.platform} ${process.arch}`;
const machine = `${cores}, load ${load.toFixed(1)} when it began`;
console.log(report({ quick, machine, found, sizes: [...moduleSizes(), packageSize()] }));
