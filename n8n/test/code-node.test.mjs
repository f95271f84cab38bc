// The code for n8n's Code node, pasted and required, in a sandbox that is restricted as n8n's is, against the simulated providers over HTTP.
//
//   SPRAVKA=target/debug/spravka node --test n8n/test/code-node.test.mjs
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { archive } from '../../wasm/npm/test/project/documents.mjs';
import { pastedCode, requiringCode, workflow } from '../scripts/code-node.mjs';
import { withConstants } from './code-node.edit.mjs';
import { runCode, sent } from './code-node.fake.mjs';

const n8n = fileURLToPath(new URL('..', import.meta.url));
const root = resolve(n8n, '..');
const DEBTOR = { first_name: 'Пётр', last_name: 'Должников', birth_date: '1901-02-03', region: 77 };

let child;
let origin;
let hints = '';
let secrets;
let pasted;

before(async () => {
	pasted = await pastedCode();
	const program = process.env.SPRAVKA ?? join(root, 'target/debug/spravka');
	child = spawn(program, ['sandbox', '--listen', '127.0.0.1:0'], {
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	child.stderr.on('data', (part) => (hints += part));
	const [line] = await once(createInterface(child.stdout), 'line');
	origin = line.replace('listening on ', '');
	while (!hints.includes('SPECTRUM_DATA_TOKEN=')) await once(child.stderr, 'data');
	secrets = {
		'fssp.token': secret('fssp.token'),
		'kz_info.api_key': secret('kz_info.api_key'),
	};
});
after(() => child.kill('SIGKILL'));

/** The sandbox says its secrets in the manner of a shell. */
function secret(name) {
	const variable = `SPRAVKA_${name.replace('.', '_').toUpperCase()}`;
	return hints.match(new RegExp(`^export ${variable}=(.+)$`, 'm'))[1];
}

const edited = (code, constants) =>
	withConstants(code, { SECRETS: secrets, TEST_ORIGIN: origin, ...constants });

async function play(jobs, { constants, ...how } = {}) {
	const items = jobs.map((json) => ({ json }));
	const results = await runCode(edited(pasted, constants), items, how);
	assert.deepEqual(
		results.map(({ pairedItem }) => pairedItem),
		jobs.map((_, item) => ({ item })),
	);
	return results.map(({ json }) => json);
}

const fssp = (input, more) => ({ operation: 'fssp.search_physical', input, ...more });
const kz = (iin) => ({ operation: 'kz_info.exec_proc_info', input: { iin } });
const counters = async () => (await fetch(`${origin}/__sandbox/counters`)).json();

describe('a Code node', { concurrency: true }, () => {
	test('a search of the FSSP: the task, its polls and its result', async () => {
		const asked = [];
		const clean = {
			last_name: 'Чистова',
			first_name: 'Анна',
			birth_date: '1902-03-04',
			region: 77,
		};
		const [found, empty] = await play([fssp(DEBTOR), fssp(clean)], { asked });
		assert.equal(found.outcome, 'found');
		assert.equal(found.proceedings.length, 1);
		assert.equal(found.meta.simulated, true);
		assert.equal(found.meta.body_sha256.length, 64);
		assert.deepEqual([empty.outcome, empty.complete], ['empty', true]);
		assert.ok(asked.length >= 6, `${asked.length} requests`);
		for (const options of asked) {
			assert.ok(options.url.startsWith(`${origin}/`) && options.url.includes('token=sandbox-fssp'));
			const { encoding, json, returnFullResponse, ignoreHttpStatusErrors, disableFollowRedirect } =
				options;
			assert.deepEqual(
				[encoding, json, returnFullResponse, ignoreHttpStatusErrors, disableFollowRedirect],
				['arraybuffer', false, true, true, true],
			);
		}
		assert.ok(!JSON.stringify([found, empty]).includes('sandbox-fssp'));
	});

	test('KZ Info: found, unknown, refused, and an answer that nobody can read', async () => {
		const iins = ['000101300019', '020304400032', '000101304071', '000101300415', '000101300405'];
		const [found, unknown, refused, moved, large] = await play(iins.map(kz));
		assert.deepEqual([found.outcome, found.proceedings.length], ['found', 3]);
		assert.deepEqual([unknown.outcome, unknown.basis], ['empty', 'subject_unknown']);
		for (const item of [refused, moved, large]) {
			assert.equal(item.outcome, 'not_checked');
			assert.equal(item.proceedings, undefined);
			assert.ok(item.error.code && item.error.hint_ru);
		}
		assert.equal(large.error.class, 'too_large');
	});

	test('a paid request that was lost is not sent again', async () => {
		const call = 'kz_info.exec_proc_info/000101309012';
		const [lost] = await play([kz('000101309012')]);
		assert.equal(lost.outcome, 'not_checked');
		assert.deepEqual([lost.error.executed, lost.error.charged], ['maybe', 'maybe']);
		const sentOnce = (await counters())[call];
		assert.equal(sentOnce, 1);
		const [again] = await play([lost]);
		assert.deepEqual([again.outcome, again.error.executed], ['not_checked', 'maybe']);
		assert.equal((await counters())[call], sentOnce);
	});

	test('a request that was stored is not sent', async () => {
		const asked = [];
		let stored;
		const crash = (options) => {
			stored = options;
			throw new Error('killed');
		};
		const [lost] = await play([kz('000101300019')], { httpRequest: crash });
		assert.ok(stored && lost.state);
		const [open] = await play(
			[{ ...lost, state: { ...lost.state, phase: 'asked', executed: undefined } }],
			{ asked },
		);
		assert.deepEqual(
			[open.outcome, open.error.code, asked.length],
			['not_checked', 'interrupted', 0],
		);
	});

	test('nobody is there', async () => {
		const closed = createServer();
		await once(closed.listen(0, '127.0.0.1'), 'listening');
		const { port } = closed.address();
		closed.close();
		const constants = { TEST_ORIGIN: `http://127.0.0.1:${port}` };
		const [item] = await play([fssp(DEBTOR, { options: { max_attempts: 1 } })], { constants });
		assert.deepEqual(
			[item.outcome, item.error.code, item.error.executed],
			['not_checked', 'connect_failed', 'no'],
		);
	});

	test('a wait is handed out, and gone on with', async () => {
		const [wait] = await play([fssp(DEBTOR)], { constants: { MAX_WAIT_SECONDS: 0.5 } });
		assert.deepEqual(
			[wait.step, wait.operation, wait.input],
			['wait', 'fssp.search_physical', DEBTOR],
		);
		assert.ok(Date.parse(wait.until) > Date.now());
		assert.ok(!JSON.stringify(wait.state).includes('Должников'));
		const [early] = await play([wait], { constants: { MAX_WAIT_SECONDS: 0 } });
		assert.deepEqual([early.step, early.until], ['wait', wait.until]);
		const [done] = await play([early]);
		assert.equal(done.outcome, 'found');
	});

	test('a refused token stops the other items of its provider, and no others', async () => {
		const asked = [];
		const constants = { SECRETS: { ...secrets, 'fssp.token': 'wrong' } };
		const jobs = [fssp(DEBTOR), fssp(DEBTOR), kz('000101300019')];
		const [first, second, other] = await play(jobs, { constants, asked });
		assert.deepEqual([first.error.class, second.error.class], ['unauthorized', 'unauthorized']);
		assert.equal(second.error.executed, 'no');
		assert.equal(other.outcome, 'found');
		assert.equal(asked.length, 2);
	});

	test('a secret is missing, or cannot be one', async () => {
		const asked = [];
		for (const [token, code] of [
			['', 'missing_secret'],
			['a\nb', 'invalid_secret'],
		]) {
			const constants = { SECRETS: { 'fssp.token': token } };
			const [item] = await play([fssp(DEBTOR)], { constants, asked });
			assert.deepEqual(
				[item.outcome, item.error.code, item.error.executed],
				['not_checked', code, 'no'],
			);
		}
		assert.equal(asked.length, 0);
	});

	test('what n8n would kill is not begun', async () => {
		const slowly = async (options) => {
			await new Promise((done) => void setTimeout(done, 1_200));
			return sent(options);
		};
		const constants = { TASK_SECONDS: 36 };
		const jobs = [kz('000101300019'), kz('000101300128')];
		const [found, later] = await play(jobs, { constants, httpRequest: slowly });
		assert.equal(found.outcome, 'found');
		assert.deepEqual([later.step, later.reason, later.state], ['wait', 'time', undefined]);
		const [then] = await play([later]);
		assert.equal(then.outcome, 'found');
		await assert.rejects(
			play(jobs, { constants: { TASK_SECONDS: 20 } }),
			/N8N_RUNNERS_TASK_TIMEOUT/,
		);
	});

	test('what the helper throws', async () => {
		for (const [code, expected, executed] of [
			['ENOTFOUND', 'dns_failed', 'no'],
			['ECONNREFUSED', 'connect_failed', 'no'],
			['CERT_HAS_EXPIRED', 'tls_failed', 'no'],
			['ECONNABORTED', 'timed_out', 'maybe'],
			['ECONNRESET', 'connection_reset', 'maybe'],
			[undefined, 'connection_reset', 'maybe'],
		]) {
			const httpRequest = () => Promise.reject({ message: 'failed', cause: { code } });
			const job = { ...kz('000101300019'), options: { max_attempts: 1 } };
			const [item] = await play([job], { httpRequest });
			assert.deepEqual([item.error.code, item.error.executed], [expected, executed]);
		}
		for (const answer of [undefined, null, {}, { statusCode: 200, headers: {}, body: 7 }]) {
			const [item] = await play([kz('000101300019')], { httpRequest: async () => answer });
			assert.deepEqual([item.outcome, item.error.executed], ['not_checked', 'maybe']);
		}
	});

	test('to throw instead', async () => {
		const constants = { NOT_CHECKED: 'throw' };
		await assert.rejects(play([kz('000101300018')], { constants }), /item 0: check_digits/);
	});

	test('a client certificate is out of reach', async () => {
		const constants = { SECRETS: { 'sber.access_token': 'token' } };
		const asked = [];
		const job = { operation: 'sber.client_info', input: {}, options: { max_attempts: 1 } };
		const [item] = await play([job], { constants, asked });
		assert.deepEqual([item.error.class, item.error.executed, asked.length], ['transport', 'no', 0]);
	});

	test('a file goes along as base64', async () => {
		const secrets = ['osnovanie.login', 'osnovanie.password'];
		const constants = { SECRETS: Object.fromEntries(secrets.map((name) => [name, secret(name)])) };
		const input = { application_id: 2006, file_kind: 8 };
		const file = { name: 'documents.zip', base64: archive().toString('base64') };
		const job = { operation: 'osnovanie.attach_file', input: { ...input, file } };
		const [item] = await play([job], { constants });
		assert.deepEqual(item.attached, { code: 8, name: 'documents_archive' });
	});

	test('nothing is asked for a job that is wrong, or for a transform', async () => {
		const asked = [];
		const [wrong, unknown, checked] = await play(
			[
				kz('1'),
				{ operation: 'nobody.knows', input: {} },
				{ operation: 'identifiers.check', input: { iin: '000101300019' } },
			],
			{ asked },
		);
		assert.equal(wrong.error.class, 'invalid_input');
		assert.equal(unknown.outcome, 'not_checked');
		assert.equal(checked.outcome, undefined);
		assert.ok(checked.meta);
		assert.equal(asked.length, 0);
	});

	test('the package, required', async () => {
		assert.equal(readFileSync(join(n8n, 'code-node/with-require.js'), 'utf8'), requiringCode());
		const folder = resolve(process.env.SPRAVKA_PACKAGE ?? join(root, 'wasm/npm'));
		const require = (name) => createRequire(import.meta.url)(name === 'spravka' ? folder : name);
		const items = [{ json: fssp(DEBTOR) }, { json: kz('1') }];
		const results = await runCode(edited(requiringCode()), items, { require });
		assert.deepEqual(
			results.map(({ json }) => json.error?.code ?? json.outcome),
			['found', 'invalid_value'],
		);
	});

	test('one step at a time, with the requests sent by somebody else', async () => {
		const { nodes } = await workflow();
		const { jsCode } = nodes.find(({ name }) => name === 'Spravka').parameters;
		const code = withConstants(jsCode, { TEST_ORIGIN: origin });
		const step = async (items, before) => runCode(code, items, { before });
		/** What an HTTP Request node gives: `data` is the body as text. */
		const http = async ({ json: { request } }) => {
			const url = `${request.url}&token=${secrets['fssp.token']}`;
			const { statusCode, headers, body } = await sent({ ...request, url });
			return { json: { statusCode, headers, data: body.toString() || undefined } };
		};

		let items = await step([
			{ json: fssp(DEBTOR) },
			{ json: fssp({ ...DEBTOR, last_name: 'Закрытов' }) },
		]);
		assert.ok(
			items.every(({ json }) => json.step === 'send' && !json.request.url.includes('token')),
		);
		const ended = [];
		for (let rounds = 0; items.length > 0; rounds += 1) {
			assert.ok(rounds < 20, 'it comes to an end');
			const [item] = items.splice(0, 1);
			const { step: is, until } = item.json;
			if (is === 'send') {
				items.push(...(await step([await http(item)], [item])));
			} else if (is === 'wait') {
				await new Promise((done) => void setTimeout(done, Date.parse(until) - Date.now()));
				items.push(...(await step([item])));
			} else {
				ended.push(item.json);
			}
		}
		const [shut, found] = ended;
		assert.deepEqual([found.step, found.outcome, found.proceedings.length], ['done', 'found', 1]);
		assert.deepEqual(
			[shut.step, shut.outcome, shut.error.code],
			['fail', 'not_checked', 'source_shut'],
		);

		const [asked] = await step([{ json: fssp(DEBTOR) }]);
		const [refused] = await step([{ json: { error: { code: 'ECONNREFUSED' } } }], [asked]);
		assert.deepEqual([refused.json.step, refused.json.reason], ['wait', 'back_off']);
		await assert.rejects(
			step([{ json: kz('000101300019') }]),
			/an HTTP Request node cannot fill in/,
		);
	});

	test('it is small enough to be pasted', () => {
		assert.ok(pasted.length < 1_000_000, `${pasted.length} characters`);
		assert.ok(pasted.split('\n').length < 1_500);
	});
});
