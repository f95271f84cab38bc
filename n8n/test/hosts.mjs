// Installs n8n of the versions that it is given, one after the other; a line for each that is there.
import { host } from './host.mjs';

for (const version of process.argv.slice(2)) {
	host(version);
	console.log(version);
}
