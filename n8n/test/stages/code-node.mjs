// The Code node in a real n8n: the pasted code, the required package, and the workflow in which an HTTP Request node sends.
import assert from 'node:assert/strict';
import { pastedCode, requiringCode, workflow } from '../../scripts/code-node.mjs';
import { withConstants } from '../code-node.edit.mjs';

const DEBTOR = { last_name: 'Должников', first_name: 'Пётр', birth_date: '1901-02-03', region: 77 };
const CLEAN = { last_name: 'Чистова', first_name: 'Анна', birth_date: '1902-03-04', region: 77 };
const fssp = (input, options) => ({ operation: 'fssp.search_physical', input, options });
const kz = (iin, options) => ({ operation: 'kz_info.exec_proc_info', input: { iin }, options });

const node = (name, type, typeVersion, parameters) => ({
	id: name,
	name,
	type: `n8n-nodes-base.${type}`,
	typeVersion,
	position: [0, 0],
	parameters,
});
const link = (...names) =>
	Object.fromEntries(
		names.slice(1).map((to, at) => [names[at], { main: [[{ node: to, type: 'main', index: 0 }]] }]),
	);

/** A webhook that takes `{items}` and hands each on as an item. */
function entrance(path, next) {
	const start = node('Start', 'webhook', 2, {
		httpMethod: 'POST',
		path,
		responseMode: 'lastNode',
		responseData: 'allEntries',
	});
	const split = node('Items', 'code', 2, {
		jsCode: 'return $input.first().json.body.items.map((json) => ({ json }));',
	});
	return {
		nodes: [{ ...start, webhookId: path }, split],
		connections: link('Start', 'Items', next),
	};
}

/** A function that plays items through one Code node over a webhook. */
async function codeNode(rest, name, jsCode) {
	const path = `code-node-${name}`;
	const { nodes, connections } = entrance(path, 'Spravka');
	nodes.push(node('Spravka', 'code', 2, { jsCode }));
	const made = await rest.workflow({ name: path, nodes, connections });
	await rest.activate(made);
	return async (items) => {
		const answer = await rest.hook(path, { items });
		assert.equal(answer.status, 200, JSON.stringify(answer.items));
		assert.equal(answer.items.length, items.length);
		return answer.items;
	};
}

const secretsOf = ({ secrets }) => ({
	'fssp.token': secrets.FSSP_TOKEN,
	'kz_info.api_key': secrets.KZ_INFO_API_KEY,
});
const constantsFor = (sandbox) => ({ SECRETS: secretsOf(sandbox), TEST_ORIGIN: sandbox.origin });

/** What both ways have in common. */
async function plays(play) {
	const [found, empty, unknown, lost, wrong] = await play([
		fssp(DEBTOR),
		fssp(CLEAN),
		kz('020304400032'),
		kz('000101309012'),
		kz('1'),
	]);
	assert.deepEqual([found.outcome, found.proceedings.length], ['found', 1]);
	assert.equal(found.meta.simulated, true);
	assert.deepEqual([empty.outcome, empty.complete], ['empty', true]);
	assert.deepEqual([unknown.outcome, unknown.basis], ['empty', 'subject_unknown']);
	assert.deepEqual([lost.outcome, lost.error.executed], ['not_checked', 'maybe']);
	assert.equal(wrong.error.class, 'invalid_input');
	return lost;
}

/** The paste: flows, a lost paid request, waits, an unreachable server; `rest` of n8n, a `sandbox` of its own. */
export async function pasted({ rest, sandbox }) {
	const code = await pastedCode();
	const play = await codeNode(rest, 'pasted', withConstants(code, constantsFor(sandbox)));
	const lost = await plays(play);
	await play([lost]);
	const counters = await sandbox.counters();
	assert.equal(counters['kz_info.exec_proc_info/000101309012'], 1);

	const quick = { ...constantsFor(sandbox), MAX_WAIT_SECONDS: 0.1 };
	const patient = await codeNode(rest, 'handed-out', withConstants(code, quick));
	const [wait] = await patient([fssp(DEBTOR)]);
	assert.deepEqual([wait.step, wait.input], ['wait', DEBTOR]);
	const [done] = await play([wait]);
	assert.equal(done.outcome, 'found');

	const nowhere = { ...constantsFor(sandbox), TEST_ORIGIN: 'http://127.0.0.1:9' };
	const lonely = await codeNode(rest, 'unreachable', withConstants(code, nowhere));
	const [nobody] = await lonely([kz('000101300019', { max_attempts: 1 })]);
	assert.deepEqual([nobody.error.code, nobody.error.executed], ['connect_failed', 'no']);

	// Bytes that are no text, a redirect, and more than is read.
	const [cp1251, moved, large] = await play([
		kz('000101300188'),
		kz('000101300415'),
		kz('000101300405'),
	]);
	assert.equal(cp1251.outcome, 'found');
	assert.equal(moved.outcome, 'not_checked');
	assert.equal(large.error.class, 'too_large');
	return {
		start: await timed(() =>
			play([{ operation: 'identifiers.check', input: { iin: '000101300019' } }]),
		),
	};
}

/** The package, which lies beside n8n and is named in NODE_FUNCTION_ALLOW_EXTERNAL. */
export async function required({ rest, sandbox }) {
	const code = withConstants(requiringCode(), constantsFor(sandbox));
	const play = await codeNode(rest, 'required', code);
	await plays(play);
	return {
		start: await timed(() =>
			play([{ operation: 'identifiers.check', input: { iin: '000101300019' } }]),
		),
	};
}

/** The workflow as it is imported, but for its trigger, origin, credential and pace. */
export async function codeAndHttpRequest({ rest, sandbox }) {
	const made = await workflow();
	const named = (name) => made.nodes.find((node) => node.name === name);
	const { TEST_ORIGIN } = constantsFor(sandbox);
	named('Spravka').parameters.jsCode = withConstants(named('Spravka').parameters.jsCode, {
		TEST_ORIGIN,
	});
	const credential = await rest.credential('httpQueryAuth', {
		name: 'token',
		value: sandbox.secrets.FSSP_TOKEN,
	});
	named('Send').credentials = { httpQueryAuth: credential };
	named('Send').parameters.options.batching.batch.batchInterval = 1;
	const path = 'code-and-http-request';
	const { nodes, connections } = entrance(path, 'Spravka');
	const { Start, Debtors, ...links } = made.connections;
	assert.ok(Start && Debtors);
	const stored = await rest.workflow({
		name: path,
		settings: made.settings,
		nodes: [...nodes, ...made.nodes.filter(({ name }) => !['Start', 'Debtors'].includes(name))],
		connections: { ...links, ...connections },
	});
	await rest.activate(stored);

	const people = [
		[DEBTOR, 'found'],
		[CLEAN, 'empty'],
		...['Повторов', 'Лимитов-Однажды', 'Сбоев-Однажды'].map((name) => [person(name), 'found']),
		...['Закрытов', 'Редиректов', 'Капчин', 'Пустов', 'Пятисотов'].map((name) => [person(name)]),
	];
	await rest.hook(path, { items: people.map(([input]) => fssp(input)) });
	const { id, data } = await rest.last(stored.id, { seconds: 120 });
	const runs = data.resultData.runData;
	const items = (name, output) =>
		(runs[name] ?? []).flatMap((run) => run.data?.main?.[output] ?? []).map(({ json }) => json);
	const answered = items('Answered', 0);
	const failed = items('Not Checked', 0);
	const expected = people.map(([, outcome]) => outcome);
	const outcomes = (outcome) => answered.filter((item) => item.outcome === outcome).length;
	for (const outcome of ['found', 'empty']) {
		assert.equal(outcomes(outcome), expected.filter((one) => one === outcome).length);
	}
	assert.equal(failed.length, expected.filter((one) => one === undefined).length);
	assert.ok(failed.every((item) => item.outcome === 'not_checked' && item.error.code));
	assert.ok(items('Wait', 0).length >= people.length / 2, 'it has waited');
	const whole = JSON.stringify(await rest.call('GET', `rest/executions/${id}`));
	assert.ok(!whole.includes(sandbox.secrets.FSSP_TOKEN), 'the token is nowhere');
	return { sent: items('Send', 0).length };
}

const person = (last_name) => ({
	last_name,
	first_name: 'Иван',
	birth_date: '1900-01-01',
	region: 77,
});

/** Milliseconds of the first call and the median of ten more. */
async function timed(play) {
	const times = [];
	for (let count = 0; count < 11; count += 1) {
		const began = performance.now();
		await play();
		times.push(Math.round(performance.now() - began));
	}
	const [first, ...more] = times;
	return { first, median: more.sort((a, b) => a - b)[5] };
}
