//! The members of `info`: how each is sent, and what is not sent back.

use super::bool_of;
use crate::providers::osnovanie::loose::Loose;

/// How a member is sent.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Number,
    Bool,
    Numbers,
}

/// Every member that `create` and `change` take (sections 3 and 4), in the order of their examples.
pub(super) const MEMBERS: &[(&str, Kind)] = &[
    ("firstName", Kind::Text),
    ("middleName", Kind::Text),
    ("lastName", Kind::Text),
    ("company", Kind::Text),
    ("companyFull", Kind::Text),
    ("position", Kind::Text),
    ("department", Kind::Text),
    ("passportSerial", Kind::Text),
    ("passportNumber", Kind::Text),
    ("passportDate", Kind::Text),
    ("passportCode", Kind::Text),
    ("passportDivision", Kind::Text),
    ("gender", Kind::Text),
    ("birthDate", Kind::Text),
    ("inn", Kind::Text),
    ("personInn", Kind::Text),
    ("ogrn", Kind::Text),
    ("ogrnip", Kind::Text),
    ("kpp", Kind::Text),
    ("snils", Kind::Text),
    ("email", Kind::Text),
    ("phone", Kind::Text),
    ("companyPhone", Kind::Text),
    ("countryId", Kind::Number),
    // A text in the requests' examples, a number in the answers'.
    ("region", Kind::Text),
    ("city", Kind::Text),
    ("address", Kind::Text),
    ("regionLaw", Kind::Number),
    ("cityLaw", Kind::Text),
    ("addressLaw", Kind::Text),
    ("index", Kind::Text),
    ("headLastName", Kind::Text),
    ("headFirstName", Kind::Text),
    ("headMiddleName", Kind::Text),
    ("headPosition", Kind::Text),
    ("type", Kind::Number),
    ("products", Kind::Numbers),
    ("offerJoining", Kind::Bool),
    ("identificationKind", Kind::Number),
    ("forInfoSys", Kind::Bool),
    ("BasisOfActs", Kind::Text),
    ("ManagerComment", Kind::Text),
    ("IdSmevSNILS", Kind::Number),
    ("IdSmevINNFL", Kind::Number),
    ("IdSmevMvd", Kind::Number),
    ("IdSmevEGRIP", Kind::Number),
    ("IdSmevEGRUL", Kind::Number),
];

/// What the server keeps for itself, and what is old after the change.
pub(super) const ITS_OWN: [&str; 8] = [
    "requestId",
    "statusId",
    "status",
    "createDate",
    "comment",
    "checkCertInFNSStatus",
    "existingCertsInFNS",
    "requestArchived",
];

/// What stands for nothing, or is not sent back: ids of checks that were made for another change.
pub(super) fn is_nothing(name: &str, info: &Loose<'_>) -> bool {
    let field = info.peek(name);
    match name {
        "region" | "regionLaw" => field.integer() == Some(0),
        "forInfoSys" => bool_of(&field) == Some(false),
        name => name.starts_with("IdSmev"),
    }
}
