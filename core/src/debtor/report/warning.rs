//! What a reader of the report has to know before the figures.

use std::borrow::Cow;

use serde::Serialize;

use super::arrests::Arrest;
use super::source::{Source, Status};
use crate::debtor::Person;
use crate::debtor::listed::Certainty;
use crate::debtor::view::View;
use crate::error::Text;

/// A warning, with how often it applies.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Warning<'a> {
    pub code: WarningCode,
    /// The source that it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<Cow<'a, str>>,
    /// How many records it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub count: Option<u64>,
    pub message: &'static str,
    pub message_ru: &'static str,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum WarningCode {
    NotChecked,
    Incomplete,
    NotAsked,
    SubjectUnknown,
    OneRegion,
    WithoutBirthDate,
    Possible,
    OtherIdentifier,
    IinOtherBirthDate,
    ArrestsOfAnother,
    WithoutAmount,
    AmountsDiffer,
    Repeated,
}

/// What was counted while the list was made.
pub(super) struct Counted {
    pub(super) differing: u64,
    pub(super) repeated: u64,
}

impl WarningCode {
    fn text(self) -> Text {
        match self {
            Self::NotChecked => Text {
                en: "this source was not checked: nothing follows about debts there",
                ru: "источник не проверен: есть ли там долги, неизвестно",
            },
            Self::Incomplete => Text {
                en: "the source gave only a part of what it has",
                ru: "источник отдал только часть записей",
            },
            Self::NotAsked => Text {
                en: "the source was not asked: what it needs is not known of the person",
                ru: "источник не запрашивали: не хватает данных о человеке",
            },
            Self::SubjectUnknown => Text {
                en: "the source does not know this person at all; check the identifier",
                ru: "источник вообще не знает такого человека; проверьте идентификатор",
            },
            Self::OneRegion => Text {
                en: "only one region was searched",
                ru: "поиск шёл только по одному региону",
            },
            Self::WithoutBirthDate => Text {
                en: "without a birth date nobody can be told from a namesake",
                ru: "без даты рождения нельзя отличить человека от однофамильца",
            },
            Self::Possible => Text {
                en: "proceedings that may be a namesake's; they are counted apart",
                ru: "производства, которые могут быть чужими; они посчитаны отдельно",
            },
            Self::OtherIdentifier => Text {
                en: "records that carry another INN or IIN than the one that was asked for",
                ru: "записи с другим ИНН или ИИН, чем в запросе",
            },
            Self::IinOtherBirthDate => Text {
                en: "the IIN stands for another birth date than the one that was given",
                ru: "ИИН соответствует другой дате рождения, чем указана",
            },
            Self::ArrestsOfAnother => Text {
                en: "arrests of a company that may not be this one; they are counted apart",
                ru: "аресты счетов другой или неизвестной организации; они посчитаны отдельно",
            },
            Self::WithoutAmount => Text {
                en: "debts whose amount is not known; they are in no sum",
                ru: "долги без известной суммы; в итоги они не вошли",
            },
            Self::AmountsDiffer => Text {
                en: "two sources state different amounts; the first one's are given",
                ru: "источники называют разные суммы; приведены данные первого",
            },
            Self::Repeated => Text {
                en: "records that came twice in one answer; each is counted once",
                ru: "записи пришли в одном ответе дважды; каждая посчитана один раз",
            },
        }
    }
}

/// All warnings, the gravest first.
pub(super) fn all<'a>(
    person: &Person,
    sources: &[Source<'a>],
    view: &View<'_, '_>,
    arrests: &[Arrest<'_>],
    counted: &Counted,
) -> Vec<Warning<'a>> {
    use WarningCode as W;

    let mut warnings = Vec::new();
    let mut add = |code: W, source: Option<&Source<'a>>, count: Option<u64>| {
        let Text { en, ru } = code.text();
        let source = source.map(|source| source.name.clone());
        if count != Some(0) {
            warnings.push(Warning { code, source, count, message: en, message_ru: ru });
        }
    };
    let with = |is: fn(&Source<'_>) -> bool| sources.iter().filter(move |source| is(source));
    for source in with(|source| source.status == Status::NotChecked) {
        add(W::NotChecked, Some(source), None);
    }
    for source in with(|source| source.status == Status::Found && !source.complete) {
        add(W::Incomplete, Some(source), None);
    }
    for source in with(|source| source.status == Status::NotAsked) {
        add(W::NotAsked, Some(source), None);
    }
    let unknown = |source: &Source<'_>| {
        source.answers.iter().any(|answer| answer.basis.as_deref() == Some("subject_unknown"))
    };
    for source in with(unknown) {
        add(W::SubjectUnknown, Some(source), None);
    }
    add(W::OneRegion, None, person.is_everywhere().then_some(0));
    let by_name_only = person.last_name.is_some() && person.birth_date.is_none();
    add(W::WithoutBirthDate, None, (!by_name_only).then_some(0));
    let count = |listed: usize| Some(listed as u64);
    let possible = view.listed.iter().filter(|listed| listed.certainty == Certainty::Possible);
    add(W::Possible, None, count(possible.count()));
    let others = view
        .listed
        .iter()
        .filter(|listed| listed.doubts.iter().any(|doubt| doubt.is_other_identifier()));
    add(W::OtherIdentifier, None, count(others.count()));
    let iin_born = person.iin.as_ref().and_then(|iin| iin.birth_date());
    let same = match (iin_born, person.birth_date) {
        (Some(iin), Some(given)) => iin == given,
        _ => true,
    };
    add(W::IinOtherBirthDate, None, same.then_some(0));
    let another = arrests.iter().filter(|arrest| arrest.certainty == Certainty::Possible);
    add(W::ArrestsOfAnother, None, count(another.count()));
    let unknown = view.confirmed().filter(|listed| listed.owes() && listed.amount().is_none());
    add(W::WithoutAmount, None, count(unknown.count()));
    add(W::AmountsDiffer, None, Some(counted.differing));
    add(W::Repeated, None, Some(counted.repeated));
    warnings
}
