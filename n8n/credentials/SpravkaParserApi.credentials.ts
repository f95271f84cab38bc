import type {
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';
import { filled } from '../nodes/Spravka/execution/filling';
import { baseUrl, ICON, keySalt } from './shared/fields';

export class SpravkaParserApi implements ICredentialType {
	name = 'spravkaParserApi';
	displayName = 'Spravka: Api-Parser API';
	icon = ICON;
	documentationUrl = 'https://api-parser.ru/';
	properties: INodeProperties[] = [
		{
			displayName: 'Key',
			name: 'key',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description:
				'The key from your account at api-parser.ru, or at a service of the same shape, which the base URL names then',
		},
		baseUrl('https://api-parser.ru'),
		keySalt,
	];

	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		options: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		return filled('parser_api', secrets, credentials, options);
	}

	/** The quota, free of charge. */
	test: ICredentialTestRequest = {
		request: {
			baseURL: '={{ $credentials.baseUrl || "https://api-parser.ru" }}',
			url: '/stat/',
		},
		rules: [
			{
				type: 'responseSuccessBody',
				properties: { key: 'done', value: 0, message: 'The service does not accept the key' },
			},
		],
	};
}

function secrets({ key }: ICredentialDataDecryptedObject): Record<string, string> {
	return { 'parser_api.key': String(key ?? '') };
}
