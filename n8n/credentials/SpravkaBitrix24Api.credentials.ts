import type {
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';
import { filled } from '../nodes/Spravka/execution/filling';
import { baseUrl, ICON, keySalt } from './shared/fields';

export class SpravkaBitrix24Api implements ICredentialType {
	name = 'spravkaBitrix24Api';
	displayName = 'Spravka: Bitrix24 Webhook API';
	icon = ICON;
	documentationUrl = 'https://apidocs.bitrix24.com/local-integrations/local-webhooks.html';
	properties: INodeProperties[] = [
		{
			displayName: 'Portal',
			name: 'portal',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'example.bitrix24.ru',
			description: 'The host in the address of the incoming webhook',
		},
		{
			displayName: 'User ID',
			name: 'userId',
			type: 'number',
			default: 1,
			required: true,
			description: 'The number after /rest/ in the address of the webhook',
		},
		{
			displayName: 'Webhook Secret',
			name: 'webhook',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description:
				'The part after the user ID in the address of the webhook. The webhook needs the scope crm',
		},
		baseUrl('https://example.bitrix24.ru'),
		keySalt,
	];

	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		options: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		return filled('bitrix24', secrets, credentials, options);
	}

	/** A search that finds nobody. */
	test: ICredentialTestRequest = {
		request: {
			baseURL: '={{ $credentials.baseUrl || "https://" + $credentials.portal }}',
			url: '=/rest/{{ $credentials.userId }}/{webhook}/crm.duplicate.findbycomm',
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: { type: 'EMAIL', values: ['nobody@spravka.invalid'], entity_type: 'CONTACT' },
		},
	};
}

function secrets({ webhook }: ICredentialDataDecryptedObject): Record<string, string> {
	return { 'bitrix24.webhook': String(webhook ?? '') };
}
