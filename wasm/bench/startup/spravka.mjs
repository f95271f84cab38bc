// Milliseconds from the import of the package to its first answer: ENTRY CASE.
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const { call, body } = JSON.parse(readFileSync(process.argv[3], 'utf8'));
const bytes = Buffer.from(body);
const { href } = pathToFileURL(process.argv[2]);

const begin = performance.now();
const { dispatch } = await import(href);
const step = dispatch(call, bytes);
const ms = performance.now() - begin;

if (!step.includes('"outcome":"found"')) throw new Error(step);
console.log(ms);
