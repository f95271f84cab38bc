//! What the law on bankruptcy asks for, beside what was found: facts with their article, and no
//! advice. The figures are data, which a caller replaces when the law changes.

use std::borrow::Cow;

use serde::Serialize;

use super::figures::Figure;
use super::listed::Listed;
use super::view::{Measured, Verdict, View};
use crate::error::{Error, Result, Text};
use crate::members::Members;
use crate::protocol::Notes;
use crate::value::{Date, Decimal};

/// The rules of 127-ФЗ «О несостоятельности (банкротстве)» for citizens.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Laws {
    /// The court's case: article 213.3.
    #[cfg_attr(feature = "schema", schemars(with = "Option<Threshold>"))]
    pub court_case: Threshold,
    /// The route without a court, through МФЦ: article 223.2.
    #[cfg_attr(feature = "schema", schemars(with = "Option<Threshold>"))]
    pub out_of_court: Threshold,
}

/// An amount of debt that a rule asks for, in roubles.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Threshold {
    /// Act, article, part, as they are cited.
    pub law: Cow<'static, str>,
    /// Since when the wording is in force.
    pub in_force_since: Date,
    /// A decimal string.
    pub least: Cow<'static, str>,
    /// A decimal string.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub most: Option<Cow<'static, str>>,
}

/// A rule of the law, beside what was found.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Fact {
    pub name: &'static str,
    pub title: &'static str,
    pub title_ru: &'static str,
    pub law: Cow<'static, str>,
    pub in_force_since: Date,
    /// The amounts that the rule names, in roubles.
    pub least: Cow<'static, str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub most: Option<Cow<'static, str>>,
    pub conditions: Vec<Condition>,
}

/// A condition of a rule.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Condition {
    pub name: &'static str,
    pub verdict: Verdict,
    pub title: &'static str,
    pub title_ru: &'static str,
    /// What was found: a sum in roubles or a number of proceedings, at least so much.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub found: Option<String>,
}

/// Both rules; `None` only where a date were no date.
pub(super) fn built_in() -> Option<Laws> {
    Some(Laws {
        court_case: Threshold {
            law: "127-ФЗ, ст. 213.3, п. 2".into(),
            in_force_since: Date::new(2015, 10, 1)?,
            least: "500000".into(),
            most: None,
        },
        out_of_court: Threshold {
            law: "127-ФЗ, ст. 223.2, п. 1".into(),
            in_force_since: Date::new(2023, 11, 3)?,
            least: "25000".into(),
            most: Some("1000000".into()),
        },
    })
}

/// What the law asks for, for a person.
pub(super) fn facts(laws: &Laws, view: &View<'_, '_>) -> Vec<Fact> {
    vec![court_case(&laws.court_case, view), out_of_court(&laws.out_of_court, view)]
}

fn court_case(law: &Threshold, view: &View<'_, '_>) -> Fact {
    let owed = owed(view);
    let overdue = view.today.and_then(|today| today.months_before(3)).map(|day| {
        let old = view.owed("RUB").filter(|l| l.proceeding.opened_on.is_some_and(|on| on <= day));
        // Opened later, it may have been due for longer: the sum is only the least.
        Measured { exact: false, ..view.sum(old, "RUB", Listed::amount) }
    });
    Fact {
        name: "court_case",
        title: "Bankruptcy case in a commercial court",
        title_ru: "Дело о банкротстве в арбитражном суде",
        law: law.law.clone(),
        in_force_since: law.in_force_since,
        least: law.least.clone(),
        most: law.most.clone(),
        conditions: vec![
            condition(DEBT_AT_LEAST, owed.at_least(&law.least), Some(owed.value)),
            condition(
                OVERDUE,
                overdue.as_ref().map_or(Verdict::Unknown, |sum| sum.at_least(&law.least)),
                overdue.map(|sum| sum.value),
            ),
        ],
    }
}

fn out_of_court(law: &Threshold, view: &View<'_, '_>) -> Fact {
    let owed = owed(view);
    let most = law.most.as_deref().map_or(Verdict::Met, |most| owed.at_most(most));
    let returned = Figure::find("returned_46_1_4").map(|figure| figure.of(view));
    let returned_verdict = returned.as_ref().map_or(Verdict::Unknown, |count| count.at_least("1"));
    Fact {
        name: "out_of_court",
        title: "Bankruptcy without a court, through a multifunctional centre",
        title_ru: "Внесудебное банкротство через МФЦ",
        law: law.law.clone(),
        in_force_since: law.in_force_since,
        least: law.least.clone(),
        most: law.most.clone(),
        conditions: vec![
            condition(DEBT_WITHIN, owed.at_least(&law.least).and(most), Some(owed.value)),
            condition(RETURNED, returned_verdict, returned.map(|count| count.value)),
            condition(NONE_LATER, returned_verdict.and(none_later(view)), None),
            document_age(view, YEAR_OLD, 12),
            document_age(view, SEVEN_YEARS_OLD, 84),
        ],
    }
}

/// The debts found, without enforcement fees.
fn owed(view: &View<'_, '_>) -> Measured {
    view.sum(view.owed("RUB"), "RUB", Listed::amount)
}

/// Whether nothing was opened since the last return under 46.1.4 that is still open.
fn none_later(view: &View<'_, '_>) -> Verdict {
    let returned = view.confirmed().filter(|listed| listed.ended_under([46, 1, 4]));
    let last = returned.filter_map(|l| l.proceeding.ended.as_ref().map(|ended| ended.on)).max();
    let Some(last) = last else { return Verdict::Unknown };
    let later = |listed: &Listed<'_>| match listed.proceeding.opened_on {
        _ if listed.proceeding.amounts.currency != "RUB" || !listed.is_open() => Verdict::Met,
        Some(opened) if opened > last => Verdict::NotMet,
        // On the day itself, and on a day that nobody stated, it may be either.
        Some(opened) if opened < last => Verdict::Met,
        _ => Verdict::Unknown,
    };
    let all = if view.knows_all(&["RUB"]) { Verdict::Met } else { Verdict::Unknown };
    view.confirmed().map(later).fold(all, Verdict::and)
}

/// Whether a document of a debt that is owed was issued so many months ago.
fn document_age(view: &View<'_, '_>, about: About, months: u16) -> Condition {
    let Some(day) = view.today.and_then(|today| today.months_before(months)) else {
        return condition(about, Verdict::Unknown, None);
    };
    let dates = || view.owed("RUB").map(|listed| listed.proceeding.document.date);
    let old = dates().filter(|date| date.is_some_and(|date| date <= day)).count();
    let known = view.knows_all(&["RUB"]) && dates().all(|date| date.is_some());
    let old = Measured::count(old as u64, known);
    condition(about, old.at_least("1"), Some(old.value))
}

/// A condition's name and titles.
type About = (&'static str, Text);

fn condition((name, title): About, verdict: Verdict, found: Option<String>) -> Condition {
    Condition { name, verdict, title: title.en, title_ru: title.ru, found }
}

const DEBT_AT_LEAST: About = (
    "debt_at_least",
    Text {
        en: "the debts found reach the threshold", ru: "найденные долги не меньше порога"
    },
);
const OVERDUE: About = (
    "overdue_three_months",
    Text {
        en: "debts of that amount are in enforcement for three months or longer",
        ru: "долги на эту сумму взыскиваются три месяца или дольше",
    },
);
const DEBT_WITHIN: About = (
    "debt_within",
    Text {
        en: "the debts found are within the limits",
        ru: "найденные долги в пределах сумм, названных законом",
    },
);
const RETURNED: About = (
    "returned_46_1_4",
    Text {
        en: "a proceeding ended because there was nothing to recover from (229-ФЗ, 46.1.4)",
        ru: "есть производство, оконченное из-за отсутствия имущества (229-ФЗ, п. 4 ч. 1 ст. 46)",
    },
);
const NONE_LATER: About = (
    "none_opened_later",
    Text {
        en: "no proceeding was opened after that and is still open",
        ru: "после этого не возбуждено новых производств",
    },
);
const YEAR_OLD: About = (
    "document_a_year_old",
    Text {
        en: "a writ was issued a year ago or earlier (for pensioners and receivers of child benefits)",
        ru: "исполнительный документ выдан год назад или раньше (для пенсионеров и получателей детских пособий)",
    },
);
const SEVEN_YEARS_OLD: About = (
    "document_seven_years_old",
    Text {
        en: "a writ was issued seven years ago or earlier",
        ru: "исполнительный документ выдан семь лет назад или раньше",
    },
);

impl Laws {
    const MEMBERS: &'static [&'static str] = &["court_case", "out_of_court"];

    /// The member `laws` of an input, over the built-in ones.
    ///
    /// # Errors
    /// The class `invalid_input`.
    pub(super) fn of(members: &Members<'_>, notes: &mut Notes) -> Result<Option<Self>> {
        let Some(mut laws) = built_in() else { return Ok(None) };
        if let Some(given) = members.members("laws", Self::MEMBERS)? {
            laws.court_case = Threshold::over(&given, "court_case", laws.court_case, notes)?;
            laws.out_of_court = Threshold::over(&given, "out_of_court", laws.out_of_court, notes)?;
        }
        Ok(Some(laws))
    }
}

impl Threshold {
    const MEMBERS: &'static [&'static str] = &["law", "in_force_since", "least", "most"];

    fn over(
        laws: &Members<'_>,
        name: &'static str,
        built_in: Self,
        notes: &mut Notes,
    ) -> Result<Self> {
        let Some(members) = laws.members(name, Self::MEMBERS)? else { return Ok(built_in) };
        let amount = |name: &'static str| -> Result<Option<Cow<'static, str>>> {
            let Some(text) = members.text(name)? else { return Ok(None) };
            let plain = Decimal::parse(&text).is_some_and(|amount| amount.tolerance().is_none());
            let amount = plain.then(|| Cow::Owned(text.into_owned()));
            amount.map(Some).ok_or_else(|| Error::invalid(members.path(name), AMOUNT))
        };
        let law = members.text("law")?.map(|law| Cow::Owned(law.into_owned()));
        Ok(Self {
            law: law.ok_or_else(|| Error::missing(members.path("law")))?,
            in_force_since: members.required("in_force_since", notes)?,
            least: amount("least")?.ok_or_else(|| Error::missing(members.path("least")))?,
            most: amount("most")?,
        })
    }
}

const AMOUNT: Text = Text {
    en: "a decimal number as text, such as 500000",
    ru: "десятичное число текстом, например 500000",
};
