//! What is known of a debtor: which sources to ask, and what follows from their answers.
//!
//! ```text
//!  person ─▶ plan ─▶ calls ─▶ plan ─▶ … ─▶ report ─┬▶ diff (with an earlier report)
//!                     ▲ the host plays them        ├▶ score
//!                                                  └▶ bitrix24_fields
//! ```
//!
//! All of it is pure: texts in, texts out. The rule over all rules: what was not read whole is never
//! taken for nothing.

mod answer;
pub mod bitrix24_fields;
pub mod diff;
mod figures;
mod identity;
mod law;
mod listed;
mod person;
pub mod plan;
pub mod report;
mod russian;
pub mod score;
mod standing;
mod stored;
mod suppliers;
mod totals;
mod view;

pub use answer::Checked;
pub use identity::Doubt;
pub use law::{Condition, Fact, Laws, Threshold};
pub use listed::{Certainty, Listed, Supplied};
pub use person::Person;
pub use standing::{Debt, Standing};
pub use totals::{Group, Part, Sum, Sums, Totals};
pub use view::Verdict;
