/** A debtor's check: `debtor.plan` says whom to ask, until `debtor.report` can be made. */
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { spravka } from './engine';
import { transform } from './flow';
import type { Done, Fail, Last, State, Wait } from './protocol';
import type { Session } from './session';
import { parsed, parsedList, type Settings } from './settings';

/** What the plan is asked, and whether the report gets a score. */
export interface CheckInput extends IDataObject {
	person: IDataObject;
	sources: IDataObject[];
	settings?: IDataObject;
	score?: boolean;
}

/** A call of the plan: under way, finished with its step, or waiting with its state. */
interface Call extends IDataObject {
	source: string;
	operation: string;
	input: IDataObject;
	step?: IDataObject;
	state?: State;
}

/** Where a check stands, as `state` of its item. */
interface CheckState extends IDataObject {
	operation: typeof CHECK;
	calls: Call[];
}

type Plan = IDataObject & {
	next: 'start' | 'wait' | 'report';
	start?: Array<{ source: string; operation: string; input: IDataObject }>;
	report_input?: IDataObject;
};

export const CHECK = 'debtor.check';

/** Those whom debts in Russia are asked of: each stands in for those before it. */
const OF_RUSSIA = ['fssp', 'api_cloud', 'parser_api', 'spectrum_data'];

/** What a check of this person is made of, with the sources that the user has chosen. */
export function checkInput(
	node: IExecuteFunctions,
	person: IDataObject,
	index: number,
): CheckInput {
	const options = node.getNodeParameter('options', index, {}) as IDataObject;
	const order = parsedList(node, 'Sources Order', options.sourcesOrder ?? '', index);
	const settings = parsed(node, 'Settings', options.settings ?? '', index);
	const chosen = node.getNodeParameter('sources', index) as string[];
	return {
		person,
		sources: order.length > 0 ? order : ordered(chosen),
		...(Object.keys(settings).length > 0 ? { settings } : {}),
		...(options.score === true ? { score: true } : {}),
	};
}

function ordered(chosen: string[]): IDataObject[] {
	const ofRussia = OF_RUSSIA.filter((name) => chosen.includes(name));
	return [
		...(ofRussia.length > 0 ? [{ name: 'fssp', any_of: ofRussia }] : []),
		...(chosen.includes('kz_info') ? [{ name: 'kz_info', any_of: ['kz_info'] }] : []),
	];
}

/** What becomes of a check: its report, why there is none, or a wait with the state of its calls. */
export async function check(
	session: Session,
	{ score, ...asked }: CheckInput,
	state: State | undefined,
	index: number,
	settings: Settings,
): Promise<Last> {
	const calls: Call[] = ((state as CheckState | undefined)?.calls ?? []).map((call) => ({
		...call,
	}));
	await playAll(calls.filter((call) => call.state !== undefined));
	for (;;) {
		const waiting = calls.filter((call) => call.state !== undefined);
		if (waiting.length > 0) {
			return handedOut(calls, waiting);
		}
		const planned = transform(spravka(), 'debtor.plan', {
			...asked,
			calls: calls.map(({ source, operation, step }) => ({
				source,
				operation,
				status: 'finished',
				step,
			})),
		});
		if (planned.step !== 'done') {
			return planned;
		}
		const plan = planned.output as Plan;
		if (plan.next === 'report') {
			return reported(plan.report_input ?? {}, score === true);
		}
		const begun: Call[] = (plan.start ?? []).map((call) => ({ ...call }));
		if (begun.length === 0) {
			return planned;
		}
		calls.push(...begun);
		await playAll(begun);
	}

	/** Side by side: each goes to another provider. */
	async function playAll(those: Call[]): Promise<void> {
		await Promise.all(those.map((call) => playOne(call)));
	}

	async function playOne(call: Call): Promise<void> {
		const { operation, input, state: from } = call;
		const provider = operation.split('.')[0];
		const job = { operation, provider, input, files: {} };
		const { last } = await session.play(
			from === undefined ? job : { ...job, from: { state: from, event: 'elapsed' } },
			index,
			settings,
		);
		delete call.state;
		if (last.step === 'wait') {
			call.state = last.state;
			call.until = last.until;
			call.reason = last.reason;
		} else {
			call.step = last as unknown as IDataObject;
		}
	}
}

/** The check goes on when its first call does. */
function handedOut(calls: Call[], waiting: Call[]): Wait {
	const [first] = [...waiting].sort((one, other) =>
		String(one.until) < String(other.until) ? -1 : 1,
	);
	const state = { operation: CHECK, calls } as unknown as State;
	return {
		step: 'wait',
		wait_ms: 0,
		until: String(first.until),
		reason: String(first.reason),
		scope: 'flow',
		state,
	};
}

function reported(input: IDataObject, isScored: boolean): Done | Fail {
	const report = transform(spravka(), 'debtor.report', input) as Done | Fail;
	if (report.step !== 'done' || !isScored) {
		return report;
	}
	const scored = transform(spravka(), 'debtor.score', { report: report.output }) as Done | Fail;
	return scored.step === 'done'
		? { ...report, output: { ...report.output, score: scored.output } }
		: scored;
}
