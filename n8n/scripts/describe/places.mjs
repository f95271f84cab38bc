// Where each operation of the catalogue stands in the node. An operation that is not named here lands in the resource of its provider, under names made of its title.

/** Resources by their values. `sources` are the providers whose credentials they need. */
export const RESOURCES = {
	apiCloud: {
		name: 'API Cloud',
		provider: 'api_cloud',
		description: 'Paid searches of the FSSP bank of data at api-cloud.ru',
		first: 'fsspPhysical',
	},
	bitrix24Contact: {
		name: 'Bitrix24 Contact',
		provider: 'bitrix24',
		description: 'Contact of a Bitrix24 portal',
		first: 'findContact',
	},
	nssoPolicy: {
		name: 'Carrier Policy (NSSO)',
		provider: 'api_cloud',
		description: 'Liability policy of a passenger carrier',
		first: 'check',
	},
	debtor: {
		name: 'Debtor',
		prefix: 'debtor',
		sources: ['fssp', 'api_cloud', 'parser_api', 'spectrum_data', 'kz_info'],
		description: 'Debts of a person or a company, from several sources in one report',
		first: 'check',
	},
	fssp: {
		name: 'FSSP (Bailiffs of Russia)',
		provider: 'fssp',
		description: "The FSSP's own interface, which it has shut: use one of the others meanwhile",
		first: 'searchPhysical',
	},
	identifier: {
		name: 'Identifier',
		prefix: 'identifiers',
		description: 'INN, SNILS, OGRN, IIN and others: form and control digits, without a request',
		first: 'check',
	},
	kzInfo: {
		name: 'KZ Info (Kazakhstan)',
		provider: 'kz_info',
		description: 'Enforcement proceedings in Kazakhstan',
		first: 'execProcInfo',
	},
	osnovanieApplication: {
		name: 'Osnovanie Application',
		provider: 'osnovanie',
		description: 'Application for an electronic signature at CA Osnovanie',
		first: 'createApplication',
	},
	parserApi: {
		name: 'Parser API',
		provider: 'parser_api',
		description: 'Paid searches of enforcement proceedings at api-parser.ru',
		first: 'fsspPhysical',
	},
	sberCompany: {
		name: 'Sber Company',
		provider: 'sber',
		description: 'Card of a company that banks with Sber',
		first: 'clientInfo',
	},
	spectrumData: {
		name: 'SpectrumData',
		provider: 'spectrum_data',
		description: 'Paid reports on people at SpectrumData',
		first: 'personReport',
	},
};

/** The credential of each provider. */
export const CREDENTIALS = {
	api_cloud: 'spravkaApiCloudApi',
	bitrix24: 'spravkaBitrix24Api',
	fssp: 'spravkaFsspApi',
	kz_info: 'spravkaKzInfoApi',
	osnovanie: 'spravkaOsnovanieApi',
	parser_api: 'spravkaParserApi',
	sber: 'spravkaSberOAuth2Api',
	spectrum_data: 'spravkaSpectrumDataApi',
};

/** Operations whose names, or whose resource, are others than what their title gives: `[name, action, resource:operation]`. */
export const PLACES = {
	'api_cloud.balance': ['Get Balance', 'Get the balance of the account'],
	'api_cloud.fssp_inn': ['Search by INN', 'Search proceedings by INN for a fee'],
	'api_cloud.fssp_ip': ['Get Proceeding', 'Get a proceeding by number for a fee'],
	'api_cloud.fssp_legal': ['Search Company', 'Search proceedings of a company for a fee'],
	'api_cloud.fssp_physical': ['Search Person', 'Search proceedings of a person for a fee'],
	'api_cloud.nsso_check_policy': ['Check', 'Check the policy of a carrier', 'nssoPolicy:check'],
	'bitrix24.add_timeline_comment': ['Add Comment', 'Add a comment to a contact'],
	'bitrix24.ensure_fields': ['Create Missing Fields', 'Create missing fields of contacts'],
	'bitrix24.find_contact': ['Search', 'Search contacts'],
	'bitrix24.update_contact': ['Update', 'Update a contact'],
	'debtor.bitrix24_fields': [
		'Get Bitrix24 Fields',
		'Get CRM fields of a report',
		'debtor:getBitrix24Fields',
	],
	'debtor.diff': ['Compare Reports', 'Compare two reports', 'debtor:compare'],
	'debtor.plan': ['Check', 'Check the debts of a person or a company', 'debtor:check'],
	'debtor.report': ['Build Report', 'Build a report from answers', 'debtor:buildReport'],
	'debtor.score': ['Score Report', 'Score a report'],
	'fssp.search_group': ['Search Many', 'Search proceedings of up to 50 debtors'],
	'fssp.search_ip': ['Get Proceeding', 'Get a proceeding by number'],
	'fssp.search_legal': ['Search Company', 'Search proceedings of a company'],
	'fssp.search_physical': ['Search Person', 'Search proceedings of a person'],
	'identifiers.check': ['Check', 'Check identifiers'],
	'kz_info.exec_proc_info': ['Search Person', 'Search proceedings of a person by IIN'],
	'osnovanie.archive': ['Archive', 'Archive an application'],
	'osnovanie.await_issue': ['Await Certificate', 'Await the certificate of an application'],
	'osnovanie.await_ready': ['Await Checks', 'Await the checks of an application'],
	'osnovanie.change_application': ['Update', 'Update an application'],
	'osnovanie.client_docs': ['Download Documents', 'Download documents of an application'],
	'osnovanie.create_application': ['Create', 'Create an application once'],
	'osnovanie.find_fns_certificates': [
		'Search Tax Service Certificates',
		'Search certificates of the tax service',
	],
	'osnovanie.finish_remote_identification': [
		'Finish Remote Identification',
		'Finish a remote identification',
	],
	'osnovanie.list': ['Get Many', 'Get many applications'],
	'osnovanie.products': ['Get Products', 'Get products and prices'],
	'osnovanie.result': ['Download Certificate', 'Download an issued certificate'],
	'osnovanie.status': ['Get Stages', 'Get stages of applications'],
	'osnovanie.submit_documents': ['Submit Documents', 'Submit the documents of an application'],
	'osnovanie.view': ['Get', 'Get an application'],
	'parser_api.fssp_legal_by_inn': [
		'Search Company by INN',
		'Search proceedings of a company by INN for a fee',
	],
	'parser_api.fssp_legal_by_name': [
		'Search Company by Name',
		'Search proceedings of a company by name for a fee',
	],
	'parser_api.fssp_physical': ['Search Person', 'Search proceedings of a person for a fee'],
	'parser_api.quota': ['Get Quota', 'Get the requests left this month'],
	'sber.client_info': ['Get', 'Get the card of a company'],
	'spectrum_data.person_report': ['Get Person Report', 'Get a report on a person'],
};

/** What the node does not offer, and why. */
export const LEFT_OUT = {
	'bitrix24.batch': 'the other operations repeat safely, a batch of arbitrary calls does not',
	'osnovanie.attach_certificate':
		'it cannot be taken back; osnovanie.submit_documents keeps the order',
	'osnovanie.attach_file': 'osnovanie.submit_documents sends each file once and in order',
	'osnovanie.change': 'osnovanie.change_application merges, and waits',
	'osnovanie.create': 'osnovanie.create_application guards against duplicates',
	'sber.authorize_url': 'the OAuth2 credential does the login',
	'sber.exchange_code': 'the OAuth2 credential does the login',
	'sber.refresh_token': 'the OAuth2 credential refreshes',
};

/** Members that are no parameters, by operation or by provider: from which field of the credential they come, or why nobody gives them. */
export const GIVEN = {
	bitrix24: { portal: { credential: 'portal' }, user_id: { credential: 'userId' } },
	'debtor.plan': {
		calls: { reason: 'the node keeps the calls' },
		money: { reason: 'the option maximumSpend' },
		prices: { reason: 'the option of this name' },
		secrets: { reason: 'the credentials say which there are' },
		settings: { reason: 'the option of this name' },
		sources: { reason: 'the parameter sources and the option sourcesOrder' },
	},
	'sber.client_info': { client_id: { reason: 'the OAuth2 credential refreshes' } },
};

/** Objects whose members are parameters of their own. */
export const FLATTENED = {
	'debtor.plan': 'person',
	'osnovanie.change_application': 'application',
	'osnovanie.create_application': 'application',
};

/** Members at the top though they may be left out; `*` wherever last_name is at the top. */
export const TOP = {
	'*': ['patronymic', 'birth_date'],
	'api_cloud.nsso_check_policy': ['plate', 'policy_number'],
	'debtor.plan': ['last_name', 'first_name', 'patronymic', 'birth_date', 'iin'],
	'osnovanie.create_application': ['applicant_type', 'last_name', 'first_name', 'patronymic'],
};

/** What is left of an output when it is simplified. A report stays one that can be compared and scored. */
export const SIMPLE = {
	'debtor.report': [
		'arrests',
		'as_of',
		'complete',
		'person',
		'proceedings',
		'simulated',
		'sources',
		'totals',
		'version',
		'warnings',
	],
	'sber.client_info': [
		'accounts',
		'arrests',
		'arrests_complete',
		'full_name',
		'inn',
		'kpps',
		'ogrn',
		'org_form',
		'short_name',
	],
};
