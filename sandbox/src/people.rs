//! Who lives in the sandbox. Every one is invented; the birth dates are those of 1900 to 1903, so
//! that no ИИН here can be a living person's; СНИЛС and ИНН are of series that are not issued.

use std::sync::LazyLock;

use serde::Serialize;

use crate::{api_cloud, bitrix24, fssp, kz_info, osnovanie, parser_api, sber, spectrum_data};

/// A person, a vehicle, a token or a client, and what happens to who asks for it.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Person {
    pub provider: &'static str,
    /// As Spravka names it: `fssp.search_physical`.
    pub operation: &'static str,
    /// The input that leads here, by Spravka's names.
    pub asked: Vec<(&'static str, String)>,
    pub happens: String,
    pub holds: Holds,
}

impl std::fmt::Debug for Person {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Person({}, {:?})", self.operation, self.holds)
    }
}

/// What the register holds about someone: `found` can be right only for `Records`, `empty` only
/// for `Nothing`. "Not checked" is the one right outcome for `Silent`; for the others it is right
/// where the answer needs a tolerance that the reader may refuse. An application, a change, a comment
/// and a field hold `Records` where they can end well, and nothing (`Silent`) where they cannot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Holds {
    Records,
    Nothing,
    /// The provider gives no usable answer.
    Silent,
}

/// The table, in the order of the providers' names.
#[must_use]
pub fn people() -> &'static [Person] {
    static PEOPLE: LazyLock<Vec<Person>> = LazyLock::new(|| {
        let people = [
            api_cloud::people(),
            bitrix24::people(),
            fssp::people(),
            kz_info::people(),
            osnovanie::people(),
            parser_api::people(),
            sber::people(),
            spectrum_data::people(),
        ];
        people.concat()
    });
    &PEOPLE
}

/// The table as Markdown.
#[must_use]
pub fn people_table() -> String {
    let mut table = "## Who lives here\n".to_owned();
    let mut operation = "";
    for person in people() {
        if person.operation != operation {
            operation = person.operation;
            let names: Vec<_> = person.asked.iter().map(|(name, _)| *name).collect();
            table.push_str(&format!("\n### `{operation}`\n\n| {} |", names.join(" ")));
            table.push_str(" the register holds | what happens |\n|---|---|---|\n");
        }
        let asked: Vec<_> = person.asked.iter().map(|(_, value)| value.as_str()).collect();
        let holds = match person.holds {
            Holds::Records => "records",
            Holds::Nothing => "nothing",
            Holds::Silent => "(silent)",
        };
        table.push_str(&format!("| {} | {holds} | {} |\n", asked.join(" "), person.happens));
    }
    table
}
