// Sber from the sign-in on: n8n, the documented proxy with the client certificate, and a server that
// asks for it. It needs nginx and openssl.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { SALT, SBER } from '../credentials.mjs';
import { target } from '../host.mjs';
import { errorOf } from '../rest.mjs';
import { Sandbox } from '../sandbox.mjs';
import { Bank } from '../sber/bank.mjs';
import { certificates } from '../sber/certificates.mjs';
import * as nginx from '../sber/nginx.mjs';
import { chain, node, spravka, webhook } from '../workflow.mjs';

const CLIENT_INFO = '/fintech/api/v1/client-info';

export default async function sber(world, test) {
	const server = await world.main();
	const { rest } = server;
	const folder = join(target, 'sber');
	rmSync(folder, { recursive: true, force: true });
	const signed = join(folder, 'certificates');
	certificates(signed);

	// Its own: a sandbox has one authorization code, for two minutes.
	const sandbox = await world.started(Sandbox.start());
	const bank = await world.started(Bank.start(sandbox));
	const provider = await world.started(
		nginx.provider(join(folder, 'provider'), { certificates: signed, behind: bank.origin }),
	);
	const proxied = (name, more = {}) => {
		const options = { certificates: signed, to: provider.port, ...more };
		return world.started(nginx.proxy(join(folder, name), options));
	};
	const proxy = await proxied('proxy');

	const data = {
		baseUrl: proxy.origin,
		signIn: 'other',
		signInUrl: bank.origin,
		clientId: 'sandbox-client',
		clientSecret: sandbox.secrets.SBER_CLIENT_SECRET,
		permissions: 'openid GET_CLIENT_ACCOUNTS',
		keySalt: SALT,
	};
	const credential = await rest.credential(SBER, data);
	const credentials = { [SBER]: credential };

	/** What n8n has stored, decrypted. */
	const stored = async () => {
		const file = join(folder, 'credential.json');
		const id = `--id=${credential.id}`;
		const flags = [id, '--decrypted', `--output=${file}`];
		const { failed, text } = await server.command('export:credentials', ...flags);
		assert(!failed, text);
		const [{ data }] = JSON.parse(readFileSync(file, 'utf8'));
		rmSync(file);
		return data;
	};

	/** Signs in, as the editor and a browser do: the page that n8n shows at the end. */
	const signIn = async ({ id }) => {
		const url = new URL(await rest.call('GET', `rest/oauth2-credential/auth?id=${id}`));
		assert.equal(url.origin + url.pathname, `${bank.origin}/ic/sso/api/v2/oauth/authorize`);
		const back = await fetch(url, { redirect: 'manual' });
		const callback = back.headers.get('location');
		assert(callback.startsWith(`${server.origin}/`));
		return (await rest.ask('GET', callback.slice(server.origin.length + 1))).text();
	};

	await test('a person signs in as n8n asks for it', async () => {
		const page = await signIn(credential);
		const [asked] = bank.signIns;
		assert.equal(asked.get('response_type'), 'code');
		assert.equal(asked.get('client_id'), 'sandbox-client');
		assert.equal(asked.get('scope'), 'openid GET_CLIENT_ACCOUNTS');
		assert(asked.get('state').length >= 36);
		assert.match(asked.get('nonce'), /^\d{13}[a-z0-9]{6,}$/);
		assert.equal(asked.get('redirect_uri'), `${server.origin}/rest/oauth2-credential/callback`);
		assert.match(page, /connected|successful/i);

		const [form, ...more] = bank.tokens;
		assert.deepEqual(more, []);
		const names = ['client_id', 'client_secret', 'code', 'grant_type', 'redirect_uri'];
		assert.deepEqual([...form.keys()].sort(), names);
		const { oauthTokenData } = await stored();
		assert.match(oauthTokenData.access_token, /^acce55ed-.*-1$/);
		assert.match(oauthTokenData.refresh_token, /^4ef4e5ed-.*-1$/);
		assert.equal(oauthTokenData.id_token.split('.').length, 3);
	});

	await test('each sign-in has a nonce of its own', async () => {
		const ask = () => rest.call('GET', `rest/oauth2-credential/auth?id=${credential.id}`);
		const nonces = [await ask(), await ask()].map((url) => new URL(url).searchParams.get('nonce'));
		assert.notEqual(...nonces);
	});

	const request = (origin) =>
		node(
			'Request',
			'n8n-nodes-base.httpRequest',
			4.2,
			{
				url: `${origin}${CLIENT_INFO}`,
				authentication: 'predefinedCredentialType',
				nodeCredentialType: SBER,
				options: {},
			},
			{ credentials },
		);
	/** Runs a node once: `{status, items}` of the webhook, and the execution. */
	const flow = async (name, work) => {
		const workflow = await rest.workflow(chain(name, [webhook(name), work]));
		await rest.activate(workflow);
		return async () => {
			const answer = await rest.hook(name, {});
			return { ...answer, execution: await rest.last(workflow.id) };
		};
	};
	const info = { resource: 'sberCompany', operation: 'clientInfo', simplify: false };
	const read = await flow('sber-client-info', spravka(info, { credentials }));

	await test('the HTTP Request node reads the card through the proxy', async () => {
		const ask = await flow('sber-http-request', request(proxy.origin));
		const { status, items } = await ask();
		assert.equal(status, 200);
		assert.equal(items[0].inn, '7715961051');
	});

	await test('the node reads the card through the proxy', async () => {
		const { status, items } = await read();
		assert.equal(status, 200, JSON.stringify(items));
		assert.equal(items[0].inn, '7715961051');
		assert.equal(items[0].accounts[0].currency, 'RUB');
	});

	await test('an expired token is refreshed once, and the new refresh token is kept', async () => {
		const before = (await stored()).oauthTokenData;
		bank.expire();
		const { status, items } = await read();
		assert.equal(status, 200, JSON.stringify(items));
		assert.equal(bank.tokens.length, 1);
		const [form] = bank.tokens;
		const names = ['client_id', 'client_secret', 'grant_type', 'refresh_token'];
		assert.deepEqual([...form.keys()].sort(), names);
		assert.equal(form.get('refresh_token'), before.refresh_token);
		const after = (await stored()).oauthTokenData;
		assert.notEqual(after.refresh_token, before.refresh_token);
		assert.deepEqual(bank.reads, [before.access_token, after.access_token]);
		assert.equal((await read()).status, 200);
		assert.equal(bank.tokens.length, 1);
	});

	await test('two executions refresh at once, and the token that is kept opens the next hour', async () => {
		bank.expire();
		const answers = await Promise.all([read(), read()]);
		assert.deepEqual(
			answers.map(({ status }) => status),
			[200, 200],
		);
		bank.expire();
		assert.equal((await read()).status, 200);
	});

	await test('a refresh that is refused is tried once, and then nothing is checked', async () => {
		bank.expire();
		bank.refuses = true;
		const { status, execution } = await read();
		bank.refuses = false;
		assert.equal(status, 500);
		assert.match(JSON.stringify(errorOf(execution)), /token_expired/);
		assert.deepEqual([bank.reads.length, bank.tokens.length], [2, 1]);
		assert.equal((await read()).status, 200);
	});

	const told = async (origin, name) => {
		const { id } = await rest.call('GET', `rest/credentials/${credential.id}`);
		await rest.call('PATCH', `rest/credentials/${id}`, {
			name: credential.name,
			type: SBER,
			data: { ...data, baseUrl: origin },
		});
		const { status, execution } = await read();
		assert.equal(status, 500, name);
		return JSON.stringify(errorOf(execution));
	};

	await test('without the client certificate nothing is checked', async () => {
		const { origin } = await proxied('without-certificate', { certificate: false });
		const refused = await fetch(`${origin}${CLIENT_INFO}`);
		assert.equal(refused.status, 400);
		assert.match(await refused.text(), /No required SSL certificate was sent/);
		assert.match(await told(origin, 'no certificate'), /client_certificate_refused/);
		bank.tokens = [];
		const page = await signIn(await rest.credential(SBER, { ...data, baseUrl: origin }));
		assert.match(page, /text\/html/);
		assert.doesNotMatch(page, /connected|successful/i);
		assert.deepEqual(bank.tokens, []);
	});

	await test('a server that the trusted root has not signed is not asked', async () => {
		const { origin } = await proxied('another-root', { trusted: 'clients.crt' });
		bank.reads = [];
		assert.equal((await fetch(`${origin}${CLIENT_INFO}`)).status, 502);
		assert.match(await told(origin, 'another root'), /source_unavailable/);
		assert.deepEqual(bank.reads, []);
	});

	await test('nothing but the two paths passes the proxy', async () => {
		const paths = [
			'/',
			'/fintech/api/v1/payments',
			`${CLIENT_INFO}/x`,
			'/ic/sso/api/v2/oauth/revoke',
		];
		for (const path of paths) {
			assert.equal((await fetch(`${proxy.origin}${path}`)).status, 404, path);
		}
		assert.equal((await fetch(`${proxy.origin}${CLIENT_INFO}`, { method: 'POST' })).status, 403);
		const token = `${proxy.origin}/ic/sso/api/v2/oauth/token`;
		assert.equal((await fetch(token)).status, 403);
	});

	await test('no token is written down anywhere', async () => {
		const database = [server.database, `${server.database}-wal`].filter((file) => existsSync(file));
		const texts = {
			proxy: proxy.logs(),
			n8n: readFileSync(server.program.log, 'latin1'),
			database: database.map((file) => readFileSync(file, 'latin1')).join(''),
		};
		assert(texts.database.includes('7715961051'));
		assert.match(texts.proxy, /GET \/fintech\/api\/v1\/client-info 200/);
		const secrets = [/acce55ed-/, /4ef4e5ed-/, /c0de0000-/, new RegExp(data.clientSecret)];
		for (const [place, text] of Object.entries(texts)) {
			for (const secret of secrets) assert.doesNotMatch(text, secret, place);
		}
	});
}
