// Spravka in a Code node: debtor registries and business APIs of Russia and Kazakhstan.
// Mode of the node: Run Once for All Items. n8n 2, or n8n 1 with task runners.
//
// A Code node cannot reach n8n's credentials. A secret that stands here lies open in the workflow,
// in its exports, and in the copy of the workflow that n8n keeps with each saved execution; so does
// one that an earlier node gives, in that node's data. Keep it in a variable ($vars), and save
// executions for a short time (EXECUTIONS_DATA_MAX_AGE) or, by the workflow's settings, not at all.
// The community node n8n-nodes-spravka is the better home: its secrets are n8n's credentials.

// Yours: edit this part.

/** What is asked about an item. */
function jobOf(json) {
	return {
		operation: 'fssp.search_physical',
		input: json, // { last_name, first_name, patronymic, birth_date, region }
		// options: { run: '2026-11' },
	};
}

/** By name: $vars.FSSP_TOKEN, $env.FSSP_TOKEN, or $('Secrets').first().json.token. */
const SECRETS = {
	'fssp.token': '',
	// 'kz_info.api_key': '',
};

/** A longer wait is handed out as {step: 'wait', operation, input, state, until}: bring it back after `until`. */
const MAX_WAIT_SECONDS = 60;

/** N8N_RUNNERS_TASK_TIMEOUT: there n8n ends the node, and what was answered and paid is lost. */
const TASK_SECONDS = 300;

/** 'item': {outcome: 'not_checked', error}. 'throw': the node fails, and the answers before are lost. */
const NOT_CHECKED = 'item';

/** `http://127.0.0.1:PORT` of `spravka sandbox --listen`: every request goes there. */
const TEST_ORIGIN = undefined;

/** Other origins by provider: { fssp: 'https://proxy.example.com' }. */
const ORIGINS = undefined;

// The loop: as it is.

/** What is left at the end for handing the results over. */
const SPARE_MS = 5_000;
const INTERRUPTED = { failure: { kind: 'interrupted', sent: 'maybe' } };
const NOT_SENT = { failure: { kind: 'connect', sent: 'no' } };
const NO_SECRET = { failure: { kind: 'no_secret', sent: 'no' } };
const NO_CERTIFICATE = { failure: { kind: 'client_certificate', sent: 'no' } };
const LATE = { failure: { kind: 'timeout', sent: 'maybe' } };

const end = Date.now() + TASK_SECONDS * 1000 - SPARE_MS;
const http = (typeof helpers !== 'undefined' ? helpers : this.helpers).httpRequest;
const core = spravkaCore();
/** By provider: the error that speaks for all that follows, and until when it is left alone. */
const stopped = {};
const held = {};

const items = $input.all();
// All before the first request: an error of `jobOf` must not lose an answer.
const jobs = items.map(({ json }) =>
	isOpen(json) ? { ...json, event: eventOf(json) } : jobOf(json),
);
const results = [];
for (const [index, job] of jobs.entries()) {
	const item = items[index];
	const step = await play(job);
	if (step.step === 'fail' && NOT_CHECKED === 'throw') {
		throw new Error(`item ${index}: ${step.error.code}: ${step.error.message}`);
	}
	const result = { json: shown(step, job), pairedItem: { item: index } };
	if (item.binary && step.step !== 'done') {
		result.binary = item.binary;
	}
	results.push(result);
}
return results;

/** Plays one job to its end, or to a wait that is handed out. */
async function play({ operation, input, state, event, options: wanted }) {
	const options = { evidence: true, test_origin: TEST_ORIGIN, origins: ORIGINS, ...wanted };
	const ask = (call, body) => {
		const text = JSON.stringify({ ...call, input, options, now: new Date().toISOString() });
		return JSON.parse(core.dispatch(text, body));
	};
	const go = ({ state, event }, body) =>
		ask(state ? { call: 'resume', state, event } : { call: 'start', operation }, body);

	// Where the flow stands, as long as nothing has left since.
	let stands = { state, event };
	let step = go(stands);
	for (;;) {
		if (step.step === 'wait' && step.scope === 'provider') {
			held[providerOf(step.state.operation)] = Date.now() + step.wait_ms;
		}
		if (step.step === 'wait' && !step.needs && isShort(step.wait_ms)) {
			await sleep(step.wait_ms);
			stands = { state: step.state, event: 'elapsed' };
			step = go(stands);
		} else if (step.step === 'send') {
			const { request, state } = step;
			const reason = stopped[request.provider];
			if (reason) {
				step = because(go({ state, event: NO_SECRET }), reason);
				break;
			}
			const ms = delay(request);
			if (ms === Infinity) {
				step = stands ? { step: 'wait', ...stands } : go({ state, event: NOT_SENT });
				break;
			}
			if (ms > 0) {
				await sleep(ms);
				step = stands ? go(stands) : step;
				continue;
			}
			stands = undefined;
			step = await exchange(request, input, (event, body) => go({ state, event }, body));
		} else {
			break;
		}
	}
	learn(step);
	return step;
}

/** Fills a request and sends it, once; the step that follows. */
async function exchange(request, input, resume) {
	if (request.tls_identity) {
		return resume(NO_CERTIFICATE);
	}
	const slots = request.slots ?? [];
	const secrets = {};
	const files = {};
	for (const { secret, file } of slots) {
		if (secret && SECRETS[secret]) {
			secrets[secret] = String(SECRETS[secret]);
		}
		if (file) {
			files[file] = Buffer.from(input[file]?.base64 ?? '', 'base64');
		}
	}
	let filled;
	try {
		const allowed = { test_origin: TEST_ORIGIN, origins: ORIGINS };
		filled = core.fill(JSON.stringify(request), secrets, files, allowed);
	} catch (error) {
		return because(resume(NO_SECRET), error.error);
	}
	const { event, body } = await send(filled);
	return resume(event, body);
}

/** What came of a filled request: an event, and the bytes of a body. */
async function send({ method, url, headers, body, timeout_ms }) {
	let timer;
	try {
		const late = new Promise((resolve) => {
			timer = setTimeout(resolve, timeout_ms + 1_000, undefined);
		});
		const answer = await Promise.race([
			late,
			http({
				method,
				url,
				headers,
				body: body && Buffer.from(body).toString(),
				timeout: timeout_ms,
				encoding: 'arraybuffer',
				json: false,
				returnFullResponse: true,
				ignoreHttpStatusErrors: true,
				disableFollowRedirect: true,
			}),
		]);
		return answer === undefined ? { event: LATE } : answered(answer);
	} catch (error) {
		return { event: thrown(error) };
	} finally {
		clearTimeout(timer);
	}
}

/** An event, and the bytes of its body. */
function answered({ statusCode, headers, body }) {
	const bytes = bytesOf(body);
	const response = responseOf(statusCode, headers);
	if (bytes === undefined || response === undefined) {
		return { event: lost() };
	}
	return bytes.length > 32 * 1024 * 1024
		? { event: { failure: { kind: 'too_large', sent: 'maybe' } } }
		: { event: { response }, body: bytes };
}

/** The body as the helper hands it over, from another realm or through JSON. */
function bytesOf(body) {
	if (body === undefined || body === null || body === '') {
		return new Uint8Array(0);
	}
	if (ArrayBuffer.isView(body)) {
		return new Uint8Array(body.buffer, body.byteOffset, body.byteLength);
	}
	if (body.type === 'Buffer' && Array.isArray(body.data)) {
		return Uint8Array.from(body.data);
	}
	return typeof body.byteLength === 'number' ? new Uint8Array(body) : undefined;
}

/** A flow that is ended for this reason; what happened before stays as the core has it. */
function because(step, reason) {
	if (step.step !== 'fail' || reason === undefined) {
		return step;
	}
	const { executed, charged, provider } = step.error;
	return { ...step, error: { ...reason, executed, charged, provider } };
}

/** After a refused token or an empty account the provider is left alone. */
function learn({ step, error, meta }) {
	if (step !== 'fail' || !meta.provider) {
		return;
	}
	const isLocal = ['missing_secret', 'invalid_secret'].includes(error.code);
	const isFinal =
		['stop_batch', 'fix_credentials', 'top_up'].includes(error.next.action) ||
		['subscription', 'blocked'].includes(error.class);
	if (isFinal && !isLocal) {
		stopped[meta.provider] ??= error;
	}
}

/** What was handed out: a wait, or a failure that can be taken up again. */
function isOpen({ step, state }) {
	return step === 'wait' || (typeof state === 'object' && state !== null);
}

/** The event with which a flow is taken up: a request that was stored may have left. */
function eventOf({ state, event }) {
	return event ?? (state?.phase === 'asked' ? INTERRUPTED : 'elapsed');
}

/** How long a request has to wait here; Infinity: longer than there is time. */
function delay({ provider, timeout_ms }) {
	if (timeout_ms + SPARE_MS > TASK_SECONDS * 1000 && results.length === 0) {
		throw new Error(`the request may take ${timeout_ms} ms: raise N8N_RUNNERS_TASK_TIMEOUT`);
	}
	const ms = Math.max(0, (held[provider] ?? 0) - Date.now());
	return isShort(ms) && Date.now() + ms + timeout_ms < end ? ms : Infinity;
}

function isShort(ms) {
	return ms <= MAX_WAIT_SECONDS * 1000 && Date.now() + ms < end;
}

function sleep(ms) {
	return new Promise((resolve) => {
		setTimeout(resolve, ms);
	});
}

function providerOf(operation) {
	return operation.split('.')[0];
}

function shown(step, job) {
	const { operation = step.state?.operation, input, options } = job;
	switch (step.step) {
		case 'done':
			return { ...step.output, meta: step.meta };
		case 'fail': {
			const open = step.state ? { state: step.state, input, options } : {};
			return { outcome: 'not_checked', error: step.error, operation, ...open };
		}
		default: {
			const { state, event, needs, reason = 'time' } = step;
			const until = step.until ?? new Date(held[providerOf(operation)] ?? Date.now()).toISOString();
			return { step: 'wait', operation, input, options, state, event, until, reason, needs };
		}
	}
}

// What came of a request.

/** `{status, headers}` as the core takes them; nothing where it is no answer. */
function responseOf(status, headers) {
  const named = Object.entries(headers ?? {})
    .filter(([, value]) => typeof value === 'string' || Array.isArray(value))
    .map(([name, value]) => [name.toLowerCase(), value]);
  return Number.isInteger(status) ? { status, headers: Object.fromEntries(named) } : undefined;
}

/** `sent` is `no` only where nothing can have left. */
function thrown(error) {
  for (let cause = error, depth = 0; cause && depth < 4; cause = cause.cause, depth += 1) {
    for (const [kind, sent, codes] of [
      ['dns', 'no', /^(ENOTFOUND|EAI_(AGAIN|FAIL|NONAME))$/],
      ['connect', 'no', /^(ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|EHOSTDOWN)$/],
      ['client_certificate', 'no', /^ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED$/],
      ['tls', 'no', /^(ERR_TLS_CERT_ALTNAME_INVALID|CERT_(HAS_EXPIRED|NOT_YET_VALID|REVOKED))$/],
      ['tls', 'no', /^(CERT_(REJECTED|UNTRUSTED|CHAIN_TOO_LONG|SIGNATURE_FAILURE))$/],
      ['tls', 'no', /^(DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN)$/],
      ['tls', 'no', /^UNABLE_TO_(GET_ISSUER_CERT(_LOCALLY)?|VERIFY_LEAF_SIGNATURE)$/],
      ['tls', 'no', /^ERR_SSL_(WRONG_VERSION_NUMBER|UNSUPPORTED_PROTOCOL)$/],
      ['tls', 'no', /^ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE$/],
      ['timeout', 'maybe', /^(ETIMEDOUT|ECONNABORTED)$/],
    ]) {
      if (codes.test(cause.code)) {
        return { failure: { kind, sent } };
      }
    }
  }
  return lost();
}

function lost() {
  return { failure: { kind: 'reset', sent: 'maybe' } };
}

/** The package `spravka`, installed beside n8n and named in NODE_FUNCTION_ALLOW_EXTERNAL. */
function spravkaCore() {
  return require('spravka');
}
