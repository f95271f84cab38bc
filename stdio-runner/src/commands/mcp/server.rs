//! The protocol's side: what is listed, and what becomes of a call.

use std::time::Duration;

use rmcp::model::{
    CallToolRequestParams, CallToolResponse, ErrorData, Implementation, JsonObject,
    ListToolsResult, PaginatedRequestParams, ProgressNotificationParam, ServerCapabilities,
    ServerConfig, Tool,
};
use rmcp::service::RequestContext;
use rmcp::{RoleServer, ServerHandler};
use spravka_core::error::{Code, Error};
use spravka_core::protocol::Meta;
use spravka_core::registry::Entry;
use spravka_host::job::{fail, internal};
use tokio::time::{MissedTickBehavior, interval};

use super::allow::{Allow, Allowed};
use super::answer::Answer;
use super::desk::{Desk, Order};
use super::tools::{self, Named};
use crate::files::members_of;
use crate::inside::Job;
use crate::state_file::{ELAPSED, Stored};

const INSTRUCTIONS: &str = "Debtor registries and business APIs of Russia and Kazakhstan. \
For one person or company use check_debtor. A lookup ends as outcome found, as outcome empty after \
the whole answer was read, or with isError: then nothing was checked, and nobody may be told that \
there are no debts. Say what was not checked before any figure. What a result marks as simulated is \
about nobody. Amounts are exact decimal strings: do not round them. Do not guess a birth date, an \
INN or an IIN: ask the user.";

/// How often a caller hears that its call is under way.
const BEAT_SECONDS: u32 = 5;

pub(super) struct Server {
    pub(super) allowed: Allowed,
    pub(super) listed: Vec<Tool>,
    /// Of every call, as JSON.
    pub(super) options: String,
    pub(super) desk: Desk,
}

/// A call that is not begun.
enum Refused {
    Unknown(Option<String>),
    Fault(Box<Error>, Option<&'static Entry>),
}

impl From<Error> for Refused {
    fn from(error: Error) -> Self {
        Self::Fault(Box::new(error), None)
    }
}

impl Server {
    fn order(&self, name: &str, mut arguments: JsonObject) -> Result<(Order, Vec<u8>), Refused> {
        match tools::find(name).map_err(Refused::Unknown)? {
            Named::CheckDebtor => Ok((Order::Check, json(&arguments).into_bytes())),
            Named::Resume => self.resumed(arguments),
            Named::Operation(entry) => {
                let fault = |error| Refused::Fault(Box::new(error), Some(entry));
                self.allowed.check(entry.about.effect).map_err(fault)?;
                let has_files = !members_of(entry).is_empty();
                let files =
                    if has_files { self.files(&mut arguments).map_err(fault)? } else { None };
                let (name, input, options) = (entry.about.name, json(&arguments), &self.options);
                let files = files.as_deref().unwrap_or("null");
                let job = format!(
                    r#"{{"operation":"{name}","input":{input},"files":{files},"options":{options}}}"#
                );
                Ok((Order::Play, job.into_bytes()))
            }
        }
    }

    fn resumed(&self, mut arguments: JsonObject) -> Result<(Order, Vec<u8>), Refused> {
        let files = self.files(&mut arguments)?;
        let [state, input, choice, check] =
            ["state", "input", "choice", "check"].map(|name| arguments.remove(name));
        if !arguments.is_empty() {
            return Err(Error::new(Code::UnknownMember).at("/*").into());
        }
        if let Some(check) = check {
            let others = state.is_some() || input.is_some() || choice.is_some() || files.is_some();
            let number = check.as_u64().ok_or_else(|| Error::new(Code::WrongType).at("/check"))?;
            return match others {
                true => Err(Error::new(Code::ConflictingMembers).at("/check").into()),
                false => Ok((Order::Again(number), Vec::new())),
            };
        }
        let state = state.ok_or_else(|| Error::missing("/state"))?.to_string();
        let input = input.ok_or_else(|| Error::missing("/input"))?.to_string();
        let (state, event) = match Stored::read(&state) {
            Some(Stored { state, event }) => (state, event),
            None => (state, ELAPSED),
        };
        let event = match choice {
            Some(choice) => format!(r#"{{"choice":{choice}}}"#),
            None => event.to_owned(),
        };
        let (files, options) = (files.as_deref().unwrap_or("null"), &self.options);
        let job = format!(
            r#"{{"state":{state},"input":{input},"event":{event},"files":{files},"options":{options}}}"#
        );
        // Whose state it is decides what is needed; a state of nobody's the core refuses.
        let entry = Job::entry_of(&state);
        if let Some(entry) = entry {
            let fault = |error| Refused::Fault(Box::new(error), Some(entry));
            self.allowed.check(entry.about.effect).map_err(fault)?;
        }
        Ok((Order::Play, job.into_bytes()))
    }

    /// The paths that a call names.
    fn files(&self, arguments: &mut JsonObject) -> Result<Option<String>, Error> {
        match arguments.remove("files") {
            Some(_) if !self.allowed.has(Allow::Files) => Err(Allow::Files.is_off().at("/files")),
            files => Ok(files.map(|files| files.to_string())),
        }
    }
}

impl ServerHandler for Server {
    fn get_info(&self) -> ServerConfig {
        let this = Implementation::new("spravka", env!("CARGO_PKG_VERSION")).with_title("Spravka");
        ServerConfig::new(ServerCapabilities::builder().enable_tools().build())
            .with_server_info(this)
            .with_instructions(INSTRUCTIONS)
    }

    async fn list_tools(
        &self,
        _: Option<PaginatedRequestParams>,
        _: RequestContext<RoleServer>,
    ) -> Result<ListToolsResult, ErrorData> {
        Ok(ListToolsResult::with_all_items(self.listed.clone()))
    }

    async fn call_tool(
        &self,
        request: CallToolRequestParams,
        context: RequestContext<RoleServer>,
    ) -> Result<CallToolResponse, ErrorData> {
        let arguments = request.arguments.unwrap_or_default();
        let (order, text) = match self.order(&request.name, arguments) {
            Ok(order) => order,
            Err(Refused::Unknown(nearest)) => return Err(unknown(nearest)),
            Err(Refused::Fault(error, entry)) => {
                let meta = entry.map(|entry| Meta {
                    provider: entry.provider.map(|provider| provider.name),
                    operation: Some(entry.about.name),
                    ..Meta::default()
                });
                let step = fail(&error, meta.unwrap_or_default());
                return Ok(Answer::of(step).into_result().into());
            }
        };
        let token = context.meta.get_progress_token();
        let mut handed = self.desk.hand_in(order, text);
        let mut beat = interval(Duration::from_secs(BEAT_SECONDS.into()));
        beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut seconds = 0;
        loop {
            tokio::select! {
                biased;
                answer = &mut handed.answer => {
                    // Where nobody plays any more there is none.
                    let answer = answer.unwrap_or_else(|_| Answer::of(internal()));
                    return Ok(answer.into_result().into());
                }
                () = context.ct.cancelled() => {
                    return Err(ErrorData::internal_error("cancelled", None));
                }
                _ = beat.tick() => {
                    if let Some(token) = token.clone() {
                        let under_way = ProgressNotificationParam::new(token, f64::from(seconds))
                            .with_message(format!("under way for {seconds} s"));
                        // A client that does not listen is met again at the answer.
                        let _ = context.peer.notify_progress(under_way).await;
                    }
                    seconds += BEAT_SECONDS;
                }
            }
        }
    }
}

fn unknown(nearest: Option<String>) -> ErrorData {
    let nearest = nearest.map(|name| format!(": the nearest one is `{name}`"));
    ErrorData::invalid_params(format!("unknown tool{}", nearest.unwrap_or_default()), None)
}

fn json(arguments: &JsonObject) -> String {
    serde_json::to_string(arguments).unwrap_or_default()
}
