//! A pure function of the input: one step, no request.

use super::{Visit, read_input, write};
use crate::error::Result;
use crate::operation::Transform;
use crate::protocol::{Meta, Notes};

pub(crate) fn transform<T: Transform>(visit: &mut Visit<'_, '_>) -> Result<()> {
    let mut notes = Notes::default();
    let input = read_input::<T>(visit, &mut notes)?;
    let output = T::apply(&input, &mut notes)?;
    visit.out.extend_from_slice(b"{\"step\":\"done\",\"output\":");
    write(visit.out, &output);
    visit.out.extend_from_slice(b",\"meta\":");
    let meta = Meta {
        provider: Some(visit.entry.provider_name()),
        operation: Some(T::ABOUT.name),
        as_of: visit.now,
        quirks: notes.quirks,
        ..Meta::default()
    };
    write(visit.out, &meta);
    visit.out.push(b'}');
    Ok(())
}
