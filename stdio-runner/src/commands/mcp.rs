//! `spravka mcp`: the operations as tools of a Model Context Protocol server.

mod allow;
mod answer;
mod debtor;
mod desk;
mod output;
mod report;
mod schemas;
mod server;
mod tools;

use std::io;
use std::process::ExitCode;
use std::thread;
use std::time::Duration;

use clap::Args;
use rmcp::ServiceExt;
use rmcp::service::ServerInitializeError;
use rmcp::transport::async_rw::AsyncRwTransport;
use spravka_host::members::{Members, split};
use tokio::runtime::Builder;
use tokio::sync::oneshot::{Receiver, channel};

use self::allow::{Allow, Allowed};
use self::debtor::Means;
use self::desk::{Clerk, Desk};
use self::output::output;
use self::server::Server;
use super::step::MAX_LINE;
use crate::exit::Trouble;
use crate::flags::{MoneyFlags, PlayFlags};
use crate::plan::{check_options, secrets};
use crate::scheduler::{AtOnce, Entrance, Rate, Scheduler, Settings};

/// How long requests that are under way may take when everything else is over.
const GOODBYE: Duration = Duration::from_secs(5);

const NO_BEGINNING: &str = "the client does not begin as MCP says";

const AFTER: &str = r#"In the configuration of a client:
  {"mcpServers": {"spravka": {
    "command": "spravka",
    "args": ["mcp", "--transport", "http", "--secrets-file", "/home/me/spravka.json"]
  }}}

Without --allow the tools read free of charge, and others are neither listed nor carried out.
A --budget is that of the process, whatever agents ask of it: a new process has it anew."#;

#[derive(Args)]
#[command(after_help = AFTER)]
pub(crate) struct Flags {
    /// What agents may do beside reading free of charge; may be repeated
    #[arg(long, value_name = "WHAT", value_delimiter = ',')]
    allow: Vec<Allow>,

    /// Options of every call, a JSON object: {"allow_token_refresh":true}
    #[arg(long, value_name = "JSON", default_value = "{}", hide_default_value = true)]
    options: String,

    /// The longest message that is read; a longer one is dropped
    #[arg(long, value_name = "BYTES", default_value = MAX_LINE)]
    max_line: usize,

    /// How many requests may be under way at once, in all or to one provider; may be repeated. FSSP
    /// and УЦ Основание are asked one at a time unless they are named
    #[arg(long, value_name = "N|PROVIDER=N", default_value = "8", help_heading = "Many at once")]
    concurrency: Vec<AtOnce>,

    /// How often a provider or an operation is asked at the most (100/h; /s, /m, /h, /d; off), in any
    /// such time, in place of the provider's limits in the catalogue; may be repeated
    #[arg(long, value_name = "NAME=N/h", help_heading = "Many at once")]
    rate: Vec<Rate>,

    #[command(flatten)]
    money: MoneyFlags,

    #[command(flatten)]
    play: PlayFlags,
}

pub(crate) fn mcp(flags: Flags) -> Result<ExitCode, Trouble> {
    let options =
        options(&flags.options).ok_or_else(|| Trouble::usage("--options is not a JSON object"))?;
    check_options(&options)?;
    // A refusal of today is none of tomorrow's: this process may live for weeks.
    let (host, way) = flags.play.host(true, true)?;
    let allowed = Allowed::new(flags.allow);
    let settings = Settings {
        at_once: flags.concurrency,
        rates: Some(flags.rate),
        budgets: flags.money.budget,
        prices: flags.money.price,
        unordered: true,
        quiet: true,
        ..Settings::default()
    };
    let means =
        Means { allowed: allowed.clone(), secrets: secrets(&host, &way), options: options.clone() };
    let clerk = Clerk::new(means);
    let waiting = clerk.waiting();
    let (scheduler, entrance) = Scheduler::of_calls(clerk, host, way, settings);
    let (done, over) = channel();
    let server = Server {
        listed: tools::listed(&allowed),
        allowed,
        options,
        desk: Desk::new(waiting, entrance.clone()),
    };
    thread::spawn(move || {
        let _ = done.send(scheduler.play().host.trouble);
    });
    let runtime = Builder::new_current_thread().enable_all().build()?;
    let ended = runtime.block_on(serve(server, flags.max_line, &entrance, over));
    // A thread of its own may still wait for standard input.
    runtime.shutdown_background();
    ended
}

/// `own`, and no leave that only a state gives: states come back from the agent. `None` where it is no
/// object.
fn options(own: &str) -> Option<String> {
    let mut members = Members::new();
    if !split(own, &mut members) {
        return None;
    }
    let leaves = ["allow_paid_retry", "allow_token_refresh"];
    let unsaid = leaves.iter().filter(|leave| !members.iter().any(|(name, _)| &**name == **leave));
    let unsaid = unsaid.map(|leave| format!("\"{leave}\":false"));
    let said = members.iter().map(|(name, value)| {
        format!("{}:{value}", serde_json::to_string(&**name).unwrap_or_default())
    });
    Some(format!("{{{}}}", said.chain(unsaid).collect::<Vec<_>>().join(",")))
}

/// Serves until the input is over, the process is told to stop, or nothing can be played any more.
async fn serve(
    server: Server,
    cap: usize,
    entrance: &Entrance,
    mut over: Receiver<Option<Trouble>>,
) -> Result<ExitCode, Trouble> {
    let (output, mut failed) = output();
    let transport =
        AsyncRwTransport::new_server(tokio::io::stdin(), output).with_max_line_length(cap);
    let mut stopped = std::pin::pin!(stopped());
    let running = tokio::select! {
        running = server.serve(transport) => running,
        code = &mut stopped => return Ok(code),
    };
    let running = match running {
        Ok(running) => running,
        Err(ServerInitializeError::ConnectionClosed(_)) => return Ok(ExitCode::SUCCESS),
        Err(_) => {
            let trouble = unwritten(&mut failed);
            return Err(trouble.unwrap_or_else(|| Trouble::input(NO_BEGINNING)));
        }
    };
    let stop = running.cancellation_token();
    let mut serving = std::pin::pin!(running.waiting());
    let ended = tokio::select! {
        _ = &mut serving => unwritten(&mut failed).map_or(Ok(ExitCode::SUCCESS), Err),
        Ok(kind) = &mut failed => {
            stop.cancel();
            let _ = serving.await;
            Err(io::Error::from(kind).into())
        }
        code = &mut stopped => {
            stop.cancel();
            let _ = serving.await;
            Ok(code)
        }
        trouble = &mut over => {
            stop.cancel();
            let _ = serving.await;
            return trouble.ok().flatten().map_or(Ok(ExitCode::SUCCESS), Err);
        }
    };
    entrance.shut();
    // What is under way may bring tokens, which have to be put away.
    match tokio::time::timeout(GOODBYE, over).await {
        Ok(Ok(Some(trouble))) => Err(trouble),
        _ => ended,
    }
}

/// That the output is full, or closed.
fn unwritten(failed: &mut Receiver<io::ErrorKind>) -> Option<Trouble> {
    failed.try_recv().ok().map(|kind| io::Error::from(kind).into())
}

/// SIGINT or SIGTERM, and the exit code that goes with it.
async fn stopped() -> ExitCode {
    let interrupted = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminated) = signal(SignalKind::terminate()) {
            return tokio::select! {
                () = interrupted => ExitCode::from(130),
                _ = terminated.recv() => ExitCode::from(143),
            };
        }
    }
    interrupted.await;
    ExitCode::from(130)
}
