// Code nodes: the core pasted, and the package `spravka` required, where its user has installed it
// beside n8n. In an instance of its own, since a Code node's secrets stand in its workflow.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { hostWith, npm, root, target } from '../host.mjs';
import { pastedCode, requiringCode } from '../../scripts/code-node.mjs';
import { EXAMPLES } from '../operations.mjs';
import { chain, items, node, webhook } from '../workflow.mjs';

export default async function codeNode(world, test) {
  const sandbox = await world.sandbox();
  const server = await world.server('code-node', {
    of: hostWith(await world.host(), { spravka: packed() }),
    NODE_FUNCTION_ALLOW_EXTERNAL: 'spravka',
  });
  await server.start();

  for (const [kind, code] of [
    ['pasted', await pastedCode()],
    ['required', requiringCode()],
  ]) {
    await test(kind, async () => {
      const jsCode = edited(code, {
        TEST_ORIGIN: sandbox.origin,
        SECRETS: { 'kz_info.api_key': sandbox.secrets.KZ_INFO_API_KEY },
      });
      const nodes = [webhook(kind), items(), node('Code', 'n8n-nodes-base.code', 2, { jsCode })];
      await server.rest.activate(await server.rest.workflow(chain(kind, nodes)));
      const people = EXAMPLES['kz_info.exec_proc_info'].map(({ input }) => input);
      const jobs = people.map((input) => ({ operation: 'kz_info.exec_proc_info', input }));
      const { status, items: out } = await server.rest.hook(kind, { items: jobs });
      assert.equal(status, 200, JSON.stringify(out));
      assert.deepEqual(
        out.map(({ outcome }) => outcome),
        ['found', 'empty', 'empty', 'not_checked', 'not_checked'],
      );
    });
  }
  await server.stop();
}

/** The package for Node.js, as its user unpacks it. */
function packed() {
  const folder = join(target, 'spravka');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const from = join(root, 'wasm/npm');
  const said = npm(from, ['pack', '--json', '--ignore-scripts', '--pack-destination', folder]);
  execFileSync('tar', ['-xzf', join(folder, JSON.parse(said)[0].filename), '-C', folder]);
  return join(folder, 'package');
}

/** The code as its user has edited it: the job is the item. */
function edited(code, constants) {
  let text = code.replace(
    /function jobOf\(json\) \{[^]*?\n\}/,
    'function jobOf(json) { return json; }',
  );
  for (const [name, value] of Object.entries(constants)) {
    const place = new RegExp(`^const ${name} = (\\{[^]*?\\n\\}|.*?);$`, 'm');
    assert.match(text, place);
    text = text.replace(place, () => `const ${name} = ${JSON.stringify(value)};`);
  }
  return text;
}
