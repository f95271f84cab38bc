// Queue mode: one n8n, two workers, Redis. Nothing is asked twice, nor lost with a worker.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { credentialsOf } from '../credentials.mjs';
import { target } from '../host.mjs';
import { EXAMPLES } from '../operations.mjs';
import { until } from '../process.mjs';
import { startRedis } from '../redis.mjs';
import { Sandbox } from '../sandbox.mjs';
import { chain, items, spravka, webhook } from '../workflow.mjs';

const EXECUTIONS = 50;
const ITEMS = 10;
const APPLICANTS = 12;

export default async function queue(world, test) {
	const redis = await world.started(startRedis(join(target, 'redis.log')));
	const server = await world.server('queue', {
		EXECUTIONS_MODE: 'queue',
		OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS: 'true',
		QUEUE_BULL_REDIS_HOST: '127.0.0.1',
		QUEUE_BULL_REDIS_PORT: String(redis.port),
		// A dead worker is noticed within seconds.
		QUEUE_WORKER_LOCK_DURATION: '5000',
		QUEUE_WORKER_LOCK_RENEW_TIME: '2000',
		QUEUE_WORKER_STALLED_INTERVAL: '3000',
	});
	await server.start();
	const workers = [await server.worker(), await server.worker()];
	const log = (worker) => readFileSync(worker.log, 'utf8');

	await test(`${EXECUTIONS * ITEMS} people, each asked for once`, async () => {
		const sandbox = await world.started(Sandbox.start());
		const parameters = { resource: 'kzInfo', operation: 'execProcInfo', iin: '={{ $json.iin }}' };
		await stored(server.rest, sandbox, 'people', 'kz_info', parameters);
		const people = iins(EXECUTIONS * ITEMS);
		const parts = Array.from({ length: EXECUTIONS }, (_, at) =>
			people.slice(at * ITEMS, (at + 1) * ITEMS),
		);
		const answers = await Promise.all(
			parts.map((part) => server.rest.hook('people', { items: part.map((iin) => ({ iin })) })),
		);
		for (const { status, items } of answers) {
			assert.equal(status, 200, JSON.stringify(items));
			assert.equal(items.length, ITEMS);
			assert.ok(items.every(({ outcome }) => ['empty', 'found'].includes(outcome)));
		}
		const counters = await sandbox.counters();
		const asked = people.map((iin) => counters[`kz_info.exec_proc_info/${iin}`]);
		assert.deepEqual(
			asked,
			people.map(() => 1),
		);
		assert.equal(counters['kz_info.exec_proc_info'], people.length);
		for (const worker of workers) {
			const finished = log(worker).match(/Worker finished execution/g)?.length ?? 0;
			assert.ok(finished > 5, `${worker.log}: ${finished} executions`);
		}
	});

	await test('a worker killed while it orders certificates', async () => {
		const sandbox = await world.started(Sandbox.start('--delay', '300ms'));
		const parameters = {
			resource: 'osnovanieApplication',
			operation: 'createApplication',
			inputMode: 'json',
			jsonInput: '={{ $json }}',
		};
		const { id } = await stored(server.rest, sandbox, 'orders', 'osnovanie', parameters);
		const [{ input }] = EXAMPLES['osnovanie.create_application'];
		const orders = Array.from({ length: APPLICANTS }, (_, index) => ({
			application: { ...input.application, snils: snils(index) },
		}));
		const executed = () => sandbox.since({}, 'osnovanie.create.executed/');

		const cut = server.rest.hook('orders', { items: orders });
		const some = await until('some are created', 60, async () => {
			const created = Object.keys(await executed()).length;
			return created >= APPLICANTS / 3 && created;
		});
		assert.ok(some < APPLICANTS, 'it is killed midway');
		const [{ id: execution }] = await server.rest.executions(id);
		const busy = workers.find((worker) => log(worker).includes(`started execution ${execution} `));
		await busy.kill();
		assert.equal((await cut).status, 500);
		const { status } = await server.rest.last(id);
		assert.equal(status, 'error');

		// n8n has no data of an execution whose worker is gone: its own retry plays nothing.
		const before = await sandbox.counters();
		await server.rest.retry(execution);
		await server.rest.last(id, { after: Number(execution) });
		assert.deepEqual(await sandbox.since(before, ''), {});

		// What is left: the same items, again, by the other worker.
		const again = await server.rest.hook('orders', { items: orders });
		assert.equal(again.status, 200, JSON.stringify(again.items));
		assert.equal(again.items.length, APPLICANTS);
		assert.ok(again.items.filter(({ origin }) => origin === 'found').length >= some);
		const created = await executed();
		assert.equal(Object.keys(created).length, APPLICANTS);
		assert.deepEqual(new Set(Object.values(created)), new Set([1]), JSON.stringify(created));
	});

	await test('a retry of an execution that failed midway', async () => {
		const sandbox = await world.started(Sandbox.start());
		const parameters = {
			resource: 'osnovanieApplication',
			operation: 'createApplication',
			inputMode: 'json',
			jsonInput: '={{ $json }}',
		};
		const { id } = await stored(server.rest, sandbox, 'failing', 'osnovanie', parameters);
		const [{ input }] = EXAMPLES['osnovanie.create_application'];
		// The third of them is refused, however often it is tried.
		const orders = [snils(0), snils(1), '99900004628', snils(2)].map((snils) => ({
			application: { ...input.application, snils },
		}));
		const { status } = await server.rest.hook('failing', { items: orders });
		assert.equal(status, 500);
		const failed = await server.rest.last(id);
		const executed = () => sandbox.since({}, 'osnovanie.create.executed/');
		const before = await executed();
		assert.deepEqual(Object.values(before), [1, 1], JSON.stringify(before));
		await server.rest.retry(failed.id);
		const retried = await server.rest.last(id, { after: Number(failed.id) });
		assert.equal(retried.status, 'error');
		assert.deepEqual(await executed(), before);
	});
	await server.stop();
}

/** An activated workflow over the items of a webhook. */
async function stored(rest, sandbox, path, provider, parameters) {
	const [, type, data] = credentialsOf(sandbox).find(([name]) => name === provider);
	const credentials = { [type]: await rest.credential(type, data, path) };
	const nodes = [webhook(path), items(), spravka(parameters, { credentials })];
	const workflow = await rest.workflow(chain(path, nodes));
	await rest.activate(workflow);
	return workflow;
}

/** ИИН of people born on 2 January 1900, whom nobody knows. */
function iins(count) {
	const found = [];
	for (let serial = 0; found.length < count; serial += 1) {
		const digits = [...`0001023${String(serial).padStart(4, '0')}`].map(Number);
		const rest = (shift) =>
			digits.reduce((sum, digit, at) => sum + digit * (((at + shift) % 11) + 1), 0) % 11;
		const control = rest(0) === 10 ? rest(2) : rest(0);
		if (control < 10) found.push(`${digits.join('')}${control}`);
	}
	return found;
}

/** СНИЛС of a series that is not issued. */
function snils(index) {
	const digits = `99901${String(index).padStart(4, '0')}`;
	const sum = [...digits].reduce((sum, digit, at) => sum + digit * (9 - at), 0) % 101;
	return `${digits}${String(sum % 100).padStart(2, '0')}`;
}
