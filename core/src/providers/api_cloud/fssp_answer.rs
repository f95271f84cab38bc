//! The answer of fssp.php: a list of proceedings in pages, or that there are none.

use super::fssp_record::Wire;
use super::inquiry::Inquiry;
use crate::error::{Code, Error, Happened, Reconcile, Result};
use crate::http::Answer;
use crate::proceeding::{Basis, Proceedings};
use crate::protocol::{Estimate, Notes};
use crate::wire::{Field, Object};

/// The price of the answers that public clients recorded; an empty one costs as much.
pub(super) const ESTIMATE: Option<Estimate> = Some(Estimate { amount: "0.8", currency: "RUB" });

pub(super) const RECONCILE: Option<&Reconcile> =
    Some(&Reconcile { operation: "api_cloud.balance", how: "balance" });

/// The one text that says that nothing was found. Any other may tell a failure.
const NOTHING: &str = "В базе ФССП отсутствует";

fn fail(code: Code, place: &str) -> Error {
    Error::new(code).at(place).happened(Happened::Yes)
}

/// Reads the whole answer. `only_active` is what was asked for.
///
/// # Errors
/// `body_shape`; `incomplete` where it has no record and does not say that it is whole.
pub(super) fn read<'a>(
    answer: &Answer<'a>,
    only_active: bool,
    notes: &mut Notes,
) -> Result<Proceedings<'a>> {
    let root = answer.object()?;
    let records = root.objects("/records")?;
    Inquiry::of(&root).note(notes);
    let listed = records.as_ref().map_or(0, |records| records.len() as u64);
    let complete = is_complete(&root, listed, only_active, notes);
    let message = root.field("message");
    let says_nothing = message.text().is_some_and(|text| text.trim() == NOTHING);
    let Some(records) = records.filter(|records| !records.is_empty()) else {
        if !says_nothing && !message.is_blank() {
            return Err(fail(Code::BodyShape, "/message"));
        }
        if !says_nothing && root.raw("records").is_none_or(|raw| raw.get() == "null") {
            return Err(fail(Code::BodyShape, "/records"));
        }
        // Without a count an empty list proves nothing.
        if root.field("count").integer().is_none() {
            return Err(fail(Code::BodyShape, "/count"));
        }
        if !complete {
            return Err(fail(Code::Incomplete, "/records"));
        }
        return Ok(Proceedings::empty(Basis::NoRecords));
    };
    let record = |(index, record): (usize, &Object<'a>)| match Wire::of(record) {
        Some(wire) => wire.into_proceeding(index, notes),
        None => Err(fail(Code::BodyShape, &format!("/records/{index}"))),
    };
    let proceedings = records.iter().enumerate().map(record).collect::<Result<_>>()?;
    Ok(Proceedings { complete, ..Proceedings::complete(proceedings) })
}

/// Whether all pages were loaded and nothing was left out, as far as the answer says. A list with
/// neither the number of records nor of pages is not known to be whole.
fn is_complete(root: &Object<'_>, listed: u64, only_active: bool, notes: &mut Notes) -> bool {
    let mut number = |name: &str| {
        let field = root.field(name);
        if matches!(field, Field::Text(..)) && !field.is_blank() {
            notes.quirk("api_cloud.count_as_text", || format!("/{name}"));
        }
        let number = field.integer().and_then(|number| u64::try_from(number).ok());
        (number, number.is_none() && !field.is_blank())
    };
    let (all, all_unreadable) = number("countAll");
    let (count, count_unreadable) = number("count");
    let (pages, pages_unreadable) = number("pagesAll");
    let (loaded, loaded_unreadable) = number("totalLoadedPage");
    // The answer says by itself whether it left out what has ended.
    let filtered = root.field("onlyActual");
    let filtered = matches!(filtered, Field::Bool(true)) || filtered.integer() == Some(1);
    let differs = [all, count].into_iter().flatten().any(|number| number != listed);
    if differs {
        notes.quirk("api_cloud.count_differs", || "/records".to_owned());
    }
    if filtered && !only_active {
        notes.quirk("api_cloud.only_active_differs", || "/onlyActual".to_owned());
        return false;
    }
    if all_unreadable || count_unreadable || pages_unreadable || loaded_unreadable {
        return false;
    }
    let has_all = [all, count].into_iter().flatten().all(|number| number <= listed);
    // «count» may be that of the page.
    let known = all.is_some() || pages.is_some() || (listed == 0 && count.is_some());
    let pages = match (pages, loaded) {
        (Some(pages), Some(loaded)) => loaded >= pages,
        (Some(pages), None) => pages <= 1,
        (None, _) => true,
    };
    has_all && known && pages
}
