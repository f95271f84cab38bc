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
