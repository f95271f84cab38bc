//! Which proceeding of the older report continues as which of the newer.

use std::collections::BTreeMap;

use crate::debtor::listed::{Key, Listed, keys};

/// The older proceedings, to be taken one by one.
pub(super) struct Index<'l, 'a> {
    listed: Vec<Option<&'l Listed<'a>>>,
    keys: BTreeMap<Key, Vec<usize>>,
}

impl<'l, 'a> Index<'l, 'a> {
    pub(super) fn of(listed: &'l [Listed<'a>]) -> Self {
        let mut index: BTreeMap<Key, Vec<usize>> = BTreeMap::new();
        for (at, one) in listed.iter().enumerate() {
            for key in keys(&one.proceeding).into_iter().flatten() {
                index.entry(key).or_default().push(at);
            }
        }
        Self { listed: listed.iter().map(Some).collect(), keys: index }
    }

    /// The one that `new` continues: by its number, else by day, issuer and amount where either has
    /// no number.
    pub(super) fn take(&mut self, new: &Listed<'a>) -> Option<&'l Listed<'a>> {
        let [number, facts] = keys(&new.proceeding);
        let numbered = new.proceeding.number.is_some();
        for (key, by_number) in [(number, true), (facts, false)] {
            let Some(candidates) = key.and_then(|key| self.keys.get(&key)) else { continue };
            for at in candidates {
                let Some(slot) = self.listed.get_mut(*at) else { continue };
                let fits =
                    |old: &Listed<'_>| by_number || !numbered || old.proceeding.number.is_none();
                if slot.is_some_and(fits) {
                    return slot.take();
                }
            }
        }
        None
    }

    pub(super) fn left(self) -> impl Iterator<Item = &'l Listed<'a>> {
        self.listed.into_iter().flatten()
    }
}
