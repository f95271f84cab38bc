// What axe-core finds, in both languages and both themes: nothing.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import test, { after, before } from 'node:test';
import { choose, playground } from './support.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let world;
before(async () => (world = await playground()));
after(() => world.close());

const run = async (page) => {
  await page.click('button.primary[type=submit]');
  await page.waitForSelector('#result-heading, #report-heading');
};
/** Each with what is done there before it is looked at. */
const PLACES = {
  'a check with debts': ['', run],
  'a check that is not complete': [
    '',
    async (page) => {
      await choose(page, { index: 4 });
      await run(page);
      await page.click('.call summary');
    },
  ],
  'a search with its steps open': [
    '#/fssp.search_physical',
    async (page) => {
      await run(page);
      for (const summary of await page
        .locator('.timeline > li > .what > details > summary')
        .all()) {
        await summary.click();
      }
    },
  ],
  'a group': ['#/fssp.search_group', run],
  'a fault at its field': [
    '#/kz_info.exec_proc_info',
    async (page) => {
      await page.fill('[data-member=iin] input', '1');
      await page.click('button.primary');
      await page.waitForSelector('.error:not([hidden])');
    },
  ],
  'a long form': [
    '#/osnovanie.create_application',
    async (page) => {
      await page.click('.tools summary');
      for (const summary of await page.locator('.members details > summary').all()) {
        await summary.click();
      }
    },
  ],
  'an input that is needed': [
    '#/osnovanie.submit_documents',
    async (page) => {
      await choose(page, { index: 1 });
      await run(page);
    },
  ],
  'nested data': ['#/sber.client_info', run],
  'maps and variants': ['#/debtor.bitrix24_fields', run],
};

for (const language of ['ru', 'en']) {
  for (const theme of ['light', 'dark']) {
    test(`axe finds nothing: ${language}, ${theme}`, async () => {
      for (const [place, [hash, prepare]] of Object.entries(PLACES)) {
        await world.page(
          hash,
          async (page) => {
            await prepare(page);
            await page.evaluate(axe);
            const { violations, passes } = await page.evaluate(() =>
              globalThis.axe.run(document, { resultTypes: ['violations', 'passes'] }),
            );
            const found = violations.flatMap(({ id, nodes }) =>
              nodes.map(({ target, failureSummary }) => `${id} ${target}: ${failureSummary}`),
            );
            assert.deepEqual(found, [], place);
            assert.ok(passes.length > 20, place);
          },
          { language, theme },
        );
      }
    });
  }
}
