//! Everything that a page says in Russian: the words of a report here, its own sentences in
//! `words/phrases.rs`. A word that is not known is shown as it came.

pub(super) mod phrases;

use super::amount::{self, NBSP};

/// One, few, many.
pub(super) type Forms = [&'static str; 3];

pub(super) const PROCEEDINGS: Forms = ["производство", "производства", "производств"];
pub(super) const RECORDS: Forms = ["запись", "записи", "записей"];
pub(super) const REPORTS: Forms = ["справка", "справки", "справок"];

/// `21 производство`, `3 производства`, `11 производств`.
pub(super) fn counted(count: u64, [one, few, many]: Forms) -> String {
    let form = match (count % 10, count % 100) {
        (_, 11..=14) => many,
        (1, _) => one,
        (2..=4, _) => few,
        _ => many,
    };
    format!("{}{NBSP}{form}", amount::count(count))
}

/// Where a proceeding stands.
pub(super) fn standing(word: &str) -> String {
    let known = match word {
        "open" => "Не окончено",
        "listed" => "Числится в реестре; окончено ли, источник не сообщает",
        "still_owed" => {
            "Окончено без полного взыскания: документ возвращён взыскателю, долг остался"
        }
        "returned" => "Окончено: взыскание невозможно, документ возвращён взыскателю, долг остался",
        "periodic_payments" => {
            "Окончено: копия документа направлена для удержаний из периодических выплат"
        }
        "paid" => "Окончено исполнением: требование исполнено",
        "paid_by_joint_debtor" => "Окончено исполнением: исполнил солидарный должник",
        "bankrupt" => {
            "Окончено: должник признан банкротом, документ передан арбитражному управляющему"
        }
        "recalled" => "Окончено: документ возвращён по требованию выдавшего его органа",
        "liquidated" => "Окончено: организация-должник ликвидирована",
        "time_barred" => "Окончено: истёк срок давности исполнения по административному делу",
        "ended" => "Окончено; на каком основании, источник не сообщает",
        other => return unknown(other),
    };
    known.to_owned()
}

/// `п. 4 ч. 1 ст. 46 Закона № 229-ФЗ`
pub(super) fn article([article, part, item]: [u64; 3]) -> String {
    let item = if item > 0 { format!("п.{NBSP}{item} ") } else { String::new() };
    let part = if part > 0 { format!("ч.{NBSP}{part} ") } else { String::new() };
    format!("{item}{part}ст.{NBSP}{article} Закона №{NBSP}229\u{2011}ФЗ")
}

pub(super) fn category(word: &str) -> String {
    let known = match word {
        "loan" => "Кредиты и займы",
        "tax" => "Налоги, сборы и взносы",
        "fine" => "Штрафы",
        "alimony" => "Алименты",
        "utilities" => "Коммунальные платежи",
        "state_duty" => "Государственная пошлина",
        "damages" => "Возмещение вреда",
        "fee" => "Исполнительский сбор",
        "other" => "Иное",
        other => return unknown(other),
    };
    known.to_owned()
}

/// Why a record may be somebody else's.
pub(super) fn doubt(word: &str) -> String {
    let known = match word {
        "no_birth_date" => "в запросе нет даты рождения",
        "birth_date_not_stated" => "источник не сообщает дату рождения должника",
        "other_birth_date" => "у должника другая дата рождения",
        "name_not_stated" => "источник не называет должника",
        "other_name" => "должник назван иначе",
        "patronymic_unknown" => "отчество известно только в запросе или только в источнике",
        "company_by_name" => "организация найдена по названию, а оно может быть и у других",
        "other_inn" => "у должника другой ИНН",
        "other_iin" => "у должника другой ИИН",
        other => return unknown(other),
    };
    known.to_owned()
}

/// What of a debt an amount is; nothing where the source does not say it.
pub(super) fn basis(word: &str) -> Option<String> {
    match word {
        "original" => Some("первоначальная сумма".to_owned()),
        "remaining" => Some("остаток".to_owned()),
        "unknown" => None,
        other => Some(unknown(other)),
    }
}

/// A source, by the name that the caller gave it.
pub(super) fn source(name: &str) -> String {
    match name {
        "fssp" => "ФССП России (fssp)".to_owned(),
        "kz_info" => "Республика Казахстан, АИС ОИП (kz_info)".to_owned(),
        "sber" => "Сбербанк, аресты счетов (sber)".to_owned(),
        other => other.to_owned(),
    }
}

pub(super) fn outcome(word: &str) -> String {
    let known = match word {
        "found" => "есть записи",
        "empty" => "записей нет",
        other => return unknown(other),
    };
    known.to_owned()
}

/// Why an operation could not be asked.
pub(super) fn why(word: &str) -> String {
    let known = match word {
        "no_secret" => "не задан ключ доступа",
        "missing_member" => "не хватает данных о лице",
        "other_kind" => "источник не для такого лица",
        "no_money" => "не хватает средств на запрос",
        "no_price" => "неизвестна стоимость запроса",
        other => return unknown(other),
    };
    known.to_owned()
}

/// A member of the person.
pub(super) fn member(name: &str) -> String {
    let known = match name {
        "last_name" => "фамилия",
        "first_name" => "имя",
        "patronymic" => "отчество",
        "birth_date" => "дата рождения",
        "region" => "регион",
        "inn" => "ИНН",
        "snils" => "СНИЛС",
        "iin" => "ИИН",
        "company_name" => "название организации",
        "address" => "адрес",
        other => return unknown(other),
    };
    known.to_owned()
}

/// How an account is arrested.
pub(super) fn arrest(word: &str) -> String {
    let known = match word {
        "sum" => "Арест суммы",
        "queue" => "Ограничение по очередям платежей",
        "debit" => "Запрет списаний",
        "credit" => "Запрет зачислений",
        other => return unknown(other),
    };
    known.to_owned()
}

pub(super) fn verdict(word: &str) -> String {
    let known = match word {
        "met" => "выполнено",
        "not_met" => "не выполнено",
        "unknown" => "неизвестно",
        other => return unknown(other),
    };
    known.to_owned()
}

/// Whether what a rule of a score says is so.
pub(super) fn rule_verdict(word: &str) -> String {
    let known = match word {
        "met" => "да",
        "not_met" => "нет",
        other => return verdict(other),
    };
    known.to_owned()
}

/// With a capital letter, as a sentence begins.
pub(super) fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

fn unknown(word: &str) -> String {
    format!("«{word}»")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_take_their_forms() {
        for (count, shown) in [
            (0, "0 производств"),
            (1, "1 производство"),
            (4, "4 производства"),
            (5, "5 производств"),
            (11, "11 производств"),
            (21, "21 производство"),
            (112, "112 производств"),
            (1_022, "1 022 производства"),
        ] {
            assert_eq!(counted(count, PROCEEDINGS).replace(NBSP, " "), shown);
        }
    }

    #[test]
    fn articles_are_cited() {
        for (of, shown) in [
            ([46, 1, 4], "п. 4 ч. 1 ст. 46 Закона № 229\u{2011}ФЗ"),
            ([47, 0, 0], "ст. 47 Закона № 229\u{2011}ФЗ"),
        ] {
            assert_eq!(article(of).replace(NBSP, " "), shown);
        }
    }
}
