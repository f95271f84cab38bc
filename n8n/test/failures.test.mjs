// What n8n throws in place of an answer, as it was seen, and what is known then of the request.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { built } from './built.mjs';

const { thrown } = built('nodes/Spravka/execution/failures');

for (const [what, error, kind, sent] of [
	['no such host', { httpCode: 'ENOTFOUND' }, 'dns', 'no'],
	['nobody listens', { httpCode: 'ECONNREFUSED' }, 'connect', 'no'],
	['a certificate of its own', { httpCode: 'DEPTH_ZERO_SELF_SIGNED_CERT' }, 'tls', 'no'],
	[
		'a client certificate is wanted',
		{ httpCode: 'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED' },
		'client_certificate',
		'no',
	],
	['no answer in time', { httpCode: 'ECONNABORTED' }, 'timeout', 'maybe'],
	['cut off', { httpCode: 'ECONNRESET', messages: ['read ECONNRESET'] }, 'reset', 'maybe'],
	[
		'never connected',
		{ httpCode: 'ECONNRESET', messages: ['connect ECONNRESET'] },
		'connect',
		'no',
	],
	['connected too late', { code: 'ETIMEDOUT', messages: ['connect ETIMEDOUT'] }, 'connect', 'no'],
	['not HTTP', { httpCode: 'HPE_INVALID_CONSTANT' }, 'reset', 'maybe'],
	['a header that cannot be written', { httpCode: 'ERR_INVALID_CHAR' }, 'connect', 'no'],
	[
		'an address that n8n guards',
		{ httpCode: null, message: 'The request was blocked because it resolves to a blocked address' },
		'connect',
		'no',
	],
	['anything else', { httpCode: null, message: 'x' }, 'reset', 'maybe'],
	['no error at all', 'x', 'reset', 'maybe'],
]) {
	test(what, () => assert.deepEqual(thrown(error), { failure: { kind, sent } }));
}
