/** What an item asks: the input of an operation from the node's parameters, and its files. */
import { createHash } from 'crypto';
import {
	NodeOperationError,
	type IBinaryData,
	type IDataObject,
	type IExecuteFunctions,
} from 'n8n-workflow';
import type { Described, Member } from '../described';
import type { Files } from './protocol';
import { parsed } from './settings';

export interface Asked {
	input: IDataObject;
	files: Files;
}

export async function asked(
	node: IExecuteFunctions,
	{ members }: Described,
	index: number,
): Promise<Asked> {
	const isJson = node.getNodeParameter('inputMode', index, 'fields') === 'json';
	const additional = node.getNodeParameter('additionalFields', index, {}) as IDataObject;
	const given = ({ name, top }: Member) =>
		top ? node.getNodeParameter(name, index) : additional[name];
	const asked: Asked = { input: {}, files: {} };
	if (isJson) {
		const value = node.getNodeParameter('jsonInput', index);
		asked.input = { ...parsed(node, 'Input', value, index) };
	} else {
		for (const member of members.filter(({ kind }) => kind !== 'file')) {
			const value = valueOf(node, member, given(member), index);
			if (value !== undefined) {
				place(asked.input, member, value);
			}
		}
	}
	for (const member of members.filter(({ kind }) => kind === 'file')) {
		// Beside JSON, files lie under the names of their members.
		const field = isJson ? member.name : String(given(member) ?? '').trim();
		if (field !== '' && field in (node.getInputData()[index].binary ?? {})) {
			await takeFile(node, index, member.name, field, asked);
		}
	}
	return asked;
}

/** Puts a file of the item into the input, by its name, size and hash, and its bytes beside it. */
export async function takeFile(
	node: IExecuteFunctions,
	index: number,
	member: string,
	field: string,
	{ input, files }: Asked,
): Promise<void> {
	const { fileName }: IBinaryData = node.helpers.assertBinaryData(index, field);
	const bytes = await node.helpers.getBinaryDataBuffer(index, field);
	files[member] = bytes;
	input[member] = {
		name: fileName ?? member,
		size: bytes.length,
		sha256: createHash('sha256').update(bytes).digest('hex'),
	};
}

/** As JSON has it; undefined where nothing was filled in. */
function valueOf(
	node: IExecuteFunctions,
	{ name, kind, items }: Member,
	value: unknown,
	index: number,
): unknown {
	if (value === undefined || value === null || value === '') {
		return undefined;
	}
	switch (kind) {
		case 'json':
			return typeof value === 'string' ? json(node, name, value, index) : value;
		case 'list':
			return listed(node, name, value, items, index);
		case 'date':
			// A date that an expression gives, such as one of Luxon's.
			return typeof value === 'object' ? (value as { toISODate?(): string }).toISODate?.() : value;
		default:
			return value;
	}
}

function json(node: IExecuteFunctions, name: string, text: string, index: number): unknown {
	if (['', '{}', '[]'].includes(text.trim())) {
		return undefined;
	}
	try {
		return JSON.parse(text);
	} catch {
		throw new NodeOperationError(node.getNode(), `${name} is not valid JSON`, {
			itemIndex: index,
		});
	}
}

/** An array, its text, or texts with commas between them. */
function listed(
	node: IExecuteFunctions,
	name: string,
	value: unknown,
	items: Member['items'],
	index: number,
): unknown {
	if (typeof value === 'string' && value.trim().startsWith('[')) {
		return json(node, name, value, index);
	}
	const parts = Array.isArray(value) ? value : String(value).split(',');
	const present = parts.map((part) => (typeof part === 'string' ? part.trim() : part));
	const whole = present.filter((part) => part !== '');
	const isNumber = (part: unknown) => items === 'number' && /^\d{1,15}$/.test(String(part));
	const read = whole.map((part) => (isNumber(part) ? Number(part) : part));
	return read.length === 0 ? undefined : read;
}

function place(input: IDataObject, { name, within }: Member, value: unknown): void {
	const parent = within === undefined ? input : ((input[within] ??= {}) as IDataObject);
	parent[name] = value as IDataObject;
}
