/** One flow: while the step is `send` or `wait`, do it and resume. */
import type { IDataObject } from 'n8n-workflow';
import type { Core } from '../core/raw';
import type { Clock, Departures } from './departures';
import type { Came, Event, Fail, Files, Last, Request, State, Step } from './protocol';
import type { Reason } from './unsent';

/** What a flow needs of its host. */
export interface World {
	core: Core;
	clock: Clock;
	departures: Departures;
	/**
	 * Sends a request as it stands: nothing is followed, nothing repeated; or tells why it could not
	 * be made. Never throws.
	 */
	exchange(request: Request, files: Files): Promise<Came | Reason>;
	/** Whether the execution was cancelled: nothing more is sent. */
	isCancelled(): boolean;
}

/** A flow that begins, or one that goes on from its state. */
export interface Job {
	operation: string;
	input: IDataObject;
	files: Files;
	/** Of every call, `key_salt` and `origins` among them. */
	options: IDataObject;
	from?: { state: State; event: Event };
}

/**
 * Plays a job to its end, or to a wait that would take it beyond `maxWaitMs` of waiting in all.
 * Waits for an input are always handed out.
 */
export async function play(world: World, job: Job, maxWaitMs: number): Promise<Last> {
	const { core, clock, departures } = world;
	const { operation, input, files, options } = job;
	let left = maxWaitMs;

	function call(head: IDataObject, body?: Uint8Array): Step {
		const now = new Date(clock.now()).toISOString();
		return JSON.parse(core.dispatch(JSON.stringify({ ...head, input, now, options }), body, files));
	}
	const resume = (state: State, { event, body }: Came) =>
		call({ call: 'resume', state, event }, body);
	const begin = () => call({ call: 'start', operation });

	async function send(step: Step & { step: 'send' }, isFirst: boolean): Promise<Step> {
		const began = clock.now();
		const ticket = await departures.leave(step.request, step.state);
		if (world.isCancelled()) {
			return resume(step.state, UNSENT);
		}
		if ('code' in ticket) {
			return unsent(resume(step.state, UNSENT), ticket);
		}
		// Dates in a first request are those of the day on which it is sent.
		const fresh = isFirst && clock.now() - began > STALE_MS ? begin() : step;
		if (fresh.step !== 'send') {
			departures.arrived(ticket, fresh);
			return fresh;
		}
		const came = await world.exchange(fresh.request, files);
		const next =
			'code' in came ? unsent(resume(fresh.state, UNSENT), came) : resume(fresh.state, came);
		departures.arrived(ticket, next);
		return next;
	}

	let step = job.from === undefined ? begin() : resume(job.from.state, { event: job.from.event });
	let isFirst = job.from === undefined;
	for (;;) {
		switch (step.step) {
			case 'send':
				step = await send(step, isFirst);
				isFirst = false;
				break;
			case 'wait':
				if (step.reason === 'input_needed' || step.wait_ms > left || world.isCancelled()) {
					return step;
				}
				left -= step.wait_ms;
				await clock.sleep(step.wait_ms);
				step = resume(step.state, { event: 'elapsed' });
				break;
			case 'store':
				return internal();
			default:
				return step;
		}
	}
}

/** The output of an operation that sends nothing. */
export function transform(core: Core, operation: string, input: IDataObject): Last {
	return JSON.parse(core.dispatch(JSON.stringify({ call: 'start', operation, input })));
}

const STALE_MS = 1000;
/** With it the core ends a flow whose request was not sent. */
const UNSENT: Came = { event: { failure: { kind: 'no_secret', sent: 'no' } } };

/** The end of a flow for a reason that the core does not know; what happened before, it does. */
function unsent(step: Step, reason: Reason): Step {
	if (step.step !== 'fail') {
		return step;
	}
	const { executed, charged, provider } = step.error;
	return { ...step, error: { ...reason, executed, charged, provider } as Fail['error'] };
}

function internal(): Fail {
	return {
		step: 'fail',
		error: {
			code: 'internal',
			class: 'internal',
			message: 'an internal error of Spravka',
			message_ru: 'внутренняя ошибка Spravka',
			hint_ru: 'Сообщите разработчикам код операции и версию; данные прикладывать не нужно.',
			executed: 'maybe',
			charged: 'maybe',
			next: { action: 'contact_provider' },
		},
		meta: {},
	};
}
