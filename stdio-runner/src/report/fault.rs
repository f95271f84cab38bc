//! Why a line gives no page.

use std::borrow::Cow;

use spravka_core::error::Text;

/// What is wrong with a line. Of the line itself only what a failed check says of its reason is
/// kept, for the document.
#[derive(Debug)]
pub(crate) enum Fault<'a> {
    NotJson,
    /// An object has a member twice; the place is that of the object.
    Twice(String),
    NotReport,
    /// A member of another kind than a report's.
    Shape(String),
    /// A check that failed.
    Failed {
        message_ru: Option<Cow<'a, str>>,
        hint_ru: Option<Cow<'a, str>>,
    },
    /// A check that is still under way.
    NotDone,
}

impl Fault<'_> {
    /// A stable word.
    pub(crate) fn code(&self) -> &'static str {
        match self {
            Self::NotJson => "not_json",
            Self::Twice(_) => "duplicate_member",
            Self::NotReport => "not_a_report",
            Self::Shape(_) => "wrong_shape",
            Self::Failed { .. } => "check_failed",
            Self::NotDone => "check_not_done",
        }
    }

    pub(crate) fn text(&self) -> Text {
        match self {
            Self::NotJson => Text {
                en: "this is no JSON object in UTF-8",
                ru: "это не JSON-объект в UTF-8",
            },
            Self::Twice(_) => Text {
                en: "an object has a member twice",
                ru: "в объекте дважды встречается одно и то же поле",
            },
            Self::NotReport => Text {
                en: "this is no report of debtor.report: it has to have version, person and sources",
                ru: "это не отчёт debtor.report: в нём должны быть version, person и sources",
            },
            Self::Shape(_) => Text {
                en: "a member of the report is of another kind than it has to be",
                ru: "поле отчёта не того типа",
            },
            Self::Failed { .. } => Text {
                en: "the check has failed: there is no report",
                ru: "проверка не состоялась: отчёта нет",
            },
            Self::NotDone => Text {
                en: "the check is not over: there is no report yet",
                ru: "проверка не закончена: отчёта ещё нет",
            },
        }
    }

    /// Where in the report, as a JSON pointer.
    pub(crate) fn place(&self) -> Option<&str> {
        match self {
            Self::Twice(place) | Self::Shape(place) => Some(place),
            _ => None,
        }
    }
}
