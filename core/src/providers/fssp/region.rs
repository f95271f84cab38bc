//! The member `region`, the same in every search by name.

use crate::error::{Error, Result};
use crate::members::Members;
use crate::value::Region;

/// Where nothing is said.
#[cfg(feature = "schema")]
pub(in crate::providers) fn all() -> Region {
    Region::ALL
}

pub(in crate::providers) fn read(members: &Members<'_>) -> Result<Region> {
    match members.integer("region")? {
        None => Ok(Region::ALL),
        Some(code) => Region::new(code)
            .ok_or_else(|| Error::invalid(members.path("region"), Region::EXPECTED)),
    }
}
