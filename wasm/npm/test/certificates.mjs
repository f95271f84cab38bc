// An authority and what it signs, made by openssl for one test.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** In PEM, in a folder: `ca`, `server` for localhost, `client` of the authority, `stranger` of nobody. */
export function certificates(folder) {
  const at = (name) => join(folder, name);
  const openssl = (...args) =>
    execFileSync('openssl', args, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  const selfSigned = (name) =>
    openssl(
      'req',
      '-x509',
      ...key,
      '-subj',
      `/CN=${name}`,
      '-days',
      '2',
      '-keyout',
      `${name}.key`,
      '-out',
      `${name}.pem`,
    );
  selfSigned('ca');
  selfSigned('stranger');
  writeFileSync(at('names'), 'subjectAltName=DNS:localhost');
  for (const name of ['server', 'client']) {
    openssl('req', ...key, '-subj', `/CN=${name}`, '-keyout', `${name}.key`, '-out', `${name}.csr`);
    openssl(
      'x509',
      '-req',
      '-in',
      `${name}.csr`,
      '-CA',
      'ca.pem',
      '-CAkey',
      'ca.key',
      '-CAcreateserial',
      '-days',
      '2',
      '-extfile',
      'names',
      '-out',
      `${name}.pem`,
    );
  }
  const pem = (file) => readFileSync(at(file));
  const pair = (name) => ({ cert: pem(`${name}.pem`), key: pem(`${name}.key`) });
  return {
    at,
    ca: pem('ca.pem'),
    server: pair('server'),
    client: pair('client'),
    stranger: pair('stranger'),
  };
}
