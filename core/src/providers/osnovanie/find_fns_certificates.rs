//! `POST /api/external/v2/fns/find`
//!
//! Certificates that the tax service has issued, by one key or a documented pair of keys.

use serde::Serialize;

use super::fns::{Certificate, certificate};
use super::loose::list;
use super::{DOCS, PROVIDER};
use crate::error::{Code, Error, Happened, Next, Result, Text};
use crate::http::{Answer, Ask};
use crate::members::Members;
use crate::operation::{About, Exchange, Operation, Provider};
use crate::proceeding::{Basis, Outcome};
use crate::protocol::{Effect, Notes};
use crate::value::{Inn, Ogrn, Ogrnip, Snils};

/// One of `snils`, `inn`, `ogrn`, `ogrnip` and `serial_number`, or `snils` with one of the three
/// numbers.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Input {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub snils: Option<Snils>,
    /// A company's INN is sent with two zeros before it (Q-A19).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inn: Option<Inn>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ogrn: Option<Ogrn>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ogrnip: Option<Ogrnip>,
    /// Hexadecimal digits, an even number of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub serial_number: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offset: Option<u32>,
    /// At the most so many; all where nothing is said, though the tax service may cut the list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub count: Option<u32>,
}

impl crate::operation::Input for Input {
    const MEMBERS: &'static [&'static str] =
        &["snils", "inn", "ogrn", "ogrnip", "serial_number", "offset", "count"];

    fn read(members: &Members<'_>, notes: &mut Notes) -> Result<Self> {
        let numbers = ["inn", "ogrn", "ogrnip"].iter().filter(|name| members.has(name)).count();
        let (snils, serial) = (members.has("snils"), members.has("serial_number"));
        match (snils, numbers, serial) {
            (false, 0, false) => return Err(Error::missing(members.path("snils"))),
            (_, 0 | 1, false) | (false, 0, true) => {}
            _ => return Err(Error::new(Code::ConflictingMembers).at(members.place().to_owned())),
        }
        let serial_number = members.text("serial_number")?.map(|text| text.to_ascii_uppercase());
        let hex = |text: &String| {
            !text.is_empty()
                && text.len().is_multiple_of(2)
                && text.bytes().all(|b| b.is_ascii_hexdigit())
        };
        if serial_number.as_ref().is_some_and(|text| !hex(text)) {
            return Err(Error::invalid(members.path("serial_number"), SERIAL));
        }
        let count = members.number("count")?;
        if count == Some(0) {
            return Err(Error::invalid(members.path("count"), COUNT));
        }
        Ok(Self {
            snils: members.optional("snils", notes)?,
            inn: members.optional("inn", notes)?,
            ogrn: members.optional("ogrn", notes)?,
            ogrnip: members.optional("ogrnip", notes)?,
            serial_number,
            offset: members.number("offset")?,
            count,
        })
    }
}

/// The certificates, all of them valid ones.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Output<'a> {
    pub outcome: Outcome,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub basis: Option<Basis>,
    /// False where some were passed over, or as many came as were asked for: there may be more.
    pub complete: bool,
    pub certificates: Vec<Certificate<'a>>,
}

const ABOUT: About = About {
    name: "osnovanie.find_fns_certificates",
    title: Text { en: "Certificates of the tax service", ru: "Сертификаты ФНС" },
    summary: Text {
        en: "The valid certificates that the tax service has issued to somebody.",
        ru: "Действующие сертификаты, выпущенные УЦ ФНС.",
    },
    effect: Effect::Read,
    estimate: None,
    docs: DOCS,
    reconcile: None,
};

#[derive(Debug)]
pub struct FindFnsCertificates;

impl Operation for FindFnsCertificates {
    const ABOUT: About = ABOUT;
    type Input = Input;
    type Output<'a> = Output<'a>;
}

impl Exchange for FindFnsCertificates {
    const PROVIDER: &'static Provider = PROVIDER;

    fn request(input: &Input) -> Ask {
        super::fns::ask(input)
    }

    fn read<'a>(input: &Input, answer: &Answer<'a>, notes: &mut Notes) -> Result<Output<'a>> {
        let items = list(answer.objects()?, "");
        let certificates =
            items.iter().map(|item| certificate(item, notes)).collect::<Result<Vec<_>>>()?;
        let to_the_end = input.count.is_none_or(|count| (certificates.len() as u64) < count.into());
        let complete = to_the_end && input.offset.is_none_or(|offset| offset == 0);
        if certificates.is_empty() && !complete {
            // Of what stands before the offset this says nothing, and neither will the next time.
            let error = Error::new(Code::Incomplete).happened(Happened::Yes);
            return Err(error.then(Next::FixInput));
        }
        let (outcome, basis) = Outcome::of(certificates.is_empty());
        Ok(Output { outcome, basis, complete, certificates })
    }
}

const COUNT: Text = Text { en: "a number from 1", ru: "число от 1" };
const SERIAL: Text = Text {
    en: "an even number of hexadecimal digits",
    ru: "чётное число шестнадцатеричных цифр",
};
