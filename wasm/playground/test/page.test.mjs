// The page in a browser. Each page must be quiet: no errors, no violation of the policy, no request to
// anybody but its own server (see support.mjs).

import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import test, { after, before } from 'node:test';
import { choose, play, playground } from './support.mjs';
import { site } from './server.mjs';

const { EXAMPLES } = await import(path.join(site, 'examples.js'));

let world;
before(async () => (world = await playground()));
after(() => world.close());

test('every operation has a form, and its example plays to an end', async () => {
  await world.page('', async (page) => {
    for (const operation of Object.keys(EXAMPLES)) {
      await page.evaluate((name) => (location.hash = `#/${name}`), operation);
      await page.waitForSelector(`.about code:text-is("${operation}")`);
      await page.waitForSelector('.preview :is(.request, pre)');
      const labelled = await page.$$eval('form :is(input, select, textarea)', (controls) =>
        controls.every(
          (control) => control.labels.length > 0 || control.getAttribute('aria-label'),
        ),
      );
      assert.ok(labelled, `${operation}: a field without a label`);
      const before = await page.$$eval('form .error:not([hidden])', (errors) =>
        errors.map((error) => error.textContent),
      );
      assert.deepEqual(before, [], operation);
      await play(page);
      const tone = await page.getAttribute('.answer .banner', 'data-tone');
      const isPartly = [
        'fssp.search_group',
        'identifiers.check',
        'osnovanie.status',
        'debtor.report',
      ].includes(operation);
      assert.ok(
        isPartly ? tone === 'alarm' : ['found', 'empty', 'done'].includes(tone),
        `${operation}: ${tone}`,
      );
      assert.ok((await page.locator('.timeline > li').count()) > 0, operation);
    }
  });
});

test('a person found, a person without records and a source that is silent are three things', async () => {
  await world.page('#/fssp.search_physical', async (page) => {
    assert.match(await play(page), /Found: 8.proceedings/);
    assert.equal(await page.getAttribute('.banner', 'data-tone'), 'found');
    assert.equal(await page.locator('.proceedings tbody tr').count(), 8);
    assert.match(await page.textContent('.proceedings tbody'), /10002\/24\/77010-ИП.*212,776\.40/s);
    assert.match(await page.textContent('.simulated'), /Simulated/);

    await choose(page, { index: 1 });
    assert.match(await play(page), /Empty/);
    assert.equal(await page.getAttribute('.banner', 'data-tone'), 'empty');
    assert.match(await page.textContent('.banner'), /whole answer/);

    await choose(page, { index: 2 });
    assert.match(await play(page), /Not checked/);
    assert.equal(await page.getAttribute('.banner', 'data-tone'), 'alarm');
    assert.match(await page.textContent('.banner'), /does not mean “no debts”.*source_shut/s);
    assert.equal(await page.locator('.answer table').count(), 0);
  });
});

test('the request is shown with its slots, as a command, and as a call', async () => {
  await world.page('#/api_cloud.nsso_check_policy', async (page) => {
    assert.match(
      await page.textContent('.request .url'),
      /^https:\/\/api-cloud\.ru\/.*token=‹api_cloud\.token›$/,
    );
    assert.match(await page.textContent('.preview .facts'), /paid read.*0\.75.₽/s);
    await page.click('.preview label:text-is("curl")');
    assert.match(
      await page.textContent('.preview pre'),
      /\$\(percent "\$SPRAVKA_API_CLOUD_TOKEN"\)/,
    );
    await page.click('.preview label:text-is("Call to the core")');
    const call = JSON.parse(await page.textContent('.preview pre'));
    assert.deepEqual(
      [call.call, call.operation, call.input.plate],
      ['start', 'api_cloud.nsso_check_policy', 'О001ОО77'],
    );
    const { secrets } = await page.evaluate(async () => {
      const { load } = await import('./engine.js');
      return (await load()).world();
    });
    const html = await page.content();
    assert.ok(Object.values(secrets).every((secret) => !html.includes(secret)));
  });
});

test('what is wrong is said at its field, in the language of the page', async () => {
  for (const [language, said] of [
    ['en', /The control digits do not match/],
    ['ru', /Контрольные цифры не сходятся/],
  ]) {
    await world.page(
      '#/kz_info.exec_proc_info',
      async (page) => {
        const field = page.locator('[data-member=iin] input');
        await field.fill('000101300018');
        await page.click('button.primary');
        await page.waitForSelector('[data-member=iin] .error:not([hidden])');
        assert.match(await page.textContent('[data-member=iin] .error'), said);
        assert.equal(await field.getAttribute('aria-invalid'), 'true');
        assert.ok((await field.getAttribute('aria-describedby')).includes('error'));
        assert.ok(await field.evaluate((control) => control === document.activeElement));
        assert.equal(await page.locator('#result-heading').count(), 0);
        await field.fill('000101300019');
        await page.waitForSelector('[data-member=iin] .error', { state: 'hidden' });
      },
      { language },
    );
  }
});

test('a fault deep inside is said there', async () => {
  await world.page('#/fssp.search_group', async (page) => {
    const second = page.locator('[data-member=requests] .row').nth(1);
    await second.locator('[data-member=company_name] input').fill('');
    await page.click('button.primary');
    await second.locator('.error:not([hidden])').waitFor();
    assert.match(await second.locator('.error:not([hidden])').textContent(), /company_name/);
    assert.equal(await page.locator('.error:not([hidden])').count(), 1);
    const third = page
      .locator('[data-member=requests] .row')
      .nth(2)
      .locator('[data-member=proceeding_number]');
    await second.locator('[data-member=company_name] input').fill('ООО Чистое');
    await third.locator('input').fill('3/24/7701');
    await page.click('button.primary');
    await third.locator('.error:not([hidden])').waitFor();
    assert.equal(await page.locator('.error:not([hidden])').count(), 1);
    await third.locator('input').fill('3/24/77010-ИП');
    await second.locator('.remove').click();
    await page.click('button.primary');
    await page.waitForSelector('#result-heading');
    assert.match(await page.textContent('#result-heading'), /1 of 2/);
  });
});

test('waits are skipped and said so, steps open as JSON, secrets stay hidden', async () => {
  await world.page('#/sber.refresh_token', async (page) => {
    await play(page);
    await page.click('.timeline .store summary');
    const step = JSON.parse(await page.textContent('.timeline .store pre'));
    assert.equal(step.step, 'store');
    assert.ok(Object.values(step.secrets).every((secret) => secret === 'not shown'));
    await page.click('.timeline .send summary:has-text("Answer")');
    await page.waitForSelector('.timeline .send details[open] .hint:text-is("not shown")');
    assert.equal(await page.locator('.timeline .send details[open] pre').count(), 0);
  });
  await world.page('#/fssp.search_physical', async (page) => {
    await play(page);
    assert.match(await page.textContent('.timeline .wait'), /Wait.*5.s.*skipped/s);
    assert.match(await page.textContent('.steps'), /time is virtual/);
  });
});

test('one step at a time', async () => {
  await world.page('#/fssp.search_physical', async (page) => {
    for (let steps = 1; steps <= 5; steps += 1) {
      await page.click('button:text-is("One step")');
      await page.waitForFunction(
        (count) => document.querySelectorAll('.timeline > li').length === count,
        steps,
      );
    }
    assert.match(await page.textContent('#result-heading'), /Found/);
  });
});

test('an input that is needed later leads back to the form', async () => {
  await world.page('#/osnovanie.submit_documents', async (page) => {
    await choose(page, { index: 1 });
    assert.match(await play(page), /Input is needed/);
    await page.click('.answer button:has-text("Certificate request")');
    const field = page.locator('[data-member=certificate_request]');
    assert.ok(
      await field.locator('input').evaluate((control) => control === document.activeElement),
    );
    assert.ok(await field.locator('.error').isVisible());
    await field.locator('button').click();
    await field.locator('.chosen:has-text("request.p10")').waitFor();
    await page.click('.answer button.primary');
    await page.waitForSelector('.answer .banner[data-tone=done]');
  });
});

test('a person decides between the options of `reconcile`', async () => {
  await world.page('#/osnovanie.create_application', async (page) => {
    await choose(page, { index: 1 });
    assert.match(await play(page), /Not done/);
    assert.equal(await page.locator('.decisions button').count(), 3);
    await page.click('.decisions button:has-text("2103")');
    await page.waitForSelector('.answer .banner[data-tone=done]');
    assert.match(await page.textContent('.data'), /2103/);
  });
});

test('a debtor is checked: plan, sources, report with its pictures', async () => {
  await world.page('', async (page) => {
    await page.click('button.primary');
    await page.waitForSelector('#report-heading');
    assert.equal(await page.locator('.call').count(), 2);
    assert.equal(await page.locator('.report svg').count(), 3);
    for (const picture of await page.locator('.report svg').all()) {
      assert.equal(await picture.getAttribute('role'), 'img');
      assert.match(await picture.locator('desc').textContent(), /: /);
    }
    assert.match(
      await page.locator('.report svg desc').first().textContent(),
      /FSSP of Russia \(fssp\): owed — 6/,
    );
    assert.match(await page.textContent('.report .banner'), /checked in full/);
    assert.match(await page.textContent('.report'), /SIMULATION — THE DATA ARE NOT REAL/);

    await choose(page, { index: 4 });
    await page.click('button.primary');
    await page.waitForSelector('#report-heading');
    const report = await page.textContent('.report');
    assert.match(report, /THE CHECK IS NOT COMPLETE/);
    assert.match(report, /No debts were found, but THE CHECK IS NOT COMPLETE/);
    assert.doesNotMatch(report, /checked in full|No debt that is certainly/);
    assert.equal(await page.locator('.call[data-outcome=not_checked]').count(), 4);
    assert.equal(await page.locator('.mark.silent').count(), 2);
  });
});

test('nobody asked is not nothing found', async () => {
  await world.page('', async (page) => {
    for (const member of ['first_name', 'patronymic', 'birth_date', 'iin']) {
      await page.fill(`[data-member=${member}] input`, '');
    }
    await page.click('button.primary');
    await page.waitForSelector('#report-heading');
    const report = await page.textContent('.report');
    assert.match(report, /THE CHECK IS NOT COMPLETE/);
    assert.doesNotMatch(report, /No debt that is certainly|No proceedings were found in/);
  });
});

test('the keyboard is enough', async () => {
  await world.page('', async (page) => {
    const focused = () =>
      page.evaluate(() => document.activeElement.textContent || document.activeElement.id);
    await page.keyboard.press('Tab');
    assert.match(await focused(), /Skip to the content/);
    await page.keyboard.press('Enter');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'content');
    await page.focus('#search');
    await page.keyboard.type('identifiers');
    await page.waitForFunction(() => document.querySelectorAll('.groups a').length === 1);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.waitForSelector('[data-member=bik]');
    assert.equal(await page.evaluate(() => document.activeElement.tagName), 'H1');
    await page.focus('[data-member=inn] input');
    await page.keyboard.press('Enter');
    await page.waitForSelector('#result-heading');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'result-heading');
    await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowRight');
    assert.match(await page.textContent('.answer pre'), /"all_right": false/);
  });
});

test('a change of language keeps what was entered and played', async () => {
  await world.page('#/kz_info.exec_proc_info', async (page) => {
    await page.fill('[data-member=iin] input', '030405300047');
    await play(page);
    await page.click('label:text-is("Русский")');
    await page.waitForFunction(() => document.documentElement.lang === 'ru');
    assert.equal(await page.inputValue('[data-member=iin] input'), '030405300047');
    assert.match(await page.textContent('#result-heading'), /Есть записи: 1.производство/);
    assert.match(await page.title(), /Исполнительные производства в Казахстане/);
    assert.match(await page.textContent('.page .simulation'), /Имитация/i);
    await page.reload();
    await page.waitForSelector('h1');
    assert.equal(await page.getAttribute('html', 'lang'), 'ru');
  });
});

test('the input goes in as JSON too', async () => {
  await world.page('#/api_cloud.fssp_inn', async (page) => {
    await page.click('summary:text-is("Input as JSON")');
    const text = page.locator('.tools textarea');
    await text.fill('{');
    await page.click('.tools button');
    assert.match(await page.textContent('.tools .error'), /no JSON/);
    await text.fill('{"inn":"980000000278"}');
    await page.click('.tools button');
    assert.equal(await page.inputValue('[data-member=inn] input'), '980000000278');
    assert.match(await play(page), /Empty/);
  });
});

test('nothing is wider than a narrow screen but what scrolls by itself', async () => {
  for (const hash of [
    '',
    '#/fssp.search_physical',
    '#/osnovanie.create_application',
    '#/debtor.plan',
  ]) {
    await world.page(
      hash,
      async (page) => {
        await page.click('button.primary');
        await page.waitForSelector('#result-heading, #report-heading');
        const [wide, screen] = await page.evaluate(() => [
          document.documentElement.scrollWidth,
          innerWidth,
        ]);
        assert.ok(wide <= screen, `${hash}: ${wide} of ${screen}`);
      },
      { width: 360 },
    );
  }
});

test('the page loads nothing that is not its own', () => {
  const names = readdirSync(site, { recursive: true });
  assert.ok(names.includes('index.html') && names.includes(path.join('spravka', 'raw.wasm')));
  assert.ok(!names.some((name) => /\.(ts|map)$/.test(name)));
});

test('rows are numbered without a gap, and an empty one is none', async () => {
  await world.page('#/bitrix24.find_contact', async (page) => {
    const phones = page.locator('[data-member=phones] .row');
    for (const number of ['', '+79990000102', '1']) {
      await page.click('[data-member=phones] > button');
      await phones.last().locator('input').fill(number);
    }
    await page.click('button.primary');
    await page.waitForSelector('.error:not([hidden])');
    assert.match(await phones.nth(3).textContent(), /a phone number/i);
    await phones.nth(1).locator('.remove').click();
    await phones.nth(2).locator('.remove').click();
    assert.deepEqual(await phones.locator('label').allTextContents(), ['Phone 1', 'Phone 2']);
    await play(page);
    assert.equal(await page.getAttribute('.answer .banner', 'data-tone'), 'found');
  });
});

test('the policy lets nothing out and no foreign script in', async () => {
  await world.page(
    '',
    async (page) => {
      const refused = await page.evaluate(async () => {
        const directives = [];
        addEventListener('securitypolicyviolation', (event) =>
          directives.push(event.effectiveDirective),
        );
        await fetch('http://127.0.0.1:9/').catch(() => undefined);
        const script = document.createElement('script');
        script.textContent = 'globalThis.wasRun = true';
        document.head.append(script);
        document.body.setAttribute('style', 'color: red');
        await new Promise((resolve) => setTimeout(resolve, 100));
        return [...directives, globalThis.wasRun];
      });
      assert.deepEqual(refused, ['connect-src', 'script-src-elem', 'style-src-attr', undefined]);
    },
    { expected: /Content Security Policy/ },
  );
});
