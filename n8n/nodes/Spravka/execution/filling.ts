/** Secrets into requests, at the last moment: what every credential's `authenticate` does. */
import type { ICredentialDataDecryptedObject, IHttpRequestOptions } from 'n8n-workflow';
import { SpravkaError, type Fault } from '../core/error';
import type { Allowed, Filled } from '../core/raw';
import { providers, spravka } from './engine';
import type { Files, Request } from './protocol';

/** The options of a request of this node: with what they are made of. */
export type Options = IHttpRequestOptions & { spravka?: Unfilled };

export interface Unfilled {
	request: Request;
	files: Files;
	/** Why it could not be filled: n8n drops that from what is thrown. */
	refused?: Fault;
}

type Credentials = ICredentialDataDecryptedObject;

/**
 * Fills the slots of a request by the core, which also checks that it goes to the provider, or to
 * the credential's own base URL. Throws with a code, and never with a secret.
 */
export function filled(
	provider: string,
	secrets: (credentials: Credentials) => Record<string, string>,
	credentials: Credentials,
	options: Options,
): IHttpRequestOptions {
	const { spravka: own, ...kept } = options;
	const request = own?.request ?? plain(provider, kept);
	if (request.provider !== provider) {
		throw new Error('The request is not for the provider of this credential');
	}
	const { method, url, headers, body } = fill(request, secrets(credentials), own, {
		origins: origins(provider, credentials),
	});
	// Both are part of the URL by now.
	delete kept.baseURL;
	delete kept.qs;
	return {
		...kept,
		method: method as Request['method'],
		url,
		headers,
		...(body === undefined ? {} : { body: Buffer.from(body) }),
	};
}

/** The core's `fill`; a refusal is noted in `own`, and thrown. */
export function fill(
	request: Request,
	secrets: Record<string, string>,
	own: Unfilled | undefined,
	allowed: Allowed,
): Filled {
	const made = attempt(() => spravka().fill(JSON.stringify(request), secrets, own?.files, allowed));
	if (made instanceof SpravkaError) {
		if (own !== undefined) {
			own.refused = made.error;
		}
		throw made;
	}
	return made;
}

function attempt(fill: () => Filled): Filled | SpravkaError {
	try {
		return fill();
	} catch (error) {
		return error as SpravkaError;
	}
}

/** The base URL that a credential names in place of the provider's own. */
export function origins(provider: string, credentials: Credentials): Record<string, string> {
	const baseUrl = String(credentials.baseUrl ?? '')
		.trim()
		.replace(/\/+$/, '');
	return baseUrl === '' ? {} : { [provider]: baseUrl };
}

/** A request that others have made, such as n8n's test of a credential: it gets what fits it. */
function plain(provider: string, options: IHttpRequestOptions): Request {
	const { method = 'GET', baseURL = '', url, headers = {}, body, qs } = options;
	const query = new URLSearchParams(qs as Record<string, string>).toString();
	const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
	const whole = `${baseURL}${url}${query && `?${query}`}`;
	const slots = providers().get(provider)?.slots ?? [];
	return {
		provider,
		method: method as Request['method'],
		url: whole,
		headers: { accept: 'application/json', ...(headers as Record<string, string>) },
		...(text === undefined ? {} : { body: text }),
		slots: slots.filter(({ in: place }) => place !== 'json_body' || method === 'POST'),
		timeout_ms: 30_000,
		effect: 'read',
	};
}
