/** What goes over the core's border, as far as this host looks at it. */
import type { IDataObject } from 'n8n-workflow';

/** The bytes of an input's files, by the member that describes each. */
export type Files = Record<string, Uint8Array>;

export type Effect = 'read' | 'quota' | 'paid_read' | 'write' | 'create' | 'irreversible';

export interface Money {
	/** A decimal string. */
	amount: string;
	currency: string;
}

/** A request without its secrets. */
export interface Request {
	provider: string;
	method: 'GET' | 'POST';
	url: string;
	headers: Record<string, string>;
	body?: string;
	slots?: Array<{ secret?: string; file?: string }>;
	timeout_ms: number;
	effect: Effect;
	estimate?: Money;
}

/** Where a flow stands: to be kept, and given back as it is. */
export type State = IDataObject & { operation: string; flow_key: string };

export interface Meta extends IDataObject {
	provider?: string;
}

export interface SpravkaError extends IDataObject {
	code: string;
	class: string;
	message: string;
	message_ru: string;
	hint_ru: string;
	retry_at?: string;
	executed: 'no' | 'maybe' | 'yes';
	charged: 'no' | 'maybe' | 'yes';
	next: IDataObject & { action: string };
}

export interface Send {
	step: 'send';
	request: Request;
	state: State;
}

export interface Wait {
	step: 'wait';
	wait_ms: number;
	until: string;
	reason: string;
	scope: 'flow' | 'provider';
	needs?: string[];
	state: State;
}

export interface Done {
	step: 'done';
	output: IDataObject;
	meta: Meta;
}

export interface Fail {
	step: 'fail';
	error: SpravkaError;
	meta: Meta;
	state?: State;
}

/** Tokens are n8n's own: no operation of this node brings a `store` step. */
export type Step = Send | Wait | Done | Fail | { step: 'store' };

/** What becomes of a flow: an answer, none, or a wait that is handed out. */
export type Last = Wait | Done | Fail;

export type Event =
	'elapsed' | { response: IDataObject } | { failure: IDataObject } | { choice: IDataObject };

/** What came of a request: the event, and the body's bytes beside it. */
export interface Came {
	event: Event;
	body?: Uint8Array;
}

export interface Limit {
	requests: number;
	per_seconds: number;
	/** All of the provider's where none is named. */
	operations?: string[];
}

export interface Provider {
	name: string;
	origins: string[];
	slots: Array<{ secret: string; in: string; name: string; format?: string }>;
	limits: Limit[];
}
