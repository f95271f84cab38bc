// What kind of field a schema asks for.

/**
 * `{kind, description, default, …}` of a schema with its references followed; `kind` is `choice`,
 * `boolean`, `integer`, `text`, `file`, `object`, `list`, `map`, `variants` or `json`.
 */
export function shape(schema, root) {
  const whole = resolve(schema, root);
  const { description } = whole;
  const common = { description, default: whole.default, root };
  const alternatives = (whole.anyOf ?? whole.oneOf ?? [])
    .map((one) => resolve(one, root))
    .filter((one) => one.type !== 'null');
  if (alternatives.length === 1) {
    const one = shape(alternatives[0], root);
    return {
      ...one,
      description: description ?? one.description,
      default: whole.default ?? one.default,
    };
  }
  const choices = options(whole, alternatives);
  if (choices) {
    return { ...common, kind: 'choice', choices };
  }
  if (alternatives.length > 1 && !whole.properties) {
    return { ...common, ...between(alternatives) };
  }
  return { ...common, ...plain(whole) };
}

function resolve(schema, root) {
  if (!schema.$ref) {
    return schema;
  }
  const target = schema.$ref
    .slice(2)
    .split('/')
    .reduce((at, name) => at[name], root);
  const { $ref, ...own } = schema;
  return { ...resolve(target, root), ...own };
}

/** The words to choose from, each with its description, where all that is allowed is words. */
function options(whole, alternatives) {
  const words = (one) =>
    one.type === 'string' && one.enum
      ? one.enum.map((word) => ({ word }))
      : one.const !== undefined && [{ word: one.const, description: one.description }];
  const lists = alternatives.length > 0 ? alternatives.map(words) : [words(whole)];
  return lists.every(Boolean) ? lists.flat() : undefined;
}

function between(alternatives) {
  if (alternatives.some((one) => one.type === 'object')) {
    return { kind: 'variants', variants: alternatives };
  }
  const types = alternatives.map((one) => one.type);
  if (types.every((type) => type === 'string')) {
    return { kind: 'text' };
  }
  if (types.includes('string')) {
    return types.includes('array') || Array.isArray(types[0])
      ? { kind: 'any' }
      : { kind: 'text', numeric: true };
  }
  return types.some(Array.isArray) ? { kind: 'any' } : { kind: 'integer' };
}

function plain(whole) {
  const types = [whole.type].flat().filter((type) => type !== 'null');
  if (types.length > 1) {
    return { kind: 'any' };
  }
  switch (types[0]) {
    case 'boolean':
      return { kind: 'boolean' };
    case 'integer':
      return { kind: 'integer' };
    case 'string':
      return { kind: 'text', long: whole.maxLength > 1000, example: whole.examples?.[0] };
    case 'array':
      return { kind: 'list', items: whole.items ?? {} };
    case 'object':
      return object(whole);
    default:
      return whole.type === 'null' ? { kind: 'nothing' } : { kind: 'json' };
  }
}

function object(whole) {
  if (whole.properties?.base64?.contentEncoding) {
    return { kind: 'file' };
  }
  if (whole.properties || whole.additionalProperties === false) {
    return { kind: 'object', properties: whole.properties ?? {}, required: whole.required ?? [] };
  }
  return typeof whole.additionalProperties === 'object'
    ? { kind: 'map', values: whole.additionalProperties }
    : { kind: 'json' };
}
