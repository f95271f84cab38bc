// The test of each credential, as the editor's button does it: right, wrong, and nobody there.
import assert from 'node:assert/strict';
import { credentialsOf } from '../credentials.mjs';
import { freePort } from '../process.mjs';

export default async function credentials(world, test) {
	const { rest } = await world.main();
	const sandbox = await world.sandbox();
	const nobody = `http://127.0.0.1:${await freePort()}`;
	for (const [, type, data] of credentialsOf(sandbox)) {
		await test(`${type} is right`, async () => {
			const { status, message } = await rest.testCredential(type, data);
			assert.equal(status, 'OK', message);
		});
		if (type === 'spravkaKzInfoApi') {
			await test(`${type}: each call is paid, so that only the form is looked at`, async () => {
				const before = await sandbox.counters();
				const { status } = await rest.testCredential(type, { ...data, apiKey: 'short' });
				assert.equal(status, 'Error');
				assert.deepEqual(await sandbox.since(before, ''), {});
			});
			continue;
		}
		for (const name of secretMembers(data)) {
			await test(`${type} with another ${name} is wrong`, async () => {
				const { status } = await rest.testCredential(type, { ...data, [name]: other(data[name]) });
				assert.equal(status, 'Error');
			});
		}
		await test(`${type} where nobody listens is wrong`, async () => {
			const { status } = await rest.testCredential(type, { ...data, baseUrl: nobody });
			assert.equal(status, 'Error');
		});
	}
}

const OPEN = ['baseUrl', 'keySalt', 'portal', 'userId'];

function secretMembers(data) {
	return Object.keys(data).filter((name) => !OPEN.includes(name));
}

/** Of the same form. */
function other(secret) {
	return secret.replace(/[a-y0-8]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 1));
}
