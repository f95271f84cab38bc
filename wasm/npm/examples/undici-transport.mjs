// A transport over undici: for client certificates, proxies and certificate authorities of one's own, which `fetch` cannot be told of.
//
//   npm install spravka undici
import { Agent, request } from 'undici';

/** The largest body that any operation reads. */
const BODY_CAP = 32 * 1024 * 1024;
const CONNECT = { timeout: 10_000 };

const DNS = ['ENOTFOUND', 'EAI_AGAIN', 'EAI_NODATA', 'EAI_NONAME'];
const CONNECTING = [
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EADDRNOTAVAIL',
  'UND_ERR_CONNECT_TIMEOUT',
];
const TIMEOUTS = ['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT'];
/** What a server says of our certificate. */
const REFUSED =
  /^ERR_SSL_.*ALERT_(CERTIFICATE_REQUIRED|BAD_CERTIFICATE|UNSUPPORTED_CERTIFICATE|CERTIFICATE_REVOKED|CERTIFICATE_EXPIRED|CERTIFICATE_UNKNOWN|UNKNOWN_CA|ACCESS_DENIED)$/;
/** What we say of the server's, and a handshake that came to nothing. */
const TLS =
  /^(CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERR_TLS_CERT_|ERR_SSL_.*(WRONG_VERSION_NUMBER|ALERT_HANDSHAKE_FAILURE|ALERT_PROTOCOL_VERSION|UNSUPPORTED_PROTOCOL|PACKET_LENGTH_TOO_LONG)$)/;

/**
 * `dispatcher` is what sends: an `Agent`, or a `ProxyAgent`. `identities` has one more for each client
 * certificate, by the name in `tls_identity`: connections that have shown one carry nothing else.
 */
export function undiciTransport({
  dispatcher = new Agent({ connect: CONNECT }),
  identities = {},
} = {}) {
  return async (filled, { signal }) => {
    const identified =
      filled.tls_identity === undefined ? dispatcher : identities[filled.tls_identity];
    // A test origin asks for no certificate.
    const sender = identified ?? (filled.url.startsWith('http:') ? dispatcher : undefined);
    if (sender === undefined) {
      return { failure: { kind: 'client_certificate', sent: 'no' } };
    }
    const expiry = AbortSignal.timeout(filled.timeout_ms);
    try {
      const answer = await request(filled.url, {
        dispatcher: sender,
        method: filled.method,
        headers: filled.headers,
        body: filled.body,
        headersTimeout: filled.timeout_ms,
        bodyTimeout: filled.timeout_ms,
        signal: AbortSignal.any([signal, expiry]),
      });
      const chunks = [];
      let length = 0;
      for await (const chunk of answer.body) {
        length += chunk.length;
        if (length > BODY_CAP) {
          return { failure: { kind: 'too_large', sent: 'maybe' } };
        }
        chunks.push(chunk);
      }
      return { status: answer.statusCode, headers: answer.headers, body: Buffer.concat(chunks) };
    } catch (error) {
      if (signal.aborted) {
        throw error;
      }
      return { failure: expiry.aborted ? { kind: 'timeout', sent: 'maybe' } : failure(error) };
    }
  };
}

/** `sent` is `no` only where nothing can have left. */
function failure(error) {
  const code = error.code ?? error.cause?.code ?? '';
  if (DNS.includes(code)) return { kind: 'dns', sent: 'no' };
  if (CONNECTING.includes(code)) return { kind: 'connect', sent: 'no' };
  // Of a proxy that does not let us through.
  if (error.message?.startsWith('Proxy response')) return { kind: 'connect', sent: 'no' };
  if (REFUSED.test(code)) return { kind: 'client_certificate', sent: 'no' };
  if (TLS.test(code)) return { kind: 'tls', sent: 'no' };
  if (TIMEOUTS.includes(code)) return { kind: 'timeout', sent: 'maybe' };
  return { kind: 'reset', sent: 'maybe' };
}
