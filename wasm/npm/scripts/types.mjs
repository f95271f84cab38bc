// Writes src/schema.ts: the types of every operation and of the protocol, from schemas/.
//
// The schemas are self-contained, so the same definition stands in many of them. Here each is emitted once; two that share a name and differ are told apart by the schema that they come from.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { compile } from 'json-schema-to-typescript';

const SCHEMAS = new URL('../../../schemas/', import.meta.url);
const OUTPUT = new URL('../src/schema.ts', import.meta.url);
/** Names that would read as JavaScript's own. */
const RENAMED = {
  Date: 'CivilDate',
  Error: 'ErrorObject',
  Document: 'EnforcementDocument',
  File: 'FileDescription',
};
/** Whose definition keeps the bare name. */
const PROTOCOL = 'protocol';
/** What lies beside the schemas, or says nothing that they do not. */
const OTHERS = ['catalogue.json', 'error.json'];

const schemas = new Map(
  readdirSync(SCHEMAS)
    .filter((file) => file.endsWith('.json') && !OTHERS.includes(file))
    .sort()
    .map((file) => [
      file.slice(0, -'.json'.length),
      JSON.parse(readFileSync(new URL(file, SCHEMAS), 'utf8')),
    ]),
);
const operations = [...schemas.keys()]
  .filter((name) => name.endsWith('.input'))
  .map((name) => name.slice(0, -'.input'.length));

const pascal = (name) =>
  name.replace(/(^|[._])(\w)/g, (_, _separator, letter) => letter.toUpperCase());
const target = (reference) => reference.slice('#/$defs/'.length);

/** Two definitions are the same when all that they refer to is the same too. */
function identity(schema, name, open = []) {
  if (open.includes(name)) return `…${name}`;
  return JSON.stringify(schema.$defs[name], (key, value) =>
    key === '$ref' ? identity(schema, target(value), [...open, name]) : value,
  );
}

/** The definitions by their names: for each name its variants, and in which schemas they stand. */
function variants() {
  const found = new Map();
  for (const [file, schema] of schemas) {
    for (const name of Object.keys(schema.$defs ?? {})) {
      const same = found.get(pascal(name)) ?? found.set(pascal(name), new Map()).get(pascal(name));
      const key = identity(schema, name);
      (same.get(key) ?? same.set(key, []).get(key)).push([file, name]);
    }
  }
  return found;
}

/** `file#name` to the name of the type. */
function names() {
  const named = new Map();
  const weight = (places) =>
    places.some(([file]) => file === PROTOCOL) ? Infinity : places.length;
  for (const [name, same] of variants()) {
    const ordered = [...same.values()].sort((a, b) => weight(b) - weight(a));
    ordered.forEach((places, index) => {
      const [file] = places[0];
      const bare = index === 0 ? name : pascal(file.replace(/\.(input|output)$/, '')) + name;
      for (const [where, original] of places)
        named.set(`${where}#${original}`, RENAMED[bare] ?? bare);
    });
  }
  return named;
}

const named = names();
const taken = new Set(named.values());
const rootName = (file) => {
  const name = pascal(file);
  if (taken.has(name)) throw new Error(`${name} is a definition and an operation's type`);
  return name;
};

/** A schema as the generator wants it: with shared names, and a reference's own description kept. */
function adapted(file, node) {
  if (Array.isArray(node)) return node.map((item) => adapted(file, item));
  if (node === null || typeof node !== 'object') return node;
  const { $ref, $schema, $defs, title, default: fallback, examples, format, ...rest } = node;
  const copy = Object.fromEntries(
    Object.entries(rest).map(([key, value]) => [
      key,
      key === 'properties' ? members(file, value) : adapted(file, value),
    ]),
  );
  // Bounds on which members go together are the core's to hold; as types they would be unreadable.
  if (copy.anyOf?.every((choice) => Object.keys(choice).join() === 'required')) delete copy.anyOf;
  if ($ref === undefined) {
    if (Object.keys(copy).every((key) => key === 'description'))
      return { ...copy, tsType: 'unknown' };
    if (copy.type !== 'object' || copy.properties || copy.additionalProperties) return copy;
    // To `unknown` no interface can be assigned, such as that of a report.
    const member = copy.additionalProperties === false ? 'never' : 'any';
    return { ...copy, tsType: `Record<string, ${member}>` };
  }
  return { ...copy, allOf: [{ $ref: `#/$defs/${named.get(`${file}#${target($ref)}`)}` }] };
}

/** Members are named as they like, `title` and `format` too. */
function members(file, properties) {
  return Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => [name, adapted(file, schema)]),
  );
}

const titled = (title, node) => ({ ...node, title });

const definitions = {};
for (const [file, schema] of schemas) {
  for (const [name, definition] of Object.entries(schema.$defs ?? {})) {
    const type = named.get(`${file}#${name}`);
    definitions[type] ??= titled(type, adapted(file, definition));
  }
  if (file === PROTOCOL) continue;
  definitions[rootName(file)] = titled(rootName(file), adapted(file, schema));
}

const all = {
  title: 'All',
  type: 'object',
  additionalProperties: false,
  required: Object.keys(definitions),
  properties: Object.fromEntries(
    Object.keys(definitions).map((name) => [name, { $ref: `#/$defs/${name}` }]),
  ),
  $defs: definitions,
};
const text = await compile(all, 'All', {
  additionalProperties: false,
  bannerComment: '',
  declareExternallyReferenced: true,
  unknownAny: true,
  style: { printWidth: 120, singleQuote: true },
});
const types = text.replace(/export interface All \{[^]*?\n\}\n/, '').trimStart();

const rows = operations.map(
  (name) =>
    `  '${name}': { input: ${rootName(`${name}.input`)}; output: ${rootName(`${name}.output`)} };`,
);
writeFileSync(
  OUTPUT,
  `// Generated from schemas/ by scripts/types.mjs.\n\n${types}\n` +
    `/** Input and output of every operation, by its name. */\nexport interface Operations {\n${rows.join('\n')}\n}\n`,
);
console.log(
  `${fileURLToPath(OUTPUT)}: ${operations.length} operations, ${taken.size} shared types`,
);
