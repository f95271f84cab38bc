// Inputs that the sandbox has an answer to; the first of an operation is what its form begins with.
// `says`: [Russian, English]. `files`: the members whose sample files are sent.

const ivan = { last_name: 'Образцов', first_name: 'Иван' };
const full = { ...ivan, patronymic: 'Тестович', birth_date: '1900-01-01', region: 77 };
const records = ['есть записи', 'records are found'];
const nothing = ['ничего не найдено', 'nothing is found'];

const portal = { portal: 'example.bitrix24.ru', user_id: 1 };
const sber = { client_id: 'sandbox-client', redirect_uri: 'https://spravka.example/callback' };

const applicant = {
  applicant_type: 'person',
  last_name: 'Заявителев',
  first_name: 'Иван',
  patronymic: 'Тестович',
  birth_date: '1900-01-01',
  gender: 'male',
  inn: '980000000101',
  snils: '99900000115',
  passport: '0000000001',
  passport_issued_on: '1920-02-20',
  passport_issuer: 'ОВД 1',
  passport_issuer_code: '520000',
  phone: '+79900000000',
  email: 'a@example.com',
  region: 52,
  city: 'Примерск',
  address: 'Тестовая 1',
  offer_joining: true,
  products: [224, 226],
};

/** A report of somebody without proceedings, as `debtor.report` writes it. */
const report = (amount) => ({
  simulated: true,
  version: 1,
  complete: true,
  person: { ...full, region: undefined },
  as_of: { first: '2026-11-20T09:00:00Z', last: '2026-11-20T09:00:05Z' },
  sources: [
    {
      name: 'fssp',
      status: amount ? 'found' : 'empty',
      complete: true,
      answers: [
        {
          operation: 'fssp.search_physical',
          outcome: amount ? 'found' : 'empty',
          complete: true,
          records: amount ? 1 : 0,
          as_of: '2026-11-20T09:00:05Z',
        },
      ],
    },
  ],
  warnings: [],
  totals: {},
  proceedings: amount
    ? [
        {
          match: 'confirmed',
          standing: 'open',
          sources: [{ source: 'fssp', operation: 'fssp.search_physical' }],
          number: '10001/24/77010-ИП',
          opened_on: '2024-02-01',
          status: 'open',
          document: {},
          subject: { text: 'Задолженность по кредитным платежам', category: 'loan' },
          amounts: { currency: 'RUB', principal: amount, items: [], basis: 'unknown' },
          debtor: { name: 'Образцов Иван Тестович', birth_date: '1900-01-01' },
          department: {},
          officer: {},
        },
      ]
    : [],
  arrests: [],
  facts: [],
});

/** Last steps of two calls. */
const emptied = {
  step: 'done',
  output: { outcome: 'empty', basis: 'no_records', complete: true, proceedings: [] },
  meta: {
    provider: 'fssp',
    operation: 'fssp.search_physical',
    as_of: '2026-11-20T09:00:05Z',
    attempts: 3,
    simulated: true,
  },
};
const refused = {
  step: 'fail',
  error: {
    code: 'source_unavailable',
    class: 'unavailable',
    message: 'the source does not answer',
    message_ru: 'источник не отвечает',
    hint_ru: 'Проверка не состоялась. Повторите позже.',
    executed: 'no',
    charged: 'no',
    next: { action: 'retry_later' },
  },
  meta: {
    provider: 'kz_info',
    operation: 'kz_info.exec_proc_info',
    as_of: '2026-11-20T09:00:05Z',
    attempts: 2,
    simulated: true,
  },
};

const one = (application_id) => [{ input: { application_id } }];

export const EXAMPLES = {
  'api_cloud.balance': [{ input: {} }],
  'api_cloud.fssp_inn': [{ input: { inn: '980000000101', region: 77 } }],
  'api_cloud.fssp_ip': [{ input: { proceeding_number: '10001/21/77010-ИП' } }],
  'api_cloud.fssp_legal': [{ input: { company_name: 'ООО "Пример"', region: 77 } }],
  'api_cloud.fssp_physical': [{ input: full }],
  'api_cloud.nsso_check_policy': [{ input: { plate: 'О001ОО77' } }],
  'bitrix24.add_timeline_comment': [
    { input: { ...portal, contact_id: 101, comment: 'Проверка проведена.' } },
    {
      says: ['первый ответ потерян', 'the first answer is lost'],
      input: { ...portal, contact_id: 601, comment: 'Проверка проведена.' },
    },
  ],
  'bitrix24.batch': [
    {
      input: {
        ...portal,
        calls: [
          { key: 'card', method: 'crm.item.get', params: { entityTypeId: 3, id: 101 } },
          { key: 'other', method: 'crm.item.get', params: { entityTypeId: 3, id: 102 } },
        ],
      },
    },
  ],
  'bitrix24.ensure_fields': [
    {
      input: { ...portal, fields: [{ name: 'UF_CRM_DEBT_RUB', type: 'money', label: 'Долг, ₽' }] },
    },
  ],
  'bitrix24.find_contact': [
    { says: ['один контакт', 'one contact'], input: { ...portal, phones: ['+79990000101'] } },
    {
      says: ['телефон, почта и ИНН', 'phone, e-mail and INN'],
      input: {
        ...portal,
        phones: ['+79990000102'],
        emails: ['petr@example.com'],
        inn: '980000002814',
      },
    },
  ],
  'bitrix24.update_contact': [
    { input: { ...portal, contact_id: 101, fields: { comments: 'Проверен' } } },
  ],
  'debtor.bitrix24_fields': [
    {
      input: {
        report: report('144167.00'),
        map: { UF_CRM_DEBT_RUB: 'owed_rub', UF_CRM_OPEN: { figure: 'open', as: 'integer' } },
      },
    },
  ],
  'debtor.diff': [
    {
      says: ['появился долг', 'a debt has appeared'],
      input: { before: report(), after: report('144167.00') },
    },
    {
      says: ['сумма уменьшилась', 'the amount is less'],
      input: { before: report('144167.00'), after: report('100000.00') },
    },
  ],
  'debtor.plan': [{ input: { person: { ...full, region: undefined, iin: '000101300019' } } }],
  'debtor.report': [
    {
      says: ['одна страна проверена, другая нет', 'one country was checked, the other was not'],
      input: {
        person: { ...ivan, birth_date: '1900-01-01', iin: '000101305033' },
        results: [
          { source: 'fssp', operation: 'fssp.search_physical', step: emptied },
          { source: 'kz_info', operation: 'kz_info.exec_proc_info', step: refused },
        ],
      },
    },
    {
      says: ['никого не спросили', 'nobody was asked'],
      input: { person: { ...ivan, birth_date: '1900-01-01' }, results: [] },
    },
  ],
  'debtor.score': [{ input: { report: report('600000.00') } }],
  'fssp.search_group': [
    {
      input: {
        requests: [
          {
            last_name: 'Должников',
            first_name: 'Пётр',
            patronymic: 'Тестович',
            birth_date: '1901-02-03',
            region: 77,
          },
          { company_name: 'ООО Чистое', region: 77 },
          { proceeding_number: '3/24/77010-ИП' },
        ],
      },
    },
  ],
  'fssp.search_ip': [{ input: { proceeding_number: '10001/24/77010-ИП' } }],
  'fssp.search_legal': [{ input: { company_name: 'ООО "Тестовая Компания"', region: 77 } }],
  'fssp.search_physical': [
    { says: records, input: { ...full, patronymic: 'Примерович' } },
    {
      says: nothing,
      input: {
        last_name: 'Чистова',
        first_name: 'Анна',
        patronymic: 'Тестовна',
        birth_date: '1902-03-04',
        region: 77,
      },
    },
    {
      says: ['реестр закрыт: не проверено', 'the register is shut: not checked'],
      input: { ...full, last_name: 'Закрытов' },
    },
    {
      says: ['ответ через час', 'the answer takes an hour'],
      input: { ...full, last_name: 'Суточнов' },
    },
  ],
  'identifiers.check': [
    {
      says: ['верный и с опечаткой', 'a right one and a misprint'],
      input: { inn: '980000000101', snils: '99900000116' },
    },
  ],
  'kz_info.exec_proc_info': [
    { says: records, input: { iin: '000101300019' } },
    { says: nothing, input: { iin: '010203300025' } },
    {
      says: ['лицо источнику неизвестно', 'the source does not know the person'],
      input: { iin: '020304400032' },
    },
    {
      says: ['источник недоступен: не проверено', 'the source is down: not checked'],
      input: { iin: '000101305033' },
    },
    { says: ['опечатка в ИИН', 'a misprint in the IIN'], input: { iin: '000101300018' } },
  ],
  'osnovanie.archive': one(2002),
  'osnovanie.attach_certificate': [
    {
      input: { application_id: 2003 },
      files: ['certificate'],
    },
  ],
  'osnovanie.attach_file': [{ input: { application_id: 2006, file_kind: 8 }, files: ['file'] }],
  'osnovanie.await_issue': one(2001),
  'osnovanie.await_ready': one(2006),
  'osnovanie.change': [
    {
      input: {
        application_id: 2006,
        application: { ...applicant, snils: '99900006430', identification_kind: 0 },
      },
    },
  ],
  'osnovanie.change_application': [
    { input: { application_id: 2006, application: { city: 'Новый' } } },
  ],
  'osnovanie.client_docs': [{ input: { application_id: 2001, file_kind: 3 } }],
  'osnovanie.create': [{ input: { application: applicant } }],
  'osnovanie.create_application': [
    { says: ['создаётся', 'it is created'], input: { application: applicant } },
    {
      says: [
        'сегодня уже есть две такие: решает человек',
        'there are two of today: a person decides',
      ],
      input: {
        application: { ...applicant, snils: '99900002927', inn: '980000002998', products: [224] },
      },
    },
    {
      says: ['ответ потерян', 'the answer is lost'],
      input: { application: { ...applicant, snils: '99900002220' } },
    },
  ],
  'osnovanie.find_fns_certificates': [{ input: { snils: '99900000822' } }],
  'osnovanie.finish_remote_identification': [
    { input: { application_id: 2007 }, files: ['documents'] },
  ],
  'osnovanie.list': [{ input: {} }],
  'osnovanie.products': [{ input: {} }],
  'osnovanie.result': one(2001),
  'osnovanie.status': [{ input: { application_ids: [2001, 2005] } }],
  'osnovanie.submit_documents': [
    {
      says: ['все файлы сразу', 'all files at once'],
      input: { application_id: 2006 },
      files: ['archive', 'signature', 'certificate_request'],
    },
    {
      says: ['запрос на сертификат позже', 'the certificate request comes later'],
      input: { application_id: 2006 },
      files: ['archive', 'signature'],
    },
  ],
  'osnovanie.view': one(2001),
  'parser_api.fssp_legal_by_inn': [{ input: { inn: '9800000006' } }],
  'parser_api.fssp_legal_by_name': [{ input: { company_name: 'ООО "Пример"' } }],
  'parser_api.fssp_physical': [{ input: { ...ivan, birth_date: '1900-01-01' } }],
  'parser_api.quota': [{ input: {} }],
  'sber.authorize_url': [
    {
      input: {
        ...sber,
        scope: 'openid GET_CLIENT_ACCOUNTS',
        state: '0123456789abcdef0123456789abcdef0123',
        nonce: '0123456789abcdef',
      },
    },
  ],
  'sber.client_info': [
    { says: ['карточка из документа Сбера', 'the sample of Sber’s document'], input: {} },
  ],
  'sber.exchange_code': [{ input: sber }],
  'sber.refresh_token': [{ input: { client_id: sber.client_id } }],
  'spectrum_data.person_report': [
    { input: { ...ivan, birth_date: '1900-01-01', report_type: 'report_person@sandbox' } },
  ],
};

/** Whoever else the sandbox knows, as an input: what the table says, on the first example. */
export function example(operation, person) {
  const [{ input, files }] = EXAMPLES[operation];
  const { secret, snils, phones, field, ...known } = person.input;
  if (secret) {
    return { input, secrets: secret };
  }
  if (operation === 'osnovanie.create_application') {
    return { input: { application: { ...input.application, snils } } };
  }
  if (phones) {
    const member = phones.includes('@') ? { emails: [phones] } : { phones: [phones] };
    return { input: { ...portal, ...(/^\d{12}$/.test(phones) ? { inn: phones } : member) } };
  }
  if (field) {
    return { input: { ...portal, fields: [{ name: field, type: 'string' }] } };
  }
  const replaced = operation.startsWith('fssp.') || operation.startsWith('api_cloud.') ? {} : input;
  return { input: { ...replaced, ...(snils ? { snils } : {}), ...known }, files };
}

const born = (name, birth_date, rest) => {
  const [last_name, first_name, patronymic] = name.split(' ');
  return { last_name, first_name, patronymic, birth_date, ...rest };
};

/** People for the debtor's check. */
export const DEBTORS = [
  {
    says: ['долги в обеих странах', 'debts in both countries'],
    person: born('Образцов Иван Примерович', '1900-01-01', { iin: '000101300019' }),
  },
  { says: ['долгов нет', 'no debts'], person: born('Чистова Анна Тестовна', '1902-03-04') },
  {
    says: ['всё окончено', 'everything has ended'],
    person: born('Примерова Ольга Тестовна', '1902-03-04'),
  },
  {
    says: ['реестр закрыт, отвечают другие', 'the register is shut, others answer'],
    person: born('Закрытов Иван Тестович', '1900-01-01'),
  },
  {
    says: ['не проверено: ни один источник не ответил', 'not checked: no source has answered'],
    person: born('Таймаутов Иван Тестович', '1900-01-01', { iin: '000101305033', region: 77 }),
  },
  {
    says: ['однофамильцы: даты рождения нет', 'namesakes: there is no birth date'],
    person: born('Однофамильцев Иван Тестович', undefined),
  },
  {
    says: ['долг только в Казахстане', 'a debt in Kazakhstan alone'],
    person: born('Кордонов Тимур Тестович', '1903-04-05', { iin: '030405300047' }),
  },
  { says: ['организация', 'a company'], person: { company_name: 'ООО "Тестовая Компания"' } },
];
