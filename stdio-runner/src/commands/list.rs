//! `spravka list`: every operation.

use std::process::ExitCode;

use clap::Args;
use spravka_core::protocol::Effect;
use spravka_core::registry::OPERATIONS;
use spravka_host::job::Head;

use crate::exit::Trouble;
use crate::output;

#[derive(Args)]
pub(crate) struct Flags {
    /// The whole catalogue as JSON, as the call `operations` answers it
    #[arg(long)]
    json: bool,
}

pub(crate) fn list(flags: &Flags) -> Result<ExitCode, Trouble> {
    if flags.json {
        let step = spravka_core::dispatch(br#"{"call":"operations"}"#);
        let head = serde_json::from_slice::<Head<'_>>(&step);
        let catalogue = head.ok().and_then(|head| head.output).ok_or_else(internal)?;
        output::document(catalogue.get().as_bytes())?;
    } else {
        output::write(table().as_bytes())?;
    }
    Ok(ExitCode::SUCCESS)
}

fn internal() -> Trouble {
    Trouble::other("the catalogue cannot be read")
}

fn table() -> String {
    let rows = OPERATIONS.iter().map(|entry| {
        let about = &entry.about;
        let price = about
            .estimate
            .map_or(String::new(), |estimate| format!("{} {}", estimate.amount, estimate.currency));
        [about.name.to_owned(), effect(about.effect).to_owned(), price, about.title.en.to_owned()]
    });
    let header = ["operation", "effect", "price", "title"].map(str::to_owned);
    let rows: Vec<_> = std::iter::once(header).chain(rows).collect();
    let width = |column: usize| {
        rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max()
    };
    let [name, effect, price] = [0, 1, 2].map(|column| width(column).unwrap_or_default());
    rows.iter().map(|[a, b, c, d]| format!("{a:name$}  {b:effect$}  {c:price$}  {d}\n")).collect()
}

fn effect(effect: Effect) -> &'static str {
    match effect {
        Effect::Read => "read",
        Effect::Quota => "quota",
        Effect::PaidRead => "paid read",
        Effect::Write => "write",
        Effect::Create => "create",
        Effect::Irreversible => "irreversible",
    }
}
