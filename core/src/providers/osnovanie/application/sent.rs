//! The application in the provider's own members.

use super::Application;
use crate::providers::osnovanie::info::{Info, Sent};
use crate::providers::osnovanie::parts::{ApplicantType, Gender};
use crate::value::{
    Address, CompanyName, Date, Email, Inn, Inn12, IssuerCode, Kpp, Line, Ogrn, Ogrnip, Passport,
    PersonName, Phone, Snils,
};

impl Application {
    /// The members as they are sent.
    pub(in crate::providers::osnovanie) fn info(&self) -> Info {
        let mut info = Info::default();
        let date = |date: Option<Date>| date.map(Date::dotted);
        info.text("firstName", self.first_name.as_ref().map(PersonName::as_str));
        info.text("middleName", self.patronymic.as_ref().map(PersonName::as_str));
        info.text("lastName", self.last_name.as_ref().map(PersonName::as_str));
        info.text("company", self.company_name.as_ref().map(CompanyName::as_str));
        info.text("companyFull", self.company_full_name.as_ref().map(CompanyName::as_str));
        info.text("position", self.position.as_ref().map(Line::as_str));
        info.text("department", self.department.as_ref().map(Line::as_str));
        info.text("passportSerial", self.passport.as_ref().map(Passport::series));
        info.text("passportNumber", self.passport.as_ref().map(Passport::number));
        info.text("passportDate", date(self.passport_issued_on).as_deref());
        info.text("passportCode", self.passport_issuer_code.as_ref().map(IssuerCode::as_str));
        info.text("passportDivision", self.passport_issuer.as_ref().map(Line::as_str));
        info.text("gender", self.gender.map(Gender::letter));
        info.text("birthDate", date(self.birth_date).as_deref());
        info.text("inn", self.inn.as_ref().map(Inn::as_str));
        info.text("personInn", self.person_inn.as_ref().map(Inn12::as_str));
        info.text("ogrn", self.ogrn.as_ref().map(Ogrn::as_str));
        info.text("ogrnip", self.ogrnip.as_ref().map(Ogrnip::as_str));
        info.text("kpp", self.kpp.as_ref().map(Kpp::as_str));
        info.text("snils", self.snils.as_ref().map(Snils::as_str));
        info.text("email", self.email.as_ref().map(Email::as_str));
        info.text("phone", self.phone.as_ref().map(national));
        info.text("companyPhone", self.company_phone.as_ref().map(national));
        info.number("countryId", self.country_id.map(i64::from));
        info.text("region", self.region.map(|region| format!("{region:02}")).as_deref());
        info.text("city", self.city.as_ref().map(Line::as_str));
        info.text("address", self.address.as_ref().map(Address::as_str));
        if let Some(address) = &self.legal_address {
            address.put(&mut info);
        }
        if let Some(head) = &self.head {
            head.put(&mut info);
        }
        info.number("type", self.applicant_type.map(ApplicantType::code));
        if !self.products.is_empty() {
            info.set(
                "products",
                Sent::Numbers(self.products.iter().copied().map(i64::from).collect()),
            );
        }
        info.bool("offerJoining", self.offer_joining);
        info.number("identificationKind", self.identification_kind.map(i64::from));
        // «Если передано, означает…»: even `false` might be taken for a yes (Q-A14).
        info.bool("forInfoSys", self.for_info_sys.filter(|yes| *yes));
        info.text("BasisOfActs", self.basis_of_acts.as_ref().map(Line::as_str));
        info.text("ManagerComment", self.manager_comment.as_ref().map(Line::as_str));
        if let Some(checks) = &self.smev_checks {
            checks.put(&mut info);
        }
        info
    }

    /// The same for a new application: `identificationKind` and `offerJoining` are always sent.
    pub(in crate::providers::osnovanie) fn new_info(&self) -> Info {
        let mut info = self.info();
        info.bool("offerJoining", Some(self.offer_joining.unwrap_or(false)));
        info.number("identificationKind", Some(self.identification_kind.unwrap_or(0).into()));
        info
    }
}

/// The 10 digits of a Russian number, as in the examples (Q-A41), or the whole of another.
fn national(phone: &Phone) -> &str {
    phone.as_str().strip_prefix("+7").unwrap_or(phone.as_str())
}
