// The workflows of n8n/workflows, imported and run as they are, against a sandbox.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { answering, choose, credentialsFor, execute, imported, send } from '../imported.mjs';
import { EXAMPLES, SAMPLES } from '../operations.mjs';
import { until } from '../process.mjs';
import { itemsOf } from '../rest.mjs';
import { Sandbox } from '../sandbox.mjs';
import { chain, node, start } from '../workflow.mjs';

const FILES = [
	'ai-agent',
	'bitrix24-contact',
	'certificate-order',
	'daily-monitoring',
	'intake-check',
	'nsso-webhook',
];
const IVAN = {
	last_name: 'Образцов',
	first_name: 'Иван',
	patronymic: 'Примерович',
	birth_date: '1900-01-01',
	iin: '000101300019',
};

export default async function workflows(world, test) {
	const server = await world.main();
	const { rest } = server;
	const flows = await imported(server, FILES);
	const json = (execution, name) => itemsOf(execution, name).map((item) => item.json);
	/** An own sandbox with credentials, so that its counters are this test's. */
	const provided = async (options) => {
		const sandbox = await world.started(Sandbox.start());
		return { sandbox, credentials: await credentialsFor(rest, sandbox, options) };
	};
	const active = async (file, credentials, own) => {
		const flow = await choose(rest, flows[file], credentials, own);
		await rest.activate(flow);
		return flow;
	};
	const once_each = (counters) => assert.deepEqual(new Set(Object.values(counters)), new Set([1]));

	await test('none of them brings a credential, or is active', () => {
		for (const { active, nodes } of Object.values(flows)) {
			assert.equal(active, false);
			assert.ok(nodes.every(({ credentials }) => credentials === undefined));
			assert.ok(nodes.every(({ retryOnFail }) => !retryOnFail));
		}
	});

	// Side by side: most of the time they wait. The two over one workflow follow each other.
	const people = async () => {
		await test('a list of people: who was not checked comes first', async () => {
			const { sandbox, credentials } = await provided();
			flows['intake-check'] = await choose(rest, flows['intake-check'], credentials);
			const execution = await execute(rest, flows['intake-check'], 'Начать проверку');
			const [report] = json(execution, 'Собрать отчёт');
			assert.deepEqual(
				report.rows.map(({ who, outcome }) => `${who.split(' ')[0]} ${outcome}`),
				['Закрытов not_checked', 'Опечаткин not_checked', 'Образцов found', 'Чистова empty'],
			);
			assert.match(report.rows[1].why.join(), /контрольные цифры/);
			assert.ok(report.html.includes('Не проверено: 2.'));
			const [{ binary }] = itemsOf(execution, 'Файл отчёта');
			assert.match(binary.data.fileName, /^proverka-.*\.html$/);
			once_each(await sandbox.since({}, 'fssp.search_physical/'));
			once_each(await sandbox.since({}, 'kz_info.exec_proc_info/'));
			assert.equal((await sandbox.counters())['kz_info.exec_proc_info'], 1);
		});

		await test('a list of people: with a token that is refused nobody is without debts', async () => {
			const { credentials } = await provided({
				wrong: { FSSP_TOKEN: 'none', KZ_INFO_API_KEY: 'none' },
			});
			const flow = await choose(rest, flows['intake-check'], credentials);
			const [report] = json(await execute(rest, flow, 'Начать проверку'), 'Собрать отчёт');
			assert.deepEqual(
				report.rows.map(({ outcome }) => outcome),
				Array(4).fill('not_checked'),
			);
		});
	};
	const policies = () =>
		test('policies by a webhook: three outcomes, three answers', async () => {
			const { sandbox, credentials } = await provided();
			const secret = { name: 'x-own-secret', value: 'of-the-tests' };
			const header = { httpHeaderAuth: await rest.credential('httpHeaderAuth', secret) };
			const flow = await active('nsso-webhook', credentials, { Запрос: header });
			const ask = async (plate, headers = { 'x-own-secret': 'of-the-tests' }) => {
				const { path } = flow.nodes.find(({ name }) => name === 'Запрос').parameters;
				const answer = await fetch(`${rest.origin}/webhook/${path}`, {
					method: 'POST',
					headers: { 'content-type': 'application/json', ...headers },
					body: JSON.stringify({ plate }),
				});
				const text = await answer.text();
				return [answer.status, answer.ok || text.startsWith('{"outcome') ? JSON.parse(text) : text];
			};
			const [found, { policies }] = await ask('О001ОО77');
			assert.deepEqual([found, policies.length], [200, 1]);
			const [empty, none] = await ask('О000ОО77');
			assert.deepEqual([empty, none.outcome], [200, 'empty']);
			const [down, silent] = await ask('Е900СТ77');
			assert.deepEqual([down, silent.outcome], [503, 'not_checked']);
			assert.ok(silent.message_ru && silent.hint_ru, JSON.stringify(silent));
			assert.equal((await ask('Ж1'))[0], 400);
			assert.equal((await ask('О001ОО77', {}))[0], 403);
			once_each(await sandbox.since({}, 'api_cloud.nsso.checkPolicy/'));
			assert.equal((await sandbox.counters())['api_cloud.nsso.checkPolicy'], 3);
		});

	const contact = () =>
		test('a contact: one comment, whatever happens', async () => {
			const { sandbox, credentials } = await provided();
			const flow = await active('bitrix24-contact', credentials);
			const ask = async (query, body) => {
				const [last] = await rest.executions(flow.id);
				const asked = await fetch(`${rest.origin}/webhook/spravka-bitrix24?${query}`, {
					method: 'POST',
					headers: { 'content-type': 'application/json' },
					body: JSON.stringify(body),
				});
				assert.equal(asked.status, 200);
				return rest.last(flow.id, { seconds: 60, after: Number(last?.id ?? 0) });
			};
			const comments = () => sandbox.since({}, 'bitrix24.crm.timeline.comment.add.executed/');

			const first = await ask('', { phone: '+79990000101', ...IVAN });
			assert.equal(first.status, 'success', JSON.stringify(first.data.resultData.error));
			const [{ state, comment_id }] = json(first, 'Отметить: написано');
			assert.deepEqual([state, comment_id], ['написан', '999']);
			const again = await ask('contact_id=101', IVAN);
			assert.equal(json(again, 'Сегодня уже было').length, 1);

			const two = await ask('', { phone: '+79990000102', ...IVAN });
			assert.equal(two.status, 'error');
			assert.match(two.data.resultData.error.message, /Карточек с этими данными: 2/);

			// Its answer is 500, and the comment is made.
			const lost = await ask('contact_id=603', IVAN);
			assert.match(lost.data.resultData.error.message, /Неизвестно, записан ли/);
			assert.equal(json(await ask('contact_id=603', IVAN), 'Сегодня уже было').length, 1);

			const wrong = await ask('contact_id=104', { ...IVAN, iin: '000101300018' });
			assert.match(wrong.data.resultData.error.message, /можно прислать ещё раз/);
			const shut = await ask('contact_id=104', { ...IVAN, last_name: 'Закрытов', iin: '' });
			assert.match(json(shut, 'Поля карточки')[0].comment, /НЕ ПРОВЕРЕНО/);

			assert.deepEqual(
				Object.keys(await comments()).map((key) => key.split('/')[1]),
				['101', '104', '603'],
			);
			once_each(await comments());
			const counters = await sandbox.counters();
			assert.equal(counters['bitrix24.crm.timeline.comment.add'], 3);
			assert.equal(counters['kz_info.exec_proc_info/000101300019'], 2, 'one for each contact');
		});

	const monitoring = () =>
		test('monitoring: what is new, and nothing lost with a silent source', async () => {
			const { sandbox, credentials } = await provided();
			const flow = await active('daily-monitoring', credentials);
			const { webhookId } = flow.nodes.find(({ name }) => name === 'Взять под наблюдение');
			const people = [
				['Образцов', 'Иван', 'Примерович', '1900-01-01', '000101300019'],
				['Закрытов', 'Иван', 'Тестович', '1900-01-01', ''],
			];
			for (const person of people) {
				assert.equal((await send(`${rest.origin}/form/${webhookId}`, person)).status, 200);
				await until('the person is in the table', 20, async () => {
					const [last] = await rest.executions(flow.id);
					return last?.status === 'success' && people.indexOf(person) + 1 <= (await count());
				});
			}
			async function count() {
				const done = await rest.executions(flow.id);
				return done.filter(({ status }) => status === 'success').length;
			}
			const day = async () => {
				const execution = await execute(rest, flow, 'Каждое утро');
				assert.equal(execution.status, 'success', JSON.stringify(execution.data.resultData.error));
				const [message] = json(execution, 'Составить сообщение');
				return { ...message, stored: json(execution, 'Сохранить отчёт').length };
			};
			const first = await day();
			assert.deepEqual([first.silent, first.news, first.stored], [1, 0, 1]);
			assert.match(first.text, /^❗ Закрытов Иван Тестович — НЕ ПРОВЕРЕНО/);
			assert.doesNotMatch(first.text, /Закрытов[^\n]*производств: 0/);
			const second = await day();
			assert.deepEqual([second.silent, second.news], [1, 0]);
			assert.doesNotMatch(second.text, /Образцов/);

			// As if one of the proceedings had not been there the day before.
			const report = JSON.parse(second.to_store[0].report);
			report.proceedings.pop();
			const edit = chain('Вчера', [
				start(),
				node('Вчера', 'n8n-nodes-base.dataTable', 1, {
					resource: 'row',
					operation: 'update',
					dataTableId: { __rl: true, mode: 'name', value: 'spravka_monitoring' },
					matchType: 'allConditions',
					filters: { conditions: [{ keyName: 'id', condition: 'eq', keyValue: 1 }] },
					columns: { mappingMode: 'defineBelow', value: { report: JSON.stringify(report) } },
				}),
			]);
			await execute(rest, await rest.workflow(edit), 'Start');
			const third = await day();
			assert.deepEqual([third.silent, third.news], [1, 1]);
			assert.match(third.text, /\nОбразцов Иван Примерович — /);
			assert.equal((await sandbox.counters())['kz_info.exec_proc_info/000101300019'], 3);
		});

	const certificates = () =>
		test('certificates: waits, a file that comes later, refusals, and a decision', async () => {
			const { sandbox, credentials } = await provided();
			const flow = await active('certificate-order', credentials);
			const { webhookId, parameters } = flow.nodes.find(
				({ name }) => name === 'Заявка на сертификат',
			);
			const [{ input }] = EXAMPLES['osnovanie.create_application'];
			const order = async (application, files = ['archive', 'signature']) => {
				const person = { ...input.application, ...application, gender: 'мужской' };
				const values = parameters.formFields.values.map(({ fieldName, fieldType }) =>
					fieldType === 'file'
						? files.includes(fieldName)
							? SAMPLES[fieldName]
							: undefined
						: person[fieldName],
				);
				const answer = await send(`${rest.origin}/form/${webhookId}`, values);
				const { formWaitingUrl } = await answer.json();
				return formWaitingUrl.split('/').at(-1);
			};
			const reached = (id, statuses) =>
				until(`execution ${id} is ${statuses}`, 150, async () => {
					const { status, waitTill } = (await rest.executions(flow.id)).find(
						(one) => one.id === id,
					);
					const now = status === 'waiting' && waitTill?.startsWith('3000') ? 'asks' : status;
					if (statuses.includes(now)) return rest.execution(id);
					assert.ok(['new', 'running', 'waiting'].includes(now), `it is ${now}`);
					return undefined;
				});
			const form = (id) => `${rest.origin}/form-waiting/${id}`;
			const all = ['archive', 'signature', 'certificate_request'];

			const later = await order({});
			const slow = await order({ snils: '99900001925', inn: inn(19) }, all);
			const refused = await order({ snils: '99900000519', inn: inn(5) }, all);
			const revoked = await order({ snils: '99900000822', inn: inn(8) }, all);
			const unclear = await order({ snils: '99900002927', inn: '980000002998', products: [224] });

			const decision = await reached(unclear, ['error']);
			assert.match(decision.data.resultData.error.message, /Choice: \{"option"/);

			const file = await reached(later, ['asks']);
			assert.match(json(file, 'Кто пришлёт файл')[0].text, /УЦ ждёт файл: запрос на сертификат/);
			assert.equal((await send(form(later), [SAMPLES.certificate_request])).status, 200);

			const fns = await reached(revoked, ['asks']);
			assert.equal(itemsOf(fns, 'Отправить документы').length, 0, 'nothing is sent unasked');
			const further = { ...SAMPLES.archive, bytes: withRevocation };
			assert.equal((await send(form(revoked), [further, SAMPLES.signature])).status, 200);

			for (const id of [later, slow, revoked]) {
				const execution = await reached(id, ['success', 'error']);
				assert.equal(execution.status, 'success', execution.data.resultData.error?.message);
				const [issued] = itemsOf(execution, 'Сертификат выпущен');
				assert.equal(issued.json.issued, true);
				assert.ok(issued.binary.data.fileName.endsWith('.cer'));
			}
			const waited = await rest.execution(slow);
			assert.ok(waited.data.resultData.runData['Продолжить'].length > 0);
			const no = await reached(refused, ['error']);
			assert.match(no.data.resultData.error.message, /^УЦ отказал по заявке/);

			const done = Object.entries(await sandbox.since({}, 'osnovanie.')).filter(([call]) =>
				call.includes('.executed/'),
			);
			assert.equal(done.filter(([call]) => call.startsWith('osnovanie.create.')).length, 4);
			once_each(Object.fromEntries(done));
		});

	const agent = () =>
		test('an agent: one question, and an answer of the register', async () => {
			const { sandbox, credentials } = await provided();
			const { iin, ...person } = IVAN;
			assert.ok(iin);
			const asked = [];
			const answer = answering('fssp_debts', person);
			const model = createServer(async (request, response) => {
				let body = '';
				for await (const chunk of request) body += chunk;
				asked.push(JSON.parse(body));
				const type = asked.at(-1).stream ? 'text/event-stream' : 'application/json';
				response.writeHead(200, { 'content-type': type }).end(answer(asked.at(-1)));
			}).listen(0, '127.0.0.1');
			await once(model, 'listening');
			const url = `http://127.0.0.1:${model.address().port}/v1`;
			const own = { openAiApi: await rest.credential('openAiApi', { apiKey: 'none', url }) };
			const flow = await choose(rest, flows['ai-agent'], credentials, { Модель: own });
			const said = { sessionId: 'tests', action: 'sendMessage', chatInput: 'Есть ли долги?' };
			const execution = await execute(rest, flow, 'Вопрос', said);
			model.close();
			assert.equal(execution.status, 'success', JSON.stringify(execution.data.resultData.error));
			assert.match(json(execution, 'Помощник')[0].output, /27122\/12\/20\/77/);
			const tools = asked[0].tools.map((tool) => tool.function.name).sort();
			assert.deepEqual(tools, ['check_number', 'fssp_debts']);
			assert.equal((await sandbox.counters())['fssp.search_physical'], 1);
		});

	await Promise.all(
		[people, policies, contact, monitoring, certificates, agent].map((play) => play()),
	);
}

/** The archive with a revocation in place of a page of the passport. */
function withRevocation() {
	const text = Buffer.from(SAMPLES.archive.bytes()).toString('latin1');
	return Buffer.from(text.replaceAll('Passport 2.jpg', 'Revocation.pdf'), 'latin1');
}

/** A person's ИНН of a series that is not issued. */
function inn(serial) {
	const digits = [...`98000001${String(serial).padStart(2, '0')}`].map(Number);
	const control = (weights) =>
		(weights.reduce((sum, weight, at) => sum + weight * digits[at], 0) % 11) % 10;
	digits.push(control([7, 2, 4, 10, 3, 5, 9, 4, 6, 8]));
	digits.push(control([3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8]));
	return digits.join('');
}
