// Packs the package, installs the tarball into an empty project and runs the tests there: what they see is what a user gets. SPRAVKA is the command, for its sandbox.
import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const root = resolve(here, '../../..');
if (!existsSync(join(here, '../dist/index.js'))) {
  throw new Error('there is no dist/: build it first, by `cargo xtask package`');
}
const project = mkdtempSync(join(tmpdir(), 'spravka-package-'));
const npm = (...args) =>
  execFileSync('npm', args, {
    cwd: project,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
try {
  const [packed] = JSON.parse(
    npm('pack', '--json', '--ignore-scripts', '--pack-destination', project, join(here, '..')),
  );
  writeFileSync(join(project, 'package.json'), '{"private":true}\n');
  npm('install', '--offline', '--ignore-scripts', join(project, packed.filename));
  writeFileSync(join(project, 'packed.json'), JSON.stringify(packed));
  cpSync(join(here, 'project'), project, { recursive: true });
  cpSync(join(here, '../examples'), join(project, 'examples'), { recursive: true });
  for (const beside of ['undici', '@types']) {
    symlinkSync(join(root, 'node_modules', beside), join(project, 'node_modules', beside));
  }

  const wanted = process.argv.slice(2);
  const tests = readdirSync(here).filter((name) => name.endsWith('.test.mjs'));
  const files = tests.filter(
    (name) => wanted.length === 0 || wanted.some((part) => name.includes(part)),
  );
  const env = {
    ...process.env,
    SPRAVKA_PROJECT: project,
    SPRAVKA: process.env.SPRAVKA ?? join(root, 'target/debug/spravka'),
  };
  const { status } = spawnSync(
    process.execPath,
    ['--test', '--test-concurrency=3', ...files.map((name) => join(here, name))],
    { env, stdio: 'inherit' },
  );
  process.exitCode = files.length === 0 ? 1 : (status ?? 1);
} finally {
  rmSync(project, { recursive: true, force: true });
}
