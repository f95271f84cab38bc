/** The core of this process: one compiled module for the node and its credentials. */
import { core, type Core } from '../core/raw';
import { MODULE } from '../core/module';
import type { Provider } from './protocol';

let engine: Core | undefined;
let known: Map<string, Provider> | undefined;

/** Compiled at its first use: n8n loads credentials in processes that never run them. */
export function spravka(): Core {
	return (engine ??= core(new WebAssembly.Module(Buffer.from(MODULE, 'base64'))));
}

/** What the catalogue says of the providers, by name. */
export function providers(): Map<string, Provider> {
	if (known === undefined) {
		const { output } = JSON.parse(spravka().dispatch('{"call":"operations"}')) as {
			output: { providers: Provider[] };
		};
		known = new Map(output.providers.map((provider) => [provider.name, provider]));
	}
	return known;
}
