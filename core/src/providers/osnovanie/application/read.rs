//! The application as it is read, and what none of its type may have.

use super::Application;
use crate::error::{Code, Error, Result, Text};
use crate::members::Members;
use crate::protocol::Notes;
use crate::providers::osnovanie::parts::{
    ApplicantType, Gender, Head, LegalAddress, SmevChecks, region, word,
};

impl Application {
    /// Reads `application` of an input, whole or in part.
    ///
    /// # Errors
    /// The class `invalid_input`.
    pub(in crate::providers::osnovanie) fn read(
        input: &Members<'_>,
        notes: &mut Notes,
    ) -> Result<Self> {
        let missing = || Error::missing(input.path("application"));
        let members = input.members("application", Self::MEMBERS)?.ok_or_else(missing)?;
        let m = &members;
        let application = Self {
            applicant_type: ApplicantType::read(m)?,
            last_name: m.optional("last_name", notes)?,
            first_name: m.optional("first_name", notes)?,
            patronymic: m.optional("patronymic", notes)?,
            gender: word(m, "gender", Gender::ALL, Gender::EXPECTED)?,
            birth_date: m.optional("birth_date", notes)?,
            snils: m.optional("snils", notes)?,
            inn: m.optional("inn", notes)?,
            person_inn: m.optional("person_inn", notes)?,
            passport: m.optional("passport", notes)?,
            passport_issued_on: m.optional("passport_issued_on", notes)?,
            passport_issuer_code: m.optional("passport_issuer_code", notes)?,
            passport_issuer: m.optional("passport_issuer", notes)?,
            email: m.optional("email", notes)?,
            phone: m.optional("phone", notes)?,
            country_id: m.number("country_id")?,
            region: region(m, "region")?,
            city: m.optional("city", notes)?,
            address: m.optional("address", notes)?,
            company_name: m.optional("company_name", notes)?,
            company_full_name: m.optional("company_full_name", notes)?,
            company_phone: m.optional("company_phone", notes)?,
            ogrn: m.optional("ogrn", notes)?,
            ogrnip: m.optional("ogrnip", notes)?,
            kpp: m.optional("kpp", notes)?,
            position: m.optional("position", notes)?,
            department: m.optional("department", notes)?,
            legal_address: LegalAddress::read(m, notes)?,
            head: Head::read(m, notes)?,
            basis_of_acts: m.optional("basis_of_acts", notes)?,
            manager_comment: m.optional("manager_comment", notes)?,
            products: m.numbers("products", 100, PRODUCTS)?,
            offer_joining: m.boolean("offer_joining")?,
            identification_kind: m.number("identification_kind")?,
            for_info_sys: m.boolean("for_info_sys")?,
            smev_checks: SmevChecks::read(m)?,
        };
        application.check(m)?;
        Ok(application)
    }

    /// What no application of its type may have.
    fn check(&self, members: &Members<'_>) -> Result<()> {
        let wrong = |name: &str, expected| Err(Error::invalid(members.path(name), expected));
        if self.identification_kind.is_some_and(|kind| kind > MOST_KIND) {
            return wrong("identification_kind", KIND);
        }
        let Some(applicant) = self.applicant_type else { return Ok(()) };
        if applicant == ApplicantType::Person && self.for_info_sys == Some(true) {
            return wrong("for_info_sys", INFO_SYS);
        }
        let of_company = self.inn.as_ref().map(|inn| inn.as_str().len() == 10);
        if of_company.is_some_and(|ten| ten != (applicant == ApplicantType::Company)) {
            return wrong("inn", INN);
        }
        match self.smev_checks.as_ref().and_then(|checks| checks.not_for(applicant)) {
            Some(name) => Err(Error::new(Code::ConflictingMembers)
                .at(members.path(&format!("smev_checks/{name}")))),
            None => Ok(()),
        }
    }
}

/// 2 and 3 are known from a public client only.
pub(in crate::providers::osnovanie) const MOST_KIND: u8 = 3;

const PRODUCTS: Text =
    Text { en: "a list of product ids", ru: "список номеров продуктов" };
pub(in crate::providers::osnovanie) const KIND: Text =
    Text { en: "0, 1, 2 or 3", ru: "0, 1, 2 или 3" };
const INFO_SYS: Text = Text {
    en: "true for a sole proprietor or a company only",
    ru: "true только для ИП и организаций",
};
const INN: Text = Text {
    en: "10 digits for a company, 12 for anybody else",
    ru: "10 цифр для организации, 12 для остальных",
};
