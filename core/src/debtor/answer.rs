//! What the last step of a call says of a debtor: found, empty, or not checked.

use serde::Serialize;
use serde_json::value::RawValue;

use super::suppliers::{Gives, Offer};
use crate::error::{Error, Result, Text};
use crate::members::Members;
use crate::wire::{Field, Object};

/// What came of asking.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Checked {
    Found,
    Empty,
    NotChecked,
}

/// A `done`, `fail` or `wait` step, taken apart.
pub(super) struct Answer<'a> {
    pub(super) checked: Checked,
    /// Whether everything was read that the source has; always true of `empty`.
    pub(super) complete: bool,
    /// The proceedings, or the arrests.
    pub(super) records: Vec<Object<'a>>,
    pub(super) output: Object<'a>,
    pub(super) meta: Object<'a>,
    /// Of a `fail`.
    pub(super) error: Option<Object<'a>>,
}

impl<'a> Answer<'a> {
    /// Reads a step at its place in the input.
    ///
    /// # Errors
    /// `invalid_value` where it is no last step of this operation, or contradicts itself.
    pub(super) fn of(step: &'a RawValue, offer: &Offer, place: &str) -> Result<Self> {
        let wrong = || Error::invalid(place, STEP);
        let step = Members::object(step.get(), place)?;
        let part = |name: &str| step.object(name).map_err(|_| wrong());
        let meta = part("meta")?.unwrap_or_default();
        let field = step.field("step");
        let answer = match field.text() {
            Some("done") => {
                let output = part("output")?.ok_or_else(wrong)?;
                Self::done(output, meta, offer).ok_or_else(wrong)?
            }
            Some("fail") => {
                let error = part("error")?.ok_or_else(wrong)?;
                Self { error: Some(error), ..Self::nothing(meta) }
            }
            // It is still at work, or needs something: there is no answer yet.
            Some("wait") => return Ok(Self::nothing(meta)),
            _ => return Err(wrong()),
        };
        // A call that was refused before it began has no operation.
        match answer.meta.field("operation").text() {
            Some(operation) if operation == offer.operation => Ok(answer),
            None if answer.error.is_some() => Ok(answer),
            _ => Err(wrong()),
        }
    }

    /// What another has or has not says nothing of this one.
    pub(super) fn is_of_another(&mut self) {
        self.complete = false;
        if self.records.is_empty() {
            self.checked = Checked::NotChecked;
        }
    }

    fn nothing(meta: Object<'a>) -> Self {
        Self {
            checked: Checked::NotChecked,
            complete: false,
            records: Vec::new(),
            output: Object::default(),
            meta,
            error: None,
        }
    }

    /// `None` where the output contradicts itself.
    fn done(output: Object<'a>, meta: Object<'a>, offer: &Offer) -> Option<Self> {
        let (list, whole) = match offer.gives {
            Gives::Proceedings(_) => ("proceedings", "complete"),
            Gives::Arrests => ("arrests", "arrests_complete"),
        };
        let records = output.objects(list).ok()??;
        let Field::Bool(complete) = output.field(whole) else { return None };
        let outcome = output.field("outcome");
        let checked = match (offer.gives, outcome.text(), records.is_empty(), complete) {
            (Gives::Proceedings(_), Some("found"), false, _) => Checked::Found,
            (Gives::Proceedings(_), Some("empty"), true, true) => Checked::Empty,
            (Gives::Proceedings(_), ..) => return None,
            (Gives::Arrests, _, false, _) => Checked::Found,
            (Gives::Arrests, _, true, true) => Checked::Empty,
            // The accounts were not shown to us: nothing follows from an empty list.
            (Gives::Arrests, _, true, false) => Checked::NotChecked,
        };
        Some(Self { checked, complete, records, output, meta, error: None })
    }
}

const STEP: Text = Text {
    en: "the last step of this operation: done, fail or wait, as it came",
    ru: "последний шаг этой операции (done, fail или wait) в том виде, в каком он пришёл",
};
