/** Tests of credentials where n8n's own will not do. */
import type {
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	INodeCredentialTestResult,
} from 'n8n-workflow';
import { arRestSecrets } from '../../../credentials/shared/arRestToken';
import { filled, origins } from './filling';

const OWN = 'https://b2b-api.spectrumdata.ru';
const TIMEOUT_MS = 30_000;

/**
 * Asks for the account, free of charge. A refusal repeats the token that was sent, and n8n's own test
 * writes answers into its log: of this one nothing is read but the status.
 */
export async function spectrumDataAccount(
	this: ICredentialTestFunctions,
	{ data = {} }: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
	const { spectrum_data: origin = OWN } = origins('spectrum_data', data);
	const asked = { url: `${origin}/b2b/api/v1/user` };
	try {
		const { url, headers } = filled('spectrum_data', arRestSecrets, data, asked);
		const signal = AbortSignal.timeout(TIMEOUT_MS);
		const sent = { headers: headers as Record<string, string>, redirect: 'error', signal } as const;
		return judged((await fetch(url, sent)).status);
	} catch {
		return {
			status: 'Error',
			message: 'No connection to the provider, or not an allowed Base URL',
		};
	}
}

function judged(status: number): INodeCredentialTestResult {
	switch (status) {
		case 200:
			return { status: 'OK', message: 'Connection successful!' };
		case 400:
		case 401:
		case 403:
			return { status: 'Error', message: 'The login or the password is not accepted' };
		default:
			return { status: 'Error', message: `The provider answers with ${status}` };
	}
}

/** KZ Info has no call that is free of charge: a wrong form is all that can be seen. */
export async function kzInfoKey(
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
