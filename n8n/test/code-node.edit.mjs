// A code for the Code node as its user has edited it.
import assert from 'node:assert/strict';

/** Each item is a job, and some constants of the head are others. */
export function withConstants(code, constants) {
	const head = /function jobOf\(json\) \{[^]*?\n\}/;
	assert.match(code, head);
	let text = code.replace(head, 'function jobOf(json) { return json; }');
	for (const [name, value] of Object.entries(constants)) {
		const place = new RegExp(`^const ${name} = (\\{[^]*?\\n\\}|.*?);$`, 'm');
		assert.match(text, place);
		text = text.replace(place, () => `const ${name} = ${JSON.stringify(value)};`);
	}
	return text;
}
