import type {
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';
import { filled } from '../nodes/Spravka/execution/filling';
import { baseUrl, ICON, keySalt } from './shared/fields';

export class SpravkaFsspApi implements ICredentialType {
	name = 'spravkaFsspApi';
	displayName = 'Spravka: FSSP API';
	icon = ICON;
	documentationUrl = 'https://fssp.gov.ru/';
	properties: INodeProperties[] = [
		{
			displayName: 'Token',
			name: 'token',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description:
				'The token that the FSSP issued. Its interface has been shut for years: use a stand-in provider meanwhile',
		},
		baseUrl('https://api-ip.fssp.gov.ru'),
		keySalt,
	];

	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		options: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		return filled('fssp', secrets, credentials, options);
	}

	/** The state of a task that nobody has: no limit counts it. */
	test: ICredentialTestRequest = {
		request: {
			baseURL: '={{ $credentials.baseUrl || "https://api-ip.fssp.gov.ru" }}',
			url: '/api/v1.0/status?task=00000000-0000-4000-8000-000000000000',
			ignoreHttpStatusErrors: true,
		},
		rules: [
			{
				type: 'responseSuccessBody',
				properties: { key: 'code', value: 401, message: 'The FSSP does not accept the token' },
			},
			{
				type: 'responseSuccessBody',
				properties: {
					key: 'status',
					value: undefined,
					message: 'The FSSP does not answer as its document says: it may be shut',
				},
			},
		],
	};
}

function secrets({ token }: ICredentialDataDecryptedObject): Record<string, string> {
	return { 'fssp.token': String(token ?? '') };
}
