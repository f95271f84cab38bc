// A field of any kind: `{element, read, at?, blame, clear, focus}`.

import { file } from './file.js';
import { object } from './object.js';
import { list, map } from './rows.js';
import { any, boolean, choice, integer, json, text } from './simple.js';
import { variants } from './variants.js';

const KINDS = { any, boolean, choice, file, integer, json, list, map, object, text, variants };

export const field = (about, value) => KINDS[about.shape.kind](about, value);
