//! The application as a caller writes it, in one vocabulary for the three types of applicants.
//!
//! Source: «External API», sections 3 and 4.

use serde::Serialize;

use super::info::{Info, Sent};
use super::parts::{ApplicantType, Gender, Head, LegalAddress, SmevChecks, region, word};
use crate::error::{Code, Error, Result, Text};
use crate::members::Members;
use crate::protocol::Notes;
use crate::value::{
    Address, CompanyName, Date, Email, Inn, Inn12, IssuerCode, Kpp, Line, Ogrn, Ogrnip, Passport,
    PersonName, Phone, Snils,
};

/// Who the certificate is for, and which one. Everything may be left out in a change; in a new
/// application each type of applicant has members that it cannot be without.
#[derive(Debug, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "application", deny_unknown_fields))]
pub struct Application {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub applicant_type: Option<ApplicantType>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_name: Option<PersonName>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_name: Option<PersonName>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub patronymic: Option<PersonName>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gender: Option<Gender>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub birth_date: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub snils: Option<Snils>,
    /// 12 digits of a person or sole proprietor, 10 of a company.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inn: Option<Inn>,
    /// Of the applicant for a company.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person_inn: Option<Inn12>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub passport: Option<Passport>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub passport_issued_on: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub passport_issuer_code: Option<IssuerCode>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub passport_issuer: Option<Line>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<Email>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<Phone>,
    /// The provider's number of a country.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country_id: Option<u32>,
    /// Number of a region of Russia, 1 to 99.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub region: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub city: Option<Line>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<Address>,
    /// Short name of the company.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub company_name: Option<CompanyName>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub company_full_name: Option<CompanyName>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub company_phone: Option<Phone>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ogrn: Option<Ogrn>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ogrnip: Option<Ogrnip>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kpp: Option<Kpp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub position: Option<Line>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub department: Option<Line>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub legal_address: Option<LegalAddress>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub head: Option<Head>,
    /// The document by which the head acts, such as «устава».
    #[serde(skip_serializing_if = "Option::is_none")]
    pub basis_of_acts: Option<Line>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub manager_comment: Option<Line>,
    /// Ids of products, as `osnovanie.products` lists them; an ordinary qualified certificate where
    /// nothing is said. Of a product with parts the root's id is needed too.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schemars(default))]
    pub products: Vec<u32>,
    /// The client has joined the offer; otherwise the contract belongs into the archive.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offer_joining: Option<bool>,
    /// 0 in person, 1 by a valid qualified signature of the FNS; 2 (foreign passport) and 3 (ESIA)
    /// are known from a public client only. 0 in a new application where nothing is said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub identification_kind: Option<u8>,
    /// A certificate for an information system; not for a person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub for_info_sys: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub smev_checks: Option<SmevChecks>,
}

impl Application {
    const MEMBERS: &'static [&'static str] = &[
        "applicant_type",
        "last_name",
        "first_name",
        "patronymic",
        "gender",
        "birth_date",
        "snils",
        "inn",
        "person_inn",
        "passport",
        "passport_issued_on",
        "passport_issuer_code",
        "passport_issuer",
        "email",
        "phone",
        "country_id",
        "region",
        "city",
        "address",
        "company_name",
        "company_full_name",
        "company_phone",
        "ogrn",
        "ogrnip",
        "kpp",
        "position",
        "department",
        "legal_address",
        "head",
        "basis_of_acts",
        "manager_comment",
        "products",
        "offer_joining",
        "identification_kind",
        "for_info_sys",
        "smev_checks",
    ];

    /// Reads `application` of an input, whole or in part.
    ///
    /// # Errors
    /// The class `invalid_input`.
    pub(super) fn read(input: &Members<'_>, notes: &mut Notes) -> Result<Self> {
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

    /// The members that a new application cannot be without.
    ///
    /// # Errors
    /// `missing_member`, with the place of the first.
    pub(super) fn complete(&self) -> Result<()> {
        use ApplicantType::{Company, Person, SoleProprietor};
        let lacks = |name: &str| Err(Error::missing(format!("/input/application/{name}")));
        let Some(applicant) = self.applicant_type else { return lacks("applicant_type") };
        let everyone = [
            ("last_name", self.last_name.is_some()),
            ("first_name", self.first_name.is_some()),
            ("gender", self.gender.is_some()),
            ("snils", self.snils.is_some()),
            ("inn", self.inn.is_some()),
            ("passport", self.passport.is_some()),
            ("passport_issued_on", self.passport_issued_on.is_some()),
            ("passport_issuer_code", self.passport_issuer_code.is_some()),
            ("passport_issuer", self.passport_issuer.is_some()),
            ("email", self.email.is_some()),
            ("phone", self.phone.is_some()),
        ];
        // «Для юридических лиц допустимо указывать только юридический адрес»; a sole proprietor may
        // do without the city.
        let own: &[(&str, bool)] = match applicant {
            Person => &[
                ("region", self.region.is_some()),
                ("city", self.city.is_some()),
                ("address", self.address.is_some()),
            ],
            SoleProprietor => &[
                ("ogrnip", self.ogrnip.is_some()),
                ("region", self.region.is_some()),
                ("address", self.address.is_some()),
            ],
            Company => &[
                ("company_name", self.company_name.is_some()),
                ("company_full_name", self.company_full_name.is_some()),
                ("department", self.department.is_some()),
                ("kpp", self.kpp.is_some()),
                ("ogrn", self.ogrn.is_some()),
                ("company_phone", self.company_phone.is_some()),
                ("person_inn", self.person_inn.is_some()),
                ("head", self.head.is_some()),
                ("legal_address", self.legal_address.is_some()),
            ],
        };
        if let Some((name, _)) = everyone.iter().chain(own).find(|(_, there)| !there) {
            return lacks(name);
        }
        match &self.legal_address {
            Some(address) if applicant == Company && address.postal_code.is_none() => {
                lacks("legal_address/postal_code")
            }
            _ => Ok(()),
        }
    }

    /// The members as they are sent.
    pub(super) fn info(&self) -> Info {
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
    pub(super) fn new_info(&self) -> Info {
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

/// 2 and 3 are known from a public client only.
pub(super) const MOST_KIND: u8 = 3;

const PRODUCTS: Text =
    Text { en: "a list of product ids", ru: "список номеров продуктов" };
pub(super) const KIND: Text = Text { en: "0, 1, 2 or 3", ru: "0, 1, 2 или 3" };
const INFO_SYS: Text = Text {
    en: "true for a sole proprietor or a company only",
    ru: "true только для ИП и организаций",
};
const INN: Text = Text {
    en: "10 digits for a company, 12 for anybody else",
    ru: "10 цифр для организации, 12 для остальных",
};
