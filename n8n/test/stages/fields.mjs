// The node as a person fills it in, field by field: simplified answers, several items, failures.
import assert from 'node:assert/strict';
import { EXAMPLES } from '../operations.mjs';
import { SPRAVKA, chain, items, spravka, webhook } from '../workflow.mjs';

export default async function fields(world, test) {
	const { rest } = await world.main();
	const credentials = await world.credentials();
	const ask = await asker(rest);
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

	// The slow ones wait for a source that is down.
	const all = [];
	const side = (what, check) => all.push(test(what, check));

	side('FSSP: found and empty, in the order of the items', async () => {
		const { status, out } = await run(
			EXAMPLES['fssp.search_physical'].slice(0, 2).map(({ input }) => input),
			{
				resource: 'fssp',
				operation: 'searchPhysical',
				...ask('fssp', 'searchPhysical', 'last_name first_name patronymic birth_date region'),
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

	const kz = {
		resource: 'kzInfo',
		operation: 'execProcInfo',
		...ask('kzInfo', 'execProcInfo', 'iin'),
	};
	const people = EXAMPLES['kz_info.exec_proc_info'].map(({ input }) => input);

	side('KZ Info: a source that is down stops the workflow', async () => {
		const { status, execution } = await run([people[0], people[3]], kz, ['kz_info']);
		assert.equal(status, 500);
		const { error } = (await execution()).data.resultData;
		assert.equal(error.name, 'NodeApiError');
		assert.match(`${error.description}`, /[а-я]/, 'a hint in Russian');
	});

	side('KZ Info: or is an item that says so, among the others', async () => {
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

	side('KZ Info: or an outcome', async () => {
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

	side('a check of a debtor in both countries', async () => {
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
				...ask('debtor', 'check', 'last_name first_name patronymic birth_date iin'),
			},
			['fssp', 'kz_info', 'api_cloud', 'parser_api', 'spectrum_data'],
		);
		assert.equal(status, 200, JSON.stringify(out));
		const [report] = out;
		const asked = report.sources.map(({ name, status }) => `${name} ${status}`);
		assert.deepEqual(asked.sort(), ['fssp found', 'kz_info found']);
		assert.equal(report.complete, true);
		assert.ok(report.proceedings.length > 8);
	});

	side('a check of which a source is down says that it is not complete', async () => {
		const { status, out } = await run(
			[{ last_name: 'Чистова', first_name: 'Анна', birth_date: '1902-03-04', iin: '000101305033' }],
			{
				resource: 'debtor',
				operation: 'check',
				sources: ['fssp', 'kz_info'],
				simplify: false,
				...ask('debtor', 'check', 'last_name first_name birth_date iin'),
			},
			['fssp', 'kz_info'],
		);
		assert.equal(status, 200, JSON.stringify(out));
		assert.equal(out[0].complete, false);
	});

	await Promise.all(all);
}

/** Makes parameters that take fields from the item, each where the node has it. */
async function asker(rest) {
	const types = await rest.nodeTypes();
	const { properties } = types.find(({ name }) => name === SPRAVKA);
	return (resource, operation, names) => {
		const here = ({ show } = {}) =>
			show?.resource?.includes(resource) && show.operation?.includes(operation);
		const shown = properties.filter(({ displayOptions }) => here(displayOptions));
		const isTop = (name) => shown.some((property) => property.name === name);
		const more = shown.find(({ name }) => name === 'additionalFields')?.options ?? [];
		const [top, additional] = [{}, {}];
		for (const name of names.split(' ')) {
			assert.ok(isTop(name) || more.some((option) => option.name === name), name);
			(isTop(name) ? top : additional)[name] = `={{ $json.${name} }}`;
		}
		return { ...top, additionalFields: additional };
	};
}
