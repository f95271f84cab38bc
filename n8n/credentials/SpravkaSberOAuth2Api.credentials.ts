import type { ICredentialType, INodeProperties } from 'n8n-workflow';
import { ICON, keySalt } from './shared/fields';

/** What n8n itself reads, and nobody fills in. */
function hidden(name: string, value: string): INodeProperties {
	return { displayName: name, name, type: 'hidden', default: value };
}

/**
 * n8n signs in, puts the access token in and refreshes it. The page where a person signs in is
 * asked for by the browser; the token endpoint and the API, which want a client certificate, are
 * asked for at the base URL.
 */
export class SpravkaSberOAuth2Api implements ICredentialType {
	name = 'spravkaSberOAuth2Api';
	extends = ['oAuth2Api'];
	displayName = 'Spravka: Sber OAuth2 API';
	icon = ICON;
	documentationUrl = 'https://github.com/spravka/spravka/blob/main/n8n/docs/sber.md';
	properties: INodeProperties[] = [
		{
			displayName:
				'Sber answers only who presents a client certificate, and n8n cannot. Set up the proxy of <a href="https://github.com/spravka/spravka/blob/main/n8n/docs/sber.md" target="_blank">the guide</a> first.',
			name: 'proxyNotice',
			type: 'notice',
			default: '',
		},
		{
			displayName: 'Proxy Address',
			name: 'baseUrl',
			type: 'string',
			default: 'http://127.0.0.1:9443',
			required: true,
			description:
				'Where your proxy with the client certificate listens: http://127.0.0.1:PORT, or https://HOST if it is on another machine. Tokens are asked for there, and nothing is sent anywhere else',
		},
		{
			displayName: 'Sign-in Page',
			name: 'signIn',
			type: 'options',
			options: [
				{ name: 'Production', value: 'https://sbi.sberbank.ru:9443' },
				{ name: 'Production, with a Key Token', value: 'http://localhost:28016' },
				{ name: 'Test Stand (ИФТ)', value: 'https://efs-sbbol-ift-web.testsbi.sberbank.ru:9443' },
				{ name: 'Other', value: 'other' },
			],
			default: 'https://sbi.sberbank.ru:9443',
			description: 'Where your browser is sent to. The proxy has to lead to the same environment',
		},
		{
			displayName: 'Address of the Sign-in Page',
			name: 'signInUrl',
			type: 'string',
			default: '',
			placeholder: 'https://HOST:9443',
			displayOptions: { show: { signIn: ['other'] } },
			description: 'Without a path',
		},
		{
			displayName: 'Client ID',
			name: 'clientId',
			type: 'string',
			default: '',
			required: true,
			description:
				'Of your application in the Sber API account, where the Redirect URL above is registered',
		},
		{
			displayName: 'Client Secret',
			name: 'clientSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description:
				'It lives for 40 days after it was issued. Put the new one here when it is replaced',
		},
		{
			displayName: 'Permissions',
			name: 'permissions',
			type: 'string',
			default: 'openid GET_CLIENT_ACCOUNTS',
			required: true,
			description:
				'The scope, with spaces: openid first, then what your tariff includes. After a change, connect again',
		},
		keySalt,
		hidden('grantType', 'authorizationCode'),
		hidden(
			'authUrl',
			'={{ ($self["signIn"] === "other" ? $self["signInUrl"] : $self["signIn"]).replace(/\\/+$/, "") }}/ic/sso/api/v2/oauth/authorize',
		),
		hidden(
			'accessTokenUrl',
			'={{ $self["baseUrl"].trim().replace(/\\/+$/, "") }}/ic/sso/api/v2/oauth/token',
		),
		// n8n forgets what a person has put into a field of this very name.
		hidden('scope', '={{ $self["permissions"] }}'),
		hidden(
			'authQueryParameters',
			'=nonce={{ $now.toMillis() }}{{ Math.random().toString(36).slice(2) }}',
		),
		hidden('authentication', 'body'),
	];
}
