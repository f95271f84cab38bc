// Words: the labels and hints of the playground, in the form that n8n asks for.

import { HINTS } from '../../../wasm/playground/src/words/hints.js';
import { INPUT_LABELS } from '../../../wasm/playground/src/words/labels.js';
import { VALUES } from '../../../wasm/playground/src/words/values.js';
import { PLACES } from './places.mjs';

// As the package title-case does it, by which n8n's linter judges.
const SMALL =
	/\b(?:an?d?|a[st]|because|but|by|en|for|i[fn]|neither|nor|o[fnr]|only|over|per|so|some|tha[tn]|the|to|up|upon|vs?\.?|versus|via|when|with|without|yet)\b/i;
const MANUAL = /.(?=[A-Z]|\..)/;

export const titleCase = (text) =>
	text.replace(/[^\s:–—-]+|./g, (token, index) =>
		MANUAL.test(token) || (SMALL.test(token) && index > 0 && index + token.length < text.length)
			? token
			: token.replace(/[A-Za-z0-9À-ÿ]/, (letter) => letter.toUpperCase()),
	);

/** Russian abbreviations as English texts write them. */
const LATIN = {
	ИНН: 'INN',
	ИИН: 'IIN',
	БИН: 'BIN',
	СНИЛС: 'SNILS',
	ОГРНИП: 'OGRNIP',
	ОГРН: 'OGRN',
	КПП: 'KPP',
	СМЭВ: 'SMEV',
	ЕСИА: 'ESIA',
	ФНС: 'FNS',
	МФЦ: 'MFC',
};
const latin = (text) =>
	Object.entries(LATIN).reduce((english, [word, other]) => english.replaceAll(word, other), text);
const identifiers = (text) => text.replace(/\bid(s?)\b/gi, 'ID$1').replace(/\be-mail/g, 'email');

export const order = (member) => {
	const index = Object.keys(INPUT_LABELS).indexOf(member);
	return index < 0 ? Infinity : index;
};

/** What a member is called; `within` are the operation and the object that it is in. */
export function label(member, ...within) {
	const found = within.map((parent) => INPUT_LABELS[`${parent}/${member}`]).find(Boolean);
	const said = (found ?? INPUT_LABELS[member])?.[1] ?? member.replaceAll('_', ' ');
	const id = /number|\bid\b/i.test(said) ? undefined : /_id(s?)$/.exec(member);
	const text = id ? `${id[1] ? said.replace(/s$/, '') : said} ID${id[1]}` : said;
	return titleCase(
		latin(text.replace('’s', "'s"))
			.replace(/\bid\b/gi, 'ID')
			.replace('E-mail', 'Email'),
	);
}

/** A word of a choice. */
export const wordLabel = (member, word) =>
	titleCase(latin((VALUES[`${member}/${word}`] ?? VALUES[word])?.[1] ?? word));

/** Sentences as n8n ends them: one without a period, several with. */
export function ended(text) {
	const bare = text.trim().replace(/\.$/, '');
	return bare.replaceAll('e.g.', '').includes('. ') ? `${bare}.` : bare;
}

/** A text of a schema, as HTML in English. */
export const english = (text) => {
	const flat = text.replace(/\s+/g, ' ').trim();
	const hint = [HINTS[flat]].flat();
	const said = (hint[1] ?? flat).replace(/ \((Q-A?\d+\w?|\d+)\)/g, '');
	const escaped = identifiers(latin(said)).replaceAll('<', '&lt;').replaceAll('>', '&gt;');
	const marked = escaped.replace(
		/`([^`]*)`/g,
		(_, code) => PLACES[code]?.[0] ?? `<code>${code}</code>`,
	);
	return marked[0].toUpperCase() + marked.slice(1);
};

/** Statements for which `Whether to` and the imperative would not do. */
const WHETHER = {
	'A certificate for an information system; not for a person.':
		'Whether the certificate is for an information system, not for a person',
};

const whether = (text) => {
	const known = WHETHER[text.replace(/\s+/g, ' ')];
	const bare = english(text).replace(/; (true|false) where nothing is said/, '');
	if (known || bare.startsWith('Whether')) return known ?? bare;
	const small = bare[0].toLowerCase() + bare.slice(1);
	return bare.startsWith('The ') ? `Whether ${small}` : `Whether to ${small}`;
};

/** Where a schema says nothing. */
const OWN = {
	after: 'The output of `debtor.report`, of any age',
	application_ids: "The provider's numbers of applications",
	offset: 'How many certificates to skip',
	unasked: 'The sources some of whose operations could not be asked, with the reasons',
};

/** What a member means: its own words, then those on its form, where they say anything. */
export function description({ member, kind, description: own, form, title }) {
	if (kind === 'boolean') return ended(whether(own ?? `${title} holds`));
	const isSaid = HINTS[form?.replace(/\s+/g, ' ')] === '' || /[\d`]/.test(own);
	const parts = [own ?? OWN[member], isSaid ? undefined : form].filter(Boolean).map(english);
	if (kind === 'file') parts.push('The name of the input binary field that holds the file');
	if (kind === 'list') parts.push('Several are separated by commas, or given as an array');
	const text = parts.map((part) => part.replace(/\.?$/, '.')).join(' ');
	return text && text !== `${label(member)}.` ? ended(text) : undefined;
}

/** Invented people and numbers with right control digits, as in the sandbox. */
const EXAMPLES = {
	last_name: 'Образцов',
	first_name: 'Иван',
	patronymic: 'Тестович',
	company_name: 'ООО "Пример"',
	company_full_name: 'Общество с ограниченной ответственностью "Пример"',
	inn: '9800000013',
	person_inn: '980000000101',
	iin: '000101300019',
	proceeding_number: '10001/21/77010-ИП',
	plate: 'А111АА11',
	report_type: 'report_person@domain',
	application_id: '123456',
	application_ids: '123456, 123457',
	contact_id: '42',
	emails: 'name@example.com',
	email: 'name@example.com',
	serial_number: '01AB',
	city: 'Москва',
};

export const placeholder = ({ member, kind }) => {
	const example = kind === 'date' ? '1985-03-14' : EXAMPLES[member];
	if (example && kind === 'date' && member !== 'birth_date') return 'e.g. 2026-11-21';
	return example && `e.g. ${example}`;
};
