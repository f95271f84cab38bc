//! The targets, one a file.

pub(crate) mod answered;
pub(crate) mod events;
mod f01_classify;
mod f02_sber;
mod f03_kz;
mod f04_nsso;
mod f05_lists;
pub(crate) mod f06_files;
mod f07_fssp;
mod f08_build;
mod f09_scrub;
mod f10_retries;
mod f11_zip;
mod f12_lines;
mod f13_values;
mod f14_states;
mod f15_stream;

use crate::points;
use crate::seeds::{self, Seed};

/// Something that holds for any bytes.
#[derive(Debug)]
pub struct Target {
    /// That of its binary in `fuzz/`.
    pub name: &'static str,
    pub about: &'static str,
    /// Panics where it does not hold.
    pub run: fn(&[u8]),
    pub seeds: fn() -> Vec<Seed>,
}

/// Every target, by name.
pub const TARGETS: &[Target] = &[
    Target {
        name: "f01_classify",
        about: "any answer to any request: one step, nothing private in it, no false \"empty\"",
        run: f01_classify::run,
        seeds: || seeds::answers(""),
    },
    Target {
        name: "f02_sber",
        about: "Sber's answers: tokens in the step that stores them and nowhere else",
        run: f02_sber::run,
        seeds: || seeds::answers("sber."),
    },
    Target {
        name: "f03_kz",
        about: "KZ Info's answers: no record lost, empty only by `[]` or the exact 404",
        run: f03_kz::run,
        seeds: || seeds::answers("kz_info."),
    },
    Target {
        name: "f04_nsso",
        about: "api-cloud's answers: no policy lost, the cost told",
        run: f04_nsso::run,
        seeds: || seeds::answers("api_cloud."),
    },
    Target {
        name: "f05_lists",
        about: "Osnovanie's lists and applications: as many items as were sent",
        run: f05_lists::run,
        seeds: || seeds::answers("osnovanie."),
    },
    Target {
        name: "f06_files",
        about: "Osnovanie's files: size, hash and base64 agree",
        run: f06_files::run,
        seeds: seeds::files,
    },
    Target {
        name: "f07_fssp",
        about: "the FSSP's tasks and groups: an item for each search, empty only by its part",
        run: f07_fssp::run,
        seeds: || seeds::answers("fssp."),
    },
    Target {
        name: "f08_build",
        about: "any input: a request of ours or a refusal that repeats nothing of it",
        run: f08_build::run,
        seeds: seeds::inputs,
    },
    Target {
        name: "f09_scrub",
        about: "a provider's words: no value of the input, no number, no address, 500 characters",
        run: f09_scrub::run,
        seeds: seeds::words,
    },
    Target {
        name: "f10_retries",
        about: "any row of troubles: flows end, waits are bounded, nothing is repeated blindly",
        run: f10_retries::run,
        seeds: seeds::troubles,
    },
    Target {
        name: "f11_zip",
        about: "an archive that is taken is one by a second reader, and has plain names",
        run: f11_zip::run,
        seeds: seeds::archives,
    },
    Target {
        name: "f12_lines",
        about: "lines do not depend on the pieces of the stream, and agree with a plain split",
        run: f12_lines::run,
        seeds: seeds::streams,
    },
    Target {
        name: "f13_values",
        about: "what is read and written is read as the same: days, moments, amounts, identifiers",
        run: f13_values::run,
        seeds: seeds::values,
    },
    Target {
        name: "f14_states",
        about: "forged states: one step, kept as they are, nothing irreversible sent blindly",
        run: f14_states::run,
        seeds: seeds::states,
    },
    Target {
        name: "f15_stream",
        about: "a stream of calls: the steps of its lines, whatever its pieces",
        run: f15_stream::run,
        seeds: seeds::streams,
    },
];

/// The target of this name.
#[must_use]
pub fn find(name: &str) -> Option<&'static Target> {
    TARGETS.iter().find(|target| target.name == name)
}

/// Reads what the targets share: it takes longer than a case may.
pub fn prepare() {
    let _ = points::corpus();
}

/// For the binary of a target.
pub fn run(name: &str, data: &[u8]) {
    (find(name).expect("a target of this name").run)(data);
}

/// `-?\d{1,18}(\.\d{1,6})?`, by hand.
fn is_amount(text: &str) -> bool {
    let digits = |part: &str, most| {
        (1..=most).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
    digits(whole, 18) && digits(fraction, 6)
}
