/** The node's options, as an item has them. */
import { NodeOperationError, type IDataObject, type IExecuteFunctions } from 'n8n-workflow';
import { amountOf, purse, type Price, type Purse } from './money';

export interface Settings {
	/** Beyond it a flow is handed out with its state. */
	maxWaitMs: number;
	budget?: Purse;
	prices: Map<string, Price>;
	notChecked: 'error' | 'item';
	/** Those of the core that the user sets. */
	core: IDataObject;
}

/** Of the core's own options these are the user's to set, by their names here. */
const CORE: Record<string, string> = {
	run: 'run',
	allowPaidRetry: 'allow_paid_retry',
	evidence: 'evidence',
	providerText: 'provider_text',
};

export function settings(node: IExecuteFunctions, index: number): Settings {
	const options = node.getNodeParameter('options', index, {}) as IDataObject;
	const { maximumWait = 60, maximumSpend = '', prices = {}, notChecked = 'error' } = options;
	const core: IDataObject = { evidence: true };
	for (const [name, own] of Object.entries(CORE)) {
		const value = options[name];
		if (value !== undefined && value !== '') {
			core[own] = value;
		}
	}
	return {
		maxWaitMs: Math.max(0, Number(maximumWait) * 1000) || 0,
		budget: budget(node, String(maximumSpend).trim(), index),
		prices: priceList(node, prices, index),
		notChecked: notChecked as Settings['notChecked'],
		core,
	};
}

function budget(node: IExecuteFunctions, text: string, index: number): Purse | undefined {
	if (text === '') {
		return undefined;
	}
	const read = purse(text);
	if (read === undefined) {
		throw new NodeOperationError(node.getNode(), 'Maximum Spend is not an amount of money', {
			description: 'Write an amount and its currency, such as 500 RUB; several with commas',
			itemIndex: index,
		});
	}
	return read;
}

function priceList(node: IExecuteFunctions, value: unknown, index: number): Map<string, Price> {
	const prices = new Map<string, Price>();
	for (const [operation, text] of Object.entries(parsed(node, 'Prices', value, index))) {
		const price = amountOf(String(text));
		if (price === undefined) {
			throw new NodeOperationError(node.getNode(), 'Prices has something that is not a price', {
				description: 'Write them as JSON such as {"kz_info.exec_proc_info": "50 KZT"}',
				itemIndex: index,
			});
		}
		prices.set(operation, price);
	}
	return prices;
}

/** A JSON parameter that is an object, as an expression gave it or as its text. */
export function parsed(
	node: IExecuteFunctions,
	label: string,
	value: unknown,
	index: number,
): IDataObject {
	const read = json(value) ?? {};
	if (typeof read !== 'object' || Array.isArray(read)) {
		throw new NodeOperationError(node.getNode(), `${label} is not a JSON object`, {
			description:
				'Write an object such as {"last_name": "Образцов"}, or an expression that is one',
			itemIndex: index,
		});
	}
	return read as IDataObject;
}

/** The same for a list of objects. */
export function parsedList(
	node: IExecuteFunctions,
	label: string,
	value: unknown,
	index: number,
): IDataObject[] {
	const read = json(value) ?? [];
	if (!Array.isArray(read)) {
		throw new NodeOperationError(node.getNode(), `${label} is not a JSON list`, {
			description: 'Write a list such as [{"name": "fssp", "any_of": ["api_cloud"]}]',
			itemIndex: index,
		});
	}
	return read as IDataObject[];
}

/** Undefined where there is nothing, false where it is not JSON. */
function json(value: unknown): unknown {
	if (typeof value !== 'string') {
		return value ?? undefined;
	}
	if (value.trim() === '') {
		return undefined;
	}
	try {
		return JSON.parse(value);
	} catch {
		return false;
	}
}
