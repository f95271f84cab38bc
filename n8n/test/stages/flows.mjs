// What a person relies on: money, waits of several sources, files that come later, keys, retries.
import assert from 'node:assert/strict';
import { credentialsOf } from '../credentials.mjs';
import { EXAMPLES, SAMPLES } from '../operations.mjs';
import { Sandbox } from '../sandbox.mjs';
import { chain, items, spravka, webhook } from '../workflow.mjs';

export default async function flows(world, test) {
	const { rest } = await world.main();
	const sandbox = await world.started(Sandbox.start());
	const stored = {};
	for (const [provider, type, data] of credentialsOf(sandbox)) {
		stored[provider] = { [type]: await rest.credential(type, data, `flows ${provider}`) };
	}
	const bound = (...providers) =>
		Object.assign({}, ...providers.map((provider) => stored[provider]));
	const wholes = { inputMode: 'json', jsonInput: '={{ $json }}' };
	let count = 0;
	/** What comes out for `given` items, or for a form with files. */
	async function run(parameters, credentials, given, { files, ...more } = {}) {
		const path = `flows-${(count += 1)}`;
		const node = spravka(parameters, { credentials, ...more });
		const split = files ? [] : [items()];
		const workflow = await rest.workflow(chain(path, [webhook(path), ...split, node]));
		await rest.activate(workflow);
		const body = files ? given : { items: given };
		const { status, items: out } = await rest.hook(path, body, files);
		const failure = async () => (await rest.last(workflow.id)).data.resultData.error;
		return { status, out, failure };
	}

	const kz = { resource: 'kzInfo', operation: 'execProcInfo', ...wholes };
	const [debtor, clean, unknown] = EXAMPLES['kz_info.exec_proc_info'].map(({ input }) => input);

	await test('a check that waits, and goes on', async () => {
		const before = await sandbox.counters();
		const person = { ...EXAMPLES['fssp.search_physical'][0].input, ...debtor };
		const sources = { sources: ['fssp', 'kz_info'] };
		const credentials = bound('fssp', 'kz_info');
		const check = { resource: 'debtor', operation: 'check', ...sources, ...wholes };
		const begun = await run({ ...check, options: { maximumWait: 0, score: true } }, credentials, [
			person,
		]);
		assert.equal(begun.status, 200, JSON.stringify(begun.out));
		const [waiting] = begun.out;
		assert.deepEqual([waiting.step, waiting.operation], ['wait', 'debtor.check']);
		assert.ok(Date.parse(waiting.until));
		const resume = { resource: 'debtor', operation: 'resume', ...sources };
		const { out } = await run(resume, credentials, [waiting]);
		assert.equal(out[0].complete, true, JSON.stringify(out[0]).slice(0, 800));
		assert.ok(out[0].proceedings.length > 8);
		assert.equal(typeof out[0].score.score, 'number', JSON.stringify(out[0].score));
		const came = await sandbox.since(before, '');
		assert.equal(came['fssp.search_physical'], 1);
		assert.equal(came['kz_info.exec_proc_info'], 1, 'what has answered is not asked again');
	});

	await test('no more is spent than is allowed', async () => {
		const before = await sandbox.counters();
		const options = { maximumSpend: '100 KZT', prices: { 'kz_info.exec_proc_info': '50 KZT' } };
		const onError = 'continueRegularOutput';
		const people = [debtor, clean, unknown];
		const { out } = await run({ ...kz, options }, bound('kz_info'), people, { onError });
		assert.deepEqual(
			out.map(({ outcome, error }) => outcome ?? error.code),
			['found', 'empty', 'budget_exceeded'],
		);
		assert.equal((await sandbox.since(before, ''))['kz_info.exec_proc_info'], 2);
		const unpriced = { ...kz, options: { maximumSpend: '100 KZT' } };
		const none = await run(unpriced, bound('kz_info'), [debtor], { onError });
		assert.equal(none.out[0].error.code, 'price_unknown');
		assert.match(none.out[0].error.hint_ru, /Prices/);
	});

	await test('n8n is not let retry what is paid for', async () => {
		const before = await sandbox.counters();
		const { status, failure } = await run(kz, bound('kz_info'), [debtor], { retryOnFail: true });
		assert.equal(status, 500);
		assert.match((await failure()).message, /Retry On Fail/);
		assert.deepEqual(await sandbox.since(before, ''), {});
	});

	await test('a flow has the same key each time, and another in another run', async () => {
		const keys = [];
		for (const run_ of ['2026-11', '2026-11', '2026-12']) {
			const { out } = await run({ ...kz, options: { run: run_ } }, bound('kz_info'), [clean]);
			keys.push(out[0].meta.flow_key);
		}
		assert.match(keys[0], /^[0-9a-f]{32}$/);
		assert.equal(keys[0], keys[1]);
		assert.notEqual(keys[0], keys[2]);
	});

	const sample = (member) => ({
		member,
		name: SAMPLES[member].name,
		bytes: SAMPLES[member].bytes(),
	});

	await test('files that are there go, and one that comes later is waited for', async () => {
		const { application_id } = EXAMPLES['osnovanie.submit_documents'][0].input;
		const osnovanie = { resource: 'osnovanieApplication' };
		const submit = {
			...osnovanie,
			operation: 'submitDocuments',
			application_id: `${application_id}`,
		};
		const first = await run(
			submit,
			bound('osnovanie'),
			{},
			{
				files: [sample('archive'), sample('signature')],
			},
		);
		assert.equal(first.status, 200, JSON.stringify(first.out));
		const [waiting] = first.out;
		assert.deepEqual([waiting.reason, waiting.needs], ['input_needed', ['certificate_request']]);
		const resume = {
			...osnovanie,
			operation: 'resume',
			state: '={{ $json.body.state }}',
			resumeInput: '={{ $json.body.input }}',
			files: { file: [{ member: 'certificate_request', binaryField: 'later' }] },
		};
		const files = [
			sample('archive'),
			sample('signature'),
			{ ...sample('certificate_request'), member: 'later' },
		];
		const { state, input } = waiting;
		const { status, out, failure } = await run(
			resume,
			bound('osnovanie'),
			{ state, input },
			{ files },
		);
		assert.equal(status, 200, status === 200 || JSON.stringify(await failure()));
		assert.equal(out[0].step, undefined, JSON.stringify(out[0]));
		const done = Object.entries(await sandbox.since({}, 'osnovanie.')).filter(([name]) =>
			name.includes('.executed/'),
		);
		assert.ok(done.length >= 3 && done.every(([, times]) => times === 1), JSON.stringify(done));
	});

	await test('where several fit, a person chooses, and nothing is made', async () => {
		const [, { input }] = EXAMPLES['osnovanie.create_application'];
		const application = { resource: 'osnovanieApplication' };
		const create = { ...application, operation: 'createApplication', ...wholes };
		const onError = 'continueRegularOutput';
		const before = await sandbox.counters();
		const asked = await run(create, bound('osnovanie'), [input], { onError });
		const [{ error }] = asked.out;
		assert.deepEqual([error.code, error.executed], ['ambiguous', 'no']);
		const [option] = error.next.options;
		const resume = (choice) => ({ ...application, operation: 'resume', choice });
		const again = await run(resume(''), bound('osnovanie'), asked.out, { onError });
		assert.equal(again.out[0].error.code, 'ambiguous');
		const { out } = await run(resume(JSON.stringify(option)), bound('osnovanie'), asked.out);
		assert.deepEqual(
			[out[0].application_id, out[0].origin],
			[option.application_id, 'chosen'],
			JSON.stringify(out),
		);
		assert.deepEqual(await sandbox.since(before, 'osnovanie.create'), {});
	});

	await test('what cannot be is said so that a person can mend it', async () => {
		const said = async (parameters, given, provider = 'kz_info') => {
			const { status, failure } = await run(parameters, bound(provider), [given]);
			assert.equal(status, 500);
			const { message, description } = await failure();
			return `${message} ${description}`;
		};
		assert.match(await said({ ...kz, jsonInput: 'not JSON' }, debtor), /not a JSON object/);
		assert.match(await said({ ...kz, options: { maximumSpend: '5' } }, debtor), /500 RUB/);
		const resume = { resource: 'kzInfo', operation: 'resume' };
		assert.match(await said(resume, { state: {}, input: {} }), /not that of a flow/);
		const other = { state: { operation: 'fssp.search_ip' }, input: {} };
		assert.match(await said(resume, other), /another resource/);
		assert.match(await said(kz, { iin: '000101300018' }), /контрольн|ИИН|значение/i);
	});
}
