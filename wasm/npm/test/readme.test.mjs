// The README's programs are run, and print what their comments say.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { archive, project, require, runs, spravka } from './support.mjs';

const text = readFileSync(join(project, 'node_modules/spravka/README.md'), 'utf8');
const snippets = [...text.matchAll(/^## (.*)$|^```js(.*)\n([^]*?)^```$/gm)];

/** What the comments promise: after a `console.log`, or on lines of their own at the end. */
function promised(code) {
  const beside = [...code.matchAll(/console\.(?:log|error)\(.*\); \/\/ (.*)$/gm)].map(
    ([, said]) => said,
  );
  const after = code.trimEnd().split('\n').reverse();
  const end = after.findIndex((line) => !line.startsWith('// '));
  return [
    ...beside,
    ...after
      .slice(0, end)
      .reverse()
      .map((line) => line.slice(3)),
  ];
}

writeFileSync(join(project, 'documents.zip'), archive());
let heading;
let count = 0;
for (const [, title, flavour, code] of snippets) {
  heading = title ?? heading;
  if (code === undefined || flavour !== '') continue;
  const file = `readme-${(count += 1)}.mjs`;
  test(heading, async () => {
    writeFileSync(join(project, file), code.replace('console.error', 'console.log'));
    const printed = await runs(process.execPath, [file]);
    const lines = printed.trimEnd().split('\n');
    assert.ok(printed.length > 1, 'it prints something');
    const expected = promised(code);
    if (expected.length === 0) return;
    assert.equal(lines.length, expected.length, printed);
    for (const [index, line] of expected.entries()) {
      const [start, end = ''] = line.split('…');
      assert.ok(
        lines[index].startsWith(start) && lines[index].endsWith(end),
        `${lines[index]}\nis not\n${line}`,
      );
    }
  });
}

test('n8n', async () => {
  const [, , , code] = snippets.find(([, , flavour]) => flavour === ' n8n');
  const world = spravka.sandbox();
  const asked = [];
  const helpers = {
    async httpRequest({
      method,
      url,
      headers,
      body,
      timeout,
      encoding,
      returnFullResponse,
      ignoreHttpStatusErrors,
      disableFollowRedirect,
    }) {
      asked.push([encoding, returnFullResponse, ignoreHttpStatusErrors, disableFollowRedirect]);
      const answer = await world.transport({ method, url, headers, body, timeout_ms: timeout });
      return { statusCode: answer.status, headers: answer.headers, body: Buffer.from(answer.body) };
    },
  };
  const AsyncFunction = (async () => {}).constructor;
  const node = new AsyncFunction('require', '$env', '$input', code);
  const env = { KZ_INFO_API_KEY: await world.secrets('kz_info.api_key') };
  const input = { all: () => [{ json: { iin: '000101300019' } }, { json: { iin: '1' } }] };
  const results = await node.call({ helpers }, require, env, input);
  assert.deepEqual(
    results.map(({ json }) => json.output?.outcome ?? json.error.code),
    ['found', 'invalid_value'],
  );
  assert.deepEqual(asked, [['arraybuffer', true, true, true]]);
});
