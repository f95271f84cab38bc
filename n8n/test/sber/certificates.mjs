// Certificates as Sber's side and its client have them, by openssl: made for one run.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The name that the server's certificate is for. */
export const SERVER = 'fintech.sberbank.ru';
const PASSWORD = 'the-password-of-the-p12';

/**
 * `server.crt`, which like Sber's is sent without the intermediate that has signed it; `clients.crt`,
 * who signs clients; and by the commands of docs/sber.md `ca.crt`, and `client.crt` with its key out of
 * a .p12. All in `folder`.
 */
export function certificates(folder) {
	mkdirSync(folder, { recursive: true });
	const openssl = (...args) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });
	const issue = (name, issuer, extensions) => {
		const about = ['-subj', `/CN=${name}`, '-keyout', `${name}.key`, '-out', `${name}.csr`];
		openssl('req', '-newkey', 'rsa:2048', '-nodes', ...about);
		writeFileSync(join(folder, `${name}.cnf`), extensions);
		const signer = issuer
			? ['-CA', `${issuer}.crt`, '-CAkey', `${issuer}.key`, '-CAcreateserial']
			: ['-signkey', `${name}.key`];
		const to = ['-days', '2', '-extfile', `${name}.cnf`, '-out', `${name}.crt`];
		openssl('x509', '-req', '-in', `${name}.csr`, ...signer, ...to);
	};
	issue('root', undefined, 'basicConstraints=critical,CA:TRUE');
	issue('intermediate', 'root', 'basicConstraints=critical,CA:TRUE');
	issue('server', 'intermediate', `subjectAltName=DNS:${SERVER}`);
	issue('clients', undefined, 'basicConstraints=critical,CA:TRUE');
	issue('FINTECH01', 'clients', 'extendedKeyUsage=clientAuth');
	const pair = ['-in', 'FINTECH01.crt', '-inkey', 'FINTECH01.key', '-certfile', 'clients.crt'];
	openssl('pkcs12', '-export', ...pair, '-out', 'sber.p12', '-passout', `pass:${PASSWORD}`);

	const chain = ['root.crt', 'intermediate.crt'].map((name) => readFileSync(join(folder, name)));
	writeFileSync(join(folder, 'ca.crt'), Buffer.concat(chain));
	const p12 = ['pkcs12', '-in', 'sber.p12', '-passin', `pass:${PASSWORD}`];
	openssl(...p12, '-clcerts', '-nokeys', '-out', 'client.crt');
	openssl(...p12, '-nocerts', '-nodes', '-out', 'client.key');
}
