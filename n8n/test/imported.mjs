// The workflows that users import: imported by n8n's command, with credentials chosen, and run.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { credentialsOf } from './credentials.mjs';
import { project } from './package.mjs';

export const FOLDER = join(project, 'workflows');

/** The provider of each resource; those of a check are in its sources. */
const PROVIDERS = {
	apiCloud: 'api_cloud',
	bitrix24Contact: 'bitrix24',
	fssp: 'fssp',
	kzInfo: 'kz_info',
	nssoPolicy: 'api_cloud',
	osnovanieApplication: 'osnovanie',
	parserApi: 'parser_api',
	spectrumData: 'spectrum_data',
};

/** All workflows of the folder, as n8n has them after the import, by the names of their files. */
export async function imported(server, files) {
	const { failed, text } = await server.command(
		'import:workflow',
		'--separate',
		`--input=${FOLDER}`,
	);
	if (failed) throw new Error(text);
	const stored = await server.rest.call('GET', 'rest/workflows');
	const flows = {};
	for (const file of files) {
		const { name } = JSON.parse(readFileSync(join(FOLDER, `${file}.json`), 'utf8'));
		const { id } = stored.find((workflow) => workflow.name === name);
		flows[file] = await server.rest.call('GET', `rest/workflows/${id}`);
	}
	return flows;
}

/** Credentials for a sandbox; `wrong` are secrets that open nothing. */
export async function credentialsFor(rest, sandbox, { wrong = {} } = {}) {
	const secrets = { ...sandbox.secrets, ...wrong };
	const made = {};
	for (const [provider, type, data] of credentialsOf({ ...sandbox, secrets })) {
		made[provider] = { [type]: await rest.credential(type, data, `${type}, workflows`) };
	}
	return made;
}

/** What a person does after an import: chooses credentials, by the node's name where n8n's own. */
export async function choose(rest, flow, credentials, own = {}) {
	const nodes = flow.nodes.map((node) => {
		const { resource, operation, sources = ['fssp', 'kz_info'] } = node.parameters;
		const isCheck = resource === 'debtor' && ['check', 'resume'].includes(operation);
		const providers = isCheck ? sources : [PROVIDERS[resource]].filter(Boolean);
		const chosen = own[node.name] ?? (isSpravka(node) ? pick(credentials, providers) : {});
		return Object.keys(chosen).length ? { ...node, credentials: chosen } : node;
	});
	const { versionId } = flow;
	return rest.call('PATCH', `rest/workflows/${flow.id}`, { nodes, versionId });
}

const isSpravka = ({ type }) => type.startsWith('n8n-nodes-spravka.');
const pick = (credentials, providers) =>
	Object.assign({}, ...providers.map((provider) => credentials[provider]));

/** A click on "Execute workflow" at a trigger; `json` is what a chat would have brought. */
export async function execute(rest, { id }, trigger, json) {
	const workflowData = await rest.call('GET', `rest/workflows/${id}`);
	const data = json && {
		startTime: 0,
		executionTime: 0,
		executionIndex: 0,
		executionStatus: 'success',
		source: [],
		data: { main: [[{ json }]] },
	};
	const body = { workflowData, triggerToStartFrom: { name: trigger, data } };
	const { executionId } = await rest.call('POST', `rest/workflows/${id}/run`, body);
	return rest.last(id, { seconds: 120, after: Number(executionId) - 1 });
}

/** A form sent by a person: values and files in the order of its fields. */
export function send(url, values) {
	const form = new FormData();
	values.forEach((value, index) => {
		if (value === undefined) return;
		if (value.bytes) form.set(`field-${index}`, new Blob([value.bytes()]), value.name);
		else form.set(`field-${index}`, String(value));
	});
	return fetch(url, { method: 'POST', body: form });
}

/** A language model's server: it calls `tool` once, and then says what the tool said. */
export function answering(tool, input) {
	return ({ messages, stream }) => {
		const told = messages.filter(({ role }) => role === 'tool').map(({ content }) => content);
		const call = { id: 'call_1', type: 'function' };
		const calls = [{ ...call, function: { name: tool, arguments: JSON.stringify(input) } }];
		const message = told.length
			? { role: 'assistant', content: `Реестр говорит: ${told.join()}` }
			: { role: 'assistant', content: null, tool_calls: calls };
		const finish_reason = told.length ? 'stop' : 'tool_calls';
		const whole = { id: 'answer', created: 1, model: 'test' };
		if (!stream) {
			const usage = { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 };
			const choices = [{ index: 0, message, finish_reason }];
			return JSON.stringify({ ...whole, object: 'chat.completion', choices, usage });
		}
		const numbered = message.tool_calls?.map((one, index) => ({ index, ...one }));
		const deltas = [
			[{ ...message, tool_calls: numbered }, null],
			[{}, finish_reason],
		];
		const chunks = deltas.map(([delta, finish_reason]) => ({
			...whole,
			object: 'chat.completion.chunk',
			choices: [{ index: 0, delta, finish_reason }],
		}));
		return [...chunks.map((chunk) => JSON.stringify(chunk)), '[DONE]']
			.map((data) => `data: ${data}\n\n`)
			.join('');
	};
}
