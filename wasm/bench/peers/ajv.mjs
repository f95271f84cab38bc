// Checks by schemas that ajv compiles.
import { Ajv } from 'ajv';

import { LISTED, TEXTS, lazily } from './members.mjs';

const texts = { type: ['string', 'null'] };
const ANSWER = {
  type: 'array',
  items: {
    type: 'object',
    properties: {
      ...Object.fromEntries(TEXTS.map((name) => [name, texts])),
      [LISTED]: { type: ['string', 'array', 'null'], items: { type: 'string' } },
    },
    required: ['exec_proc'],
  },
};
const CALL = {
  type: 'object',
  properties: {
    call: { const: 'start' },
    operation: { const: 'kz_info.exec_proc_info' },
    input: {
      type: 'object',
      properties: { iin: { type: 'string', pattern: '^\\d{12}$' } },
      required: ['iin'],
      additionalProperties: false,
    },
    now: {
      type: 'string',
      pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|[+-]\\d\\d:\\d\\d)$',
    },
  },
  required: ['call', 'operation', 'input', 'now'],
  additionalProperties: false,
};

const ajv = new Ajv({ allowUnionTypes: true });

function checking(schema) {
  const valid = ajv.compile(schema);
  return (value) => {
    if (!valid(value)) throw new TypeError(ajv.errorsText(valid.errors));
    return value;
  };
}

export const answer = lazily(() => checking(ANSWER));
export const call = lazily(() => checking(CALL));
