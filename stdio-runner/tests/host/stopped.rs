//! Signals and closed outputs.

use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use crate::support::{Listener, run, state, timed};

fn nsso(index: usize) -> String {
    format!(
        r#"{{"id":{index},"operation":"api_cloud.nsso_check_policy","input":{{"plate":"А{index:03}АА77"}}}}"#
    )
}

fn fssp(index: usize) -> String {
    format!(
        r#"{{"id":{index},"operation":"fssp.search_physical","input":{}}}"#,
        r#"{"last_name":"Медленнов","first_name":"Иван","patronymic":"Тестович","birth_date":"1900-01-01","region":77}"#
    )
}

fn start(mut command: Command, jobs: &[String], folder: &Path) -> Child {
    let input = folder.join("jobs");
    std::fs::write(&input, jobs.join("\n")).unwrap();
    command.stdin(std::fs::File::open(input).unwrap());
    command.stdout(Stdio::piped()).stderr(Stdio::piped()).current_dir(folder).spawn().unwrap()
}

fn signal(child: &Child, name: &str) {
    let sent = Command::new("kill").args([name, &child.id().to_string()]).status().unwrap();
    assert!(sent.success());
}

#[test]
fn what_is_under_way_comes_to_its_end() {
    let listener = Listener::with_delay("400ms");
    let folder = tempfile::tempdir().unwrap();
    let jobs: Vec<String> = std::iter::once(fssp(0)).chain((100..140).map(nsso)).collect();
    for (name, code) in [("-INT", 130), ("-TERM", 143)] {
        let before = listener.count("api_cloud.nsso.checkPolicy");
        let command = listener.command(&["run", "--concurrency", "4"]);
        let child = start(command, &jobs, folder.path());
        while listener.count("api_cloud.nsso.checkPolicy") < before + 5 {
            std::thread::sleep(Duration::from_millis(20));
        }
        signal(&child, name);
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(code), "{}", String::from_utf8_lossy(&output.stderr));
        let out = String::from_utf8(output.stdout).unwrap();
        let lines: Vec<&str> = out.lines().collect();
        // The task goes on at the provider.
        assert!(lines[0].starts_with(r#"{"id":0,"step":"wait","#), "{}", lines[0]);
        assert!(state(lines[0]).contains(r#""task":"#));
        let answered =
            lines.iter().skip(1).filter(|line| line.contains(r#""step":"done""#)).count();
        let asked = listener.count("api_cloud.nsso.checkPolicy") - before;
        assert_eq!(u64::try_from(answered).unwrap(), asked, "{out}");
        assert_eq!(lines.len(), answered + 1);
        assert!(answered < 40);
    }
}

#[test]
fn reports_are_whole_or_not_there() {
    let listener = Listener::with_delay("50ms");
    let folder = tempfile::tempdir().unwrap();
    let person = |id| format!(r#"{{"id":"{id}","last_name":"Образцов","iin":"000101300019"}}"#);
    let people: Vec<String> = (0..200).map(person).collect();
    let command = listener.command(&["check", "--concurrency", "2", "--rate", "kz_info=off"]);
    let mut child = start(command, &people, folder.path());
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    let mut out = String::new();
    stdout.read_line(&mut out).unwrap();
    signal(&child, "-TERM");
    stdout.read_to_string(&mut out).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(143));
    let lines: Vec<&str> = out.lines().collect();
    assert!(out.ends_with('\n') && lines.len() < people.len(), "{} lines", lines.len());
    for (line, id) in lines.iter().zip(0..) {
        let begins = format!(r#"{{"id":"{id}","step":"done","output":{{"#);
        assert!(line.starts_with(&begins) && line.ends_with('}'), "{line}");
    }
}

#[test]
fn the_sandbox_ends_at_once() {
    use std::os::unix::process::ExitStatusExt;

    let mut sandbox = crate::support::spravka(&["sandbox", "--listen", "127.0.0.1:0"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut stdout = BufReader::new(sandbox.stdout.take().unwrap());
    stdout.read_line(&mut String::new()).unwrap();
    signal(&sandbox, "-TERM");
    // A shell shows 143.
    assert_eq!(sandbox.wait().unwrap().signal(), Some(15));
}

#[test]
fn a_second_signal_waits_for_nothing() {
    let listener = Listener::with_delay("30s");
    let folder = tempfile::tempdir().unwrap();
    let child = start(listener.command(&["run"]), &[nsso(100)], folder.path());
    while listener.count("api_cloud.nsso.checkPolicy") == 0 {
        std::thread::sleep(Duration::from_millis(20));
    }
    let (output, took) = timed(|| {
        signal(&child, "-INT");
        std::thread::sleep(Duration::from_millis(300));
        signal(&child, "-INT");
        child.wait_with_output().unwrap()
    });
    assert_eq!(output.status.code(), Some(130));
    assert!(took < Duration::from_secs(5), "{took:?}");
}

#[test]
fn what_is_not_answered_in_time_is_said_to_be_interrupted() {
    let listener = Listener::with_delay("60s");
    let folder = tempfile::tempdir().unwrap();
    for journal in [false, true] {
        let before = listener.count("api_cloud.nsso.checkPolicy");
        let args: &[&str] = if journal { &["run", "--journal", "journal"] } else { &["run"] };
        let child = start(listener.command(args), &[nsso(100), nsso(101)], folder.path());
        while listener.count("api_cloud.nsso.checkPolicy") == before {
            std::thread::sleep(Duration::from_millis(20));
        }
        signal(&child, "-TERM");
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(143));
        let out = String::from_utf8(output.stdout).unwrap();
        if journal {
            assert_eq!(out, "", "the journal knows");
            let again = listener.command(args);
            let child = start(again, &[nsso(100), nsso(101)], folder.path());
            std::thread::sleep(Duration::from_millis(500));
            signal(&child, "-INT");
            let out = child.wait_with_output().unwrap().stdout;
            let out = String::from_utf8(out).unwrap();
            assert!(
                out.starts_with(r#"{"id":100,"step":"fail","error":{"code":"interrupted""#),
                "{out}"
            );
        } else {
            assert!(
                out.starts_with(r#"{"id":100,"step":"fail","error":{"code":"interrupted""#),
                "{out}"
            );
            assert!(out.contains(r#""executed":"maybe","charged":"maybe""#), "{out}");
            assert!(out.contains(r#""state":{"#) && out.lines().count() == 1, "{out}");
        }
    }
}

#[test]
fn a_journal_goes_on_where_a_signal_has_stopped_it() {
    let listener = Listener::with_delay("100ms");
    let folder = tempfile::tempdir().unwrap();
    let jobs: Vec<String> = std::iter::once(fssp(0)).chain((100..120).map(nsso)).collect();
    let command = || listener.command(&["run", "--concurrency", "4", "--journal", "journal"]);
    let child = start(command(), &jobs, folder.path());
    while listener.count("api_cloud.nsso.checkPolicy") < 5 {
        std::thread::sleep(Duration::from_millis(20));
    }
    signal(&child, "-INT");
    let first = child.wait_with_output().unwrap();
    assert_eq!(first.status.code(), Some(130));
    let last = start(command(), &jobs, folder.path()).wait_with_output().unwrap();
    let out = String::from_utf8(last.stdout).unwrap();
    assert_eq!(out.lines().filter(|line| line.contains(r#""step":"done""#)).count(), 21, "{out}");
    assert_eq!(listener.count("api_cloud.nsso.checkPolicy"), 20, "each once");
    assert_eq!(listener.count("fssp.search_physical"), 1);
}

#[test]
fn a_closed_output_ends_it_quietly() {
    let listener = Listener::with_delay("50ms");
    let folder = tempfile::tempdir().unwrap();
    let jobs: Vec<String> = (100..300).map(nsso).collect();
    let mut child = start(listener.command(&["run", "--concurrency", "2"]), &jobs, folder.path());
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    let mut line = String::new();
    stdout.read_line(&mut line).unwrap();
    drop(stdout);
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), &b""[..]));
    assert!(listener.count("api_cloud.nsso.checkPolicy") < 100);
}

/// `script` gives the command a terminal.
#[cfg(target_os = "linux")]
#[test]
fn progress_is_for_terminals() {
    let has_script = Command::new("script").arg("--version").stdout(Stdio::null()).status();
    if !has_script.is_ok_and(|status| status.success()) {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let mut file = std::fs::File::create(folder.path().join("jobs")).unwrap();
    file.write_all((100..103).map(nsso).collect::<Vec<_>>().join("\n").as_bytes()).unwrap();
    let seen = |more: &str| {
        let binary = env!("CARGO_BIN_EXE_spravka");
        let line = format!("{binary} run --transport sandbox {more} < jobs > out");
        let mut command = Command::new("script");
        command.args(["-qec", &line, "/dev/null"]).current_dir(folder.path());
        run(command, b"").out
    };
    let shown = seen("");
    assert!(shown.contains("3 done, 0 not checked, 0 failed, 2.25RUB spent"), "{shown}");
    assert!(!seen("--quiet").contains("done"));
}
