// The same by require: ENTRY CASE.
const { readFileSync } = require('node:fs');

const { call, body } = JSON.parse(readFileSync(process.argv[3], 'utf8'));
const bytes = Buffer.from(body);

const begin = performance.now();
const { dispatch } = require(process.argv[2]);
const step = dispatch(call, bytes);
const ms = performance.now() - begin;

if (!step.includes('"outcome":"found"')) throw new Error(step);
console.log(ms);
