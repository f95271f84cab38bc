// The node in real n8n. `node n8n/test/run.mjs [STAGE…]`: all stages, or those whose names have one of
// the words in them. SPRAVKA is the command, for its sandbox; SPRAVKA_ARTEFACTS the folder of raw.wasm.
import { NEXT, VERSION, World } from './world.mjs';

const STAGES = [
	'package',
	'operations',
	'fields',
	'flows',
	'faults',
	'credentials',
	'sber',
	'workflows',
	'command',
	'restart',
	'editor',
	'secrets',
	'code',
	'queue',
	'next',
];

if (process.env.SPRAVKA_SKIP_N8N === '1') {
	console.log('NOT CHECKED: n8n, because of SPRAVKA_SKIP_N8N=1');
	process.exit(0);
}

const words = process.argv.slice(2);
const wanted = STAGES.filter((name) => !words.length || words.some((word) => name.includes(word)));
if (!wanted.length) {
	console.log(`no stage has ${words.join(' or ')} in its name; there are: ${STAGES.join(', ')}`);
	process.exit(1);
}

const world = new World();
if (wanted.some((name) => name !== 'package')) {
	world.prefetch(VERSION, ...(wanted.includes('next') ? [NEXT] : []));
}
const rows = [];
for (const name of wanted) {
	const started = Date.now();
	const row = { name, passed: 0, failed: 0 };
	rows.push(row);
	const test = async (what, check) => {
		try {
			await check();
			row.passed += 1;
		} catch (error) {
			row.failed += 1;
			console.log(`  ${name}: ${what}: ${told(error)}`);
		}
	};
	await test('the stage', async () => {
		const { default: stage } = await import(`./stages/${name}.mjs`);
		await stage(world, test);
	});
	row.seconds = ((Date.now() - started) / 1000).toFixed(1);
	console.log(`${name}: ${row.passed} passed, ${row.failed} failed (${row.seconds} s)`);
}
await world.end();

const sum = (member) => rows.reduce((total, row) => total + row[member], 0);
console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
process.exit(sum('failed') ? 1 : 0);

/** What failed, and where here. */
function told(error) {
	const [message, ...frames] = `${error.stack ?? error}`.split(/\n(?= +at )/);
	const frame = frames.find((line) => line.includes('/n8n/test/') && !line.includes('/rest.mjs'));
	return [message.slice(0, 2000), frame].join('\n');
}
