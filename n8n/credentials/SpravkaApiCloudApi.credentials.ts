import type {
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';
import { filled } from '../nodes/Spravka/execution/filling';
import { baseUrl, ICON, keySalt } from './shared/fields';

export class SpravkaApiCloudApi implements ICredentialType {
	name = 'spravkaApiCloudApi';
	displayName = 'Spravka: Api-Cloud API';
	icon = ICON;
	documentationUrl = 'https://api-cloud.ru/';
	properties: INodeProperties[] = [
		{
			displayName: 'Token',
			name: 'token',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: 'The 32 characters from your account at api-cloud.ru',
		},
		baseUrl('https://api-cloud.ru'),
		keySalt,
	];

	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		options: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		return filled('api_cloud', secrets, credentials, options);
	}

	/** The balance, free of charge. Errors come with status 200, their codes as numbers or texts. */
	test: ICredentialTestRequest = {
		request: {
			baseURL: '={{ $credentials.baseUrl || "https://api-cloud.ru" }}',
			url: '/api/apilk.php?type=balance',
		},
		rules: [...refusals],
	};
}

function secrets({ token }: ICredentialDataDecryptedObject): Record<string, string> {
	return { 'api_cloud.token': String(token ?? '') };
}

const REFUSALS: Array<[code: number, message: string]> = [
	[499, 'The token must have 32 characters'],
	[503, 'api-cloud.ru does not know the token'],
	[504, 'The token is locked'],
	[602, 'The token has no access'],
	[502, 'The token is missing'],
	[123, 'This IP address is not registered at api-cloud.ru'],
	[3, 'The token is blocked'],
	[2, 'The token is blocked'],
];

const refusals = REFUSALS.flatMap(([code, message]) =>
	[code, String(code)].map((value) => ({
		type: 'responseSuccessBody' as const,
		properties: { key: 'error', value, message },
	})),
);
