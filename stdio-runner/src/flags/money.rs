//! The flags that bound what is spent.

use clap::Args;
use spravka_host::money::{Money, Price};

#[derive(Args)]
#[command(next_help_heading = "Many at once")]
pub(crate) struct MoneyFlags {
    /// Spend no more than this (500RUB): each paid request is reserved by its estimate before it is
    /// sent, and settled by what its result says (`meta.charged`); one for each currency
    #[arg(long, value_name = "AMOUNT")]
    pub(crate) budget: Vec<Money>,

    /// What each request of an operation costs, in place of its estimate; a paid one without either
    /// is not sent under a budget. May be repeated
    #[arg(long, value_name = "OPERATION=AMOUNT")]
    pub(crate) price: Vec<Price>,
}
