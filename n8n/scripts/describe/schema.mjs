// What a schema says of a member, in the node's terms.

/** The schema behind a reference or beside a null, with the description of the place before that of the definition. */
export function resolved(schema, root) {
	const choices = schema.anyOf ?? schema.oneOf;
	const real = choices?.filter((choice) => choice.type !== 'null');
	if (schema.$ref) {
		const definition = root.$defs[schema.$ref.slice('#/$defs/'.length)];
		const { $ref, ...own } = schema;
		const { description, ...rest } = resolved(definition, root);
		return { ...rest, ...own, name: $ref.split('/').at(-1), form: description };
	}
	if (choices && real.length === 1 && real.length < choices.length) {
		const { anyOf, oneOf, ...own } = schema;
		const { description, ...rest } = resolved(real[0], root);
		return { ...rest, form: rest.form ?? description, ...own };
	}
	if (Array.isArray(schema.type)) {
		return { ...schema, type: schema.type.find((type) => type !== 'null') };
	}
	return schema;
}

/** The words of a choice. */
export function words({ enum: listed, const: one, oneOf = [] }) {
	return listed ?? (one === undefined ? oneOf.flatMap(words) : [one]);
}

const isText = (schema, root) => resolved(schema, root).type === 'string';

/** `text`, `number`, …: how the value is given in the node. */
export function kindOf(schema, root) {
	if (schema.name === 'file') return 'file';
	if (schema.name === 'date') return 'date';
	if (schema.type === 'array') {
		const item = resolved(schema.items, root);
		return ['text', 'number'].includes(kindOf(item, root)) ? 'list' : 'json';
	}
	if (schema.type === 'object') return 'json';
	if (schema.type === 'boolean') return 'boolean';
	if (schema.type === 'integer') return 'number';
	if (words(schema).every((word) => typeof word === 'string') && words(schema).length > 0) {
		return 'choice';
	}
	const choices = schema.anyOf ?? schema.oneOf;
	if (choices?.some((choice) => resolved(choice, root).type === 'object')) return 'json';
	if (choices) return choices.some((choice) => isText(choice, root)) ? 'text' : 'number';
	if (schema.type === 'string') return 'text';
	throw new Error(`no kind of parameter fits ${JSON.stringify(schema)}`);
}

/** The least and the greatest number. */
export function bounds({ minimum, maximum, anyOf = [], enum: listed = [] }) {
	const parts = anyOf.map(bounds);
	const [least, most] = [0, 1].map((end) =>
		[end ? maximum : minimum, ...listed, ...parts.map((part) => part[end])].filter(
			(bound) => bound !== undefined,
		),
	);
	return [
		least.length ? Math.min(...least) : undefined,
		most.length ? Math.max(...most) : undefined,
	];
}

/** The members of an object's schema, each resolved. */
export const members = (schema, root) =>
	Object.entries(schema.properties ?? {}).map(([name, member]) => ({
		...resolved(member, root),
		member: name,
		required: schema.required?.includes(name) ?? false,
	}));
