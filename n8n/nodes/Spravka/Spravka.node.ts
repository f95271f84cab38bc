import {
	NodeConnectionTypes,
	type ICredentialsDecrypted,
	type ICredentialTestFunctions,
	type IExecuteFunctions,
	type INodeCredentialTestResult,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { execute } from './execution/execute';
import { properties } from './generated/properties';

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
		// Shown where a provider that it belongs to is asked: n8n takes the first of a name only.
		credentials: [
			{
				name: 'spravkaApiCloudApi',
				required: true,
				displayOptions: { show: { sources: ['api_cloud'] } },
			},
			{
				name: 'spravkaBitrix24Api',
				required: true,
				displayOptions: { show: { sources: ['bitrix24'] } },
			},
			{
				name: 'spravkaFsspApi',
				required: true,
				displayOptions: { show: { sources: ['fssp'] } },
			},
			{
				name: 'spravkaKzInfoApi',
				required: true,
				testedBy: 'kzInfoKey',
				displayOptions: { show: { sources: ['kz_info'] } },
			},
			{
				name: 'spravkaOsnovanieApi',
				required: true,
				displayOptions: { show: { sources: ['osnovanie'] } },
			},
			{
				name: 'spravkaParserApi',
				required: true,
				displayOptions: { show: { sources: ['parser_api'] } },
			},
			{
				name: 'spravkaSberOAuth2Api',
				required: true,
				displayOptions: { show: { sources: ['sber'] } },
			},
			{
				name: 'spravkaSpectrumDataApi',
				required: true,
				displayOptions: { show: { sources: ['spectrum_data'] } },
			},
		],
		properties,
	};

	methods = { credentialTest: { kzInfoKey } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return [await execute(this)];
	}
}

/** KZ Info has no call that is free of charge: a wrong form is all that can be seen. */
async function kzInfoKey(
	this: ICredentialTestFunctions,
	{ data }: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
	return /^[\w-]{20,}$/.test(String(data?.apiKey ?? ''))
		? {
				status: 'OK',
				message: 'The form of the key is right; it was not tried, since each call is paid',
			}
		: {
				status: 'Error',
				message: 'An API key has letters, digits, hyphens and underscores, 47 or more',
			};
}
