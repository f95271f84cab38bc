/** Whether a request may leave now: how often a provider is asked, and for how much in all. */
import { exact, type Price, type Purse } from './money';
import type {
	Fail,
	Last,
	Limit,
	Money,
	Provider,
	Request,
	SpravkaError,
	State,
	Step,
} from './protocol';
import { budgetExceeded, priceUnknown, tooEarly, type Reason } from './unsent';

export interface Terms {
	providers: Map<string, Provider>;
	/** The most that may be spent in an execution; without it as much as there is to pay. */
	budget?: Purse;
	/** What operations cost where the catalogue does not know or errs. */
	prices: Map<string, Price>;
	/** A provider or a limit that holds a request up for longer is not waited for. */
	maxWaitMs: number;
}

export interface Clock {
	now(): number;
	/** Whether all of it passed: a cancelled execution is not waited for. */
	sleep(ms: number): Promise<boolean>;
}

/** A request that has left, with what was set aside for it. */
export interface Ticket {
	provider: string;
	operation: string;
	isCounted: boolean;
	reserved?: Price;
}

/** What an execution knows of one provider. */
interface Lane {
	windows: Window[];
	heldUntil: number;
	stopped?: SpravkaError;
}

/**
 * One limit. A request counts from its leaving until so many seconds after its answer: when in
 * between the provider counted it, nobody knows.
 */
interface Window {
	limit: Limit;
	underWay: number;
	/** When the last answers came: never more than the limit's requests. */
	answers: number[];
}

/** How long somebody waits who does not know when another request will be answered. */
const GLANCE_MS = 50;
const LOCAL_CODES = ['missing_secret', 'invalid_secret', 'secrets_not_stored'];
const FATAL_ACTIONS = ['stop_batch', 'fix_credentials', 'top_up'];
const FATAL_CLASSES = ['subscription', 'blocked'];

/** What all flows of an execution share. */
export class Departures {
	private readonly lanes = new Map<string, Lane>();
	private readonly spent: Purse = new Map();

	constructor(
		private readonly terms: Terms,
		private readonly clock: Clock,
	) {}

	/** Waits until a request may leave, or tells why it does not. */
	async leave(request: Request, state: State): Promise<Ticket | Reason> {
		const { provider } = request;
		const ticket: Ticket = {
			provider,
			operation: state.operation,
			// What follows a task of the provider's is not what its limits count.
			isCounted: state.task === undefined || state.task === null,
		};
		for (;;) {
			const { stopped } = this.lane(provider);
			if (stopped !== undefined) {
				return { ...stopped, retry_at: stopped.retry_at ?? undefined };
			}
			const wait = this.opensAt(ticket) - this.clock.now();
			if (wait <= 0) {
				break;
			}
			if (wait > this.terms.maxWaitMs || !(await this.clock.sleep(wait))) {
				return tooEarly(new Date(this.clock.now() + wait).toISOString());
			}
		}
		const price = this.price(request, ticket);
		if ('code' in price) {
			return price;
		}
		ticket.reserved = price.reserved;
		if (price.reserved !== undefined) {
			this.spend(price.reserved.currency, price.reserved.amount);
		}
		this.windows(ticket).forEach((window) => (window.underWay += 1));
		return ticket;
	}

	/** What became of a request, by the step that follows it. */
	arrived(ticket: Ticket, step: Step): void {
		const lane = this.lane(ticket.provider);
		for (const window of this.windows(ticket)) {
			window.underWay -= 1;
			window.answers.push(this.clock.now());
			window.answers.splice(0, window.answers.length - window.limit.requests);
		}
		if (step.step === 'wait' && step.scope === 'provider') {
			lane.heldUntil = Math.max(lane.heldUntil, Date.parse(step.until));
		}
		if (step.step === 'fail' && stopsAll(step)) {
			lane.stopped ??= step.error;
		}
		const { reserved } = ticket;
		if (reserved !== undefined) {
			this.spend(reserved.currency, charged(step, reserved) - reserved.amount);
		}
	}

	/** When the next request of this kind may leave. */
	private opensAt(ticket: Ticket): number {
		let opens = this.lane(ticket.provider).heldUntil;
		for (const { limit, underWay, answers } of this.windows(ticket)) {
			const first = answers.at(underWay - limit.requests);
			if (underWay >= limit.requests) {
				opens = Math.max(opens, this.clock.now() + GLANCE_MS);
			} else if (first !== undefined && answers.length + underWay >= limit.requests) {
				opens = Math.max(opens, first + limit.per_seconds * 1000);
			}
		}
		return opens;
	}

	/** Those that count this request. */
	private windows({ provider, operation, isCounted }: Ticket): Window[] {
		const counts = ({ limit }: Window) => limit.operations?.includes(operation) !== false;
		return isCounted ? this.lane(provider).windows.filter(counts) : [];
	}

	/** What a request costs, where it costs anything, and whether that may be spent. */
	private price(request: Request, ticket: Ticket): Reason | { reserved?: Ticket['reserved'] } {
		const { budget, prices } = this.terms;
		// What a flow polls is part of what was paid for.
		const own = ticket.isCounted ? prices.get(ticket.operation) : undefined;
		if (own === undefined && request.effect !== 'paid_read') {
			return {};
		}
		const price = own ?? estimated(request);
		if (price === undefined) {
			return budget === undefined ? {} : priceUnknown;
		}
		const left = (budget?.get(price.currency) ?? 0n) - (this.spent.get(price.currency) ?? 0n);
		if (budget !== undefined && price.amount > left) {
			return budgetExceeded;
		}
		return { reserved: price };
	}

	private spend(currency: string, amount: bigint): void {
		this.spent.set(currency, (this.spent.get(currency) ?? 0n) + amount);
	}

	private lane(provider: string): Lane {
		let lane = this.lanes.get(provider);
		if (lane === undefined) {
			const limits = this.terms.providers.get(provider)?.limits ?? [];
			const windows = limits.map((limit) => ({ limit, underWay: 0, answers: [] }));
			lane = { windows, heldUntil: 0 };
			this.lanes.set(provider, lane);
		}
		return lane;
	}
}

function estimated({ estimate }: Request): Price | undefined {
	const amount = estimate && exact(estimate.amount);
	return estimate && amount !== undefined ? { amount, currency: estimate.currency } : undefined;
}

/** Whether nothing else that goes to this provider can succeed now. */
function stopsAll({ error }: Fail): boolean {
	return (
		!LOCAL_CODES.includes(error.code) &&
		(FATAL_ACTIONS.includes(error.next.action) || FATAL_CLASSES.includes(error.class))
	);
}

/** What a request has cost. Where nobody knows, as much as was set aside. */
function charged(step: Step, reserved: Price): bigint {
	if (step.step === 'wait') {
		// It failed and will be repeated: the state says what it may have done.
		const isOver = !['pending', 'input_needed'].includes(step.reason);
		return isOver && step.state.executed === undefined ? 0n : reserved.amount;
	}
	const said = (step as Last & { meta?: { charged?: Partial<Money> & { status: string } } }).meta
		?.charged;
	if (said?.status === 'yes' && said.amount && said.currency === reserved.currency) {
		return exact(said.amount) ?? reserved.amount;
	}
	return said?.status === 'no' ? 0n : reserved.amount;
}
