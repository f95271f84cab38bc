/** The operation Resume: a flow of an earlier item goes on, with what it was waiting for. */
import { NodeOperationError, type IDataObject, type IExecuteFunctions } from 'n8n-workflow';
import { takeFile, type Asked } from './input';
import type { Event, State } from './protocol';
import { parsed } from './settings';

export interface Resumed extends Asked {
	state: State;
	event: Event;
}

export async function resumed(node: IExecuteFunctions, index: number): Promise<Resumed> {
	const json = (name: string, label: string) =>
		parsed(node, label, node.getNodeParameter(name, index, ''), index);
	const state = json('state', 'State') as State;
	if (typeof state.operation !== 'string') {
		throw new NodeOperationError(node.getNode(), 'State is not that of a flow', {
			description:
				'It is the member "state" of an item whose "step" is "wait", or of an error item',
			itemIndex: index,
		});
	}
	const asked: Asked = {
		input: { ...json('resumeInput', 'Input'), ...json('furtherInput', 'Further Input') },
		files: {},
	};
	for (const { member, field } of filesOf(node, asked.input, index)) {
		await takeFile(node, index, member, field, asked);
	}
	const choice = json('choice', 'Choice');
	return { ...asked, state, event: Object.keys(choice).length > 0 ? { choice } : 'elapsed' };
}

/** Those that the user names, and those that the input describes and the item still has. */
function filesOf(node: IExecuteFunctions, input: IDataObject, index: number) {
	const { binary = {} } = node.getInputData()[index];
	const { file: named = [] } = node.getNodeParameter('files', index, {}) as {
		file?: Array<{ member: string; binaryField: string }>;
	};
	const files = new Map(named.map(({ member, binaryField }) => [member, binaryField]));
	for (const [member, value] of Object.entries(input)) {
		const isDescribed = typeof value === 'object' && value !== null && 'sha256' in value;
		if (isDescribed && member in binary && !files.has(member)) {
			files.set(member, member);
		}
	}
	return [...files].map(([member, field]) => ({ member, field }));
}
