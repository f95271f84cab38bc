// What a credential's `authenticate` makes of a request is what `fill` of the core makes of it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { built, credentials, requests } from './built.mjs';

const { spravka } = built('nodes/Spravka/execution/engine');
const { arRestToken } = built('credentials/shared/arRestToken');
const types = credentials();
const files = {
	archive: Buffer.from('zip'),
	signature: Buffer.from('sig'),
	file: Buffer.from('f'),
};
const named = new Proxy(files, { get: (all, name) => all[name] ?? Buffer.from(String(name)) });

/** What a person puts into each credential, and the secrets that the core gets of it. */
const ACCOUNTS = {
	api_cloud: [{ token: 'a'.repeat(32) }, { 'api_cloud.token': 'a'.repeat(32) }],
	bitrix24: [
		{ portal: 'example.bitrix24.ru', userId: '1', webhook: 's3cret' },
		{ 'bitrix24.webhook': 's3cret' },
	],
	fssp: [{ token: 'to+k/e=n' }, { 'fssp.token': 'to+k/e=n' }],
	kz_info: [{ apiKey: 'k"e\\y' }, { 'kz_info.api_key': 'k"e\\y' }],
	osnovanie: [
		{ login: 'логин', password: '"p\\' },
		{ 'osnovanie.login': 'логин', 'osnovanie.password': '"p\\' },
	],
	parser_api: [{ key: 'key&x=1' }, { 'parser_api.key': 'key&x=1' }],
};
const tried = requests().filter(({ provider }) => provider in ACCOUNTS);

function filesOf({ slots = [] }) {
	const members = slots.map(({ file }) => file).filter(Boolean);
	return Object.fromEntries(members.map((member) => [member, named[member]]));
}

/** What came of it, or the code of the refusal. */
async function outcome(work) {
	try {
		const { method, url, headers, body } = await work();
		return { method, url, headers, body: body && Buffer.from(body).toString('latin1') };
	} catch (error) {
		return { refused: error.code };
	}
}

/** Those that name another origin than the provider's go where the credential's base URL says. */
const originOf = ({ url }) => new URL(url.replace(/[{}]/g, '')).origin;

test('as `fill` does it, for every request of the conversations', async () => {
	const seen = new Map();
	for (const request of tried) {
		const [credential, secrets] = ACCOUNTS[request.provider];
		for (const baseUrl of ['', originOf(request)]) {
			const origins = baseUrl === '' ? {} : { [request.provider]: baseUrl };
			const beside = filesOf(request);
			const options = { method: request.method, url: request.url, encoding: 'arraybuffer' };
			const own = await outcome(() =>
				types
					.get(request.provider)
					.authenticate(
						{ ...credential, baseUrl },
						{ ...options, spravka: { request, files: beside } },
					),
			);
			const core = await outcome(() =>
				spravka().fill(JSON.stringify(request), secrets, beside, { origins }),
			);
			assert.deepEqual(own, core, request.url);
			seen.set(request.provider, (seen.get(request.provider) ?? 0) + ('url' in own ? 1 : 0));
		}
	}
	for (const provider of Object.keys(ACCOUNTS)) {
		assert.ok(seen.get(provider) >= 4, `${provider}: ${seen.get(provider)} requests were filled`);
	}
});

test('other members of the options stay, and what the request was made of goes', async () => {
	const request = tried.find(({ provider }) => provider === 'fssp');
	const made = await types
		.get('fssp')
		.authenticate(
			{ token: 'token', baseUrl: '' },
			{ url: request.url, timeout: 5, encoding: 'arraybuffer', spravka: { request, files: {} } },
		);
	assert.equal(made.timeout, 5);
	assert.equal(made.encoding, 'arraybuffer');
	assert.equal('spravka' in made, false);
});

test('a secret goes to no other provider and to no other place', async () => {
	const [of] = ['kz_info'].map((name) => tried.find(({ provider }) => provider === name));
	const refused = (credential, request) =>
		outcome(() =>
			types
				.get(credential)
				.authenticate(
					{ ...ACCOUNTS[credential][0], baseUrl: '' },
					{ url: request.url, spravka: { request, files: {} } },
				),
		);
	assert.deepEqual(await refused('fssp', of), { refused: undefined });
	const evil = { ...of, url: of.url.replace('kyc.biometric.kz', 'kyc.biometric.kz.evil.test') };
	assert.deepEqual(await refused('kz_info', evil), { refused: 'origin_not_allowed' });
});

test('a plain request, such as that of a test, gets what fits it', async () => {
	const { url } = await types
		.get('fssp')
		.authenticate(
			{ token: 'token', baseUrl: '' },
			{ baseURL: 'https://api-ip.fssp.gov.ru', url: '/api/v1.0/status?task=1' },
		);
	assert.equal(url, 'https://api-ip.fssp.gov.ru/api/v1.0/status?task=1&token=token');
	const { body } = await types
		.get('osnovanie')
		.authenticate(
			{ login: 'l', password: 'p', baseUrl: '' },
			{ method: 'POST', url: 'https://apinew.iecp.ru/api/external/v2/products', body: {} },
		);
	assert.deepEqual(JSON.parse(body), { login: 'l', pass: 'p' });
});

test("SpectrumData's published vector", () => {
	assert.equal(
		arRestToken('test@test', '123', 1483634723, 5),
		'dGVzdEB0ZXN0OjE0ODM2MzQ3MjM6NTpaVGZBTzQramFDdmhWMCs2elk1dWFnPT0=',
	);
});
