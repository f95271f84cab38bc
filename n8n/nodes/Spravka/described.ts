/** How a value is given in the node, and what becomes of it in the JSON of the input. */
export type MemberKind =
	/** A text, sent as it is; identifiers too. Empty: not given. */
	| 'text'
	/** A civil date as text. Empty: not given. */
	| 'date'
	/** One of the schema's words. */
	| 'choice'
	/** An integer. */
	| 'number'
	| 'boolean'
	/** An object or an array, or the text of one. */
	| 'json'
	/** An array, the text of one, or texts between commas. Empty: not given. */
	| 'list'
	/** The name of a binary field of the item. Empty: not given. */
	| 'file';

/** A member of an operation's input, and the parameter of its name. */
export interface Member {
	name: string;
	kind: MemberKind;
	required: boolean;
	/** Its parameter stands by itself; otherwise it is in the collection `additionalFields`. */
	top: boolean;
	/** The member of the input whose member it is. */
	within?: 'application' | 'person';
	/** Of a list. */
	items?: 'text' | 'number';
}

/** An operation of the node. */
export interface Described {
	/** Of the catalogue; `debtor.check` is the whole check, and `resume` what the state names. */
	name: string;
	provider?: string;
	credential?: string;
	kind: 'check' | 'exchange' | 'job' | 'procedure' | 'resume' | 'transform';
	/** Of a resume: the gravest that there is in its resource. */
	effect: 'read' | 'quota' | 'paid_read' | 'write' | 'create' | 'irreversible';
	members: Member[];
	/** Members of the input that are fields of the credential: member to field. */
	fromCredential?: Record<string, string>;
	/** Whether there may be files in the output. */
	hasFilesOut: boolean;
	/** What Simplify keeps of the output; without it there is no such parameter. */
	simple?: string[];
}
