// A field of any kind: `{element, read, at?, blame, clear, focus}`.

import { file } from './file.js';
import { list, map, object, variants } from './several.js';
import { any, boolean, choice, integer, json, text } from './simple.js';

const KINDS = { any, boolean, choice, file, integer, json, list, map, object, text, variants };

export const field = (about, value) => KINDS[about.shape.kind](about, value);
