// Workflows for the tests.
import { randomUUID } from 'node:crypto';

export const SPRAVKA = 'n8n-nodes-spravka.spravka';

export function node(name, type, typeVersion, parameters, more = {}) {
	return { id: randomUUID(), name, type, typeVersion, position: [0, 0], parameters, ...more };
}

/** The node under test. */
export function spravka(parameters, { credentials = {}, ...more } = {}) {
	return node('Spravka', SPRAVKA, 1, parameters, { credentials, ...more });
}

/** A webhook that answers with what the last node gives. */
export function webhook(path) {
	const parameters = {
		httpMethod: 'POST',
		path,
		responseMode: 'lastNode',
		responseData: 'allEntries',
	};
	return node('Webhook', 'n8n-nodes-base.webhook', 2, parameters, { webhookId: randomUUID() });
}

/** One item for each of `body.items`. */
export const items = () =>
	node('Items', 'n8n-nodes-base.splitOut', 1, { fieldToSplitOut: 'body.items' });

export const start = () => node('Start', 'n8n-nodes-base.manualTrigger', 1, {});

/** Nodes one after the other. */
export function chain(name, nodes, settings = {}) {
	const links = nodes.slice(1).map((next, index) => [nodes[index].name, [[link(next)]]]);
	const connections = Object.fromEntries(links.map(([from, main]) => [from, { main }]));
	const placed = nodes.map((node, index) => ({ ...node, position: [index * 220, 0] }));
	return { name, nodes: placed, connections, settings };
}

const link = ({ name }) => ({ node: name, type: 'main', index: 0 });
