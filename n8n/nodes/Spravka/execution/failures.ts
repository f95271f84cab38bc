/** What it means that a request got no answer. */
import type { Event } from './protocol';

type Kind = 'dns' | 'connect' | 'tls' | 'client_certificate' | 'timeout' | 'reset' | 'too_large';

/** Of all other codes it is not known whether the request has reached anybody. */
const KINDS: Record<string, Kind> = {};
/** Kinds of failures in which nothing has left: certificates are looked at before the request. */
const BEFORE: Kind[] = ['dns', 'connect', 'tls', 'client_certificate'];

/** Codes of Node.js, OpenSSL and axios; a request that could not even be written is not sent. */
const CODES: Record<Exclude<Kind, 'too_large'>, string> = {
	dns: 'ENOTFOUND EAI_AGAIN EAI_FAIL EAI_NONAME',
	connect: `ECONNREFUSED EHOSTUNREACH ENETUNREACH EADDRNOTAVAIL EHOSTDOWN
    ERR_INVALID_URL ERR_INVALID_CHAR`,
	client_certificate: `ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED ERR_SSL_TLSV1_ALERT_UNKNOWN_CA
    ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE ERR_SSL_SSLV3_ALERT_CERTIFICATE_EXPIRED
    ERR_SSL_SSLV3_ALERT_CERTIFICATE_REVOKED ERR_SSL_SSLV3_ALERT_CERTIFICATE_UNKNOWN`,
	tls: `ERR_TLS_CERT_ALTNAME_INVALID CERT_HAS_EXPIRED CERT_NOT_YET_VALID CERT_REVOKED CERT_REJECTED
    CERT_UNTRUSTED CERT_CHAIN_TOO_LONG CERT_SIGNATURE_FAILURE DEPTH_ZERO_SELF_SIGNED_CERT
    SELF_SIGNED_CERT_IN_CHAIN UNABLE_TO_GET_ISSUER_CERT UNABLE_TO_GET_ISSUER_CERT_LOCALLY
    UNABLE_TO_VERIFY_LEAF_SIGNATURE ERR_SSL_WRONG_VERSION_NUMBER ERR_SSL_UNSUPPORTED_PROTOCOL
    ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE`,
	timeout: 'ETIMEDOUT ECONNABORTED',
	reset: 'ECONNRESET EPIPE ERR_CANCELED',
};
for (const [kind, codes] of Object.entries(CODES)) {
	codes.split(/\s+/).forEach((code) => (KINDS[code] = kind as Kind));
}

export function failure(kind: Kind): Event {
	return { failure: { kind, sent: BEFORE.includes(kind) ? 'no' : 'maybe' } };
}

/** What n8n's helper throws in place of an answer: the code is where a status would be. */
export function thrown(error: unknown): Event {
	const { httpCode, code, message, messages } = error as Record<string, unknown>;
	const kind = KINDS[String(httpCode)] ?? KINDS[String(code)] ?? 'reset';
	const [told] = Array.isArray(messages) ? messages : [];
	// n8n's own guard of addresses has no code.
	const isBlocked = String(message).startsWith('The request was blocked because');
	const isUnconnected = ['reset', 'timeout'].includes(kind) && String(told).startsWith('connect ');
	return failure(isBlocked || isUnconnected ? 'connect' : kind);
}
