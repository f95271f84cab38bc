/** One output item for each input item, in their order. */
import {
	NodeApiError,
	NodeOperationError,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
	type JsonObject,
} from 'n8n-workflow';
import type { Described } from '../described';
import { operations } from '../generated/operations';
import { CHECK, check, checkInput, type CheckInput } from './check';
import { spravka } from './engine';
import { transform } from './flow';
import { asked } from './input';
import { answer, apiError, errorItem, notChecked, pause, type Question } from './output';
import type { Event, Last, State } from './protocol';
import { resumed } from './resume';
import { Session, type Played } from './session';
import { settings, type Settings } from './settings';

const LOOKUPS = ['read', 'quota', 'paid_read'];
/** What may be done twice without anybody's noticing. */
const REPEATABLE = ['read', 'quota'];

/** A question, and where it goes on from. */
type Posed = Question & { from?: { state: State; event: Event } };

export async function execute(node: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const items: INodeExecutionData[] = [];
	const count = node.getInputData().length;
	let session: Session | undefined;
	for (let index = 0; index < count; index += 1) {
		try {
			const wanted = settings(node, index);
			session ??= new Session(node, wanted);
			items.push(await item(node, session, index, wanted));
		} catch (error) {
			const known = named(node, error, index);
			if (!node.continueOnFail()) {
				throw known;
			}
			const { message, description } = known;
			items.push({ json: { error: { message, description } }, pairedItem: { item: index } });
		}
	}
	return items;
}

async function item(
	node: IExecuteFunctions,
	session: Session,
	index: number,
	wanted: Settings,
): Promise<INodeExecutionData> {
	const question = await posed(node, index);
	refuseRetries(node, question);
	const { last, isSalted } = await played(session, question, index, wanted);
	const told = { ...question, isSalted };
	switch (last.step) {
		case 'done':
			return answer(node, told, last);
		case 'wait':
			return pause(node, told, last);
		default:
			if (wanted.notChecked === 'item' && LOOKUPS.includes(question.described.effect)) {
				return notChecked(told, last);
			}
			if (!node.continueOnFail()) {
				throw apiError(node, index, last);
			}
			return errorItem(node, told, last);
	}
}

async function posed(node: IExecuteFunctions, index: number): Promise<Posed> {
	const resource = node.getNodeParameter('resource', index) as string;
	const operation = node.getNodeParameter('operation', index) as string;
	if (operation === 'resume') {
		const { state, event, ...rest } = await resumed(node, index);
		const described = ofName(node, resource, state.operation, index);
		const from = { state, event };
		return { ...rest, index, operation: state.operation, described, isSalted: false, from };
	}
	const described: Described | undefined = operations[`${resource}:${operation}`];
	if (described === undefined) {
		throw new NodeOperationError(node.getNode(), 'The resource does not have this operation', {
			itemIndex: index,
		});
	}
	const { input: given, files } = await asked(node, described, index);
	const isCheck = described.name === CHECK;
	const person = (given.person ?? given) as IDataObject;
	const input = isCheck ? checkInput(node, person, index) : given;
	return { input, files, index, operation: described.name, described, isSalted: false };
}

async function played(
	session: Session,
	{ described, operation, input, files, from }: Posed,
	index: number,
	wanted: Settings,
): Promise<Played> {
	const { provider, fromCredential } = described;
	let last: Last;
	if (operation === CHECK) {
		last = await check(session, input as CheckInput, from?.state, index, wanted);
	} else if (provider === undefined) {
		last = transform(spravka(), operation, input);
	} else {
		const going = from === undefined ? {} : { from };
		const call = { operation, provider, input, files, fromCredential, ...going };
		return session.play(call, index, wanted);
	}
	return { last, isSalted: false };
}

/** An operation of this resource by its name in the catalogue. */
function ofName(node: IExecuteFunctions, resource: string, name: string, index: number): Described {
	const found = Object.entries(operations).find(
		([key, described]) => key.startsWith(`${resource}:`) && described.name === name,
	);
	if (found === undefined) {
		throw new NodeOperationError(node.getNode(), 'The state is that of another resource', {
			description: `It goes on under the resource that has the operation ${JSON.stringify(name.slice(0, 60))}`,
			itemIndex: index,
		});
	}
	return found[1];
}

/** n8n would repeat all items of an execution, whatever has been paid for or done. */
function refuseRetries(node: IExecuteFunctions, { described, index }: Posed): void {
	if (node.getNode().retryOnFail === true && !REPEATABLE.includes(described.effect)) {
		throw new NodeOperationError(
			node.getNode(),
			'Turn off "Retry On Fail" in the settings of this node',
			{
				description:
					'It would send again what costs money or has an effect. The node itself repeats whatever may be repeated',
				itemIndex: index,
			},
		);
	}
}

/** Errors of n8n and of this node as they are; of anything else not a word, for it may quote data. */
function named(
	node: IExecuteFunctions,
	error: unknown,
	index: number,
): NodeApiError | NodeOperationError {
	if (error instanceof NodeApiError || error instanceof NodeOperationError) {
		return error;
	}
	const { code } = error as IDataObject & { code?: unknown };
	const message = typeof code === 'string' ? `The item failed (${code})` : 'The item failed';
	return new NodeApiError(node.getNode(), { message } as JsonObject, { itemIndex: index, message });
}
