//! What agents may do beside reading free of charge; nothing of it unless it is switched on.

use clap::ValueEnum;
use spravka_core::error::{Code, Detail, Error, Text};
use spravka_core::protocol::Effect;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub(crate) enum Allow {
    /// Calls that cost money
    Paid,
    /// Calls that change or create something at a provider
    Write,
    /// Calls that cannot be taken back
    Irreversible,
    /// Paths of files on this machine as input; whatever this process may read can be sent
    Files,
}

/// What is switched on.
#[derive(Clone, Debug)]
pub(super) struct Allowed(Vec<Allow>);

impl Allowed {
    pub(super) fn new(allow: Vec<Allow>) -> Self {
        Self(allow)
    }

    pub(super) fn has(&self, allow: Allow) -> bool {
        self.0.contains(&allow)
    }

    /// Whether everything that can be called only reads, free of charge.
    pub(super) fn only_reads(&self) -> bool {
        !self.0.iter().any(|allow| *allow != Allow::Files)
    }

    /// # Errors
    /// `not_allowed`, with the flag that switches it on.
    pub(super) fn check(&self, effect: Effect) -> Result<(), Error> {
        match needed(effect) {
            Some(allow) if !self.has(allow) => Err(allow.is_off()),
            _ => Ok(()),
        }
    }
}

impl Allow {
    pub(super) fn is_off(self) -> Error {
        let flag = match self {
            Self::Paid => PAID,
            Self::Write => WRITE,
            Self::Irreversible => IRREVERSIBLE,
            Self::Files => FILES,
        };
        Error::new(Code::NotAllowed).because(Detail::Expected(flag))
    }
}

fn needed(effect: Effect) -> Option<Allow> {
    match effect {
        Effect::Read | Effect::Quota => None,
        Effect::PaidRead => Some(Allow::Paid),
        Effect::Write | Effect::Create => Some(Allow::Write),
        Effect::Irreversible => Some(Allow::Irreversible),
    }
}

const PAID: Text = Text {
    en: "`spravka mcp --allow paid`, since it costs money",
    ru: "запуск с ключом `spravka mcp --allow paid`, так как вызов платный",
};
const WRITE: Text = Text {
    en: "`spravka mcp --allow write`, since it changes data at the provider",
    ru: "запуск с ключом `spravka mcp --allow write`, так как вызов меняет данные у поставщика",
};
const IRREVERSIBLE: Text = Text {
    en: "`spravka mcp --allow irreversible`, since it cannot be taken back",
    ru: "запуск с ключом `spravka mcp --allow irreversible`, так как вызов необратим",
};
const FILES: Text = Text {
    en: "`spravka mcp --allow files`, since it reads files of this machine",
    ru: "запуск с ключом `spravka mcp --allow files`, так как читаются файлы этого компьютера",
};
