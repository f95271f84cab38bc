//! The figures of a report by name, for scores and cards.

use super::listed::Listed;
use super::standing::Standing;
use super::view::{Measured, View};
use crate::error::{Code, Detail, Error, Result, Text};
use crate::members::nearest;
use crate::proceeding::Category;

/// A figure of a report.
pub(super) struct Figure {
    pub(super) name: &'static str,
    pub(super) title: Text,
    pub(super) unit: Unit,
    measure: fn(&View<'_, '_>) -> Measured,
}

/// What a figure counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    Count,
    Rub,
    Kzt,
}

impl Unit {
    pub(super) fn currency(self) -> Option<&'static str> {
        match self {
            Self::Count => None,
            Self::Rub => Some("RUB"),
            Self::Kzt => Some("KZT"),
        }
    }
}

impl Figure {
    pub(super) fn find(name: &str) -> Option<&'static Self> {
        FIGURES.iter().find(|figure| figure.name == name)
    }

    pub(super) fn of(&self, view: &View<'_, '_>) -> Measured {
        (self.measure)(view)
    }
}

const ALL: &[&str] = &["RUB", "KZT"];
const RU: &[&str] = &["RUB"];

macro_rules! figures {
    ($($name:literal, $unit:ident, $en:literal, $ru:literal, $measure:expr;)*) => {
        pub(super) const FIGURES: &[Figure] = &[$(Figure {
            name: $name,
            title: Text { en: $en, ru: $ru },
            unit: Unit::$unit,
            measure: $measure,
        },)*];

        const NAMES: &[&str] = &[$($name,)*];
    };
}

figures! {
    "proceedings", Count, "proceedings", "производств всего",
        |view| count(view, ALL, |_| true);
    "open", Count, "open proceedings", "открытых производств",
        |view| count(view, ALL, |l| matches!(l.standing, Standing::Open | Standing::Listed));
    "still_owed", Count, "ended, the debt remains", "окончено, долг остался",
        |view| count(view, ALL, |l| matches!(l.standing, Standing::StillOwed | Standing::Returned));
    "paid", Count, "ended by payment", "окончено оплатой",
        |view| count(view, ALL, |l| matches!(l.standing, Standing::Paid | Standing::PaidByJointDebtor));
    "bankrupt", Count, "ended by bankruptcy", "окончено из-за банкротства",
        |view| count(view, RU, |l| l.standing == Standing::Bankrupt);
    "returned_46_1_4", Count, "ended under 46.1.4: nothing to recover from",
        "окончено по п. 4 ч. 1 ст. 46: нет имущества",
        |view| count(view, RU, |l| l.ended_under([46, 1, 4]));
    "possible", Count, "proceedings that may be a namesake's", "возможно, чужих производств",
        |view| possible(view);
    "without_amount", Count, "owed, the amount is not known", "долгов без известной суммы",
        |view| count(view, ALL, |l| l.owes() && l.amount().is_none());
    "owed_rub", Rub, "owed in roubles, without fees", "долг в рублях без исполнительского сбора",
        |view| view.sum(view.owed("RUB"), "RUB", Listed::amount);
    "fee_rub", Rub, "enforcement fees in roubles", "исполнительский сбор в рублях",
        |view| view.sum(view.owed("RUB"), "RUB", Listed::fee);
    "owed_kzt", Kzt, "owed in tenge", "долг в тенге",
        |view| view.sum(view.owed("KZT"), "KZT", Listed::amount);
    "alimony", Count, "alimony", "производств об алиментах",
        |view| category(view, Category::Alimony);
    "damages", Count, "damages", "производств о возмещении вреда",
        |view| category(view, Category::Damages);
    "fines", Count, "fines", "производств о штрафах",
        |view| category(view, Category::Fine);
    "taxes", Count, "taxes", "производств о налогах",
        |view| category(view, Category::Tax);
    "loans", Count, "loans", "производств о кредитах и займах",
        |view| category(view, Category::Loan);
    "utilities", Count, "utilities", "производств о коммунальных долгах",
        |view| category(view, Category::Utilities);
    "arrests", Count, "arrests of accounts", "арестов счетов",
        |view| Measured::count(view.arrests, view.arrests_checked);
    "unchecked_sources", Count, "sources that were not checked", "источников не проверено",
        |view| Measured::count(view.unchecked_sources, true);
}

/// A figure's name as it is known here, or one of those that a caller knows `besides`.
///
/// # Errors
/// `invalid_value` at the place, with the nearest name.
pub(super) fn name(name: &str, besides: &[&'static str], place: String) -> Result<&'static str> {
    let all: Vec<&'static str> = NAMES.iter().chain(besides).copied().collect();
    all.iter().find(|known| **known == name).copied().ok_or_else(|| {
        let detail = nearest(name, &all).map_or(Detail::Expected(FIGURE), Detail::Nearest);
        Error::new(Code::InvalidValue).at(place).because(detail)
    })
}

const FIGURE: Text = Text {
    en: "the name of a figure, such as owed_rub, open or alimony",
    ru: "имя показателя, например owed_rub, open или alimony",
};

fn count(view: &View<'_, '_>, currencies: &[&str], is: impl Fn(&Listed<'_>) -> bool) -> Measured {
    let count = view.confirmed().filter(|listed| is(listed)).count();
    Measured::count(count as u64, view.knows_all_answered(currencies))
}

fn category(view: &View<'_, '_>, category: Category) -> Measured {
    count(view, ALL, |listed| listed.owes() && listed.proceeding.subject.category == category)
}

fn possible(view: &View<'_, '_>) -> Measured {
    let all = view.listed.len();
    let whole = view.complete
        && !view.answered.is_empty()
        && view.answered.iter().all(|one| view.checked.contains(one));
    Measured::count((all - view.confirmed().count()) as u64, whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_name_once() {
        let names: std::collections::BTreeSet<_> = NAMES.iter().collect();
        assert_eq!(names.len(), FIGURES.len());
    }
}
