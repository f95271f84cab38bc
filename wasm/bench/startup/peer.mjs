// Milliseconds from the import of a peer to its first answer: PEER CASE.
import { readFileSync } from 'node:fs';

const { body } = JSON.parse(readFileSync(process.argv[3], 'utf8'));
const bytes = Buffer.from(body);

const begin = performance.now();
const peer = await import(`../peers/${process.argv[2]}.mjs`);
const { proceedings } = await import('../peers/proceedings.mjs');
const step = JSON.stringify({ output: proceedings(peer.answer(JSON.parse(bytes.toString()))) });
const ms = performance.now() - begin;

if (!step.includes('"outcome":"found"')) throw new Error(step);
console.log(ms);
