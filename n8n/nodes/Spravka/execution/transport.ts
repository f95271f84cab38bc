/** Requests by n8n's helper, which has a credential of n8n's fill them. */
import type { IExecuteFunctions, IN8nHttpFullResponse } from 'n8n-workflow';
import type { Fault } from '../core/error';
import { failure, thrown } from './failures';
import { fill, type Options, type Unfilled } from './filling';
import type { Came, Files, Request } from './protocol';

/** The largest body that any operation reads. */
const BODY_CAP = 32 * 1024 * 1024;
/** n8n's own timeout comes first, but for a body whose compression is broken: that never ends. */
const GRACE_MS = 5_000;

/** A credential of n8n's, and the origins that it allows. */
export interface Through {
	credential: string;
	origins: Record<string, string>;
}

/** Sends a request once, or twice where its token had expired. Never throws. */
export async function exchange(
	node: IExecuteFunctions,
	through: Through,
	request: Request,
	files: Files,
): Promise<Came | Fault> {
	const unfilled: Unfilled = { request, files };
	try {
		const send = through.credential.endsWith('OAuth2Api') ? sentWithToken : sent;
		const answer = await within(request.timeout_ms + GRACE_MS, send(node, through, unfilled));
		return answer === undefined ? { event: failure('timeout') } : answered(answer);
	} catch (error) {
		return unfilled.refused ?? { event: thrown(error) };
	}
}

/** What comes of it in so much time; nothing of the waiting is left behind. */
async function within<T>(ms: number, work: Promise<T>): Promise<T | undefined> {
	const deadline = AbortSignal.timeout(ms);
	let late = (): void => {};
	const passed = new Promise<undefined>((resolve) => {
		late = () => resolve(undefined);
		deadline.addEventListener('abort', late);
	});
	try {
		return await Promise.race([work, passed]);
	} finally {
		deadline.removeEventListener('abort', late);
	}
}

/** The body is bytes: n8n's client would rewrite a text. */
function options(request: Request): Options {
	return {
		method: request.method,
		url: request.url,
		headers: { ...request.headers },
		...(request.body === undefined ? {} : { body: Buffer.from(request.body) }),
		encoding: 'arraybuffer',
		json: false,
		returnFullResponse: true,
		// Otherwise n8n would send the request again after a 401.
		ignoreHttpStatusErrors: true,
		disableFollowRedirect: true,
		timeout: request.timeout_ms,
	};
}

async function sent(
	node: IExecuteFunctions,
	{ credential }: Through,
	unfilled: Unfilled,
): Promise<IN8nHttpFullResponse> {
	const own: Options = { ...options(unfilled.request), spravka: unfilled };
	return node.helpers.httpRequestWithAuthentication.call(node, credential, own);
}

/** n8n itself puts the token in, and does not look where it goes. */
async function sentWithToken(
	node: IExecuteFunctions,
	{ credential, origins }: Through,
	unfilled: Unfilled,
): Promise<IN8nHttpFullResponse> {
	const { request } = unfilled;
	const { url } = fill(request, { 'sber.access_token': 'token' }, unfilled, { origins });
	const send = (): Promise<IN8nHttpFullResponse> =>
		node.helpers.httpRequestWithAuthentication.call(node, credential, { ...options(request), url });
	const answer = await send();
	if (answer.statusCode !== 401 || request.effect !== 'read') {
		return answer;
	}
	await refresh(node, credential);
	return send();
}

/**
 * Asks n8n for a new token. Where that fails, another execution may have got one with the same
 * refresh token; what is thrown holds secrets, so that nobody is told.
 */
async function refresh(node: IExecuteFunctions, credential: string): Promise<void> {
	await node.helpers.refreshOAuth2Token.call(node, credential).catch(() => {});
}

/** An answer as the core takes it. */
function answered({ statusCode, headers, body }: IN8nHttpFullResponse): Came {
	const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
	if (bytes.length > BODY_CAP) {
		return { event: failure('too_large') };
	}
	const plain: Record<string, string | string[]> = {};
	for (const [name, value] of Object.entries(headers)) {
		if (value !== undefined && value !== null) {
			plain[name.toLowerCase()] = Array.isArray(value) ? value.map(String) : String(value);
		}
	}
	return { event: { response: { status: statusCode, headers: plain } }, body: bytes };
}
