//! Two reports, proceeding by proceeding and source by source.

use super::change::{Change, ChangeKind, NotCompared, Snapshot, WhyNot, named, stands, sums};
use super::index::Index;
use crate::debtor::listed::{Certainty, Listed, same_amount};
use crate::debtor::report::Arrest;
use crate::debtor::stored::{Stored, StoredSource, StoredStatus};
use crate::proceeding::Proceeding;

pub(super) struct Comparison<'a> {
    pub(super) changes: Vec<Change<'a>>,
    pub(super) not_compared: Vec<NotCompared<'a>>,
    pub(super) unchanged: u64,
}

impl<'a> Comparison<'a> {
    pub(super) fn of(before: Stored<'a>, after: Stored<'a>) -> Self {
        let mut own = Self { changes: Vec::new(), not_compared: Vec::new(), unchanged: 0 };
        own.sources(&before, &after);
        let mut index = Index::of(&before.listed);
        for new in &after.listed {
            match index.take(new) {
                Some(old) => own.both(old, new),
                None => own.appeared(new, &before, &after),
            }
        }
        for old in index.left() {
            own.missing(old, &before, &after);
        }
        own.arrests(&before, &after);
        own
    }

    fn push(&mut self, kind: ChangeKind, text_ru: String) -> Option<&mut Change<'a>> {
        self.changes.push(Change {
            kind,
            number: None,
            source: None,
            members: Vec::new(),
            before: None,
            after: None,
            text_ru: sentence(text_ru),
        });
        self.changes.last_mut()
    }

    /// A change of a proceeding.
    fn note(
        &mut self,
        kind: ChangeKind,
        before: Option<&Listed<'a>>,
        after: Option<&Listed<'a>>,
        text_ru: String,
    ) -> Option<&mut Change<'a>> {
        let change = self.push(kind, text_ru)?;
        change.number = after.or(before).and_then(|listed| listed.proceeding.number.clone());
        change.before = before.map(Snapshot::of);
        change.after = after.map(Snapshot::of);
        Some(change)
    }

    fn both(&mut self, old: &Listed<'a>, new: &Listed<'a>) {
        let (count, name) = (self.changes.len(), named(&new.proceeding));
        if old.standing != new.standing || old.proceeding.ended != new.proceeding.ended {
            let text = format!("{name}: было {}, стало {}", stands(old), stands(new));
            self.note(ChangeKind::Standing, Some(old), Some(new), text);
        }
        let (was, is) = (&old.proceeding.amounts, &new.proceeding.amounts);
        let pairs = [(&was.principal, &is.principal), (&was.fee, &is.fee), (&was.total, &is.total)];
        let same = pairs.iter().all(|(a, b)| match (a, b) {
            (Some(a), Some(b)) => same_amount(a, b),
            (None, None) => true,
            _ => false,
        });
        if !same {
            let text = format!("{name}: изменилась сумма: было {}, стало {}", sums(was), sums(is));
            self.note(ChangeKind::Amount, Some(old), Some(new), text);
        }
        if old.certainty != new.certainty {
            let text = match new.certainty {
                Certainty::Confirmed => {
                    format!("{name}: подтвердилось, что оно относится к этому должнику")
                }
                Certainty::Possible => {
                    format!("{name}: теперь неясно, относится ли оно к этому должнику")
                }
            };
            self.note(ChangeKind::Match, Some(old), Some(new), text);
        }
        let details = details(&old.proceeding, &new.proceeding);
        if !details.is_empty() {
            let words: Vec<&str> = details.iter().map(|(_, words)| *words).collect();
            let text = format!("{name}: изменилось: {}", words.join(", "));
            if let Some(change) = self.note(ChangeKind::Details, Some(old), Some(new), text) {
                change.members = details.iter().map(|(member, _)| *member).collect();
            }
        }
        if self.changes.len() == count {
            self.unchanged += 1;
        }
    }

    fn appeared(&mut self, new: &Listed<'a>, before: &Stored<'a>, after: &Stored<'a>) {
        let (name, sums) = (named(&new.proceeding), sums(&new.proceeding.amounts));
        let perhaps = match new.certainty {
            Certainty::Confirmed => "",
            Certainty::Possible => "; возможно, чужое",
        };
        let stands = stands(new);
        let why = match before.would_list(new, after) {
            Ok(()) => {
                let text = format!("новое {name}: {sums}; {stands}{perhaps}");
                self.note(ChangeKind::Appeared, None, Some(new), text);
                return;
            }
            Err(WhyNot::NotChecked) => "раньше его источник не был прочитан",
            Err(WhyNot::OtherSearch) => "раньше искали по другим данным",
        };
        let text = format!("стало известно {name}: {sums}; {stands}{perhaps}; {why}");
        self.note(ChangeKind::FirstSeen, None, Some(new), text);
    }

    fn missing(&mut self, old: &Listed<'a>, before: &Stored<'a>, after: &Stored<'a>) {
        let name = named(&old.proceeding);
        let Err(why) = after.would_list(old, before) else {
            let text =
                format!("{name} больше не числится в источнике; это не значит, что долг погашен");
            self.note(ChangeKind::Gone, Some(old), None, text);
            return;
        };
        let reason = match why {
            WhyNot::NotChecked => "источник, где оно числилось, на этот раз не прочитан",
            WhyNot::OtherSearch => "на этот раз искали по другим данным",
        };
        self.not_compared.push(NotCompared {
            number: old.proceeding.number.clone(),
            why,
            text_ru: sentence(format!("{name}: неизвестно, числится ли оно ещё: {reason}")),
        });
    }

    fn sources(&mut self, before: &Stored<'a>, after: &Stored<'a>) {
        let checked = |source: &StoredSource<'_>| source.status == StoredStatus::Checked;
        for new in &after.sources {
            let Some(old) = before.sources.iter().find(|old| old.name == new.name) else {
                continue;
            };
            let (kind, text) = match (checked(old), checked(new)) {
                (true, false) => (
                    ChangeKind::SourceLost,
                    format!("источник {} на этот раз не проверен", new.name),
                ),
                (false, true) => {
                    (ChangeKind::SourceBack, format!("источник {} теперь проверен", new.name))
                }
                _ => continue,
            };
            if let Some(change) = self.push(kind, text) {
                change.source = Some(new.name.clone());
            }
        }
    }

    fn arrests(&mut self, before: &Stored<'a>, after: &Stored<'a>) {
        let lacks = |list: &[Arrest<'a>], arrest: &Arrest<'_>| {
            !list.iter().any(|other| other.is_the_same(arrest))
        };
        for new in after.arrests.iter().filter(|arrest| lacks(&before.arrests, arrest)) {
            let text = format!("новый арест счёта{}", arrested(new));
            if let Some(change) = self.push(ChangeKind::ArrestAppeared, text) {
                change.source = Some(new.source.clone());
            }
        }
        for old in before.arrests.iter().filter(|arrest| lacks(&after.arrests, arrest)) {
            let whole = after.sources.iter().any(|s| s.name == old.source && s.complete);
            if whole {
                let text = format!("ареста счёта{} больше нет", arrested(old));
                if let Some(change) = self.push(ChangeKind::ArrestGone, text) {
                    change.source = Some(old.source.clone());
                }
            } else {
                let text = "арест счёта: неизвестно, действует ли он ещё: банк на этот раз не показал все счета";
                let (number, why) = (None, WhyNot::NotChecked);
                self.not_compared.push(NotCompared {
                    number,
                    why,
                    text_ru: sentence(text.to_owned()),
                });
            }
        }
    }
}

impl Arrest<'_> {
    fn is_the_same(&self, other: &Arrest<'_>) -> bool {
        let of = |a: &Arrest<'_>| {
            [&a.kind, &a.account, &a.sum, &a.initiator]
                .map(|part| part.as_deref().map(str::to_owned))
        };
        of(self) == of(other) && self.begins_on == other.begins_on
    }
}

/// « на сумму 1 000 ₽»; the account's number is left out: sentences are sent on.
fn arrested(arrest: &Arrest<'_>) -> String {
    let currency = arrest.currency.as_deref().unwrap_or("RUB");
    let sum = arrest.sum.as_deref().map(|sum| crate::debtor::russian::money(sum, currency));
    sum.map(|sum| format!(" на сумму {sum}")).unwrap_or_default()
}

/// The members besides that differ, with their Russian names. What one side does not state is no
/// difference.
fn details(old: &Proceeding<'_>, new: &Proceeding<'_>) -> Vec<(&'static str, &'static str)> {
    let (from, to) = (&old.claimant, &new.claimant);
    let name = |claimant: &Option<crate::proceeding::Claimant<'_>>| {
        claimant.as_ref().and_then(|claimant| claimant.name.as_deref().map(str::to_owned))
    };
    let (from, to) = (name(from), name(to));
    let pairs = [
        (
            "department.name",
            "отдел приставов",
            old.department.name.as_deref(),
            new.department.name.as_deref(),
        ),
        ("officer.name", "пристав", old.officer.name.as_deref(), new.officer.name.as_deref()),
        ("claimant.name", "взыскатель", from.as_deref(), to.as_deref()),
        (
            "subject.text",
            "предмет взыскания",
            old.subject.text.as_deref(),
            new.subject.text.as_deref(),
        ),
        (
            "consolidated_number",
            "сводное производство",
            old.consolidated_number.as_deref(),
            new.consolidated_number.as_deref(),
        ),
    ];
    let differs = |(_, _, a, b): &(_, _, Option<&str>, Option<&str>)| match (a, b) {
        (Some(a), Some(b)) => a != b,
        _ => false,
    };
    pairs.into_iter().filter(differs).map(|(member, words, ..)| (member, words)).collect()
}

/// With a capital letter and a full stop.
fn sentence(text: String) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}.", letters.as_str())
}
