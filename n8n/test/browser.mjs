// The editor in headless Chromium.
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { target } from './host.mjs';
import { OWNER } from './rest.mjs';

const ARGUMENTS = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
];

/** A signed-in page of an instance. */
export class Editor {
	static async open(origin, { width = 1440, height = 1000 } = {}) {
		const executablePath = process.env.CHROMIUM || '/usr/bin/chromium';
		if (!existsSync(executablePath)) {
			throw new Error(`${executablePath} is not there: apt-get install chromium, or set CHROMIUM`);
		}
		const browser = await chromium.launch({ executablePath, headless: true, args: ARGUMENTS });
		const page = await browser.newPage({ viewport: { width, height }, locale: 'en' });
		const editor = new Editor(browser, page, origin);
		await editor.signIn();
		return editor;
	}

	constructor(browser, page, origin) {
		Object.assign(this, { browser, page, origin });
		/** What the page complained of, and whom else it asked. */
		this.errors = [];
		this.elsewhere = [];
		page.on('pageerror', (error) => this.errors.push(error.stack));
		page.route(
			(url) => !['blob:', 'data:'].includes(url.protocol) && url.origin !== origin,
			(route) => {
				this.elsewhere.push(route.request().url());
				return route.abort();
			},
		);
	}

	async signIn() {
		await this.page.goto(`${this.origin}/signin`);
		await this.page.fill('input[name=emailOrLdapLoginId]', OWNER.email);
		await this.page.fill('input[name=password]', OWNER.password);
		await this.page.getByRole('button', { name: 'Sign in' }).click();
		await this.page.waitForURL((url) => !url.pathname.startsWith('/signin'));
	}

	/** A workflow on the canvas. */
	async workflow(id) {
		await this.page.goto(`${this.origin}/workflow/${id}`);
		await this.page.waitForSelector('[data-test-id=canvas-node]');
	}

	/** The panel of a node. */
	async panel(name) {
		await this.page.dblclick(`[data-test-id=canvas-node][data-node-name="${name}"]`);
		await this.page.waitForSelector('[data-test-id=ndv]');
	}

	async screenshot(name) {
		const folder = join(target, 'screenshots');
		mkdirSync(folder, { recursive: true });
		// What slides in has come to rest.
		await this.page.waitForTimeout(500);
		await this.page.screenshot({ path: join(folder, `${name}.png`) });
	}

	stop() {
		return this.browser.close();
	}
}
