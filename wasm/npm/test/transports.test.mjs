// The transports of examples/, against a server that asks for a certificate and through a proxy.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { connect, createServer as createTcpServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { after, test } from 'node:test';
import { certificates } from './certificates.mjs';
import { project, require, runs, spravka } from './support.mjs';

const { Agent, ProxyAgent } = require('undici');
const { undiciTransport } = await import(
  pathToFileURL(join(project, 'examples/undici-transport.mjs'))
);
const { run, sandbox } = spravka;

const made = certificates(mkdtempSync(join(project, 'certificates-')));
const PERSON = {
  operation: 'kz_info.exec_proc_info',
  input: { iin: '000101300019' },
  options: { max_attempts: 1 },
};
const IDENTITY = 'sber.client_certificate';

/** Sockets that have to be closed at the end, or the process would wait for them. */
const open = new Set();
after(() => open.forEach((socket) => socket.destroy()));

async function listens(t, server) {
  server.on('connection', (socket) => open.add(socket));
  server.listen(0, '127.0.0.1');
  t.after(() => server.close());
  await once(server, 'listening');
  return server.address().port;
}

/** The providers of the sandbox over TLS; `asks`: with a certificate of our authority only. */
async function providers(t, { asks = false, pair = made.server, answer } = {}) {
  const world = sandbox();
  const arrived = [];
  const server = createHttpsServer(
    { ...pair, ca: made.ca, requestCert: asks, rejectUnauthorized: asks },
    async (request, response) => {
      const body = Buffer.concat(await chunks(request));
      arrived.push({
        url: request.url,
        client: request.socket.getPeerCertificate?.()?.subject?.CN,
      });
      if (answer) return answer(response);
      const { method, url, headers } = request;
      const reply = await world.transport({ method, url, headers, body, timeout_ms: 1000 }, {});
      response.writeHead(reply.status, reply.headers).end(reply.body);
    },
  );
  const port = await listens(t, server);
  return { origin: `https://localhost:${port}`, port, arrived };
}

/** A server that says what is wrong with a certificate; Node.js only hangs up. */
async function judging(t) {
  const files = [
    '-cert',
    made.at('server.pem'),
    '-key',
    made.at('server.key'),
    '-CAfile',
    made.at('ca.pem'),
  ];
  const strict = ['-Verify', '1', '-verify_return_error', '-www'];
  const child = spawn('openssl', ['s_server', '-accept', '127.0.0.1:0', ...files, ...strict], {
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  t.after(() => child.kill());
  for await (const line of createInterface(child.stdout)) {
    const port = /^ACCEPT .*:(\d+)$/.exec(line)?.[1];
    if (port) return `https://localhost:${port}`;
  }
  throw new Error('openssl s_server has not begun to listen');
}

async function chunks(stream) {
  const all = [];
  for await (const chunk of stream) all.push(chunk);
  return all;
}

/** A transport's answer to a request that is filled already. */
const asked = (transport, url, more = {}) =>
  transport(
    { method: 'GET', url, headers: { accept: 'application/json' }, timeout_ms: 2000, ...more },
    { signal: new AbortController().signal },
  );

const trusting = (connectOptions = {}) =>
  new Agent({ connect: { ca: made.ca, ...connectOptions } });
const failure = (kind, sent) => ({ failure: { kind, sent } });

test('Sber gets the certificate, in the example as it stands, and its tokens are kept', async (t) => {
  const { origin, arrived } = await providers(t, { asks: true });
  const world = sandbox();
  const names = ['sber.client_secret', 'sber.refresh_token'];
  const secrets = Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await world.secrets(name)])),
  );
  // One that has expired, so that it is refreshed on the way.
  secrets['sber.access_token'] = '00000000-0000-4000-8000-000000000000-1';
  const file = join(project, 'secrets.json');
  writeFileSync(file, JSON.stringify(secrets));
  const args = [file, made.at('client.pem'), made.at('client.key'), made.at('ca.pem'), origin];
  const step = JSON.parse(
    await runs(process.execPath, ['examples/sber-client-certificate.mjs', ...args]),
  );
  assert.equal(step.step, 'done', JSON.stringify(step));
  assert.ok(arrived.length >= 2);
  assert.ok(arrived.every(({ client }) => client === 'client'));
  const kept = JSON.parse(readFileSync(file));
  assert.notEqual(kept['sber.refresh_token'], secrets['sber.refresh_token']);
  assert.equal(kept['sber.client_secret'], secrets['sber.client_secret']);
  assert.ok(!JSON.stringify(step).includes(kept['sber.access_token']));
});

test("without a certificate, or with a stranger's, the server is not asked", async (t) => {
  const { origin, arrived } = await providers(t, { asks: true });
  const identified = { tls_identity: IDENTITY };
  const presenting = (options) =>
    undiciTransport({ identities: { [IDENTITY]: trusting(options) } });
  assert.deepEqual(
    await asked(undiciTransport(), origin, identified),
    failure('client_certificate', 'no'),
  );
  // TLS 1.2 judges a certificate before the request leaves. In 1.3 it leaves at once, and nobody can tell.
  const old = { maxVersion: 'TLSv1.2' };
  assert.deepEqual(await asked(presenting(old), origin, identified), failure('tls', 'no'));
  const strict = await judging(t);
  const stranger = presenting({ ...made.stranger, ...old });
  assert.deepEqual(await asked(stranger, strict, identified), failure('client_certificate', 'no'));
  assert.deepEqual(await asked(presenting({}), origin, identified), failure('reset', 'maybe'));
  assert.equal(arrived.length, 0);
  assert.equal((await asked(presenting(made.client), origin, identified)).status, 404);
});

test('the certificate is shown to nobody else', async (t) => {
  const { origin, arrived } = await providers(t);
  const transport = undiciTransport({
    dispatcher: trusting(),
    identities: { [IDENTITY]: trusting(made.client) },
  });
  await asked(transport, origin);
  assert.deepEqual(
    arrived.map(({ client }) => client),
    [undefined],
  );
});

test('a server that nobody vouches for gets nothing', async (t) => {
  const stranger = await providers(t, { pair: made.stranger });
  const transport = undiciTransport({ dispatcher: trusting() });
  assert.deepEqual(await asked(transport, stranger.origin), failure('tls', 'no'));
  const named = await providers(t);
  assert.deepEqual(await asked(transport, `https://127.0.0.1:${named.port}`), failure('tls', 'no'));
  const plain = await listens(
    t,
    createHttpServer((_, response) => response.end('[]')),
  );
  assert.deepEqual(await asked(transport, `https://localhost:${plain}`), failure('tls', 'no'));
  assert.deepEqual([stranger.arrived.length, named.arrived.length], [0, 0]);
});

test('what goes wrong on the way has its kind', async (t) => {
  const transport = undiciTransport();
  const closed = await listens(t, createTcpServer());
  const free = createTcpServer().listen(0, '127.0.0.1');
  await once(free, 'listening');
  const { port: nobody } = free.address();
  await new Promise((resolve) => free.close(resolve));
  assert.deepEqual(await asked(transport, 'https://nobody.invalid/'), failure('dns', 'no'));
  assert.deepEqual(await asked(transport, `http://127.0.0.1:${nobody}/`), failure('connect', 'no'));
  assert.deepEqual(
    await asked(transport, `http://127.0.0.1:${closed}/`, { timeout_ms: 100 }),
    failure('timeout', 'maybe'),
  );
  let connections = 0;
  const breaking = await listens(
    t,
    createTcpServer((socket) => {
      connections += 1;
      socket.once('data', () => socket.destroy());
    }),
  );
  assert.deepEqual(
    await asked(transport, `http://127.0.0.1:${breaking}/`),
    failure('reset', 'maybe'),
  );
  assert.equal(connections, 1, 'nothing is repeated');
});

test('a body that is cut off, drips or never ends is none', async (t) => {
  const transport = undiciTransport();
  const answers = (write) =>
    listens(
      t,
      createTcpServer((socket) => socket.on('error', () => {}).once('data', () => write(socket))),
    );
  const head = 'HTTP/1.1 200 OK\r\ncontent-length: 99999999\r\n\r\n';
  const cut = await answers((socket) => socket.end(`${head}[]`));
  assert.deepEqual(await asked(transport, `http://127.0.0.1:${cut}/`), failure('reset', 'maybe'));
  const dripping = await answers((socket) => {
    socket.write(head);
    const drip = setInterval(() => socket.write(' '), 50);
    socket.on('close', () => clearInterval(drip));
  });
  assert.deepEqual(
    await asked(transport, `http://127.0.0.1:${dripping}/`, { timeout_ms: 400 }),
    failure('timeout', 'maybe'),
  );
  const flood = await answers((socket) => {
    const megabyte = Buffer.alloc(1 << 20, 32);
    const more = () => socket.writable && socket.write(megabyte, more);
    socket.write(head, more);
  });
  assert.deepEqual(
    await asked(transport, `http://127.0.0.1:${flood}/`, { timeout_ms: 20_000 }),
    failure('too_large', 'maybe'),
  );
});

test('no redirect is followed, and the body comes as bytes', async (t) => {
  const elsewhere = await providers(t);
  const body = Buffer.from([0xef, 0xbb, 0xbf, 0xcf, 0xf0]);
  const { origin } = await providers(t, {
    answer: (response) =>
      response
        .writeHead(302, { location: elsewhere.origin, 'set-cookie': ['a=1', 'b=2'] })
        .end(body),
  });
  const answer = await asked(undiciTransport({ dispatcher: trusting() }), origin);
  assert.equal(answer.status, 302);
  assert.deepEqual(answer.headers['set-cookie'], ['a=1', 'b=2']);
  assert.ok(body.equals(answer.body));
  assert.equal(elsewhere.arrived.length, 0);
});

test('an abort is passed on', async (t) => {
  const port = await listens(t, createTcpServer());
  const stop = new AbortController();
  const request = {
    method: 'GET',
    url: `http://127.0.0.1:${port}/`,
    headers: {},
    timeout_ms: 5000,
  };
  const answer = undiciTransport()(request, { signal: stop.signal });
  stop.abort();
  await assert.rejects(answer);
});

/** A proxy that connects, or refuses with a status. */
async function proxy(t, status) {
  const seen = [];
  const server = createHttpServer((_, response) => response.writeHead(405).end());
  server.on('connect', (request, client) => {
    seen.push([request.url, request.headers['proxy-authorization']]);
    client.on('error', () => {});
    if (status) return void client.end(`HTTP/1.1 ${status} No\r\ncontent-length: 0\r\n\r\n`);
    const [host, port] = request.url.split(':');
    const upstream = connect(Number(port), host, () => {
      client.write('HTTP/1.1 200 Connected\r\n\r\n');
      upstream.pipe(client).pipe(upstream);
    });
    open.add(upstream.on('error', () => client.destroy()));
  });
  return { port: await listens(t, server), seen };
}

test('a lookup goes through a proxy, in the example as it stands', async (t) => {
  const { origin, port, arrived } = await providers(t);
  const through = await proxy(t);
  const args = [
    `http://me:word@127.0.0.1:${through.port}`,
    '000101300019',
    made.at('ca.pem'),
    origin,
  ];
  const env = {
    ...process.env,
    SPRAVKA_KZ_INFO_API_KEY: await sandbox().secrets('kz_info.api_key'),
  };
  const step = JSON.parse(await runs(process.execPath, ['examples/proxy.mjs', ...args], { env }));
  assert.equal(step.output.proceedings.length, 3);
  assert.deepEqual(through.seen, [
    [`localhost:${port}`, `Basic ${Buffer.from('me:word').toString('base64')}`],
  ]);
  assert.equal(arrived.length, 1);
});

test('a proxy that refuses, or is not there, has let nothing through', async (t) => {
  const { origin, arrived } = await providers(t);
  for (const status of [403, 407, 502]) {
    const { port } = await proxy(t, status);
    const dispatcher = new ProxyAgent({
      uri: `http://127.0.0.1:${port}`,
      requestTls: { ca: made.ca },
    });
    assert.deepEqual(
      await asked(undiciTransport({ dispatcher }), origin),
      failure('connect', 'no'),
      status,
    );
  }
  const dispatcher = new ProxyAgent({ uri: 'http://127.0.0.1:1' });
  assert.deepEqual(await asked(undiciTransport({ dispatcher }), origin), failure('connect', 'no'));
  assert.equal(arrived.length, 0);
});

test('its failures reach the result', async (t) => {
  const { origin } = await providers(t, { pair: made.stranger });
  const step = await run(PERSON, {
    transport: undiciTransport(),
    secrets: { 'kz_info.api_key': 'key' },
    allowed: { origins: { kz_info: origin } },
  });
  assert.deepEqual([step.error.code, step.error.executed], ['tls_failed', 'no']);
});
