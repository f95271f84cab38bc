//! Reading one object of the answer, member by member.

use super::sent::Sent;
use crate::error::{Code, Error, Happened, Result};
use crate::proceeding::Raw;
use crate::protocol::Notes;
use crate::wire::{Field, Object};

pub(super) struct Reader<'r, 'a> {
    object: &'r Object<'a>,
    /// Of the object, with a slash at its end.
    place: &'r str,
    notes: &'r mut Notes,
    /// What was asked for; what is kept elsewhere is `Absent` here.
    seen: Vec<(&'static str, Field<'a>)>,
}

impl<'r, 'a> Reader<'r, 'a> {
    pub(super) fn of(object: &'r Object<'a>, place: &'r str, notes: &'r mut Notes) -> Self {
        Self { object, place, notes, seen: Vec::new() }
    }

    /// An object in this one; anything else is left out.
    pub(super) fn object<T>(
        &mut self,
        name: &'static str,
        read: impl FnOnce(&mut Reader<'_, 'a>) -> T,
    ) -> Sent<T> {
        let place = self.keep_apart(name);
        let object = self.object.object(&place);
        self.part(name, object).map(|object| self.nested(&object, &place, read))
    }

    /// A list of objects; anything else is left out.
    pub(super) fn objects<T>(
        &mut self,
        name: &'static str,
        mut read: impl FnMut(&mut Reader<'_, 'a>) -> T,
    ) -> Sent<Vec<T>> {
        let place = self.keep_apart(name);
        let objects = self.object.objects(&place);
        self.part(name, objects).map(|objects| {
            let objects = objects.iter().enumerate();
            objects
                .map(|(index, object)| self.nested(object, &format!("{place}/{index}"), &mut read))
                .collect()
        })
    }

    /// A list of objects each of which has to be read.
    ///
    /// # Errors
    /// `body_shape` where it is anything else, and for an object without a known member.
    pub(super) fn certain_objects<T>(
        &mut self,
        name: &'static str,
        mut read: impl FnMut(&mut Reader<'_, 'a>) -> Result<T>,
    ) -> Result<Sent<Vec<T>>> {
        let place = self.keep_apart(name);
        let Some(objects) = self.object.objects(&place)? else {
            return Ok(if self.has(name) { Sent::Null } else { Sent::Absent });
        };
        let objects = objects.iter().enumerate().map(|(index, object)| {
            let place = format!("{place}/{index}");
            let inside = format!("{place}/");
            let mut reader = Reader::of(object, &inside, self.notes);
            let read = read(&mut reader)?;
            if reader.says_nothing() {
                return Err(Error::new(Code::BodyShape).at(place).happened(Happened::Yes));
            }
            reader.finish();
            Ok(read)
        });
        Ok(Sent::Value(objects.collect::<Result<_>>()?))
    }

    /// Whether none of the members that were asked for was sent.
    pub(super) fn says_nothing(&self) -> bool {
        self.seen.iter().all(|(name, _)| !self.has(name))
    }

    /// What was read so far, as sent, but for objects and lists of them.
    pub(super) fn raw(&self) -> Raw<'a> {
        Raw::of(self.seen.iter().cloned())
    }

    /// Notes the members that nobody asked for.
    pub(super) fn finish(self) {
        for (name, _) in self.object.entries() {
            if !self.seen.iter().any(|(seen, _)| *seen == &**name) {
                self.notes.quirk("sber.unknown_member", || format!("{}*", self.place));
            }
        }
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.object.raw(name).is_some()
    }

    pub(super) fn field(&mut self, name: &'static str) -> Field<'a> {
        let field = self.object.field(name);
        self.seen.push((name, field.clone()));
        field
    }

    /// The place of a member that `raw` does not give.
    fn keep_apart(&mut self, name: &'static str) -> String {
        self.seen.push((name, Field::Absent));
        format!("{}{name}", self.place)
    }

    fn nested<T>(
        &mut self,
        object: &Object<'a>,
        place: &str,
        read: impl FnOnce(&mut Reader<'_, 'a>) -> T,
    ) -> T {
        let place = format!("{place}/");
        let mut reader = Reader::of(object, &place, self.notes);
        let read = read(&mut reader);
        reader.finish();
        read
    }

    fn part<T>(&mut self, name: &'static str, part: Result<Option<T>>) -> Sent<T> {
        match part {
            Ok(Some(part)) => Sent::Value(part),
            Ok(None) if !self.has(name) => Sent::Absent,
            Ok(None) => Sent::Null,
            Err(_) => {
                self.quirk("sber.unknown_form", name);
                Sent::Absent
            }
        }
    }

    /// Without a value; one that is there and cannot be read is noted, and left out.
    pub(super) fn nothing<T>(
        &mut self,
        field: &Field<'_>,
        quirk: &'static str,
        name: &str,
    ) -> Sent<T> {
        match field {
            Field::Absent => Sent::Absent,
            field if field.is_blank() => Sent::Null,
            _ => {
                self.quirk(quirk, name);
                Sent::Absent
            }
        }
    }

    pub(super) fn quirk(&mut self, code: &'static str, name: &str) {
        self.notes.quirk(code, || format!("{}{name}", self.place));
    }

    pub(super) fn shape(&self, name: &str) -> Error {
        Error::new(Code::BodyShape).at(format!("{}{name}", self.place)).happened(Happened::Yes)
    }
}
