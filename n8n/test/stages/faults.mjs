// The fault matrix over sockets, by n8n's own helper: what comes of each fault is what the matrix pins, and
// each request arrives as often as it says. Waits are handed out at once. What takes a request's whole
// time is played with SPRAVKA_LOAD only.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { cells, told } from '../../../tests/wire/cells.mjs';
import { fault, played, scripts } from '../../../tests/wire/scripts.mjs';
import { Slot } from '../../../tests/wire/server.mjs';
import { CREDENTIALS } from '../credentials.mjs';
import { root } from '../host.mjs';
import { OPERATIONS } from '../operations.mjs';
import { chain, spravka, webhook } from '../workflow.mjs';

const CALLS = ['kz_info.exec_proc_info', 'osnovanie.view', 'bitrix24.add_timeline_comment'];
/** Slots for each call: n8n plays so many executions of it at once. */
const SLOTS = 4;
/** What n8n's client may wait for until the request's time is over. */
const ENDLESS = ['chunks without end', 'gzip that is none'];
const NOBODY = 'http://127.0.0.1:2';

export default async function faults(world, test) {
	const { rest } = await world.main();
	const { secrets } = await world.sandbox();
	const file = process.env.SPRAVKA_FAULTS || join(root, 'target/faults.json');
	const elsewhere = await world.started(stopping(await Slot.open({ exchanges: [] })));
	const isQuick = ({ form, kind }) => kind !== 'slow' && !ENDLESS.includes(form);
	const wanted = scripts(cells(file), CALLS).filter(
		(script) => process.env.SPRAVKA_LOAD || isQuick(script),
	);

	/** A slot with a credential that leads to it, and a workflow behind a webhook. */
	async function lane(call, queue, number, isRefused) {
		const slot = await world.started(stopping(await Slot.open({ exchanges: [] })));
		slot.elsewhere = elsewhere.origin;
		slot.isReal = true;
		const path = `faults-${call}-${number}`;
		const { provider, resource, operation } = OPERATIONS.find(({ name }) => name === call);
		const [type, data] = CREDENTIALS[provider];
		const baseUrl = isRefused ? NOBODY : slot.origin;
		const credential = await rest.credential(type, { ...data(secrets), baseUrl }, path);
		const parameters = {
			resource,
			operation,
			inputMode: 'json',
			jsonInput: '={{ $json.body.input }}',
			simplify: false,
			options: { maximumWait: 0 },
		};
		const more = { credentials: { [type]: credential }, onError: 'continueRegularOutput' };
		const workflow = await rest.workflow(chain(path, [webhook(path), spravka(parameters, more)]));
		await rest.activate(workflow);
		return { slot, path, queue };
	}

	async function play({ slot, path }, script) {
		slot.load(played(script, 'n8n'));
		const { status, items } = await rest.hook(path, { input: JSON.parse(script.job).input });
		const said = JSON.stringify(items).slice(0, 400);
		assert.equal(status, 200, said);
		const came = script.kind === 'unread' ? slot.connections : slot.arrived.length;
		assert.equal(fault(script, 'n8n', 0, told(step(items[0])), came), '', said);
	}

	const lanes = CALLS.flatMap((call) => {
		const own = wanted.filter((script) => script.call === call);
		const queue = own.filter(({ kind }) => kind !== 'refused');
		const refused = own.filter(({ kind }) => kind === 'refused');
		const usual = Array.from({ length: SLOTS }, (_, number) => lane(call, queue, number, false));
		return [...usual, lane(call, refused, SLOTS, true)];
	});
	await Promise.all(
		lanes.map(async (opened) => {
			const lane = await opened;
			for (let script = lane.queue.shift(); script; script = lane.queue.shift()) {
				await test(script.name, () => play(lane, script));
			}
		}),
	);
	await test('no redirect was followed', () => assert.equal(elsewhere.connections, 0));
}

const stopping = (slot) => Object.assign(slot, { stop: () => slot.close() });

/** An item as the step that it was. */
function step(item) {
	if (item.error) return { step: 'fail', error: item.error };
	return item.step === 'wait' ? item : { step: 'done', output: item };
}
