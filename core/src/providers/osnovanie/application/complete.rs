//! What a new application needs, by the type of its applicant.

use super::Application;
use crate::error::{Error, Result};
use crate::providers::osnovanie::parts::ApplicantType;

impl Application {
    /// The members that a new application cannot be without.
    ///
    /// # Errors
    /// `missing_member`, with the place of the first.
    pub(in crate::providers::osnovanie) fn complete(&self) -> Result<()> {
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
}
