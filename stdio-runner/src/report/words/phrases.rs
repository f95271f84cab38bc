//! The sentences, headings and labels of a page.

pub(in crate::report) const TITLE: &str = "Справка о проверке задолженности";
pub(in crate::report) const TITLES: &str = "Справки о проверке задолженности";
pub(in crate::report) const NO_EXTRACT: &str = "Составлена программой Spravka по ответам источников. Официальной выпиской из реестра не является.";
/// Its time.
pub(in crate::report) const MOSCOW: &str = "МСК";
pub(in crate::report) const UNSAID: &str = "не указано";
pub(in crate::report) const NOTHING: &str = "—";

pub(in crate::report) mod simulation {
    pub(in crate::report) const WATERMARK: &str = "ИМИТАЦИЯ";
    pub(in crate::report) const WATERMARK_SOME: &str = "ЕСТЬ ИМИТАЦИЯ";
    pub(in crate::report) const TITLE: &str = "ИМИТАЦИЯ — ДАННЫЕ НЕ НАСТОЯЩИЕ";
    pub(in crate::report) const LINE: &str = "Ответы источников сгенерированы программой. О долгах какого-либо лица из этой справки ничего не следует; приобщать её к делу нельзя.";
    pub(in crate::report) const TITLE_SOME: &str =
        "ЧАСТЬ СПРАВОК — ИМИТАЦИЯ, ДАННЫЕ В НИХ НЕ НАСТОЯЩИЕ";
    pub(in crate::report) const LINE_SOME: &str = "Какие именно, сказано в начале каждой. О долгах какого-либо лица из них ничего не следует.";
    pub(in crate::report) const UNSAID: &str =
        "В отчёте не указано, настоящие это данные или имитация.";
}

pub(in crate::report) mod completeness {
    pub(in crate::report) const INCOMPLETE: &str = "ПРОВЕРКА НЕПОЛНАЯ";
    pub(in crate::report) const INCOMPLETE_LINE: &str = "Ниже только то, что удалось получить. Если долгов или производств в справке нет, это не означает, что их нет в действительности.";
    pub(in crate::report) const COMPLETE: &str = "Запрошенные источники проверены полностью";
    pub(in crate::report) const COMPLETE_LINE: &str =
        "Справка отражает только сведения этих источников на указанный момент.";
    pub(in crate::report) const NO_SOURCES: &str =
        "Ни один источник не назван: не проверено ничего";
    pub(in crate::report) const NO_REGISTERS: &str =
        "Исполнительные производства не проверялись: их реестры не запрашивались";
    pub(in crate::report) const CLAIMED: &str =
        "Отчёт не отмечен как полный, хотя все названные в нём источники проверены";
    pub(in crate::report) const NOT_CHECKED: &str = "не проверено";
    pub(in crate::report) const PARTLY: &str = "проверено не полностью";
    pub(in crate::report) const NOT_ASKED: &str = "не запрашивалось";
    pub(in crate::report) const UNSAID: &str = "проверено ли, в отчёте не указано";
    pub(in crate::report) const STILL_AT_WORK: &str = "ответ ещё не получен";
    pub(in crate::report) const REASON_UNSAID: &str = "причина не указана";
    pub(in crate::report) const PART_ONLY: &str = "источник отдал не все записи; получено";
    pub(in crate::report) const RETRY_AT: &str = "Повторить не раньше";
    pub(in crate::report) const OTHER_VERSION: &str = "Отчёт записан в форме другой версии; часть его сведений здесь может отсутствовать. Версия формы";
}

pub(in crate::report) mod person {
    pub(in crate::report) const HEADING: &str = "О ком справка";
    pub(in crate::report) const NAME: &str = "Фамилия, имя, отчество";
    pub(in crate::report) const COMPANY: &str = "Организация";
    pub(in crate::report) const BORN: &str = "Дата рождения";
    pub(in crate::report) const INN: &str = "ИНН";
    pub(in crate::report) const SNILS: &str = "СНИЛС";
    pub(in crate::report) const IIN: &str = "ИИН";
    pub(in crate::report) const ADDRESS: &str = "Адрес";
    pub(in crate::report) const REGION: &str = "Регион поиска";
    pub(in crate::report) const ALL_REGIONS: &str = "все регионы";
    pub(in crate::report) const ONE_REGION: &str = "только регион с кодом ФССП";
    pub(in crate::report) const AS_OF: &str = "Сведения получены (московское время, UTC+3)";
    pub(in crate::report) const NO_ANSWER: &str = "ни одного ответа не получено";
    pub(in crate::report) const NAMELESS: &str = "лицо не названо";
}

pub(in crate::report) mod warnings {
    pub(in crate::report) const HEADING: &str = "На что обратить внимание";
    pub(in crate::report) const UNSAID: &str = "Предупреждения в отчёте не указаны.";
}

pub(in crate::report) mod totals {
    pub(in crate::report) const HEADING: &str = "Итоги";
    pub(in crate::report) const CONFIRMED: &str = "Производства этого лица";
    pub(in crate::report) const POSSIBLE: &str =
        "Возможно, чужие производства (однофамильцев): в итоги этого лица не входят";
    pub(in crate::report) const UNSAID: &str = "Итоги в отчёте не указаны.";
    pub(in crate::report) const ZERO_BUT_INCOMPLETE: &str =
        "Долгов не найдено, но ПРОВЕРКА НЕПОЛНАЯ: это не означает, что долгов нет.";
    pub(in crate::report) const NOT_ASKED: &str =
        "Реестры исполнительных производств не запрашивались: о долгах по ним ничего не известно.";
    pub(in crate::report) const ZERO: &str = "По сведениям проверенных источников непогашенных требований, которые достоверно относятся к этому лицу, не найдено. Проверены:";
    pub(in crate::report) const BUT_POSSIBLE: &str = "Может относиться к этому лицу:";
    pub(in crate::report) const AT_LEAST: &str =
        "Проверка неполная: суммы ниже — только найденное, долг может быть больше.";
    pub(in crate::report) const COLUMNS: [&str; 6] = [
        "Что",
        "Производств",
        "Основной долг",
        "Исполнительский сбор",
        "Без деления на долг и сбор",
        "Всего",
    ];
    pub(in crate::report) const OWED: &str = "Долг";
    pub(in crate::report) const PAID: &str = "Исполнено";
    pub(in crate::report) const UNCLEAR: &str = "Окончено; остался ли долг, неясно";
    pub(in crate::report) const WITHOUT_AMOUNT: &str = "сумма неизвестна, в итоги не вошло";
    pub(in crate::report) const NONE: &str = "не найдено";
    pub(in crate::report) const BASIS: &str = "что указано";
    pub(in crate::report) const BASIS_UNSAID: &str = "Первоначальные это суммы или остатки, источники сообщают не по каждому производству: действительный остаток долга может быть меньше.";
    pub(in crate::report) const BY_CATEGORY: &str = "Долг по видам требований";
    pub(in crate::report) const CHART: &str =
        "Долг по видам требований вместе с исполнительским сбором";
    pub(in crate::report) const CHART_DESCRIPTION: &str =
        "Столбчатая диаграмма; те же суммы — в таблице рядом:";
}

pub(in crate::report) mod proceedings {
    pub(in crate::report) const HEADING: &str = "Исполнительные производства";
    pub(in crate::report) const CONFIRMED: &str = "Производства этого лица";
    pub(in crate::report) const POSSIBLE: &str = "Возможно, чужие производства";
    pub(in crate::report) const POSSIBLE_LINE: &str = "Принадлежат ли они этому лицу, по данным источников установить нельзя; причины сомнений — в таблице.";
    pub(in crate::report) const UNSAID: &str = "Перечень производств в отчёте не указан.";
    pub(in crate::report) const NONE: &str = "В проверенных источниках производств не найдено.";
    pub(in crate::report) const NONE_OWN_BUT_INCOMPLETE: &str = "Производств, которые достоверно относятся к этому лицу, не найдено, но ПРОВЕРКА НЕПОЛНАЯ: это не означает, что их нет.";
    pub(in crate::report) const NONE_OWN: &str =
        "Производств, которые достоверно относятся к этому лицу, не найдено.";
    pub(in crate::report) const NONE_BUT_INCOMPLETE: &str =
        "Производств не найдено, но ПРОВЕРКА НЕПОЛНАЯ: это не означает, что их нет.";
    pub(in crate::report) const COLUMNS: [&str; 6] = [
        "Номер и дата возбуждения",
        "Состояние",
        "Предмет взыскания",
        "Сумма",
        "Исполнительный документ",
        "Подразделение и пристав",
    ];
    pub(in crate::report) const DOUBTS: &str = "Кто должник и почему есть сомнение";
    pub(in crate::report) const NO_NUMBER: &str = "номер не указан";
    pub(in crate::report) const OPENED: &str = "возбуждено";
    pub(in crate::report) const CONSOLIDATED: &str = "сводное";
    pub(in crate::report) const SOURCE: &str = "источник";
    pub(in crate::report) const ENDED: &str = "окончено";
    pub(in crate::report) const BY: &str = "основание";
    pub(in crate::report) const CATEGORY: &str = "вид";
    pub(in crate::report) const CLAIMANT: &str = "взыскатель";
    pub(in crate::report) const CLAIMANT_INN: &str = "ИНН взыскателя";
    pub(in crate::report) const CLAIMANT_BIN: &str = "БИН взыскателя";
    pub(in crate::report) const CLAIMANT_IIN: &str = "ИИН взыскателя";
    pub(in crate::report) const PRINCIPAL: &str = "основной долг";
    pub(in crate::report) const FEE: &str = "исполнительский сбор";
    pub(in crate::report) const TOTAL: &str = "всего";
    pub(in crate::report) const AMOUNT_UNKNOWN: &str = "сумма неизвестна";
    pub(in crate::report) const NUMBER: &str = "№";
    pub(in crate::report) const FROM: &str = "от";
    pub(in crate::report) const ISSUER: &str = "выдал";
    pub(in crate::report) const CODE: &str = "код";
    pub(in crate::report) const OFFICER: &str = "пристав";
    pub(in crate::report) const OFFICE: &str = "место службы";
    pub(in crate::report) const PHONE: &str = "тел.";
    pub(in crate::report) const BORN: &str = "дата рождения";
    pub(in crate::report) const DOUBT: &str = "сомнение";
    pub(in crate::report) const DOUBT_UNSAID: &str = "причина сомнения не указана";
}

pub(in crate::report) mod arrests {
    pub(in crate::report) const HEADING: &str = "Аресты счетов";
    pub(in crate::report) const CONFIRMED: &str = "Счета этого лица";
    pub(in crate::report) const POSSIBLE: &str = "Счета другой или неизвестной организации";
    pub(in crate::report) const UNSAID: &str = "Аресты счетов в отчёте не указаны.";
    pub(in crate::report) const NOT_ASKED: &str =
        "Аресты счетов не проверены: полного ответа банка нет. Есть ли аресты, неизвестно.";
    pub(in crate::report) const NONE: &str = "По сведениям банка арестов счетов нет.";
    pub(in crate::report) const COLUMNS: [&str; 5] =
        ["Счёт", "Вид ограничения", "Сумма", "Кем и на каком основании", "Срок"];
    pub(in crate::report) const NO_ACCOUNT: &str = "номер счёта не указан";
    pub(in crate::report) const NO_SUM: &str = "сумма не указана";
    pub(in crate::report) const FROM: &str = "с";
    pub(in crate::report) const TO: &str = "по";
    pub(in crate::report) const OVER: &str = "срок истёк";
    pub(in crate::report) const OPEN_BEGINNING: &str = "начало не указано";
    pub(in crate::report) const OPEN_END: &str = "окончание не указано";
}

pub(in crate::report) mod facts {
    pub(in crate::report) const HEADING: &str = "Условия закона о банкротстве граждан";
    pub(in crate::report) const NO_ADVICE: &str = "Сопоставление найденных сведений с условиями закона. Это информация, а не юридическая консультация: выводы о праве на банкротство из неё не следуют.";
    pub(in crate::report) const UNSAID: &str = "Сопоставление с законом в отчёте не указано.";
    pub(in crate::report) const NONE: &str = "Сопоставление не проводилось: оно делается для граждан, проверенных в реестрах Российской Федерации.";
    pub(in crate::report) const COLUMNS: [&str; 3] = ["Условие", "Вывод", "Найдено (не менее)"];
    pub(in crate::report) const LAW: &str = "Норма";
    pub(in crate::report) const SINCE: &str = "редакция, действующая с";
    pub(in crate::report) const DEBT: &str = "Размер долга:";
    pub(in crate::report) const FROM: &str = "от";
    pub(in crate::report) const TO: &str = "до";
}

pub(in crate::report) mod changes {
    pub(in crate::report) const HEADING: &str = "Что изменилось";
    pub(in crate::report) const COMPARED: &str = "Сравнение с прошлой проверкой";
    pub(in crate::report) const PARTLY: &str = "СРАВНЕНИЕ С ПРОШЛОЙ ПРОВЕРКОЙ НЕПОЛНОЕ";
    pub(in crate::report) const REFUSED: &str = "Сравнить с прошлой проверкой нельзя";
    pub(in crate::report) const SINCE: &str = "Прошлая проверка:";
    pub(in crate::report) const NONE: &str = "Изменений нет.";
    pub(in crate::report) const NONE_BUT_INCOMPLETE: &str =
        "Изменений не видно, но сравнить удалось не всё: это не означает, что их нет.";
    pub(in crate::report) const UNCHANGED: &str = "Производств без изменений";
}

pub(in crate::report) mod score {
    pub(in crate::report) const HEADING: &str = "Оценка сложности дела";
    pub(in crate::report) const TOTAL: &str = "Баллов";
    pub(in crate::report) const FROM: &str = "от";
    pub(in crate::report) const TO: &str = "до";
    pub(in crate::report) const OPEN: &str = "часть правил проверить нечем";
    pub(in crate::report) const CAPTION: &str =
        "Правила и их вес; сумма весов выполненных правил и есть оценка";
    pub(in crate::report) const COLUMNS: [&str; 4] = ["Правило", "Вывод", "Найдено", "Вес"];
    pub(in crate::report) const AT_LEAST: &str = "не менее ";
}

pub(in crate::report) mod sources {
    pub(in crate::report) const HEADING: &str = "Источники и подтверждения";
    pub(in crate::report) const LINE: &str = "SHA-256 — хеш ответа источника: по нему можно убедиться, что сохранённый ответ не изменён.";
    pub(in crate::report) const CAPTION: &str = "Каждая операция и её ответ";
    pub(in crate::report) const NONE: &str = "Источники в отчёте не названы.";
    pub(in crate::report) const COLUMNS: [&str; 5] =
        ["Источник и операция", "Результат", "Записей", "Время (МСК, UTC+3)", "SHA-256 ответа"];
    pub(in crate::report) const PARTLY: &str = "прочитано не всё";
    pub(in crate::report) const SUBJECT_UNKNOWN: &str = "источник не знает такого лица";
    pub(in crate::report) const NO_ANSWER: &str = "ответа нет";
    pub(in crate::report) const NOT_ASKED: &str = "не запрашивалось";
}

pub(in crate::report) mod several {
    pub(in crate::report) const CONTENTS: &str = "Содержание";
    pub(in crate::report) const INCOMPLETE: &str = "проверка неполная";
    pub(in crate::report) const COMPLETE: &str = "запрошенные источники проверены полностью";
    pub(in crate::report) const REFUSED: &str = "отчёта нет";
    pub(in crate::report) const SIMULATED: &str = "имитация";
    pub(in crate::report) const ALL_COMPLETE: &str =
        "Во всех справках запрошенные источники проверены полностью";
    pub(in crate::report) const ALARM: &str = "НЕ ВСЕ СПРАВКИ ПОЛНЫЕ";
    pub(in crate::report) const ALL: &str = "В документе";
    pub(in crate::report) const OF_THEM_INCOMPLETE: &str = "из них с неполной проверкой";
    pub(in crate::report) const LINES_REFUSED: &str = "записей, по которым справки нет";
    pub(in crate::report) const LINE: &str = "Запись";
    pub(in crate::report) const ID: &str = "id";
    pub(in crate::report) const NO_REPORT: &str = "СПРАВКИ НЕТ";
    pub(in crate::report) const NOT_CLEAN: &str = "О долгах этого лица ничего не известно.";
}
