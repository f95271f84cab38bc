//! Whether a request is repeated blindly: one that cannot be taken back or costs money, and of which
//! nobody knows what became.

use serde::Deserialize;

use crate::step::{Happened, Kind, Step, request};

/// What was sent, and what is known of it.
#[derive(Debug, Default)]
pub struct Watch {
    sent: Option<Sent>,
    /// Sent, and nobody has looked since.
    lost: Option<Sent>,
}

#[derive(Clone, Debug)]
struct Sent {
    stage: String,
    effect: String,
}

impl Sent {
    fn is_harmless(&self) -> bool {
        matches!(&*self.effect, "read" | "quota")
    }
}

/// Failures after which a request may have arrived.
const LOSSES: [&str; 3] = ["timeout", "reset", "interrupted"];

impl Watch {
    /// What the host tells next.
    pub(crate) fn event(&mut self, event: &str) {
        let Some(sent) = self.sent.take() else {
            // A person has decided.
            if event.contains(r#""choice""#) {
                self.lost = None;
            }
            return;
        };
        let lost = LOSSES.iter().any(|kind| event.contains(&format!(r#""kind":"{kind}""#)))
            && !event.contains(r#""sent":"no""#);
        if lost && !sent.is_harmless() && sent.effect != "write" {
            self.lost = Some(sent);
        } else if sent.is_harmless() && event.contains(r#""status":200"#) {
            // The provider was looked at.
            self.lost = None;
        }
    }

    /// # Panics
    /// Where the step repeats what was lost, or denies that anything may have happened.
    pub(crate) fn step(&mut self, step: &Step<'_>) {
        if step.step == Kind::Send {
            let sent = Sent { stage: stage_of(step), effect: request(step).effect.to_owned() };
            if let Some(lost) = &self.lost {
                assert_ne!(lost.stage, sent.stage, "repeated blindly: {step:?}");
            }
            self.sent = Some(sent);
        }
        if let (Some(_), Some(fault)) = (&self.lost, &step.error) {
            assert_ne!(fault.executed, Happened::No, "{step:?}");
        }
    }
}

/// Where the flow of a step stands.
#[must_use]
pub fn stage_of(step: &Step<'_>) -> String {
    #[derive(Deserialize)]
    struct State {
        stage: String,
    }

    let state = step.state.expect("a state").get();
    serde_json::from_str::<State>(state).expect("a stage").stage
}
