// The form of an input's schema.

import { of, sentence } from '../locale.js';
import { field } from './field.js';
import { shape } from './schema.js';

/**
 * `read()` gives the input, `files` are the bytes beside it; `locate(error)` is the field that an error
 * of the core names by its path, and `blame(error)` shows it there.
 */
export function form(schema, operation, input, files = {}, root = schema) {
  const beside = { files };
  const whole = field(
    { within: [operation], bare: true, required: true, shape: shape(schema, root), beside },
    input,
  );
  return {
    element: whole.element,
    files,
    read: () => whole.read(),
    clear: () => whole.clear(),
    locate(error, base = '/input') {
      const path = error.path?.startsWith(base) ? error.path.slice(base.length + 1).split('/') : [];
      let at = whole;
      for (const name of path) {
        at = at.at?.(name.replaceAll('~1', '/').replaceAll('~0', '~')) ?? at;
      }
      return at;
    },
    blame(error, base) {
      const field = this.locate(error, base);
      field.blame(sentence(of(error, 'message')));
      return field;
    },
  };
}
