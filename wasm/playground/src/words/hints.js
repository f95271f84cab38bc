// The descriptions of the input schemas in Russian, by the English text with its line breaks made spaces.
// An empty text: the label says it already, and the hint is shown in neither language. Where the English
// one is too long for a form: `[Russian, English]`.

export const HINTS = {
  // Members of a person and of a company.
  'Given name.': '',
  'Surname.': '',
  'Patronymic, where there is one.': 'Если есть.',
  "A part of a person's name: letters of any script, with hyphens, apostrophes, dots and single spaces inside; 1 to 100 characters. Spaces around it are dropped, runs of them made one.":
    '',
  'A civil date, YYYY-MM-DD; in inputs DD.MM.YYYY too.': [
    'ГГГГ-ММ-ДД или ДД.ММ.ГГГГ.',
    'YYYY-MM-DD or DD.MM.YYYY.',
  ],
  'The provider requires it.': 'Поставщик требует её обязательно.',
  'The provider refuses a search without it.': 'Без неё поставщик не ищет.',
  'Without it namesakes are found too.': 'Без неё найдутся и однофамильцы.',
  'Without it namesakes would be found.': 'Без неё нашлись бы и однофамильцы.',
  'Without it nobody can be told from a namesake.': 'Без неё человека не отличить от однофамильца.',
  'A region code of the FSSP; -1 is all regions.': 'Код региона ФССП; −1 — все регионы.',
  'Region code; -1, all regions, where nothing is said.':
    'Код региона ФССП; если не указан — все регионы (−1).',
  'The only region to search in; all where nothing is said.':
    'Код региона ФССП, если искать только в нём; иначе — во всех.',
  'Number of a region of Russia, 1 to 99.': 'Номер субъекта РФ, от 1 до 99.',
  'A person or a company, as far as it is known. What each source needs of it, the source says.':
    'Человек или организация — всё, что о них известно.',
  "A company's name, in place of a person's.": 'Вместо имени человека.',
  "A company's address or a part of it.": 'Адрес организации или его часть.',
  'An address, as a whole or in part, 1 to 500 characters with a letter or a digit among them. Spaces around it are dropped, runs of them made one.':
    '',
  'Its address or a part of it, which tells namesakes apart.':
    'Целиком или частично: отличает организации с одинаковым названием.',
  "The company's name.": '',
  "The company's name; companies whose names only begin with it are found too.":
    'Найдутся и организации, чьё название так начинается.',
  'The name of a company, 1 to 500 characters with a letter or a digit among them. Spaces around it are dropped, runs of them made one.':
    '',
  'Short name of the company.': 'Краткое.',
  'INN of a person or a company.': '12 цифр у человека, 10 у организации.',
  'An ИНН of either kind; the length tells which.': [
    '12 цифр у человека, 10 у организации.',
    '12 digits of a person, 10 of a company.',
  ],
  "An organisation's ИНН: 10 digits, the last of them a valid control digit.": [
    '10 цифр с верной контрольной.',
    '10 digits, the last of them a valid control digit.',
  ],
  "A person's ИНН: 12 digits, the last two of them valid control digits.": [
    '12 цифр с верными контрольными.',
    '12 digits, the last two of them valid control digits.',
  ],
  "The person's ИНН: 12 digits with right control digits.": [
    '12 цифр с верными контрольными.',
    '12 digits with right control digits.',
  ],
  "The company's ИНН: 10 digits with a right control digit.": [
    '10 цифр с верной контрольной.',
    '10 digits with a right control digit.',
  ],
  '12 digits of a person or sole proprietor, 10 of a company.':
    '12 цифр у человека и предпринимателя, 10 у организации.',
  'Of the applicant for a company.': 'Человека, который подаёт заявку за организацию.',
  "A company's INN is sent with two zeros before it (Q-A19).":
    'ИНН организации отправляется с двумя нулями впереди.',
  "INN in the contact's requisites.": 'ИНН из реквизитов контакта.',
  'ИИН of a person in Kazakhstan.': [
    'ИИН человека в Казахстане.',
    'IIN of a person in Kazakhstan.',
  ],
  'ИИН of the debtor: 12 digits with a right control digit.': [
    'ИИН должника: 12 цифр с верной контрольной.',
    'IIN of the debtor: 12 digits with a right control digit.',
  ],
  '12 digits with a valid control digit.': '12 цифр с верной контрольной.',
  '11 digits with a valid control number; written also `NNN-NNN-NNN CC` and `NNN-NNN-NNN-CC`.': [
    '11 цифр с верным контрольным числом; можно `NNN-NNN-NNN CC`.',
    '11 digits with a right control number; also `NNN-NNN-NNN CC`.',
  ],
  "An organisation's ОГРН: 13 digits, the first 1 or 5, the last a valid control digit.": [
    '13 цифр: первая 1 или 5, последняя контрольная.',
    '13 digits, the first 1 or 5, the last a valid control digit.',
  ],
  "An entrepreneur's ОГРНИП: 15 digits, the first 3, the last a valid control digit. A first digit 4 marks a later record about the entrepreneur; it is accepted.":
    [
      '15 цифр: первая 3 или 4, последняя контрольная.',
      '15 digits: the first 3 or 4, the last a control digit.',
    ],
  '4 digits of the tax office, 2 digits or Latin capitals of the reason, 3 digits; there is no control digit (приказ ФНС ММВ-7-6/435@).':
    [
      '9 знаков: 4 цифры, 2 цифры или латинские заглавные буквы, 3 цифры.',
      '9 characters: 4 digits, 2 digits or Latin capitals, 3 digits.',
    ],
  '10 digits, the series and the number; there is no control digit. Written also with one space inside and after the series, and with `№`.':
    ['10 цифр; можно с пробелами и знаком №.', '10 digits; blanks and № are allowed.'],
  'Series and number go together, as the document demands.': 'Серия и номер вместе.',
  'Series and number of the passport; which of these the report needs is up to its type.':
    'Нужен ли он, решает тип отчёта.',
  '6 digits; written also `520-000` and `520 000`.': '6 цифр; можно `520-000`.',
  '`local@domain`: one `@`, a dot in the domain, no blanks; at most 254 characters.': '',
  '`+7XXXXXXXXXX` of Russia and Kazakhstan, or `+` and 8 to 15 digits of another country. A number of the former may be written with 8, 7, +7 or nothing before its ten digits, one of the latter with `+` only. Spaces, hyphens, dots and brackets are dropped.':
    [
      '`+7` и 10 цифр; номер другой страны — с `+` и кодом.',
      '`+7` and 10 digits; a number of another country with `+` and its code.',
    ],
  'Up to 20 e-mail addresses.': 'Не больше 20 адресов.',
  'Up to 20 phone numbers.': 'Не больше 20 номеров.',
  'Any other text on one line, 1 to 500 characters with a letter or a digit among them. Spaces around it are dropped, runs of them made one.':
    '',
  '«не определен».': 'не определён',
  "The provider's number of a country.": 'Номер страны у поставщика.',

  // Identifiers.
  'Any number of identifiers, each at its member, as text.': 'Любые номера, каждый в своём поле.',
  'a bank account of 20 digits': '20 цифр.',
  'a BIK of 9 digits that begins with 04': '9 цифр, первые 04.',
  'a BIN of 12 digits with a right control digit': '12 цифр с верной контрольной.',
  'an IIN of 12 digits with a right control digit': '12 цифр с верной контрольной.',
  'an INN of 10 or 12 digits with right control digits': '10 или 12 цифр с верными контрольными.',
  'a KPP of 9 characters: 4 digits, 2 digits or Latin capitals, 3 digits':
    '9 знаков: 4 цифры, 2 цифры или латинские заглавные буквы, 3 цифры.',
  'an OGRN of 13 digits that begins with 1 or 5, with a right control digit':
    '13 цифр: первая 1 или 5, последняя контрольная.',
  'an OGRNIP of 15 digits that begins with 3 or 4, with a right control digit':
    '15 цифр: первая 3 или 4, последняя контрольная.',
  'an OSAGO policy such as ХХХ 0123456789: 3 Cyrillic letters and 10 digits':
    'Три русские буквы и 10 цифр: ХХХ 0123456789.',
  'a passport of 10 digits: SSSSNNNNNN, SSSS NNNNNN or SS SS № NNNNNN': '10 цифр: серия и номер.',
  'a phone number: +7 and 10 digits, or + and 8 to 15 digits of another country':
    '+7 и 10 цифр; номер другой страны — с + и кодом.',
  'a plate such as А123ВС77: letter, 3 digits, 2 letters, region of 2 or 3 digits':
    'Например, А123ВС77.',
  'a proceeding number such as 12345/21/77010-ИП or 27122/12/20/74':
    'Например, 12345/21/77010-ИП или 27122/12/20/74.',
  'a SNILS of 11 digits, NNN-NNN-NNN CC or bare, with a right control number':
    '11 цифр с верным контрольным числом.',

  // Searches.
  'Nothing is asked for.': 'Ничего указывать не нужно.',
  'Whom to look for.': 'Кого искать.',
  'Which company to look for.': 'Какую организацию искать.',
  'Which proceeding to look for.': 'Какое производство искать.',
  'Whose proceedings.': 'Чьи производства.',
  'Such as `12345/21/77010-ИП`; a Latin ending is turned into Cyrillic.':
    'Например, `12345/21/77010-ИП`; латинское окончание заменяется русским.',
  'Number of the proceeding, such as `12345/21/77010-ИП`, or before 2014 `27122/12/20/74`; Latin look-alikes are turned into Cyrillic.':
    'Например, `12345/21/77010-ИП` или, до 2014 года, `27122/12/20/74`.',
  '`12345/21/77010-ИП`: number, year, office of five digits, and ИП, or СД or СВ of a joined proceeding; before about 2014 `27122/12/20/74`, with office and region. Latin and small letters are accepted in the ending.':
    [
      'Например, `12345/21/77010-ИП` или, до 2014 года, `27122/12/20/74`.',
      'Such as `12345/21/77010-ИП`, or before 2014 `27122/12/20/74`.',
    ],
  'Leave out proceedings that have ended; false where nothing is said.':
    'Не показывать оконченные.',
  'Leave out policies that are not in force; true where nothing is said.':
    'Не показывать недействующие.',
  'The day for which the policy is looked up; today where nothing is said.':
    'На какой день искать полис; если не указан — на сегодня.',
  'Which vehicle or policy: exactly one of `plate` and `policy_number`.':
    'Госномер или номер полиса — что-то одно.',
  'State registration plate, such as `А111АА11`; Latin look-alikes are turned into Cyrillic.':
    'Например, `А111АА11`; латинские буквы заменяются похожими русскими.',
  'A plate `А123ВС77`: letter, three digits, two letters, region of two or three digits, in Cyrillic capitals without spaces. Only the twelve letters with a Latin twin are used (ГОСТ Р 50577); Latin ones and small ones are accepted.':
    ['Например, `А123ВС77`.', 'Such as `А123ВС77`.'],
  'Number of the policy: Latin letters and digits.': 'Латинские буквы и цифры.',
  "1 to 40 Latin letters and digits, sent as they are written: the register's numbers have no common form.":
    'От 1 до 40 латинских букв и цифр.',
  '1 to 50 searches, each with the members of one of `fssp.search_physical`, `fssp.search_legal` and `fssp.search_ip`. The host cuts longer lists.':
    'От 1 до 50 запросов: о людях, организациях и производствах.',
  'A person, a company or a proceeding, as in the single searches.':
    'Человек, организация или производство.',

  // Bitrix24.
  'On whose card, and what.': 'К какому контакту и что написать.',
  'What to call, in this order.': 'Что вызвать, по порядку.',
  'Which fields the portal has to have.': 'Какие поля должны быть на портале.',
  'Whom to look for: whoever has one of these numbers and addresses.':
    'Найдутся все, у кого есть хотя бы один из этих номеров и адресов.',
  'Whose card, and what it is to hold.': 'Чья карточка и что в ней должно быть.',
  'A portal by its name: `example.bitrix24.ru`.': 'Например, `example.bitrix24.ru`.',
  "A number of the portal's.": '',
  'The user whose webhook it is.': 'Чей это вебхук.',
  "The user whose webhook it is, and who is shown as the comment's author.":
    'Чей это вебхук; он же будет автором комментария.',
  'The user whose webhook it is: an administrator of the CRM.':
    'Чей это вебхук; нужен администратор CRM.',
  "The contact's number.": 'Номер контакта.',
  'The text, with line breaks where it has some; at most 65,535 bytes.':
    'Не больше 65 535 байт; переносы строк сохраняются.',
  'Up to 50 calls.': 'Не больше 50.',
  'A call of a batch.': '',
  'By which its result is known; a letter, then letters, digits and underscores.':
    'По нему узнаётся ответ: латинская буква, затем буквы, цифры и подчёркивания.',
  'Such as `crm.item.get`; a batch cannot be in a batch.':
    'Например, `crm.item.get`; пакет в пакет не вкладывается.',
  "The method's parameters: texts (`$result[key][field]` stands for what came before), whole numbers, true and false (sent as Y and N), null, and lists and objects of these, eight levels deep and none of them empty.":
    'Объект JSON: тексты (`$result[key][field]` — из прежнего ответа), целые числа, true и false, null, непустые списки и объекты до восьми уровней.',
  'Whether the first failure keeps the rest from being called; false where nothing is said.':
    'После первой ошибки остальное не вызывать.',
  'Up to 50 fields.': 'Не больше 50.',
  'A field that the portal has to have.': '',
  '`UF_CRM_` and 1 to 43 capital letters, digits and underscores.':
    '`UF_CRM_` и от 1 до 43 латинских заглавных букв, цифр и подчёркиваний.',
  "The document's `USER_TYPE_ID`, as far as it needs no settings.": 'Тип пользовательского поля.',
  'How it is called on the card.': 'Как поле называется на карточке.',
  'Whether it holds several values; false where nothing is said.': '',
  'Fields by their original names (UF_CRM_…) or in camel case: money as 144167.00|RUB, dates as 2026-02-24, moments as 2026-02-24T12:00:00+03:00, fractions as texts.':
    'Имена полей — исходные (UF_CRM_…) или в camelCase. Деньги: 144167.00|RUB, даты: 2026-02-24, моменты: 2026-02-24T12:00:00+03:00, дроби — текстом.',

  // Debtors.
  'The person, the sources in order, and what came of the calls so far.':
    'Лицо, источники по порядку и что уже получено.',
  'The person and the answers, as `debtor.plan` puts them together in `report_input`.':
    'Лицо и ответы, как их собирает `debtor.plan` в `report_input`.',
  'Two reports, the older one first.': 'Два отчёта, сначала прежний.',
  'A report, and by which rules to weigh it.': 'Отчёт и правила, по которым его оценить.',
  'A report, and which of its figures goes into which field.':
    'Отчёт и какой его показатель в какое поле записать.',
  'The output of `debtor.report`.': 'Выход `debtor.report`.',
  'The output of `debtor.report`, of any age.': 'Выход `debtor.report` любой давности.',
  'The output of `debtor.score`, for the figure `score`.':
    'Выход `debtor.score` — для показателя `score`.',
  'By the name of the field, such as `UF_CRM_DEBT_RUB`.':
    'По имени поля, например `UF_CRM_DEBT_RUB`.',
  "What a caller may write: the figure's name alone, or with the field's type.":
    'Имя показателя, одно или вместе с типом поля.',
  'A figure, and the type of the field.': '',
  'A figure of `debtor.score`, or `complete`, `simulated`, `checked_at`, `summary`, `score`.':
    'Показатель `debtor.score` либо `complete`, `simulated`, `checked_at`, `summary`, `score`.',
  "The field's type; by the figure where nothing is said.": 'Если не указан — по показателю.',
  'A type of user fields.': 'Тип пользовательского поля.',
  '`144167.00|RUB`': '`144167.00|RUB`',
  '`144167.00`': '`144167.00`',
  'As people write it in Russian.': 'как пишут по-русски',
  '`Y` or `N`': '`Y` или `N`',
  '`2026-11-21T09:00:00+00:00`': '`2026-11-21T09:00:00+00:00`',
  'Write also what is not exact: the least that is known, where that is anything at all. Otherwise such a field is left as it is on the card.':
    'Записывать и неточное — наименьшее известное. Иначе такое поле остаётся на карточке как есть.',
  'All calls that were started so far.': 'Все начатые вызовы.',
  'A call that was started.': '',
  "The source's name.": 'Имя источника.',
  "The source's name; the operation's where none is given.":
    'Имя источника; если не указано — имя операции.',
  'The last step of a finished call, as it came.':
    'Последний шаг законченного вызова, как он пришёл.',
  '`done`, `fail` or `wait`, as it came.': '`done`, `fail` или `wait`, как пришёл.',
  'It will go on later, with its state.': 'продолжится позже, со своим состоянием',
  'What may still be spent, reservations taken off; without it everything may be asked.':
    'Сколько ещё можно потратить; если не указано — спрашивать можно всё.',
  "What a call costs, by operation, where the catalogue's estimate is another or there is none.":
    'Цена вызова по операциям, если в каталоге она другая или её нет.',
  'The names of the secrets that there are; without it all of them are taken to be there.':
    'Имена ключей; если не указаны — считается, что есть все.',
  "What an operation's input needs beside the person, by operation.":
    'Что операции нужно кроме лица, по операциям.',
  'The FSSP with its stand-ins, and Kazakhstan, where nothing is said.':
    'Если не указаны — ФССП с заменами и Казахстан.',
  'One thing to know, and who can tell it: the first, else the second.':
    'Что нужно узнать и кто может ответить: первый, иначе второй.',
  'Names of providers, such as `fssp`, or of operations, such as `api_cloud.fssp_inn`. Each is asked only where those before it were not able to check; one that found nothing has checked.':
    'Имена поставщиков (`fssp`) или операций (`api_cloud.fssp_inn`). Следующий спрашивается, только если прежние не смогли проверить.',
  'An amount of money.': '',
  'A decimal string.': 'Десятичная дробь, например 0.80.',
  'A decimal string; this or `at_most`.': 'Десятичная дробь; это или «не больше».',
  'ISO 4217.': 'Код ISO 4217: RUB, KZT.',
  'Every call that was made, with its last step. Those of one source stand in for each other.':
    'Каждый вызов с его последним шагом. Вызовы одного источника заменяют друг друга.',
  'A call and its last step.': '',
  'The amounts of the law on bankruptcy, where they have changed since this version.':
    'Суммы закона о банкротстве, если они изменились после этой версии.',
  'The rules of 127-ФЗ «О несостоятельности (банкротстве)» for citizens.':
    '127-ФЗ «О несостоятельности (банкротстве)», правила для граждан.',
  "The court's case: article 213.3.": 'Дело в суде: статья 213.3.',
  'The route without a court, through МФЦ: article 223.2.': 'Без суда, через МФЦ: статья 223.2.',
  'An amount of debt that a rule asks for, in roubles.': 'Размер долга в рублях.',
  'Since when the wording is in force.': 'С какого дня действует редакция.',
  'Act, article, part, as they are cited.': 'Закон, статья, часть — как их цитируют.',
  'A source some of whose operations could not be asked.':
    'Источник, часть операций которого нельзя было запросить.',
  'Why an operation could not be asked.': '',
  'The member of the person that is missing.': 'Каких данных о лице не хватает.',
  'It needs a member that the person has not got.': 'не хватает данных о лице',
  'It is not for such a person: for a company, or only for one.': 'источник не для такого лица',
  'The money left does not reach.': 'не хватает денег',
  'It costs money, and nobody says how much.': 'цена неизвестна',
  'In place of the built-in rules.': 'Вместо встроенных.',
  'A rule: a figure of the report, a limit, and what it weighs.': '',
  'The name of a figure, such as `owed_rub` or `alimony`.':
    'Имя показателя, например `owed_rub` или `alimony`.',
  'Why it matters, in Russian.': '',
  'What is added to the score where the rule is met; below zero it makes a case easier.':
    'Сколько прибавить к оценке; меньше нуля — облегчает дело.',

  // УЦ Основание.
  'Which application.': 'Какая заявка.',
  "The provider's number of an application (requestId).": 'Номер заявки у поставщика (requestId).',
  'Which applications, 1 to 100 of them.': 'Какие заявки, от 1 до 100.',
  'Which application, and its files.': 'Какая заявка и её файлы.',
  'Which application, and the ZIP with the signed print form and memo.':
    'Какая заявка и ZIP с подписанными печатной формой и памяткой.',
  'Which application, and the members that are to change.': 'Какая заявка и какие поля изменить.',
  'Which application, and the whole of what it is to be.':
    'Какая заявка и всё, что в ней должно быть.',
  'Which certificate for which application.': 'Какой сертификат к какой заявке.',
  'Which documents of which application.': 'Какие документы какой заявки.',
  'Which file of which application, and what it has to agree with.':
    'Какой файл к какой заявке и с чем он должен согласоваться.',
  'What the applications have to have; with nothing given, all of them.':
    'Что должно быть у заявок; если ничего не указано — все.',
  "Nothing: the products are those of the login's organisation.":
    'Ничего: продукты — те, что доступны организации логина.',
  'For whom a certificate is ordered, and which one.': 'Для кого сертификат и какой.',
  'Who the certificate is for, and which one. Everything may be left out in a change; in a new application each type of applicant has members that it cannot be without.':
    'Для кого сертификат и какой. В изменении всё необязательно; в новой заявке у каждого типа заявителя свои обязательные поля.',
  '`identification_kind` is obligatory, and `for_info_sys` where it was true before.':
    'Вид идентификации обязателен; «для информационной системы» — если так было раньше.',
  'For whom the certificate is.': '',
  'One of `snils`, `inn`, `ogrn`, `ogrnip` and `serial_number`, or `snils` with one of the three numbers.':
    'СНИЛС, ИНН, ОГРН, ОГРНИП или серийный номер — что-то одно; к СНИЛС можно добавить один из трёх номеров.',
  'At the most so many; all where nothing is said, though the tax service may cut the list.':
    'Не больше стольких; если не указано — все, хотя ФНС может обрезать список.',
  'Hexadecimal digits, an even number of them.': 'Чётное число шестнадцатеричных цифр.',
  'Show archived applications too; false where nothing is said.': 'Показывать и архивные.',
  "The provider's number of a stage, as `stage.code` in the answers.":
    'Номер стадии у поставщика, как `stage.code` в ответах.',
  'DER or PEM. A PEM is encoded once more as it is, with its BEGIN line: so the document says.':
    'DER или PEM. PEM кодируется ещё раз вместе со строкой BEGIN: так велит документ.',
  'A file: with its size and hash, and its bytes beside the call; or, for small ones in pipes, with its bytes as base64.':
    '',
  'In bytes.': 'В байтах.',
  'With 8: whose documents they are; decides what has to be among them.':
    'Для вида 8: чьи документы; от этого зависит, что среди них должно быть.',
  'With 8: how many files there have to be; 6 for a company and 5 for anybody else where nothing is said.':
    'Для вида 8: сколько файлов должно быть; если не указано — 6 у организации, 5 у остальных.',
  'With 8: the tax service has issued certificates, which have to be revoked.':
    'Для вида 8: ФНС выдала сертификаты, и их нужно отозвать.',
  'With 0: the certificate is for an information system.':
    'Для вида 0: сертификат для информационной системы.',
  'With 0: how the application is identified; obligatory there. With 8: 1 needs a revocation.':
    'Для вида 0 обязательно: как подтверждается личность. Для вида 8: при 1 нужно заявление на отзыв.',
  'How the file is written into the request; as its kind demands where nothing is said.':
    'Как записать файл в запрос; если не указано — как требует его вид.',
  'How a secret or a file is written into its slot.': '',
  "The file's bytes.": 'байты файла',
  'The same, encoded once more.': 'то же, закодированное ещё раз',
  'The file is base64 or PEM itself: without the lines around it and its line breaks.':
    'файл сам в base64 или PEM: без обрамляющих строк и переносов',
  '8 the archive of documents, 9 its signature, 0 the certificate request, 20 the signed request, 17 additional documents.':
    '8 — архив документов, 9 — его подпись, 0 — запрос на сертификат, 20 — подписанный запрос, 17 — дополнительные документы.',
  '1 the application form, 3 the bill, 17 additional documents; the provider may add kinds.':
    '1 — заявление, 3 — счёт, 17 — дополнительные документы; поставщик может добавить виды.',
  'The document by which the head acts, such as «устава».':
    'Документ в родительном падеже, например «устава».',
  'A certificate for an information system; not for a person.':
    'Сертификат для информационной системы; не для физического лица.',
  '0 in person, 1 by a valid qualified signature of the FNS; 2 (foreign passport) and 3 (ESIA) are known from a public client only. 0 in a new application where nothing is said.':
    '0 — лично, 1 — действующей подписью ФНС; 2 (загранпаспорт) и 3 (ЕСИА) известны только по чужому клиенту. В новой заявке, если не указано, — 0.',
  'The client has joined the offer; otherwise the contract belongs into the archive.':
    'Иначе в архиве должен быть договор.',
  "Ids of products, as `osnovanie.products` lists them; an ordinary qualified certificate where nothing is said. Of a product with parts the root's id is needed too.":
    'Номера продуктов из `osnovanie.products`; если не указаны — обычный квалифицированный сертификат. У составного продукта нужен и номер корня.',
  'The head of a company.': 'Руководитель организации.',
  'The registered address of a company.': 'Юридический адрес организации.',
  'Obligatory in a new application of a company.': 'В новой заявке организации обязателен.',
  "Ids of checks that were made in the provider's СМЭВ service beforehand, not older than 72 hours. Which of them a type of applicant may have, the table of section 3 says; whether a part of the set is enough it does not say, and it is sent as it is.":
    [
      'Номера проверок, сделанных заранее в сервисе СМЭВ поставщика, не старше 72 часов.',
      'Numbers of checks that were made beforehand in the provider’s СМЭВ service, not older than 72 hours.',
    ],
  'When the oldest of them was made, in RFC 3339: a set older than 72 hours is refused here.':
    'Когда сделана самая старая из них, в форме RFC 3339; набор старше 72 часов не принимается.',
  'Sole proprietors only.': 'Только у предпринимателей.',
  'Companies only.': 'Только у организаций.',
  "The ZIP with the applicant's documents (8).": 'ZIP с документами заявителя (8).',
  'Its signature, GOST 2012 (9).': 'Подпись архива, ГОСТ 2012 (9).',
  'PKCS#10 (0). May come later: the flow waits for it with `input_needed`.':
    'PKCS#10 (0). Можно позже: поток дождётся его.',
  'The same, signed (20). Obligatory where the applicant is identified by a signature, sent otherwise where it is given. It follows the request at once, so it is waited for before.':
    'Тот же запрос с подписью (20). Обязателен, если личность подтверждается подписью.',
  'How many files the archive has to have; 6 for a company and 5 for anybody else where nothing is said.':
    'Если не указано — 6 у организации, 5 у остальных.',
  'Send the archive also where the application has one: after it was sent back, and the documents were mended. Otherwise the one that is there is taken for this one.':
    'Отправить архив, даже если у заявки он уже есть: после возврата на доработку. Иначе считается, что там этот же.',

  // Sber.
  'What the user is asked to consent to, and where the browser goes afterwards.':
    'На что пользователь даёт согласие и куда вернуться потом.',
  'Whose card it is, the access token says.': 'Чья карточка, говорит токен доступа.',
  'Which application asks.': 'Какое приложение обращается.',
  'Which application asks, and how the login was asked for.':
    'Какое приложение обращается и как запрашивался вход.',
  "The application's client id, for a refresh of an expired token under `options.allow_token_refresh`.":
    'Нужен, чтобы обновить истёкший токен при `options.allow_token_refresh`.',
  'PKCE (RFC 7636), S256: the hash of the `code_verifier` that `sber.exchange_code` gets.':
    'PKCE (RFC 7636), S256: хеш от `code_verifier`, который получит `sber.exchange_code`.',
  'Where the link had a `code_challenge`: what it was made of.':
    'Если в ссылке был `code_challenge`: из чего он сделан.',
  'Where the user logs in; production where nothing is said.': 'Где пользователь входит.',
  'For users with a VPN-Key token: its agent listens on their own machine.':
    'для пользователей с токеном VPN-Key',
  'Random: it comes back inside the `id_token`.': 'Случайное: вернётся внутри `id_token`.',
  'Random, 36 characters or more: it comes back, and has to be the same.':
    'Случайное, от 36 знаков: вернётся, и должно совпасть.',
  '`openid` first, then claims and services, such as `GET_CLIENT_ACCOUNTS`; separated by spaces.':
    'Сначала `openid`, затем сведения и сервисы, например `GET_CLIENT_ACCOUNTS`; через пробел.',
  'The same as in the link of the login.': 'Тот же, что в ссылке для входа.',

  // SpectrumData.
  "Whom to report on, and where in the report the FSSP's records are.":
    'О ком отчёт и где в нём записи ФССП.',
  'The uid of the report type by your contract, such as `report_person@domain`.':
    'По вашему договору, например `report_person@domain`.',
  "A name, with the contract's domain or without it, such as `report_person@domain`; 300 visible ASCII characters at most, a letter or a digit among them.":
    '',
  'An older report is not taken for an answer; 24 where nothing is said.':
    'Более старый отчёт ответом не считается.',
  'Whether to have the report made anew, and pay for it, even where there is one.':
    'И заплатить за него, даже если отчёт уже есть.',
  'Where the records are. Without it the pointers are guesses: set it by a report of your own.':
    'Без этого указатели — догадки: задайте их по своему отчёту.',
  'JSON Pointers to the records in a report, and to what each of them says. What is not named is not read.':
    'JSON Pointer к записям отчёта и к их полям. Что не названо, не читается.',
  "The FSSP's source in the report; `check_person/executive_proceeding_base` where nothing is said.":
    '',
  'A pointer of RFC 6901 to a part of a document, `/items/0/sum`, in which `~1` is a slash and `~0` a tilde; 1 to 32 steps, 500 characters at most.':
    'JSON Pointer (RFC 6901), например `/items/0/sum`.',
  'The total, in roubles.': 'Всего, в рублях.',
  "How many there are, from the report's root; else a `count` beside the list, where there is one.":
    'От корня отчёта; иначе — `count` рядом со списком, если он есть.',
  '`<name>[ <birth date>[ <address>]]`.': '`<имя>[ <дата рождения>[ <адрес>]]`.',
  '`<name>[ <address>]`.': '`<название>[ <адрес>]`.',
  '`<kind> от DD.MM.YYYY № <number>[ <issuer>]`, or the kind alone.':
    '`<вид> от ДД.ММ.ГГГГ № <номер>[ <кто выдал>]` или только вид.',
  'Article, part and item of 229-ФЗ.': 'Статья, часть и пункт 229-ФЗ.',
  'A date, or `YYYY-MM-DD, article, part, item`; an empty text says that it is open.':
    'Дата или `ГГГГ-ММ-ДД, статья, часть, пункт`; пустой текст — не окончено.',
  "The list of records, from the report's root: `/content/…`.": 'От корня отчёта: `/content/…`.',
  "The proceeding's number, alone or as `<number> от DD.MM.YYYY[ <consolidated>]`; this and the others from the record's root.":
    'Один номер или `<номер> от ДД.ММ.ГГГГ[ <сводное>]`; это и остальное — от корня записи.',
  '`<name>[ <phones>]`.': '`<имя>[ <телефоны>]`.',
  'Also with sums: `<title>: 212776.4 руб.`': 'Можно с суммами: `<название>: 212776.4 руб.`',
};
