import type {
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';
import { filled } from '../nodes/Spravka/execution/filling';
import { baseUrl, ICON, keySalt } from './shared/fields';

export class SpravkaOsnovanieApi implements ICredentialType {
	name = 'spravkaOsnovanieApi';
	displayName = 'Spravka: CA Osnovanie API';
	icon = ICON;
	documentationUrl = 'https://lk.iecp.ru/';
	properties: INodeProperties[] = [
		{
			displayName: 'Login',
			name: 'login',
			type: 'string',
			default: '',
			required: true,
			description: 'The login of the External API, as the certification authority gave it to you',
		},
		{
			displayName: 'Password',
			name: 'password',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: 'The password of this login',
		},
		baseUrl('https://apinew.iecp.ru'),
		keySalt,
	];

	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		options: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		return filled('osnovanie', secrets, credentials, options);
	}

	/** The list of products, which only reads. */
	test: ICredentialTestRequest = {
		request: {
			baseURL: '={{ $credentials.baseUrl || "https://apinew.iecp.ru" }}',
			url: '/api/external/v2/products',
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: {},
		},
	};
}

function secrets({ login, password }: ICredentialDataDecryptedObject): Record<string, string> {
	return {
		'osnovanie.login': String(login ?? ''),
		'osnovanie.password': String(password ?? ''),
	};
}
