//! What an application says of its applicant (§2 to §5): checked as it comes in, kept as it was
//! sent. A member that the document does not know is ignored, as .NET does.
//!
//! INFERRED: that the names, the СНИЛС and the type are needed at all (the document calls only
//! `gender` obligatory), that a wrong value ends in 500, and that an organisation's `department`
//! has to be there but may be empty, as in the document's own examples.

use super::body::Object;
use super::errors;
use crate::{Reply, clock};

pub(super) struct Info(pub(super) Object);

/// The document's letter for a man is the Latin one in some places and this one in others.
pub(super) const CYRILLIC_M: &str = "\u{41c}";

const TEXTS: &[&str] = &[
    "firstName",
    "middleName",
    "lastName",
    "headFirstName",
    "headLastName",
    "headMiddleName",
    "headPosition",
    "company",
    "companyFull",
    "position",
    "department",
    "passportSerial",
    "passportNumber",
    "passportDate",
    "passportDivision",
    "passportCode",
    "gender",
    "birthDate",
    "inn",
    "personInn",
    "ogrn",
    "ogrnip",
    "kpp",
    "snils",
    "email",
    "phone",
    "companyPhone",
    "city",
    "address",
    "index",
    "cityLaw",
    "addressLaw",
    "basisOfActs",
    "managerComment",
];

const NUMBERS: &[&str] = &["type", "regionLaw", "countryId", "identificationKind"];

/// Checks in СМЭВ, and the types of application that may name them: §3, "Допустимые наборы".
const SMEV: &[(&str, &[i64])] = &[
    ("idSmevSNILS", &[1, 2, 3]),
    ("idSmevINNFL", &[1, 2, 3]),
    ("idSmevMvd", &[1, 2, 3]),
    ("idSmevEGRIP", &[2]),
    ("idSmevEGRUL", &[3]),
];

/// §3: what an organisation adds.
const ORGANISATION: &[&str] = &[
    "company",
    "companyFull",
    "kpp",
    "companyPhone",
    "headLastName",
    "headFirstName",
    "headMiddleName",
    "personInn",
    "cityLaw",
    "addressLaw",
    "index",
];

impl Info {
    /// The `info` of a body.
    pub(super) fn read(body: &Object) -> Result<Self, Reply> {
        let info = body.object("info")?.map(Self);
        let info =
            info.ok_or_else(|| errors::plain(500, "Value cannot be null. (Parameter 'info')"))?;
        info.check_types()?;
        info.check_values()?;
        Ok(info)
    }

    /// An example, as it is.
    pub(super) fn example(json: &str) -> Option<Self> {
        Object::read(json.as_bytes()).map(Self)
    }

    pub(super) fn kind(&self) -> i64 {
        self.0.checked("type").unwrap_or_default()
    }

    pub(super) fn identification_kind(&self) -> i64 {
        self.0.checked("identificationKind").unwrap_or_default()
    }

    pub(super) fn offer_joining(&self) -> bool {
        self.0.checked("offerJoining").unwrap_or_default()
    }

    pub(super) fn products(&self) -> Vec<i64> {
        self.0.checked("products").unwrap_or_default()
    }

    pub(super) fn text(&self, name: &str) -> String {
        self.0.checked(name).unwrap_or_default()
    }

    fn check_types(&self) -> Result<(), Reply> {
        let Self(members) = self;
        for name in TEXTS {
            members.member::<String>(name)?;
        }
        for name in NUMBERS.iter().chain(SMEV.iter().map(|(name, _)| name)) {
            members.member::<i64>(name)?;
        }
        members.member::<bool>("offerJoining")?;
        members.member::<bool>("forInfoSys")?;
        members.member::<Vec<i64>>("products")?;
        region(members)?;
        Ok(())
    }

    fn check_values(&self) -> Result<(), Reply> {
        let kind = self.kind();
        let wrong = |name: &str| errors::quoted(500, &format!("Неверное значение поля {name}"));
        let needs = |fine: bool, name: &str| if fine { Ok(()) } else { Err(wrong(name)) };
        let filled = |name| !self.text(name).trim().is_empty();
        let digits = |name, lengths: &[usize]| {
            let text = self.text(name);
            let fits = lengths.contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
            needs(text.is_empty() || fits, name)
        };
        let date = |name| {
            let text = self.text(name);
            needs(text.is_empty() || clock::parse_dotted(&text).is_some(), name)
        };
        needs(matches!(kind, 1..=3), "type")?;
        needs(matches!(self.identification_kind(), 0 | 1), "identificationKind")?;
        needs(matches!(self.text("gender").as_str(), "M" | CYRILLIC_M | "F" | "U"), "gender")?;
        for name in ["firstName", "lastName", "snils"] {
            needs(filled(name), name)?;
        }
        digits("snils", &[11])?;
        digits("inn", &[10, 12])?;
        digits("personInn", &[12])?;
        digits("ogrn", &[13, 15])?;
        digits("ogrnip", &[15])?;
        digits("passportSerial", &[4])?;
        digits("passportNumber", &[6])?;
        date("passportDate")?;
        date("birthDate")?;
        let code = self.text("passportCode");
        needs(code.is_empty() || passport_code(&code).is_some(), "passportCode")?;
        if kind == 2 {
            needs(filled("ogrnip") || self.text("ogrn").len() == 15, "ogrnip")?;
        }
        if kind == 3 {
            for name in ORGANISATION {
                needs(filled(name), name)?;
            }
            needs(self.0.raw("department").is_some(), "department")?;
            needs(self.0.raw("regionLaw").is_some(), "regionLaw")?;
        }
        let for_system = self.0.checked::<bool>("forInfoSys").unwrap_or_default();
        needs(!for_system || kind != 1, "forInfoSys")?;
        for (name, kinds) in SMEV {
            needs(self.0.raw(name).is_none() || kinds.contains(&kind), name)?;
        }
        Ok(())
    }
}

/// A text of digits in the document's requests, a number in its answers and in a public
/// client's requests.
pub(super) fn region(members: &Object) -> Result<Option<u16>, super::body::Malformed> {
    match members.member::<u16>("region") {
        Ok(number) => Ok(number),
        Err(malformed) => match members.member::<String>("region")?.as_deref() {
            Some("") => Ok(None),
            Some(text) => text.parse().map(Some).map_err(|_| malformed),
            None => Ok(None),
        },
    }
}

/// `520-000`, from any of the three ways of writing it.
pub(super) fn passport_code(text: &str) -> Option<String> {
    let separated = |separator| text.split_once(separator).filter(|(start, _)| start.len() == 3);
    let (start, end) =
        separated('-').or_else(|| separated(' ')).or_else(|| text.split_at_checked(3))?;
    let whole = |part: &str| part.len() == 3 && part.bytes().all(|byte| byte.is_ascii_digit());
    (whole(start) && whole(end)).then(|| format!("{start}-{end}"))
}
