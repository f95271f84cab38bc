// What n8n has kept of everything before: no secret, neither of what went well nor of what failed.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync, readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { forms } from '../../../tests/wasm/forms.mjs';
import { SALT, credentialsOf } from '../credentials.mjs';
import { EXAMPLES, OPERATIONS } from '../operations.mjs';
import { freePort } from '../process.mjs';
import { chain, spravka, webhook } from '../workflow.mjs';

/** One for each provider. */
const ASKED = {
	api_cloud: 'api_cloud.balance',
	bitrix24: 'bitrix24.find_contact',
	fssp: 'fssp.search_physical',
	kz_info: 'kz_info.exec_proc_info',
	osnovanie: 'osnovanie.list',
	parser_api: 'parser_api.quota',
	spectrum_data: 'spectrum_data.person_report',
};

export default async function secrets(world, test) {
	const server = await world.main();
	const sandbox = await world.sandbox();
	await world.credentials();
	const { rest } = server;
	// SpectrumData's token is made of these.
	const made = [sandbox.secrets.SPECTRUM_DATA_LOGIN, sandbox.secrets.SPECTRUM_DATA_PASSWORD];
	const planted = new Set([SALT, ...Object.values(sandbox.secrets)]);

	// Refused, not reached, and repeated: the errors of HTTP carry what was sent, and what came back.
	const echo = await repeating();
	const nobody = `http://127.0.0.1:${await freePort()}`;
	for (const [provider, type, data] of credentialsOf(sandbox)) {
		const wrong = Object.fromEntries(
			Object.entries(data).map(([name, value]) => [name, secret(name) ? backwards(value) : value]),
		);
		Object.keys(wrong)
			.filter(secret)
			.forEach((name) => planted.add(wrong[name]));
		for (const [kind, found] of [
			['refused', wrong],
			['nobody', { ...wrong, baseUrl: nobody }],
			['repeated', { ...data, baseUrl: echo.origin }],
		]) {
			for (const onError of ['stopWorkflow', 'continueRegularOutput']) {
				await test(`${provider}: ${kind}, ${onError}`, async () => {
					const credentials = { [type]: await rest.credential(type, found, `${type} ${kind}`) };
					const path = `${kind}-${provider}-${onError}`;
					const { status, items } = await fails(rest, path, ASKED[provider], credentials, onError);
					assert.equal(status, onError === 'stopWorkflow' ? 500 : 200);
					if (status === 200) assert.ok(items[0].error?.code, JSON.stringify(items));
				});
			}
		}
	}

	await server.stop();
	echo.close();
	await test('each secret was repeated', () => {
		const heard = Buffer.from(echo.heard.join('\n'));
		const silent = Object.values(credentialsOf(sandbox)).flatMap(([, , data]) =>
			Object.entries(data)
				.filter(([name]) => secret(name) && !made.includes(data[name]))
				.filter(([, value]) => !forms(value).some((form) => heard.includes(form))),
		);
		assert.deepEqual(silent, []);
	});
	const needles = [...planted].flatMap(forms);
	await test('no secret in the tables', async () => {
		const rows = await tables(server);
		assert.ok(rows.execution_data.length > 20, `${rows.execution_data.length} executions`);
		for (const [table, content] of Object.entries(rows)) {
			assert.deepEqual(among(needles, Buffer.from(JSON.stringify(content))), [], table);
		}
	});
	await test('no secret in the files', () => {
		const files = filesOf(server.folder);
		assert.ok(files.some((file) => file.endsWith('database.sqlite')));
		assert.ok(files.some((file) => file.endsWith('main.log')));
		for (const file of files) {
			assert.deepEqual(among(needles, readFileSync(file)), [], file);
		}
	});
	await server.start();
}

async function fails(rest, path, name, credentials, onError) {
	const { resource, operation } = OPERATIONS.find((row) => row.name === name);
	const parameters = {
		resource,
		operation,
		inputMode: 'json',
		jsonInput: '={{ $json.body.input }}',
	};
	const node = spravka(parameters, { credentials, onError });
	await rest.activate(await rest.workflow(chain(path, [webhook(path), node])));
	return rest.hook(path, { input: EXAMPLES[name][0].input });
}

/** A server that refuses everything, with all that it was sent in its words and headers. */
async function repeating() {
	const heard = [];
	const server = createServer(async (request, response) => {
		const body = Buffer.concat(await request.toArray()).toString();
		const told = [request.method, request.url, JSON.stringify(request.headers), body].join('\n');
		heard.push(told);
		const headers = { 'content-type': 'application/json', 'x-repeated': encodeURIComponent(told) };
		response.writeHead(403, headers).end(JSON.stringify({ message: told, error: told }));
	});
	await once(server.listen(0, '127.0.0.1'), 'listening');
	const origin = `http://127.0.0.1:${server.address().port}`;
	return { origin, heard, close: () => server.close() };
}

const secret = (name) => !['baseUrl', 'keySalt', 'portal', 'userId'].includes(name);
const backwards = (value) => [...value].reverse().join('');

/** What of it is in these bytes. */
const among = (needles, bytes) => needles.filter((needle) => bytes.includes(needle)).map(String);

/** Every row of the database, by table. */
async function tables({ host, database }) {
	const { Database } = createRequire(join(host.folder, 'node_modules/n8n/package.json'))('sqlite3');
	const open = new Database(database);
	const all = (query) =>
		new Promise((resolve, reject) => {
			open.all(query, (error, rows) => (error ? reject(error) : resolve(rows)));
		});
	const names = await all("SELECT name FROM sqlite_master WHERE type = 'table'");
	const rows = await Promise.all(
		names.map(async ({ name }) => [name, await all(`SELECT * FROM "${name}"`)]),
	);
	await new Promise((resolve) => open.close(resolve));
	return Object.fromEntries(rows);
}

/** All files but those of installed packages. */
function filesOf(folder) {
	return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
		const path = join(folder, entry.name);
		if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : filesOf(path);
		return entry.isFile() ? [path] : [];
	});
}
