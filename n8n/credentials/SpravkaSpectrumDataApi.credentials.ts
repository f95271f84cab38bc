import type {
	ICredentialDataDecryptedObject,
	ICredentialType,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';
import { filled } from '../nodes/Spravka/execution/filling';
import { arRestSecrets } from './shared/arRestToken';
import { baseUrl, ICON, keySalt } from './shared/fields';

export class SpravkaSpectrumDataApi implements ICredentialType {
	name = 'spravkaSpectrumDataApi';
	displayName = 'Spravka: SpectrumData API';
	icon = ICON;
	documentationUrl = 'https://spectrumdata.ru/';
	properties: INodeProperties[] = [
		{
			displayName: 'Login',
			name: 'login',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'user@domain',
			description: 'As user@domain',
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
		baseUrl('https://b2b-api.spectrumdata.ru'),
		keySalt,
	];

	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		options: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		return filled('spectrum_data', arRestSecrets, credentials, options);
	}
}
