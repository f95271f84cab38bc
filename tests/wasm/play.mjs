// Plays conversations, or the calls of the fault matrix, to a module: its steps are those of the core, byte for byte.
//
//   node play.mjs GLUE MODULE conversations.json
import { readFileSync } from 'node:fs';
import { play } from './conversations.mjs';
import { glue, module, paths } from './support.mjs';

const { turns, wrong } = play(glue.core(module), JSON.parse(readFileSync(paths[0], 'utf8')));
console.log(`${turns} turns, ${wrong} of them answered differently`);
process.exit(wrong === 0 && turns > 0 ? 0 : 1);
