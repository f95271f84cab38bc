// Every text in both languages, and none that nobody reads.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { HINTS } from '../src/words/hints.js';
import { INPUT_LABELS, ITEM_LABELS, OUTPUT_LABELS } from '../src/words/labels.js';
import { UI } from '../src/words/ui.js';
import { VALUES } from '../src/words/values.js';

const here = (name) => fileURLToPath(new URL(name, import.meta.url));
const schemas = readdirSync(here('../../../schemas'))
  .filter((name) => /\.(input|output)\.json$/.test(name))
  .map((name) => [
    name,
    JSON.parse(readFileSync(path.join(here('../../../schemas'), name), 'utf8')),
  ]);

/** Every subschema, but not what examples and defaults hold. */
function* within(schema) {
  if (Array.isArray(schema)) {
    for (const one of schema) {
      yield* within(one);
    }
  } else if (typeof schema === 'object' && schema !== null) {
    yield schema;
    for (const [key, value] of Object.entries(schema)) {
      if (key === 'properties' || key === '$defs') {
        yield* within(Object.values(value));
      } else if (key !== 'default' && key !== 'examples') {
        yield* within(value);
      }
    }
  }
}

const CYRILLIC = /[а-яё]/i;

/** Neither is empty, and the Russian is not the English. */
function isPair([russian, english], name) {
  assert.ok(russian && english, name);
  assert.ok(
    !CYRILLIC.test(english.replaceAll(/СМЭВ|АИС ОИП|229-ФЗ/g, '')),
    `${name} is not English: ${english}`,
  );
}

test('every member of every schema has a label in both languages', () => {
  const [unlabelled, known] = [new Set(), new Set()];
  for (const [name, schema] of schemas) {
    const isInput = name.endsWith('.input.json');
    for (const { properties } of within(schema)) {
      for (const member of Object.keys(properties ?? {})) {
        known.add(member);
        if (!(member in INPUT_LABELS) && (isInput || !(member in OUTPUT_LABELS))) {
          unlabelled.add(`${member} of ${name}`);
        }
      }
    }
  }
  assert.deepEqual([...unlabelled], []);
  const tables = { ...INPUT_LABELS, ...OUTPUT_LABELS, ...ITEM_LABELS };
  Object.entries(tables).forEach(([name, pair]) => isPair(pair, name));
  const idle = Object.keys(tables).filter((name) => !known.has(name.split('/').at(-1)));
  assert.deepEqual(idle, []);
});

test('every description of an input is said in Russian, or is not needed', () => {
  const described = new Set();
  for (const [name, schema] of schemas.filter(([name]) => name.endsWith('.input.json'))) {
    for (const { description } of within(schema)) {
      if (description) {
        const text = description.replace(/\s+/g, ' ');
        described.add(text);
        assert.ok(text in HINTS, `${name}: ${text}`);
      }
    }
  }
  assert.deepEqual(
    Object.keys(HINTS).filter((text) => !described.has(text)),
    [],
  );
});

test('every word to choose from has a text in both languages', () => {
  for (const [name, schema] of schemas.filter(([name]) => name.endsWith('.input.json'))) {
    for (const { enum: words = [], const: one } of within(schema)) {
      for (const word of [...words, one].filter((word) => typeof word === 'string')) {
        assert.ok(
          word in VALUES || Object.keys(VALUES).some((key) => key.endsWith(`/${word}`)),
          `${word} of ${name}`,
        );
      }
    }
  }
  Object.entries(VALUES).forEach(([name, pair]) => isPair(pair, name));
});

test('every text of the page exists in both languages and is used', () => {
  const sources = readdirSync(here('../src'), { recursive: true })
    .filter((name) => name.endsWith('.js') && !name.startsWith('words'))
    .map((name) => readFileSync(path.join(here('../src'), name), 'utf8'))
    .join('\n');
  const idle = [];
  for (const [name, pair] of Object.entries(UI)) {
    isPair(pair, name);
    const holes = (text) =>
      text
        .match(/\{\d\}/g)
        ?.sort()
        .join() ?? '';
    assert.equal(holes(pair[0]), holes(pair[1]), name);
    const prefix = `${name.split('.')[0]}.`;
    if (!sources.includes(`'${name}'`) && !sources.includes(`\`${prefix}\${`)) {
      idle.push(name);
    }
  }
  assert.deepEqual(idle, []);
  for (const [, name] of sources.matchAll(/\bt\('([^']+)'/g)) {
    assert.ok(name in UI, `no text is called ${name}`);
  }
});
