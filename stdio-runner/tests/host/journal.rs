//! `run --journal`: killed at any moment, and gone on with.

use std::collections::BTreeMap;
use std::fs::{File, OpenOptions};
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use crate::many::timeless;
use crate::support::{Ended, Listener, play, random, run, secrets, seed, timed};

const AT_ONCE: &str = "4";

fn nsso(index: usize) -> String {
    format!(
        r#"{{"id":"nsso {index}","operation":"api_cloud.nsso_check_policy","input":{{"plate":"А{index:03}АА77"}}}}"#
    )
}

fn kz(iin: &str) -> String {
    format!(r#"{{"id":"kz {iin}","operation":"kz_info.exec_proc_info","input":{{"iin":"{iin}"}}}}"#)
}

fn fssp(last_name: &str) -> String {
    format!(
        r#"{{"id":"fssp {last_name}","operation":"fssp.search_physical","input":{{"last_name":"{last_name}","first_name":"Иван","patronymic":"Тестович","birth_date":"1900-01-01","region":77}}}}"#
    )
}

/// Paid ones, each for somebody else; tasks; what fails; what sends nothing.
fn jobs() -> Vec<String> {
    let iins = [
        "000101300019",
        "010203300025",
        "020304400032",
        "030405300047",
        "000101300128",
        "000101300138",
        "000101300148",
        "000101300158",
        "000101304041",
        "000101309022",
    ];
    let names = ["Загадкин", "Экранов", "Безэхов", "Обрывов", "Неизвестнов", "Однофамильцев"];
    let mut jobs: Vec<String> = (100..124).map(nsso).collect();
    for (index, job) in iins.map(kz).into_iter().chain(names.map(fssp)).enumerate() {
        jobs.insert(index * 2, job);
    }
    jobs.push("broken".to_owned());
    jobs.push(r#"{"operation":"identifiers.check","input":{"inn":"7707083893"}}"#.to_owned());
    jobs
}

fn command(listener: &Listener, folder: &Path, args: &[&str]) -> Command {
    let mut command = listener.command(&["run", "--journal", "journal", "--rate", "fssp=off"]);
    command.args(["--rate", "kz_info=off", "--concurrency", AT_ONCE]).args(args);
    command.current_dir(folder).stdin(File::open(folder.join("jobs")).unwrap());
    command
}

fn ended(mut command: Command) -> Ended {
    let output = command.output().unwrap();
    Ended {
        code: output.status.code(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// Starts it and kills it after a while; whether it was still at work.
fn kill_after(mut command: Command, while_: Duration) -> bool {
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    std::thread::sleep(while_);
    let at_work = child.try_wait().unwrap().is_none();
    child.kill().unwrap();
    child.wait().unwrap();
    at_work
}

/// Without what depends on the time, and on what others have cost.
fn comparable(line: &str) -> String {
    let mut line = timeless(line);
    for name in [r#""attempts":"#, r#""balance":"#] {
        if let Some((before, rest)) = line.split_once(name) {
            line = format!("{before}{}", rest.split_once([',', '}']).unwrap().1);
        }
    }
    line
}

fn folder_with(jobs: &[String]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("jobs"), jobs.join("\n")).unwrap();
    folder
}

/// What each person was asked for: by call and subject.
fn paid(counters: &BTreeMap<String, u64>) -> BTreeMap<&str, u64> {
    let of_subject = |name: &&str| name.contains('/') && !name.starts_with("fssp.");
    counters
        .iter()
        .map(|(name, count)| (name.as_str(), *count))
        .filter(|(name, _)| of_subject(name))
        .collect()
}

#[expect(clippy::disallowed_methods, reason = "not a secret")]
fn moments() -> usize {
    std::env::var("SPRAVKA_KILLS").ok().and_then(|text| text.parse().ok()).unwrap_or(12)
}

/// A random moment of a run that takes `whole`; most happens at the beginning, and again when the
/// tasks are done.
fn moment(seed: u64, index: usize, whole: Duration) -> Duration {
    let share = u32::try_from(random(seed, index) % 1_000).unwrap();
    let (from, length) =
        if index % 3 == 2 { (whole / 2, whole / 2) } else { (Duration::ZERO, whole / 4) };
    from + length * share / 1_000
}

#[test]
fn whenever_it_is_killed_it_ends_as_if_it_had_not_been() {
    let jobs = jobs();
    let golden_listener = Listener::with_delay("60ms");
    let folder = folder_with(&jobs);
    let (golden, whole) = timed(|| ended(command(&golden_listener, folder.path(), &[])));
    assert_eq!((golden.code, golden.err.as_str()), (Some(0), ""));
    assert_eq!(golden.lines().len(), jobs.len());
    let golden_counters = golden_listener.counters();
    let (killed, lost) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let (next, count, seed) = (AtomicUsize::new(0), moments(), seed());
    std::thread::scope(|scope| {
        for _ in 0..6 {
            scope.spawn(|| {
                loop {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    if index >= count {
                        return;
                    }
                    let listener = Listener::with_delay("60ms");
                    let folder = folder_with(&jobs);
                    let again = || command(&listener, folder.path(), &[]);
                    let first = kill_after(again(), moment(seed, index, whole));
                    // And once more, on the way.
                    let second = first && index % 2 == 0 && kill_after(again(), whole / 8);
                    killed.fetch_add(usize::from(first) + usize::from(second), Ordering::Relaxed);
                    let last = ended(again());
                    assert_eq!(last.code, Some(0), "{index}");
                    // It may have been killed when all was done.
                    let said = last.err.as_str();
                    assert!(said.is_empty() || said.contains(ALL_BEFORE), "{index}: {said}");
                    let here = compare(&golden, &last, second);
                    assert!(here <= 8, "{index}: {here} lost, and so many were never under way");
                    lost.fetch_add(here, Ordering::Relaxed);
                    let counters = listener.counters();
                    let (asked, expected) = (paid(&counters), paid(&golden_counters));
                    let never = expected.iter().filter(|(name, _)| !asked.contains_key(*name));
                    assert!(
                        never.count() <= here,
                        "{index}: what was not asked is said to be lost"
                    );
                    for (name, times) in asked {
                        assert!(expected[name] >= times, "{index}: {name} {times} times");
                    }
                    // What is finished is not begun again.
                    let before = listener.counters();
                    let whole = ended(again());
                    assert_eq!(whole.out, last.out, "{index}");
                    assert!(whole.err.contains(ALL_BEFORE), "{index}: {}", whole.err);
                    assert_eq!(listener.counters(), before);
                }
            });
        }
    });
    let (killed, lost) = (killed.into_inner(), lost.into_inner());
    assert!(killed * 2 >= count, "{killed} of {count} were killed at work");
    assert!(lost > 0, "some were killed while a paid request was under way");
}

/// What is said where nothing was left to do.
const ALL_BEFORE: &str = "these are its results, and nobody was asked";

/// How many paid requests were interrupted; everything else is as it was, but that a task whose only
/// repeat was under way at the second kill is given up.
fn compare(golden: &Ended, other: &Ended, twice: bool) -> usize {
    let (golden, other) = (golden.lines(), other.lines());
    assert_eq!(golden.len(), other.len());
    let differ = golden.iter().zip(&other).filter(|(a, b)| comparable(a) != comparable(b));
    differ
        .filter(|(golden, other)| {
            let is = |name: &&str| other.starts_with(&format!(r#"{{"id":"{name} "#));
            let paid = ["nsso", "kz"].iter().any(is);
            let charged = if paid { "maybe" } else { "no" };
            let said = other.contains(r#""step":"fail","error":{"code":"interrupted""#)
                && other.contains(&format!(r#""executed":"maybe","charged":"{charged}""#))
                && (!paid || other.contains(r#""state":{"#));
            let is_lost = paid || twice && is(&"fssp");
            assert!(is_lost && said, "{}\n{}", comparable(golden), comparable(other));
            paid
        })
        .count()
}

#[test]
fn it_holds_no_secret_and_is_nobody_elses() {
    let listener = Listener::start();
    let folder = folder_with(&jobs());
    let first = ended(command(&listener, folder.path(), &[]));
    let path = folder.path().join("journal");
    let journal = std::fs::read_to_string(&path).unwrap();
    for (_, secret) in secrets() {
        assert!(!journal.contains(&secret));
    }
    assert!(!journal.contains(r#""request""#), "and no request");
    use std::os::unix::fs::PermissionsExt;
    assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);

    // A last line that was cut off is none.
    let records = journal.lines().filter(|line| line.contains(r#""record":"#)).count();
    assert_eq!(records, first.lines().len());
    let cut = &journal.as_bytes()[..journal.len() - 40];
    std::fs::write(&path, cut).unwrap();
    let again = ended(command(&listener, folder.path(), &[]));
    assert_eq!((again.code, compare(&first, &again, false)), (Some(0), 0), "{}", again.err);
    assert!(
        std::fs::read_to_string(&path)
            .unwrap()
            .starts_with(journal.rsplit_once("{\"line").unwrap().0)
    );

    let refused = |why: &str, args: &[&str]| {
        let before = std::fs::read(&path).unwrap();
        let ended = ended(command(&listener, folder.path(), args));
        assert_eq!((ended.code, ended.out.as_str()), (Some(2), ""), "{why}");
        assert!(ended.err.contains("--journal") && ended.err.contains(why), "{}", ended.err);
        assert_eq!(std::fs::read(&path).unwrap(), before);
    };
    refused("transport or origin", &["--origin", "kz_info=http://127.0.0.1:1"]);
    let text = std::fs::read_to_string(&path).unwrap();
    let other = |from: &str, to: &str| std::fs::write(&path, text.replacen(from, to, 1)).unwrap();
    other(r#""version":""#, r#""version":"9."#);
    refused("written by spravka 9.", &[]);
    other("{\"journal\":\"spravka\"", "{\"jurnal\":\"spravka\"");
    refused("none of spravka's", &[]);
    other("\n", "\nbroken\n");
    refused("its line 2 is broken", &[]);
    std::fs::write(&path, "somebody's").unwrap();
    refused("none of spravka's", &[]);
    std::fs::write(&path, &text).unwrap();

    // Another input: changed, shorter.
    let jobs_before = std::fs::read_to_string(folder.path().join("jobs")).unwrap();
    let with = |jobs: &str| {
        std::fs::write(folder.path().join("jobs"), jobs).unwrap();
        ended(command(&listener, folder.path(), &[]))
    };
    let count = listener.counters();
    let changed = with(&jobs_before.replacen("000101300019", "010203300025", 1));
    assert_eq!((changed.code, changed.out.as_str()), (Some(2), ""), "{}", changed.err);
    assert!(changed.err.contains("another input: line 1"), "{}", changed.err);
    let shorter = with(jobs_before.split_once("\nbroken").unwrap().0);
    assert_eq!(shorter.code, Some(2));
    assert!(shorter.err.contains("another input: it knows a line 41"), "{}", shorter.err);
    assert_eq!(listener.counters(), count, "nothing was sent");

    // Two processes.
    std::fs::write(folder.path().join("jobs"), jobs_before).unwrap();
    let held = OpenOptions::new().append(true).open(&path).unwrap();
    held.lock().unwrap();
    refused("another spravka is at work", &[]);
}

#[test]
fn what_cannot_be_kept_is_not_sent() {
    let listener = Listener::start();
    let folder = folder_with(&(100..120).map(nsso).collect::<Vec<_>>());
    let limited = r#"trap '' XFSZ; ulimit -f 4; exec "$0" "$@" < jobs"#;
    let command = listener.command(&["run", "--journal", "journal"]);
    let mut sh = Command::new("sh");
    sh.args(["-c", limited]).arg(command.get_program()).args(command.get_args());
    sh.env_clear().envs(secrets()).current_dir(folder.path());
    let ended = ended(sh);
    assert_eq!(ended.code, Some(1), "{}", ended.err);
    assert!(ended.err.contains("--journal cannot be written"), "{}", ended.err);
    let journal = std::fs::read_to_string(folder.path().join("journal")).unwrap();
    let whole = journal.lines().filter(|line| line.ends_with('}'));
    let kept = whole.filter(|line| line.contains(r#""sent":"#)).count();
    let sent = listener.count("api_cloud.nsso.checkPolicy");
    assert!(kept > 0 && u64::try_from(kept).unwrap() == sent, "{kept} kept, {sent} sent");
    assert_eq!(ended.lines().len(), kept, "what came is shown");

    let device = run(listener.command(&["run", "--journal", "/dev/full"]), b"");
    assert_eq!((device.code, device.out.as_str()), (Some(2), ""), "{}", device.err);
}

#[test]
fn money_and_limits_survive() {
    let listener = Listener::with_delay("150ms");
    let jobs: Vec<String> = (100..140).map(nsso).collect();
    let folder = folder_with(&jobs);
    let args = ["--budget", "15RUB", "--rate", "api_cloud=6/s"];
    let again = || command(&listener, folder.path(), &args);
    for _ in 0..4 {
        kill_after(again(), Duration::from_millis(700));
    }
    let last = ended(again());
    assert_eq!(last.lines().len(), 40, "{}", last.err);
    let asked = listener.count("api_cloud.nsso.checkPolicy");
    assert_eq!(asked, 20, "each costs 0.75 RUB, whether its answer came or not");
    let refused = last.lines().iter().filter(|line| line.contains("budget_exceeded")).count();
    assert_eq!(refused, 20);
    let arrivals = listener.arrivals("api_cloud.nsso.checkPolicy");
    for seven in arrivals.windows(7) {
        assert!(seven[6] - seven[0] >= 1_000, "{seven:?}");
    }
}

#[test]
fn a_simulation_has_a_journal_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("journal");
    let args = ["run", "--transport", "sandbox", "--journal", path.to_str().unwrap()];
    let jobs = [kz("000101300019"), fssp("Загадкин")].join("\n");
    let first = play(&args, &jobs);
    assert_eq!(first.code, Some(0), "{}", first.err);
    assert_eq!(play(&args, &jobs).out, first.out);
    let real = play(&["run", "--transport", "http", "--journal", args[4]], &jobs);
    assert_eq!((real.code, real.out.as_str()), (Some(2), ""), "{}", real.err);
    let mut file = OpenOptions::new().append(true).open(&path).unwrap();
    file.write_all(b"{\"line\":9").unwrap();
    assert_eq!(play(&args, &jobs).out, first.out);
}
