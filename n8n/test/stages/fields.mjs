// The node as a person fills it in, field by field: simplified answers, several items, failures.
import assert from 'node:assert/strict';
import { EXAMPLES } from '../operations.mjs';
import { chain, items, spravka, webhook } from '../workflow.mjs';

const ask = (...names) => Object.fromEntries(names.map((name) => [name, `={{ $json.${name} }}`]));

export default async function fields(world, test) {
	const { rest } = await world.main();
	const credentials = await world.credentials();
	let count = 0;
	/** What comes out for `given` items. */
	const run = async (given, parameters, providers, more = {}) => {
		const path = `fields-${(count += 1)}`;
		const bound = Object.assign({}, ...providers.map((provider) => credentials[provider]));
		const node = spravka(parameters, { credentials: bound, ...more });
		const workflow = await rest.workflow(chain(path, [webhook(path), items(), node]));
		await rest.activate(workflow);
		const { status, items: out } = await rest.hook(path, { items: given });
		return { status, out, execution: () => rest.last(workflow.id) };
	};

	await test('FSSP: found and empty, in the order of the items', async () => {
		const { status, out } = await run(
			EXAMPLES['fssp.search_physical'].slice(0, 2).map(({ input }) => input),
			{
				resource: 'fssp',
				operation: 'searchPhysical',
				...ask('last_name', 'first_name'),
				additionalFields: ask('patronymic', 'birth_date', 'region'),
			},
			['fssp'],
		);
		assert.equal(status, 200, JSON.stringify(out));
		assert.deepEqual(
			out.map(({ outcome }) => outcome),
			['found', 'empty'],
		);
		assert.equal(out[0].proceedings.length, 8);
	});

	const kz = { resource: 'kzInfo', operation: 'execProcInfo', ...ask('iin') };
	const people = EXAMPLES['kz_info.exec_proc_info'].map(({ input }) => input);

	await test('KZ Info: a source that is down stops the workflow', async () => {
		const { status, execution } = await run([people[0], people[3]], kz, ['kz_info']);
		assert.equal(status, 500);
		const { error } = (await execution()).data.resultData;
		assert.equal(error.name, 'NodeApiError');
		assert.match(`${error.description}`, /[а-я]/, 'a hint in Russian');
	});

	await test('KZ Info: or is an item that says so, among the others', async () => {
		const onError = 'continueRegularOutput';
		const { status, out } = await run(people.slice(0, 4), kz, ['kz_info'], { onError });
		assert.equal(status, 200);
		assert.deepEqual(
			out.map(({ outcome }) => outcome),
			['found', 'empty', 'empty', undefined],
		);
		const { error } = out[3];
		assert.equal(error.class, 'unavailable', JSON.stringify(error));
		assert.ok(error.message_ru && error.hint_ru && error.next);
		assert.equal(error.executed, 'no');
	});

	await test('KZ Info: or an outcome', async () => {
		const options = { notChecked: 'item' };
		const { status, out } = await run([people[3], people[4]], { ...kz, options }, ['kz_info']);
		assert.equal(status, 200);
		assert.deepEqual(
			out.map(({ outcome }) => outcome),
			['not_checked', 'not_checked'],
		);
		assert.deepEqual(
			out.map(({ error }) => error.class),
			['unavailable', 'invalid_input'],
		);
	});

	await test('a check of a debtor in both countries', async () => {
		const person = {
			last_name: 'Образцов',
			first_name: 'Иван',
			patronymic: 'Примерович',
			birth_date: '1900-01-01',
			iin: '000101300019',
		};
		const { status, out } = await run(
			[person],
			{
				resource: 'debtor',
				operation: 'check',
				sources: ['fssp', 'kz_info', 'api_cloud', 'parser_api', 'spectrum_data'],
				simplify: false,
				...ask('last_name', 'first_name'),
				additionalFields: { ...ask('patronymic', 'birth_date', 'iin'), regions: '[77]' },
			},
			['fssp', 'kz_info', 'api_cloud', 'parser_api', 'spectrum_data'],
		);
		assert.equal(status, 200, JSON.stringify(out));
		const [report] = out;
		const asked = report.sources.map(({ name, status }) => `${name} ${status}`).sort();
		const all = ['api_cloud', 'fssp', 'kz_info', 'parser_api', 'spectrum_data'];
		assert.deepEqual(
			asked,
			all.map((name) => `${name} found`),
		);
		assert.equal(report.complete, true);
		assert.ok(report.proceedings.length > 8);
	});

	await test('a check of which a source is down says that it is not complete', async () => {
		const { status, out } = await run(
			[{ last_name: 'Чистова', first_name: 'Анна', birth_date: '1902-03-04', iin: '000101305033' }],
			{
				resource: 'debtor',
				operation: 'check',
				sources: ['fssp', 'kz_info'],
				simplify: false,
				...ask('last_name', 'first_name'),
				additionalFields: ask('birth_date', 'iin'),
			},
			['fssp', 'kz_info'],
		);
		assert.equal(status, 200, JSON.stringify(out));
		assert.equal(out[0].complete, false);
	});
}
