// Hostile JSON as the body of every answer.
//
//   node hostile.mjs GLUE MODULE readings.json JSONTestSuite tests/json_test_suite.txt
import { readFileSync } from 'node:fs';
import { suiteOf } from './suite.mjs';
import { check, glue, module, paths } from './support.mjs';
import { judge } from './verdicts.mjs';

const [readingsPath, suite, pinnedPath] = paths;
const readings = JSON.parse(readFileSync(readingsPath, 'utf8'));
const pinned = readFileSync(pinnedPath, 'utf8').split('\n').slice(0, -1);
const { runs, verdicts, faults } = judge(glue.core(module), readings, suiteOf(suite), pinned);
faults.forEach((fault) => check(false, fault));
console.log(`${runs} documents read, ${verdicts} verdicts pinned`);
