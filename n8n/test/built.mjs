// The package as it was built: `npm run build`.
import { createRequire } from 'node:module';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';

const require = createRequire(import.meta.url);

/** A module of the built package, by its path in the sources. */
export const built = (path) => require(`../dist/${path}.js`);

/** An instance of each credential type, by the provider that it is for. */
export function credentials() {
	const { CREDENTIALS } = built('nodes/Spravka/execution/accounts');
	const made = Object.entries(CREDENTIALS).map(([provider, name]) => {
		const Class = name[0].toUpperCase() + name.slice(1);
		return [provider, new (built(`credentials/${Class}.credentials`)[Class])()];
	});
	return new Map(made);
}

/** Every request that a conversation of the repository sends, each once. */
export function requests() {
	const cases = fileURLToPath(new URL('../../tests/cases', import.meta.url));
	const found = new Map();
	for (const name of readdirSync(cases, { recursive: true })) {
		if (name.endsWith('.json')) {
			for (const { step } of JSON.parse(readFileSync(join(cases, name), 'utf8')).turns ?? []) {
				if (step?.step === 'send') {
					found.set(JSON.stringify(step.request), step.request);
				}
			}
		}
	}
	return [...found.values()];
}
