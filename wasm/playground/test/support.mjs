// A browser with the built page, and what it must never do: speak to anybody else, or complain.

import assert from 'node:assert/strict';
import { chromium } from 'playwright-core';
import { serve } from './server.mjs';

const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export async function playground() {
  const { origin, close } = await serve();
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    headless: true,
    args: ARGUMENTS,
  });
  return {
    origin,
    /** A page at an address, given to `use`; afterwards it must have been quiet, but for what was `expected`. */
    async page(hash, use, { language = 'en', theme = 'light', width = 1280, expected } = {}) {
      const context = await browser.newContext({
        viewport: { width, height: 900 },
        locale: language,
        colorScheme: theme,
        reducedMotion: 'reduce',
      });
      const page = await context.newPage();
      const complaints = [];
      const asked = [];
      page.on(
        'console',
        (message) =>
          ['error', 'warning'].includes(message.type()) && complaints.push(message.text()),
      );
      page.on('pageerror', (error) => complaints.push(error.stack));
      page.on('request', (request) => asked.push(request.url()));
      page.on('websocket', (socket) => asked.push(socket.url()));
      await page.goto(`${origin}/${hash}`);
      await page.waitForSelector('h1');
      await use(page);
      assert.deepEqual(
        complaints.filter((text) => !expected?.test(text)),
        [],
      );
      const elsewhere = asked.filter(
        (url) => !url.startsWith(`${origin}/`) && !url.startsWith('data:'),
      );
      assert.deepEqual(elsewhere, []);
      await context.close();
    },
    async close() {
      await browser.close();
      close();
    },
  };
}

/** Plays what is in the form to its end. */
export async function play(page) {
  await page.click('button.primary[type=submit]');
  await page.waitForSelector('#result-heading');
  return page.textContent('#result-heading');
}

/** Puts the example with this text, or at this place, into the form. */
export async function choose(page, option) {
  await page.selectOption('.example select', option);
  await page.waitForTimeout(50);
}
