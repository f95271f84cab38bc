// What the editor asks of n8n.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { until } from './process.mjs';

/** Whoever owns the instance; the password is one to look for afterwards. */
export const OWNER = {
	email: 'owner@example.com',
	password: 'Owner-of-the-tests-1',
	firstName: 'Owner',
	lastName: 'Tests',
};

export class Rest {
	constructor(origin, host) {
		this.origin = origin;
		this.flatted = createRequire(join(host.folder, 'node_modules/n8n/package.json'))('flatted');
		this.headers = { 'content-type': 'application/json', 'browser-id': 'tests' };
	}

	async call(method, path, body) {
		const answer = await this.ask(method, path, body);
		const text = await answer.text();
		if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text.slice(0, 500)}`);
		return text ? JSON.parse(text).data : undefined;
	}

	ask(method, path, body) {
		const { origin, headers } = this;
		return fetch(`${origin}/${path}`, { method, headers, body: body && JSON.stringify(body) });
	}

	/** Makes the owner the first time, and signs in. */
	async enter() {
		const { email, password } = OWNER;
		const login = { emailOrLdapLoginId: email, password };
		// It says that it is ready a little before it knows its paths.
		let answer = await until('the sign-in', 20, async () => {
			const answer = await this.ask('POST', 'rest/login', login);
			return answer.status !== 404 && answer;
		});
		if (!answer.ok) answer = await this.ask('POST', 'rest/owner/setup', OWNER);
		if (!answer.ok) throw new Error(`cannot sign in: ${answer.status} ${await answer.text()}`);
		const cookies = answer.headers.getSetCookie().map((cookie) => cookie.split(';')[0]);
		this.headers.cookie = cookies.join('; ');
	}

	/** `{id, name}`, as a node refers to it. */
	async credential(type, data, name = type) {
		const { id } = await this.call('POST', 'rest/credentials', { name, type, data });
		return { id, name };
	}

	/** `{status, message}` of the editor's test of a credential, which is stored before. */
	async testCredential(type, data) {
		const stored = await this.credential(type, data);
		return this.call('POST', 'rest/credentials/test', { credentials: { ...stored, type, data } });
	}

	async nodeTypes() {
		return (await this.ask('GET', 'types/nodes.json')).json();
	}

	/** Stores a workflow; `{id, versionId}`. */
	workflow({ name, nodes, connections, settings = {} }) {
		const body = { name, nodes, connections, settings, active: false };
		return this.call('POST', 'rest/workflows', body);
	}

	async activate({ id, versionId }) {
		await this.call('POST', `rest/workflows/${id}/activate`, { versionId });
	}

	/** `{status, items}` of a webhook: what its last node gives. With files the body is a form. */
	async hook(path, body, files = []) {
		const asked = { method: 'POST', ...(files.length ? form(body, files) : json(body)) };
		// 2.41 activates in the background.
		const answer = await until(`the webhook ${path}`, 20, async () => {
			const answer = await fetch(`${this.origin}/webhook/${path}`, asked);
			return answer.status !== 404 && answer;
		});
		const text = await answer.text();
		return { status: answer.status, items: text ? JSON.parse(text) : undefined };
	}

	/** The executions of a workflow, the newest first. */
	async executions(workflowId) {
		const filter = encodeURIComponent(JSON.stringify({ workflowId }));
		const { results } = await this.call('GET', `rest/executions?filter=${filter}&limit=100`);
		return results;
	}

	/** One execution with its data. */
	async execution(id) {
		const execution = await this.call('GET', `rest/executions/${id}`);
		return { ...execution, data: this.flatted.parse(execution.data) };
	}

	/** The newest execution of a workflow, once it is over. */
	async last(workflowId, { seconds = 30, after = 0 } = {}) {
		const newest = await until(`an execution of ${workflowId} ends`, seconds, async () => {
			const newest = (await this.executions(workflowId))[0];
			const over = newest && !['new', 'running', 'waiting'].includes(newest.status);
			return over && Number(newest.id) > after && newest;
		});
		return this.execution(newest.id);
	}

	/** The bytes of a file beside an item of an execution. */
	async binary({ id, data }) {
		if (!id) return Buffer.from(data, 'base64');
		const answer = await this.ask(
			'GET',
			`rest/binary-data?id=${encodeURIComponent(id)}&action=download`,
		);
		if (!answer.ok) throw new Error(`a file: ${answer.status}`);
		return Buffer.from(await answer.arrayBuffer());
	}

	/** A manual retry of a failed execution, as the list of executions offers it. */
	retry(id) {
		return this.call('POST', `rest/executions/${id}/retry`, { loadWorkflow: false });
	}
}

function json(body) {
	return { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

function form(body, files) {
	const form = new FormData();
	for (const [name, value] of Object.entries(body)) {
		form.set(name, JSON.stringify(value));
	}
	for (const { member, name, bytes } of files) {
		form.set(member, new Blob([bytes]), name);
	}
	return { body: form };
}

/** The items of a node in an execution. */
export function itemsOf({ data }, node) {
	const runs = data.resultData.runData[node] ?? [];
	return runs.flatMap((run) => run.data?.main?.[0] ?? []);
}

/** What n8n noted as the execution's error. */
export function errorOf({ data }) {
	return data.resultData.error;
}
