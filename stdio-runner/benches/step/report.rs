//! What was measured, as Markdown.

use std::fmt::Write as _;
use std::time::Duration;

pub(crate) struct Measured {
    pub(crate) quick: bool,
    pub(crate) lines: usize,
    /// Of a line, and of its answer.
    pub(crate) bytes: (usize, usize),
    /// Who is not there, and why.
    pub(crate) missing: Vec<String>,
    /// The time a line by name; `spravka step` first, the floor that it is held against last.
    pub(crate) times: Vec<(String, Duration)>,
    /// With a quarter of the lines, and with all.
    pub(crate) growth: [Grown; 2],
    /// With bodies of about 30 KB and of about 1 MB.
    pub(crate) bodies: [Grown; 2],
    /// The shortest start of `spravka step`, and that of `/bin/true`.
    pub(crate) start: [Duration; 2],
}

/// One file that `spravka step` went through.
pub(crate) struct Grown {
    pub(crate) lines: usize,
    pub(crate) bytes: usize,
    pub(crate) whole: Duration,
    pub(crate) peak_kib: u64,
}

impl Grown {
    fn nanoseconds_a_byte(&self) -> f64 {
        self.whole.as_secs_f64() * 1e9 / count(self.lines * self.bytes)
    }

    fn microseconds_a_line(&self) -> f64 {
        self.whole.as_secs_f64() * 1e6 / count(self.lines)
    }

    fn row(&self) -> String {
        let Self { lines, bytes, peak_kib, .. } = self;
        let (a_line, a_byte) = (self.microseconds_a_line(), self.nanoseconds_a_byte());
        format!("| {lines} | {bytes} | {a_line:.1} µs | {a_byte:.2} ns | {peak_kib} KiB |\n")
    }
}

pub(crate) fn text(measured: &Measured) -> String {
    let Measured { lines, bytes: (bytes_in, bytes_out), times, growth, bodies, .. } = measured;
    let mut text = String::new();
    if measured.quick {
        text.push_str("**A smoke run: the figures mean nothing.**\n\n");
    }
    let intro = "lines with an answer of KZ Info of one record";
    let _ = writeln!(text, "{lines} {intro}, {bytes_in} bytes in and {bytes_out} out.\n");
    text.push_str("| what | processor time a line | of `spravka step` |\n|---|---|---|\n");
    for (name, time) in times {
        let _ = writeln!(text, "| {name} | {} | {:.2} |", shown(*time), ratio(*time, step(times)));
    }
    for missing in &measured.missing {
        let _ = writeln!(text, "\n**{missing}**");
    }
    text.push_str(
        "\n| lines | bytes in each | processor time a line | a byte | peak of memory |\n",
    );
    text.push_str("|---|---|---|---|---|\n");
    growth.iter().chain(bodies).for_each(|grown| text.push_str(&grown.row()));
    text.push_str("\n| goal | work | goal (stretch) | measured |\n|---|---|---|---|\n");
    text + &goals(measured)
}

/// P7 to P11.
fn goals(measured: &Measured) -> String {
    let Measured { times, growth: [quarter, whole], bodies: [short, long], start, .. } = measured;
    let floor = times.last().map_or(Duration::ZERO, |(_, time)| *time);
    let peer = |name: &str| {
        let found = times.iter().find(|(peer, _)| peer.contains(name));
        found.map(|(_, time)| ratio(*time, step(times)))
    };
    let mebibytes = |grown: &Grown| grown.peak_kib as f64 / 1024.0;
    let [ours, nothing] = start.map(|time| time.as_secs_f64() * 1e3);
    let bodies = long.nanoseconds_a_byte() / short.nanoseconds_a_byte();
    let lines = whole.microseconds_a_line() / quarter.microseconds_a_line();
    let apart = |ratio: f64| (ratio - 1.0).abs() * 100.0;
    [
        at_most(
            "P7",
            "`spravka step`, times `IgnoredAny`",
            Some(ratio(step(times), floor)),
            5.0,
            3.5,
        ),
        at_least("P8", "times faster than Node.js with ajv", peer("ajv"), 8.0, 12.0),
        at_least("P8", "times faster than jq", peer("jq"), 40.0, 70.0),
        at_most("P9", "MiB at the peak, all lines", Some(mebibytes(whole)), 16.0, 8.0),
        at_most("P10", "ms of start-up over `/bin/true`", Some(ours - nothing), 2.0, 0.5),
        at_most("P11", "% apart: a line of a quarter, and of all", Some(apart(lines)), 15.0, 15.0),
        at_most("P11", "% apart: a byte of 1 MB, and of 30 KB", Some(apart(bodies)), 15.0, 15.0),
    ]
    .concat()
}

fn at_most(name: &str, work: &str, value: Option<f64>, goal: f64, stretch: f64) -> String {
    let verdict = value.map(|value| (value, value <= goal, value <= stretch));
    row(name, work, "≤", verdict, goal, stretch)
}

fn at_least(name: &str, work: &str, value: Option<f64>, goal: f64, stretch: f64) -> String {
    let verdict = value.map(|value| (value, value >= goal, value >= stretch));
    row(name, work, "≥", verdict, goal, stretch)
}

fn row(
    name: &str,
    work: &str,
    sign: &str,
    verdict: Option<(f64, bool, bool)>,
    goal: f64,
    stretch: f64,
) -> String {
    let measured = match verdict {
        None => "not measured".to_owned(),
        Some((value, _, true)) => format!("{value:.1}: met, stretch too"),
        Some((value, true, _)) => format!("{value:.1}: met"),
        Some((value, false, _)) => format!("{value:.1}: missed"),
    };
    format!("| {name} | {work} | {sign} {goal} ({stretch}) | {measured} |\n")
}

fn step(times: &[(String, Duration)]) -> Duration {
    times.first().map_or(Duration::ZERO, |(_, time)| *time)
}

fn ratio(time: Duration, of: Duration) -> f64 {
    time.as_secs_f64() / of.as_secs_f64()
}

fn shown(time: Duration) -> String {
    format!("{:.2} µs", time.as_secs_f64() * 1e6)
}

fn count(number: usize) -> f64 {
    u32::try_from(number).map_or(f64::INFINITY, f64::from)
}
