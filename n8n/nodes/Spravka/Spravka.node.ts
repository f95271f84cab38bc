import {
	NodeConnectionTypes,
	type INodeCredentialDescription,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { kzInfoKey, spectrumDataAccount } from './execution/credentialTests';
import { execute } from './execution/execute';
import { properties } from './generated/properties';

/**
 * Where a provider is among the sources. It is said by `hide`, because the editor takes parameters
 * that credentials are shown by for a choice of the authentication, and hides them.
 */
function whereAsked(provider: string): INodeCredentialDescription['displayOptions'] {
	const isOther = { _cnd: { not: provider } } as unknown as string;
	return { hide: { sources: [isOther] } };
}

export class Spravka implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Spravka',
		name: 'spravka',
		icon: { light: 'file:spravka.svg', dark: 'file:spravka.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description: 'Debtor registries and business APIs of Russia and Kazakhstan',
		defaults: { name: 'Spravka' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{
				name: 'spravkaApiCloudApi',
				displayName: 'Credential for API Cloud',
				required: true,
				displayOptions: whereAsked('api_cloud'),
			},
			{
				name: 'spravkaBitrix24Api',
				displayName: 'Credential for Bitrix24',
				required: true,
				displayOptions: whereAsked('bitrix24'),
			},
			{
				name: 'spravkaFsspApi',
				displayName: 'Credential for the FSSP',
				required: true,
				displayOptions: whereAsked('fssp'),
			},
			{
				name: 'spravkaKzInfoApi',
				displayName: 'Credential for KZ Info',
				required: true,
				testedBy: 'kzInfoKey',
				displayOptions: whereAsked('kz_info'),
			},
			{
				name: 'spravkaOsnovanieApi',
				displayName: 'Credential for CA Osnovanie',
				required: true,
				displayOptions: whereAsked('osnovanie'),
			},
			{
				name: 'spravkaParserApi',
				displayName: 'Credential for Parser API',
				required: true,
				displayOptions: whereAsked('parser_api'),
			},
			{
				name: 'spravkaSberOAuth2Api',
				displayName: 'Credential for Sber',
				required: true,
				displayOptions: whereAsked('sber'),
			},
			{
				name: 'spravkaSpectrumDataApi',
				displayName: 'Credential for SpectrumData',
				required: true,
				testedBy: 'spectrumDataAccount',
				displayOptions: whereAsked('spectrum_data'),
			},
		],
		properties,
	};

	methods = { credentialTest: { kzInfoKey, spectrumDataAccount } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return [await execute(this)];
	}
}
