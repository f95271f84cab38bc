//! How much of the processor's time work takes, in this process and in those that it waited for. On
//! a machine that others use the wall's time says more of them than of the work.

use std::time::{Duration, Instant};

/// A tick of `/proc`, on every Linux.
const TICK: Duration = Duration::from_millis(10);

pub(crate) struct Clock {
    wall: Instant,
    ticks: Option<u32>,
}

impl Clock {
    pub(crate) fn start() -> Self {
        Self { wall: Instant::now(), ticks: ticks() }
    }

    /// The wall's time where the processor's is not known, or too short for its ticks.
    pub(crate) fn stop(&self) -> Duration {
        let ticks = self.ticks.zip(ticks()).map_or(0, |(before, after)| after - before);
        if ticks < 10 { self.wall.elapsed() } else { TICK * ticks }
    }
}

/// User and system time, of this process and of its children that are gone: `proc_pid_stat(5)`.
fn ticks() -> Option<u32> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    // What stands before is the program's name, and may be anything.
    let (_, fields) = stat.rsplit_once(") ")?;
    fields.split(' ').skip(11).take(4).map(|field| field.parse::<u32>().ok()).sum()
}
