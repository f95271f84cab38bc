//! Checks that were made before the application.

use serde::Serialize;

use super::ApplicantType;
use crate::error::{Error, Result, Text};
use crate::members::Members;
use crate::providers::osnovanie::info::Info;
use crate::value::Timestamp;

/// Ids of checks that were made in the provider's СМЭВ service beforehand, not older than 72 hours.
///
/// Which of them a type of applicant may have, the table of section 3 says; whether a part of the
/// set is enough it does not say, and it is sent as it is.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "smev_checks", deny_unknown_fields))]
pub struct SmevChecks {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub snils: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inn: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub passport: Option<u32>,
    /// Sole proprietors only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub egrip: Option<u32>,
    /// Companies only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub egrul: Option<u32>,
    /// When the oldest of them was made, in RFC 3339: a set older than 72 hours is refused here.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub checked_at: Option<Timestamp>,
}

const SMEV_MS: u64 = 72 * 3_600_000;

impl SmevChecks {
    pub(in crate::providers::osnovanie) fn read(application: &Members<'_>) -> Result<Option<Self>> {
        let known = &["snils", "inn", "passport", "egrip", "egrul", "checked_at"];
        let Some(members) = application.members("smev_checks", known)? else { return Ok(None) };
        let checks = Self {
            snils: members.number("snils")?,
            inn: members.number("inn")?,
            passport: members.number("passport")?,
            egrip: members.number("egrip")?,
            egrul: members.number("egrul")?,
            checked_at: members.moment("checked_at")?,
        };
        // Only a start is too late: a flow that goes on was in time.
        let stale =
            |at: Timestamp| application.started().is_some_and(|now| now.since(at) > SMEV_MS);
        if checks.checked_at.is_some_and(stale) {
            return Err(Error::invalid(members.path("checked_at"), STALE));
        }
        Ok(Some(checks))
    }

    /// The first of these that an applicant of this type cannot have.
    pub(in crate::providers::osnovanie) fn not_for(
        &self,
        applicant: ApplicantType,
    ) -> Option<&'static str> {
        let egrip = self.egrip.is_some() && applicant != ApplicantType::SoleProprietor;
        let egrul = self.egrul.is_some() && applicant != ApplicantType::Company;
        [("egrip", egrip), ("egrul", egrul)].into_iter().find(|(_, wrong)| *wrong).map(|(n, _)| n)
    }

    pub(in crate::providers::osnovanie) fn put(&self, info: &mut Info) {
        info.number("IdSmevSNILS", self.snils.map(i64::from));
        info.number("IdSmevINNFL", self.inn.map(i64::from));
        info.number("IdSmevMvd", self.passport.map(i64::from));
        info.number("IdSmevEGRIP", self.egrip.map(i64::from));
        info.number("IdSmevEGRUL", self.egrul.map(i64::from));
    }
}

const STALE: Text = Text {
    en: "a moment not longer than 72 hours ago",
    ru: "момент не раньше чем 72 часа назад",
};
