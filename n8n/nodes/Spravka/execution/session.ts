/** What the items of one execution share: the clock, the limits, the money, and how requests leave. */
import { sleep, type IDataObject, type IExecuteFunctions } from 'n8n-workflow';
import { account } from './accounts';
import { Departures, type Clock } from './departures';
import { providers, spravka } from './engine';
import { play, type Job, type World } from './flow';
import type { Event, Files, Last, State } from './protocol';
import type { Settings } from './settings';
import { exchange } from './transport';

/** n8n's sleep cannot be broken off: a cancelled execution is looked for so often. */
const SLICE_MS = 1000;

/** A flow of one provider's. */
export interface Call {
	operation: string;
	provider: string;
	input: IDataObject;
	files: Files;
	/** Members of the input that are fields of the credential. */
	fromCredential?: Record<string, string>;
	from?: { state: State; event: Event };
}

/** A flow's last step, and whether its key says nothing about the input. */
export interface Played {
	last: Last;
	isSalted: boolean;
}

export class Session {
	private readonly clock: Clock;
	private readonly departures: Departures;

	/** `settings`: the first item's, for what counts over all of them. */
	constructor(
		private readonly node: IExecuteFunctions,
		settings: Settings,
	) {
		this.clock = { now: () => Date.now(), sleep: (ms) => this.sleep(ms) };
		this.departures = new Departures({ providers: providers(), ...settings }, this.clock);
	}

	async play(call: Call, index: number, settings: Settings): Promise<Played> {
		const { node, clock, departures } = this;
		const { provider, fromCredential = {} } = call;
		const { credential, origins, keySalt, input } = await account(
			node,
			provider,
			fromCredential,
			index,
		);
		const world: World = {
			core: spravka(),
			clock,
			departures,
			exchange: (request, files) => exchange(node, { credential, origins }, request, files),
			isCancelled: () => this.isCancelled(),
		};
		const job: Job = {
			...call,
			input: { ...call.input, ...input },
			options: {
				...settings.core,
				origins,
				...(keySalt === undefined ? {} : { key_salt: keySalt }),
			},
		};
		return {
			last: await play(world, job, settings.maxWaitMs),
			isSalted: keySalt !== undefined,
		};
	}

	private isCancelled(): boolean {
		return this.node.getExecutionCancelSignal()?.aborted === true;
	}

	private async sleep(ms: number): Promise<boolean> {
		const until = this.clock.now() + ms;
		for (let left = ms; left > 0 && !this.isCancelled(); left = until - this.clock.now()) {
			await sleep(Math.min(left, SLICE_MS));
		}
		return !this.isCancelled();
	}
}
