// The Node.js that runs this, and the next long-lived one from npm.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

const OTHER = '24.21.0';

/** @returns paths of programs */
export function nodes() {
  const other = process.versions.node.startsWith('24.') ? undefined : installed();
  return [process.execPath, ...(other ? [other] : [])];
}

function installed() {
  const platform = `${process.platform}-${process.arch}`;
  const cache = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
  const prefix = join(cache, 'spravka', `node-${OTHER}`);
  const program = join(prefix, 'node_modules', `node-${platform}`, 'bin', 'node');
  try {
    if (!existsSync(program)) {
      mkdirSync(prefix, { recursive: true });
      const wanted = `node-${platform}@${OTHER}`;
      const flags = ['--no-save', '--no-audit', '--no-fund', '--silent', '--prefix', prefix];
      const stdio = ['ignore', 'ignore', 'inherit'];
      execFileSync('npm', ['install', ...flags, wanted], { stdio });
    }
    execFileSync(program, ['--version'], { stdio: 'ignore' });
    return program;
  } catch (error) {
    const [why] = error.message.split('\n');
    console.error(`SKIPPED: Node.js ${OTHER} cannot be installed (${why})`);
    return undefined;
  }
}
