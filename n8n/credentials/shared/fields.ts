/** What all credentials have in common. */
import type { INodeProperties } from 'n8n-workflow';

/** `origin`: the provider's own. */
export function baseUrl(origin: string): INodeProperties {
	return {
		displayName: 'Base URL',
		name: 'baseUrl',
		type: 'string',
		default: '',
		placeholder: origin,
		description:
			'Where requests go in place of the provider: a proxy of your own (https://HOST) or a sandbox or proxy on this machine (http://127.0.0.1:PORT). Nothing is sent anywhere else',
	};
}

export const keySalt: INodeProperties = {
	displayName: 'Key Salt',
	name: 'keySalt',
	type: 'string',
	typeOptions: { password: true },
	default: '',
	description:
		'A secret of 16 bytes or more of your own. With it every output has a flow_key, by which a workflow can tell that it has done the same before, and nobody can guess from it who was asked about',
};

export const ICON = {
	light: 'file:../nodes/Spravka/spravka.svg',
	dark: 'file:../nodes/Spravka/spravka.dark.svg',
} as const;

/** Where a person reads how to get what a credential asks for. */
export const GUIDE = 'https://github.com/spravka/spravka/blob/main/n8n/README.md#credentials';
