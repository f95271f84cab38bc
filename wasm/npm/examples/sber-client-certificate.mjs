// Sber's client_info with a client certificate; new tokens go back into the file that they came from.
//
//   node sber-client-certificate.mjs SECRETS.json CERTIFICATE.pem KEY.pem [CA.pem] [ORIGIN]
//
// SECRETS.json is {"sber.client_secret":"…","sber.access_token":"…","sber.refresh_token":"…"}.
import { readFile, rename, writeFile } from 'node:fs/promises';
import { run } from 'spravka';
import { Agent } from 'undici';
import { undiciTransport } from './undici-transport.mjs';

const [secretsFile, cert, key, ca, origin] = process.argv.slice(2);
const identity = new Agent({
  connect: {
    cert: await readFile(cert),
    key: await readFile(key),
    // Without it, the authorities that Node.js knows; Sber's is the Russian one.
    ca: ca && (await readFile(ca)),
    timeout: 10_000,
  },
});

const held = JSON.parse(await readFile(secretsFile, 'utf8'));
async function store(secrets) {
  Object.assign(held, secrets);
  // As a whole or not at all: a refresh token that is lost ends in a new login by the client.
  await writeFile(`${secretsFile}.new`, JSON.stringify(held), { mode: 0o600, flush: true });
  await rename(`${secretsFile}.new`, secretsFile);
}

const step = await run(
  {
    operation: 'sber.client_info',
    input: { client_id: 'sandbox-client' },
    options: { allow_token_refresh: true },
  },
  {
    transport: undiciTransport({ identities: { 'sber.client_certificate': identity } }),
    secrets: held,
    store,
    allowed: origin && { origins: { sber: origin } },
  },
);
console.log(JSON.stringify(step));
await identity.close();
