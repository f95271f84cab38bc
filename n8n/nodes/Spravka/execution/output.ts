/** Items from the last steps of flows. */
import {
	NodeApiError,
	type IBinaryKeyData,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
} from 'n8n-workflow';
import type { Described } from '../described';
import type { Asked } from './input';
import type { Done, Fail, Wait } from './protocol';

/** What an item asked, and the way it wants its answer. */
export interface Question extends Asked {
	index: number;
	operation: string;
	described: Described;
	isSalted: boolean;
}

interface ReturnedFile extends IDataObject {
	name: string;
	base64: string;
}

/** An answer; its files are binary data. */
export async function answer(
	node: IExecuteFunctions,
	{ index, described }: Question,
	{ output, meta }: Done,
): Promise<INodeExecutionData> {
	const binary: IBinaryKeyData = {};
	const files = described.hasFilesOut ? returnedFiles(output) : [];
	for (const [place, file] of files.entries()) {
		const { base64, ...rest } = file;
		const field = place === 0 ? 'data' : `data_${place}`;
		const bytes = Buffer.from(base64, 'base64');
		binary[field] = await node.helpers.prepareBinaryData(bytes, file.name);
		delete (file as IDataObject).base64;
		Object.assign(file, rest, { binaryField: field });
	}
	const simplify = node.getNodeParameter('simplify', index, false) === true;
	const json = simplify ? simplified(output, described.simple, meta) : { ...output, meta };
	return {
		json,
		...(files.length > 0 ? { binary } : {}),
		pairedItem: { item: index },
	};
}

/** A flow that goes on later: all that **Resume** needs, and the item's files. */
export function pause(
	node: IExecuteFunctions,
	{ index, operation, input, isSalted }: Question,
	{ until, reason, needs, state }: Pick<Wait, 'until' | 'reason' | 'needs' | 'state'>,
): INodeExecutionData {
	const { binary } = node.getInputData()[index];
	return {
		json: {
			step: 'wait',
			operation,
			until,
			reason,
			...(needs === undefined ? {} : { needs }),
			input,
			state,
			meta: { operation, ...(isSalted ? { flow_key: state.flow_key } : {}) },
		},
		...(binary === undefined ? {} : { binary }),
		pairedItem: { item: index },
	};
}

/** An item of what was not checked; nothing of an answer is in it. */
export function notChecked(question: Question, fail: Fail): INodeExecutionData {
	const { index } = question;
	return {
		json: { outcome: 'not_checked', error: failed(question, fail) },
		pairedItem: { item: index },
	};
}

/**
 * An item for the error output: n8n knows it by its only member, and leaves that as it is. Where the
 * flow can be taken up again, the item keeps its files.
 */
export function errorItem(
	node: IExecuteFunctions,
	question: Question,
	fail: Fail,
): INodeExecutionData {
	const { index } = question;
	const { binary } = node.getInputData()[index];
	const isOpen = fail.state !== undefined && binary !== undefined;
	return {
		json: { error: failed(question, fail) },
		...(isOpen ? { binary } : {}),
		pairedItem: { item: index },
	};
}

export function apiError(node: IExecuteFunctions, index: number, { error }: Fail): NodeApiError {
	const message = `${error.message} (${error.code})`;
	const path = typeof error.path === 'string' ? `, ${error.path}` : '';
	const sentence = error.message_ru.charAt(0).toUpperCase() + error.message_ru.slice(1);
	return new NodeApiError(
		node.getNode(),
		{ message },
		{
			message: `${message.charAt(0).toUpperCase()}${message.slice(1)}${path}`,
			description: `${sentence}. ${error.hint_ru}`,
			itemIndex: index,
		},
	);
}

/** With the state a flow can be taken up again. */
function failed({ operation, input }: Question, { error, meta, state }: Fail): IDataObject {
	return { ...error, operation, meta, ...(state ? { input, state } : {}) };
}

/** Every file in an answer, at whatever depth. */
function returnedFiles(value: unknown): ReturnedFile[] {
	if (typeof value !== 'object' || value === null) {
		return [];
	}
	const file = value as ReturnedFile;
	return typeof file.base64 === 'string' && typeof file.name === 'string'
		? [file]
		: Object.values(value).flatMap(returnedFiles);
}

/** What stays of `meta` in a simplified answer. */
const TELLING = ['provider', 'operation', 'as_of', 'flow_key', 'simulated'];

/** Without the provider's own members, and of the answer only what is most looked at. */
function simplified(
	output: IDataObject,
	members: string[] | undefined,
	meta: IDataObject,
): IDataObject {
	const kept = Object.entries(output).filter(([name]) => members?.includes(name) !== false);
	const told = Object.entries(meta).filter(([name]) => TELLING.includes(name));
	return {
		...Object.fromEntries(kept.map(([name, value]) => [name, withoutRaw(value)])),
		meta: Object.fromEntries(told),
	} as IDataObject;
}

function withoutRaw(value: unknown): unknown {
	if (Array.isArray(value)) {
		return value.map(withoutRaw);
	}
	if (typeof value !== 'object' || value === null) {
		return value;
	}
	const kept = Object.entries(value).filter(([name]) => name !== 'raw');
	return Object.fromEntries(kept.map(([name, inner]) => [name, withoutRaw(inner)]));
}
