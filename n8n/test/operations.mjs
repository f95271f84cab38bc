// Where the node has each operation of the catalogue, and inputs for all of them.
import { EXAMPLES } from '../../wasm/playground/src/examples.js';
import { SAMPLES } from '../../wasm/playground/src/documents.js';

export { EXAMPLES, SAMPLES };

/** What the procedures and n8n's own OAuth2 do safely. */
const LEFT_OUT = [
	'bitrix24.batch',
	'debtor.plan',
	'osnovanie.attach_certificate',
	'osnovanie.attach_file',
	'osnovanie.change',
	'osnovanie.create',
	'sber.authorize_url',
	'sber.exchange_code',
	'sber.refresh_token',
];

const RESOURCES = {
	api_cloud: 'apiCloud',
	bitrix24: 'bitrix24Contact',
	debtor: 'debtor',
	fssp: 'fssp',
	identifiers: 'identifier',
	kz_info: 'kzInfo',
	osnovanie: 'osnovanieApplication',
	parser_api: 'parserApi',
	sber: 'sberCompany',
	spectrum_data: 'spectrumData',
};

/** By other words than the catalogue's. */
const RENAMED = {
	'api_cloud.nsso_check_policy': { resource: 'nssoPolicy', operation: 'check' },
	'debtor.bitrix24_fields': { resource: 'debtor', operation: 'getBitrix24Fields' },
	'debtor.diff': { resource: 'debtor', operation: 'compare' },
	'debtor.report': { resource: 'debtor', operation: 'buildReport' },
};

/** Every operation that the node offers and the catalogue has: `{name, provider, resource, operation}`. */
export const OPERATIONS = Object.keys(EXAMPLES)
	.filter((name) => !LEFT_OUT.includes(name))
	.map((name) => ({ name, provider: name.split('.')[0], ...place(name) }));

function place(name) {
	const [provider, rest] = name.split('.');
	const operation = rest.replace(/_(\w)/g, (_, letter) => letter.toUpperCase());
	return RENAMED[name] ?? { resource: RESOURCES[provider], operation };
}
