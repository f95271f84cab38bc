// A Code node as n8n's task runner makes it in secure mode: a context of its own, names that are missing or do nothing, and HTTP by a helper on the other side of an RPC.
import { request } from 'node:http';
import vm from 'node:vm';

/** What `@n8n/task-runner` puts before the code of a node, in one line. */
const BEFORE = [
	'globalThis.global = globalThis',
	'Object.getPrototypeOf = () => ({})',
	'Reflect.getPrototypeOf = () => ({})',
	'Object.setPrototypeOf = () => false',
	'Reflect.setPrototypeOf = () => false',
	'delete Error.prepareStackTrace',
	'delete Error.captureStackTrace',
	'Object.defineProperty(Error, "prepareStackTrace", { configurable: false, writable: false, value: undefined })',
	'Object.defineProperty(Error, "captureStackTrace", { configurable: false, writable: false, value: undefined })',
	'Object.defineProperty = () => ({})',
	'Object.defineProperties = () => ({})',
].join('; ');

/** Runs a code over items `[{json}]`; what the helper was asked is added to `asked`, and `before` are the items before. */
export async function runCode(code, items, how = {}) {
	const { httpRequest = sent, require, asked = [], before = [] } = how;
	const { atob, btoa, clearTimeout, FormData, setTimeout, TextDecoder, TextEncoder } = globalThis;
	const context = vm.createContext({
		Buffer: new Proxy(Buffer, {}),
		atob,
		btoa,
		clearTimeout,
		FormData,
		setTimeout,
		TextDecoder,
		TextEncoder,
		require,
		module: {},
		$: () => ({ itemMatching: (index) => before[index] }),
		$input: { all: () => JSON.parse(JSON.stringify(items)) },
		helpers: {
			async httpRequest(options) {
				asked.push(options);
				return httpRequest(JSON.parse(JSON.stringify(options)));
			},
		},
	});
	const wrapped = `${BEFORE}; module.exports = async function VmCodeWrapper() {${code}\n}()`;
	return JSON.parse(JSON.stringify(await vm.runInContext(wrapped, context)));
}

/** n8n's helper, as far as a template asks it: the answer, or an error that went through JSON. */
export function sent({ method, url, headers, body, timeout }) {
	return new Promise((resolve, reject) => {
		const failed = ({ code, message }) => reject({ name: 'AxiosError', code, message });
		const asked = request(url, { method, headers, agent: false, timeout }, async (answer) => {
			const parts = [];
			try {
				for await (const part of answer) parts.push(part);
			} catch (error) {
				failed(error);
				return;
			}
			const { statusCode, headers } = answer;
			resolve({ statusCode, headers: { ...headers }, body: Buffer.concat(parts) });
		});
		asked.on('timeout', () => failed({ code: 'ECONNABORTED', message: 'timeout' }));
		asked.on('error', failed);
		asked.end(body);
	});
}
