//! The flags of the commands that play many jobs at once.

use std::path::PathBuf;

use clap::Args;

use super::money::MoneyFlags;
use crate::exit::Trouble;
use crate::host::Host;
use crate::journal::{Earlier, Journal};
use crate::scheduler::{AtOnce, Rate, Settings};

#[derive(Args)]
#[command(next_help_heading = "Many at once")]
pub(crate) struct ManyFlags {
    /// How many requests may be under way at once, in all or to one provider; may be repeated. With 1
    /// the lines are played one after the other; with more, those that wait let others go on. FSSP and
    /// УЦ Основание are asked one at a time unless they are named
    #[arg(long, value_name = "N|PROVIDER=N")]
    concurrency: Vec<AtOnce>,

    /// How often a provider or an operation is asked at the most (100/h; /s, /m, /h, /d; off), in any
    /// such time, in place of the provider's limits in the catalogue; may be repeated
    #[arg(long, value_name = "NAME=N/h")]
    rate: Vec<Rate>,

    #[command(flatten)]
    money: MoneyFlags,

    /// Keep in this file what was done: after a crash or a kill the same command with the same input
    /// finishes the rest and writes out the whole. It holds the results, and no secret
    #[arg(long, value_name = "FILE")]
    journal: Option<PathBuf>,

    /// Write results as they come, each with the number of its line; otherwise in the order of the
    /// input
    #[arg(long)]
    pub(crate) unordered: bool,

    /// Show no progress; none is shown either where standard error is no terminal
    #[arg(long)]
    quiet: bool,
}

impl ManyFlags {
    /// `header`: what the journal belongs to.
    ///
    /// # Errors
    /// The journal cannot be used.
    pub(crate) fn journal(
        &self,
        header: &str,
        host: &Host,
    ) -> Result<Option<(Journal, Earlier)>, Trouble> {
        let open = |path: &PathBuf| Journal::open(path, header, host.clock.now());
        self.journal.as_ref().map(open).transpose()
    }

    /// `usually`: so many requests at once where the user says nothing.
    pub(crate) fn settings(self, usually: usize) -> Settings {
        let mut at_once = vec![AtOnce::All(usually)];
        at_once.extend(self.concurrency);
        Settings {
            at_once,
            rates: Some(self.rate),
            budgets: self.money.budget,
            prices: self.money.price,
            unordered: self.unordered,
            quiet: self.quiet,
            ..Settings::default()
        }
    }
}
