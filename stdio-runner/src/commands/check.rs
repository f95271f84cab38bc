//! `spravka check`: people in, a report about each out.

mod beside;
mod earlier;
mod person;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use serde_json::value::RawValue;
use spravka_host::inquiry::Ask;

use self::beside::Beside;
use self::earlier::Earlier;
use self::person::{Check, Wanted};
use super::step::MAX_LINE;
use crate::exit::{Trouble, of_signal, why};
use crate::flags::{ManyFlags, PlayFlags};
use crate::people::People;
use crate::plan::{check_options, secrets};
use crate::scheduler::{Opener, Scheduler, Settings, Source};

/// Reports do not depend on each other.
const AT_ONCE: usize = 4;

#[derive(Args)]
#[command(after_help = COLUMNS)]
pub(crate) struct Flags {
    /// Who is asked: a source's name, and providers or operations, each for where those before it were
    /// not able to check; may be repeated. Without it: fssp=fssp,api_cloud,parser_api and
    /// kz_info=kz_info
    #[arg(long, value_name = "NAME=PROVIDER,…", value_parser = source)]
    source: Vec<String>,

    /// What an operation needs beside the person, a JSON object by operation:
    /// {"sber.client_info":{"client_id":"…"}}
    #[arg(long, value_name = "JSON", value_parser = json)]
    settings: Option<String>,

    /// Options of every call, a JSON object: {"run":"2026-11"}
    #[arg(long, value_name = "JSON", value_parser = json)]
    options: Option<String>,

    /// Leave this column out; may be repeated
    #[arg(long, value_name = "COLUMN")]
    ignore: Vec<String>,

    /// Write each report into a file of its own in this folder, 000002-ID.json by the number of the
    /// line, and nothing to standard output
    #[arg(long, value_name = "FOLDER")]
    out: Option<PathBuf>,

    /// What an earlier `check` wrote, its output or the folder of its --out: what has changed since
    /// stands beside each report (`diff`), by the person's id
    #[arg(long, value_name = "FILE|FOLDER")]
    previous: Option<PathBuf>,

    /// Weigh each report (`score`), by the rules of debtor.score or by those of a file, a JSON list
    #[arg(long, value_name = "RULES", num_args = 0..=1, require_equals = true)]
    score: Option<Option<PathBuf>>,

    /// Go on asking a provider that has refused the credentials, the subscription or the whole batch
    #[arg(long)]
    keep_going: bool,

    /// Exit with 1 if a line failed, or a source was not checked
    #[arg(long)]
    exit_status: bool,

    /// The longest line or row that is read
    #[arg(long, value_name = "BYTES", default_value = MAX_LINE)]
    max_line: usize,

    #[command(flatten)]
    many: ManyFlags,

    #[command(flatten)]
    play: PlayFlags,
}

const COLUMNS: &str = "\
Standard input is CSV in UTF-8 with a header (comma, semicolon or tab), or one JSON object a line.
Columns: id, last_name, first_name, patronymic, birth_date, region, inn, snils, iin, company_name,
address; or Номер, Фамилия, Имя, Отчество, Дата рождения, Регион, ИНН, СНИЛС, ИИН, Организация,
Адрес. Each report is the last step of `debtor.report`, with the person's id.";

pub(crate) fn check(flags: Flags) -> Result<ExitCode, Trouble> {
    flags.options.as_deref().map(check_options).transpose()?;
    let sources = (!flags.source.is_empty()).then(|| format!("[{}]", flags.source.join(",")));
    let beside = Beside {
        earlier: flags.previous.as_deref().map(Earlier::open).transpose()?,
        score: flags.score.map(|rules| Beside::rules(rules.as_deref())).transpose()?,
    };
    let previous = flags.previous.as_ref().map(|path| path.to_string_lossy());
    let asks = [
        sources.as_deref(),
        flags.settings.as_deref(),
        flags.options.as_deref(),
        previous.as_deref(),
        beside.score.as_deref(),
    ];
    let header = flags.play.header("check", &asks);
    let (host, way) = flags.play.host(true, flags.keep_going)?;
    let journal = flags.many.journal(&header, &host)?;
    if let Some(folder) = &flags.out {
        std::fs::create_dir_all(folder).map_err(|error| {
            Trouble::usage(format!("--out cannot be made: {}", why(error.kind())))
        })?;
    }
    let wanted = Wanted {
        ask: Ask {
            sources,
            settings: flags.settings,
            options: flags.options,
            secrets: secrets(&host, &way),
        },
        is_numbered: flags.many.unordered,
        cap: flags.max_line,
        beside,
    };
    let (cap, ignored) = (flags.max_line, flags.ignore);
    let open: Opener =
        Box::new(move |stdin| Ok(Box::new(People::of(stdin, cap, &ignored)?) as Box<dyn Source>));
    let settings = Settings { folder: flags.out, ..flags.many.settings(AT_ONCE) };
    let scheduler = Scheduler::of_stream(Check::new(wanted), host, way, settings, open);
    let finished = scheduler.with_journal(journal).play();
    if let Some(trouble) = finished.host.trouble {
        return Err(trouble);
    }
    if let Some(signal) = finished.signal {
        return Ok(of_signal(signal));
    }
    let failed = finished.script.has_gaps && flags.exit_status;
    Ok(if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// `fssp=fssp,api_cloud`, as the plan's input has it.
fn source(text: &str) -> Result<String, String> {
    let (name, any_of) = text.split_once('=').ok_or("expected NAME=PROVIDER,PROVIDER")?;
    let any_of: Vec<&str> = any_of.split(',').map(str::trim).collect();
    let json = |value: serde_json::Result<String>| value.map_err(|_| "unreadable".to_owned());
    let (name, any_of) =
        (json(serde_json::to_string(name))?, json(serde_json::to_string(&any_of))?);
    Ok(format!(r#"{{"name":{name},"any_of":{any_of}}}"#))
}

fn json(text: &str) -> Result<String, String> {
    let object =
        serde_json::from_str::<&RawValue>(text).is_ok_and(|raw| raw.get().starts_with('{'));
    object.then(|| text.to_owned()).ok_or_else(|| "expected a JSON object".to_owned())
}
