// The editor: what a person sees of the node, and an execution by a click.
import assert from 'node:assert/strict';
import { Editor } from '../browser.mjs';
import { EXAMPLES } from '../operations.mjs';
import { chain, spravka, start } from '../workflow.mjs';

export default async function editor(world, test) {
	const { rest, origin } = await world.main();
	const credentials = await world.credentials();
	const screen = await world.started(Editor.open(origin));
	const { page } = screen;
	const output = page.locator('[data-test-id=output-panel]');
	const stored = async (name, parameters, credentials) => {
		const workflow = chain(name, [start(), spravka(parameters, { credentials })]);
		return (await rest.workflow(workflow)).id;
	};

	await test('a search by a click', async () => {
		const { region, ...top } = EXAMPLES['fssp.search_physical'][0].input;
		const parameters = {
			resource: 'fssp',
			operation: 'searchPhysical',
			...top,
			additionalFields: { region },
		};
		await screen.workflow(await stored('FSSP', parameters, credentials.fssp));
		await screen.panel('Spravka');
		await page.click('[data-test-id=node-execute-button]');
		await output.getByText('27122/12/20/77').first().waitFor();
		await screen.screenshot('fssp-search');
	});

	await test('the dialog of a credential', async () => {
		await page.click('[data-test-id=credential-edit-button]');
		await page.getByText('Connection tested successfully').waitFor();
		await page.getByText('Base URL').first().waitFor();
		await screen.screenshot('credential');
	});

	await test('a check of a debtor by a click', async () => {
		const { region: _, ...person } = EXAMPLES['fssp.search_physical'][0].input;
		const parameters = {
			resource: 'debtor',
			operation: 'check',
			sources: ['fssp', 'kz_info'],
			...person,
			...EXAMPLES['kz_info.exec_proc_info'][0].input,
		};
		const both = { ...credentials.fssp, ...credentials.kz_info };
		await screen.workflow(await stored('Check', parameters, both));
		await screen.panel('Spravka');
		for (const source of ['FSSP (Bailiffs of Russia)', 'KZ Info (Kazakhstan)']) {
			await page.getByText(source, { exact: true }).first().waitFor();
		}
		await page.click('[data-test-id=node-execute-button]');
		await output.getByText('27122/12/20/77').first().waitFor();
		await screen.screenshot('debtor-check');
	});

	await test('the search for a node', async () => {
		await screen.workflow(await stored('Search', { resource: 'fssp' }, {}));
		await page.click('[data-test-id=node-creator-plus-button]');
		await page.fill('[data-test-id=node-creator-search-bar]', 'Spravka');
		const found = page.locator('[data-test-id=node-creator-item-name]');
		await found.filter({ hasText: 'Spravka' }).first().waitFor();
		await screen.screenshot('node-creator');
	});

	await test('the editor is content, and asks nobody else', () => {
		assert.deepEqual(screen.errors, []);
		assert.deepEqual(screen.elsewhere, []);
	});
}
