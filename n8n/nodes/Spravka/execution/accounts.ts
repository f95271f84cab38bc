/** The credential of each provider, and what the node itself reads of it. */
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { operations } from '../generated/operations';
import { origins } from './filling';

/** By provider. */
export const CREDENTIALS: Record<string, string> = Object.fromEntries(
	Object.values(operations).flatMap(({ provider, credential }) =>
		provider !== undefined && credential !== undefined ? [[provider, credential]] : [],
	),
);

export interface Account {
	credential: string;
	origins: Record<string, string>;
	keySalt?: string;
	/** What the credential gives to the input. */
	input: IDataObject;
}

/**
 * Nothing secret is taken: that is filled in where the request leaves. `fromCredential`: members of
 * the input to fields of the credential.
 */
export async function account(
	node: IExecuteFunctions,
	provider: string,
	fromCredential: Record<string, string>,
	index: number,
): Promise<Account> {
	const credential = CREDENTIALS[provider];
	const { keySalt, ...fields } = await node.getCredentials(credential, index);
	const members = Object.entries(fromCredential);
	return {
		credential,
		origins: origins(provider, fields),
		...(keySalt ? { keySalt: String(keySalt) } : {}),
		input: Object.fromEntries(members.map(([member, field]) => [member, fields[field]])),
	};
}
