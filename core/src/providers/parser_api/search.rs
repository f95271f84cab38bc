//! What the searches of `fssp_api` have in common.

use super::checked;
use super::record::Record;
use crate::error::{Code, Error, Happened, Reconcile, Result};
use crate::http::{Answer, Ask};
use crate::proceeding::Proceedings;
use crate::protocol::Notes;
use crate::value::{Date, Region};

pub(super) const DOCS: &str = "https://parser-api.com";

/// The count of the month tells whether a lost request was taken.
pub(super) const RECONCILE: &Reconcile =
    &Reconcile { operation: "parser_api.quota", how: "month_request_count" };

/// INFERRED: that without a `regionID` all regions are searched.
pub(super) fn within(ask: Ask, region: Region) -> Ask {
    if region == Region::ALL { ask } else { ask.query("regionID", &region.code().to_string()) }
}

/// Reads `{"done":1,"result":[…]}`; nothing else proves that there is nothing.
pub(super) fn read<'a>(
    answer: &Answer<'a>,
    born: Option<Date>,
    notes: &mut Notes,
) -> Result<Proceedings<'a>> {
    let shape = |place: String| Error::new(Code::BodyShape).at(place).happened(Happened::Yes);
    let root = answer.object()?;
    if checked(&root) != Some(true) {
        return Err(shape("/done".to_owned()));
    }
    let records = root.objects("/result")?.ok_or_else(|| shape("/result".to_owned()))?;
    let proceedings = records.iter().enumerate().map(|(index, record)| {
        let place = format!("/result/{index}");
        match Record::of(record, &place) {
            Some(record) => Ok(record.into_proceeding(born, notes)),
            None => Err(shape(place)),
        }
    });
    Ok(Proceedings::complete(proceedings.collect::<Result<_>>()?))
}
