// The node's credentials, for a sandbox.
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The credential of each provider, and its data for a sandbox; `keySalt` is a secret to look for. */
export const CREDENTIALS = {
	api_cloud: ['spravkaApiCloudApi', ({ API_CLOUD_TOKEN: token }) => ({ token })],
	bitrix24: [
		'spravkaBitrix24Api',
		({ BITRIX24_WEBHOOK: webhook }) => ({ portal: 'example.bitrix24.ru', userId: 1, webhook }),
	],
	fssp: ['spravkaFsspApi', ({ FSSP_TOKEN: token }) => ({ token })],
	kz_info: ['spravkaKzInfoApi', ({ KZ_INFO_API_KEY: apiKey }) => ({ apiKey })],
	osnovanie: [
		'spravkaOsnovanieApi',
		({ OSNOVANIE_LOGIN: login, OSNOVANIE_PASSWORD: password }) => ({ login, password }),
	],
	parser_api: ['spravkaParserApi', ({ PARSER_API_KEY: key }) => ({ key })],
	spectrum_data: [
		'spravkaSpectrumDataApi',
		({ SPECTRUM_DATA_LOGIN: login, SPECTRUM_DATA_PASSWORD: password }) => ({ login, password }),
	],
};
export const SALT = 'salt-that-opens-nothing-7f3a91';
export const SBER = 'spravkaSberOAuth2Api';

/** What n8n stores of Sber after a login. */
export function sberData({ origin, secrets }) {
	return {
		clientId: 'sandbox-client',
		clientSecret: secrets.SBER_CLIENT_SECRET,
		accessTokenUrl: `${origin}/ic/sso/api/v2/oauth/token`,
		authUrl: `${origin}/ic/sso/api/v2/oauth/authorize`,
		scope: 'openid GET_CLIENT_ACCOUNTS',
		baseUrl: origin,
		keySalt: SALT,
		oauthTokenData: {
			access_token: secrets.SBER_ACCESS_TOKEN,
			refresh_token: secrets.SBER_REFRESH_TOKEN,
			token_type: 'Bearer',
			scope: 'openid GET_CLIENT_ACCOUNTS',
		},
	};
}

/** `[type, data]` for each provider of a sandbox. */
export function credentialsOf({ origin, secrets }) {
	return Object.entries(CREDENTIALS).map(([provider, [type, data]]) => [
		provider,
		type,
		{ ...data(secrets), baseUrl: origin, keySalt: SALT },
	]);
}

/** Stores one for each provider: `{fssp: {spravkaFsspApi: {id, name}}, …}`. */
export async function store(server, sandbox) {
	const stored = {};
	for (const [provider, type, data] of credentialsOf(sandbox)) {
		stored[provider] = { [type]: await server.rest.credential(type, data) };
	}
	// The tokens of a login are not taken by the editor's interface.
	const sber = { id: 'spravkaSberTests', name: SBER };
	const file = join(server.folder, 'sber.json');
	writeFileSync(file, JSON.stringify([{ ...sber, type: SBER, data: sberData(sandbox) }]));
	const { failed, text } = await server.command('import:credentials', `--input=${file}`);
	if (failed) throw new Error(text);
	rmSync(file);
	stored.sber = { [SBER]: sber };
	return stored;
}
