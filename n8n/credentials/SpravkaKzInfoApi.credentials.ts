import type {
	ICredentialDataDecryptedObject,
	ICredentialType,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';
import { filled } from '../nodes/Spravka/execution/filling';
import { baseUrl, ICON, keySalt } from './shared/fields';

export class SpravkaKzInfoApi implements ICredentialType {
	name = 'spravkaKzInfoApi';
	displayName = 'Spravka: KZ Info API';
	icon = ICON;
	documentationUrl = 'https://guide.biometric.kz/';
	properties: INodeProperties[] = [
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description:
				'The field "Backend Api Key" of your account at biometric.kz, 47 characters or more. There is no call that is free of charge, so that only the form of the key is tested',
		},
		baseUrl('https://kyc.biometric.kz'),
		keySalt,
	];

	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		options: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		return filled('kz_info', secrets, credentials, options);
	}
}

function secrets({ apiKey }: ICredentialDataDecryptedObject): Record<string, string> {
	return { 'kz_info.api_key': String(apiKey ?? '') };
}
