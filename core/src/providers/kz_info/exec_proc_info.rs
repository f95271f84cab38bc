//! `POST /api/v1/backend/info/kz/exec_proc_info/`
//!
//! The enforcement proceedings against a person, by ИИН.

use serde::Serialize;

use super::record::Wire;
use super::{PROVIDER, subject_unknown};
use crate::error::{Code, Error, Happened, Result, Text};
use crate::http::{Answer, Ask};
use crate::members::Members;
use crate::operation::{About, Exchange, Operation, Provider};
use crate::proceeding::{Basis, Proceedings};
use crate::protocol::{Effect, Notes};
use crate::value::Iin;

/// Whose proceedings.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Input {
    /// ИИН of the debtor: 12 digits with a right control digit.
    pub iin: Iin,
}

impl crate::operation::Input for Input {
    const MEMBERS: &'static [&'static str] = &["iin"];

    fn read(members: &Members<'_>, notes: &mut Notes) -> Result<Self> {
        Ok(Self { iin: members.required("iin", notes)? })
    }
}

pub type Output<'a> = Proceedings<'a>;

const ABOUT: About = About {
    name: "kz_info.exec_proc_info",
    title: Text {
        en: "Enforcement proceedings in Kazakhstan",
        ru: "Исполнительные производства в Казахстане",
    },
    summary: Text {
        en: "The enforcement proceedings against a person in АИС ОИП, by IIN.",
        ru: "Исполнительные производства в отношении человека по данным АИС ОИП, по ИИН.",
    },
    effect: Effect::PaidRead,
    // A subscription; what a call takes of it is not documented.
    estimate: None,
    docs: "https://guide.biometric.kz/integrations/backend_api/kz_info_service",
    reconcile: None,
};

#[derive(Debug)]
pub struct ExecProcInfo;

impl Operation for ExecProcInfo {
    const ABOUT: About = ABOUT;
    type Input = Input;
    type Output<'a> = Output<'a>;
}

impl Exchange for ExecProcInfo {
    const PROVIDER: &'static Provider = PROVIDER;

    fn request(input: &Input) -> Ask {
        // Without the slash at the end the service redirects.
        Ask::post("/api/v1/backend/info/kz/exec_proc_info/").json(&Body { iin: &input.iin })
    }

    fn read<'a>(input: &Input, answer: &Answer<'a>, notes: &mut Notes) -> Result<Output<'a>> {
        if subject_unknown(answer) {
            return Ok(Proceedings::empty(Basis::SubjectUnknown));
        }
        let items = answer.objects()?;
        let proceedings = items.iter().enumerate().map(|(index, item)| {
            let wire = Wire::of(item).ok_or_else(|| {
                Error::new(Code::BodyShape).at(format!("/{index}")).happened(Happened::Yes)
            })?;
            Ok(wire.into_proceeding(index, &input.iin, notes))
        });
        Ok(Proceedings::complete(proceedings.collect::<Result<_>>()?))
    }
}

#[derive(Serialize)]
struct Body<'a> {
    iin: &'a Iin,
}
