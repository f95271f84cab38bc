//! Whether two reports are about the same person, searched for by the same data.

use super::change::WhyNot;
use crate::debtor::listed::{Listed, Supplied};
use crate::debtor::stored::Stored;
use crate::debtor::suppliers::{By, Offer};

impl Stored<'_> {
    /// Whether a proceeding that the `other` report lists would be in this one, were it there.
    pub(super) fn would_list(&self, listed: &Listed<'_>, other: &Stored<'_>) -> Result<(), WhyNot> {
        let read = |operation: &str| self.sources.iter().any(|s| s.read_whole(operation));
        if listed.sources.is_empty() || !listed.sources.iter().all(|s| read(&s.operation)) {
            return Err(WhyNot::NotChecked);
        }
        let by = |supplied: &Supplied<'_>| Offer::find(&supplied.operation).map(|offer| offer.by);
        let same = |supplied| self.searched_as(other, by(supplied));
        if listed.sources.iter().all(same) { Ok(()) } else { Err(WhyNot::OtherSearch) }
    }

    /// Whether nothing that identifies the person differs.
    pub(super) fn is_about_the_same(&self, other: &Stored<'_>) -> bool {
        ["inn", "iin", "last_name", "first_name", "birth_date", "company_name"].iter().all(|name| {
            match (self.person.field(name).text(), other.person.field(name).text()) {
                (Some(one), Some(two)) => one.to_lowercase() == two.to_lowercase(),
                _ => true,
            }
        })
    }

    /// Whether the person was searched for by the same data.
    fn searched_as(&self, other: &Stored<'_>, by: Option<By>) -> bool {
        let members: &[&str] = match by {
            Some(By::Iin) => &["iin"],
            Some(By::Inn) => &["inn", "region"],
            Some(By::Token) => &[],
            Some(By::Name) | None => &[
                "last_name",
                "first_name",
                "patronymic",
                "birth_date",
                "company_name",
                "address",
                "region",
            ],
        };
        let of = |report: &Stored<'_>, name| {
            let field = report.person.field(name);
            // No region stands for all of them.
            field.text().filter(|text| *text != "-1").map(str::to_lowercase)
        };
        members.iter().all(|name| of(self, name) == of(other, name))
    }
}
