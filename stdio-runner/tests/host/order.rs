//! `examples/order-certificate.sh`, killed on its way and started again.

use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::support::{Ended, Listener, application, path, run, secrets, submission};

fn order(listener: &Listener, folder: &Path, args: &[&str]) -> Command {
    let binary = Path::new(env!("CARGO_BIN_EXE_spravka")).parent().unwrap();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/order-certificate.sh");
    let mut command = Command::new("bash");
    command.arg(script).args(args).current_dir(folder).env_clear();
    command.env("PATH", format!("{}:{}", binary.display(), path()));
    let transport = format!("--transport http --test-origin {}", listener.origin);
    command.envs(secrets()).env("SPRAVKA_ARGS", transport);
    command
}

/// Whether the programs are here that the script needs.
fn is_possible() -> bool {
    ["bash", "jq", "base64"].iter().all(|tool| has(tool, "--version"))
}

fn has(tool: &str, version: &str) -> bool {
    let mut command = Command::new(tool);
    command.arg(version).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

/// Writes the files that an order for this person needs.
fn prepare(folder: &Path, snils: &str) -> [&'static str; 5] {
    std::fs::write(folder.join("application.json"), application(snils)).unwrap();
    ["order", "application.json", "documents.zip", "documents.zip.sig", "request.p10"]
}

fn ordered(folder: &Path, ended: &Ended) {
    assert_eq!(ended.code, Some(0), "{}{}", ended.out, ended.err);
    assert!(ended.err.contains("Сертификат выпущен"), "{}", ended.err);
    let files: Vec<&str> = ended.lines();
    assert_eq!(files.len(), 3, "{}", ended.out);
    let certificate = std::fs::read(folder.join(files[0])).unwrap();
    assert!(certificate.starts_with(b"\x30\x82\x01\x00ccc"));
    let left = std::fs::read_dir(folder.join("order")).unwrap();
    let names = left.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    assert!(names.into_iter().all(|name| !name.contains("state")), "nothing is under way");
}

#[test]
fn an_order_that_is_killed_goes_on() {
    if !is_possible() {
        return;
    }
    let listener = Listener::start();
    let folder = submission();
    let folder = folder.path();
    // The first signature is carried out and never answered.
    let snils = "99900003424";
    let args = prepare(folder, snils);
    let kept = || {
        let state = std::fs::read_to_string(folder.join("order/submit.state"));
        state.is_ok_and(|state| {
            state.starts_with(r#"{"step":"send""#) && state.contains("attach_signature")
        })
    };
    let mut command = order(&listener, folder, &args);
    // So that what the script has started dies with it.
    let mut child =
        command.process_group(0).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let came = (0..600).any(|_| {
        std::thread::sleep(Duration::from_millis(50));
        kept() && listener.count("osnovanie.attach_file.9.executed/1370") == 1
    });
    assert!(came, "it came to the signature");
    let group = format!("-{}", child.id());
    Command::new("kill").args(["-KILL", "--", &group]).status().unwrap();
    child.wait().unwrap();
    let ended = run(order(&listener, folder, &args), b"");
    ordered(folder, &ended);
    assert_eq!(listener.count("osnovanie.attach_file.9.executed/1370"), 1);
    assert_eq!(listener.count(&format!("osnovanie.create.executed/{snils}")), 1);
}

#[test]
fn without_documents_it_makes_some_for_the_sandbox() {
    if !is_possible() || !has("openssl", "version") || !has("python3", "--version") {
        return;
    }
    let listener = Listener::start();
    let folder = tempfile::tempdir().unwrap();
    let ended = run(order(&listener, folder.path(), &["order"]), b"");
    ordered(folder.path(), &ended);
}

#[test]
fn an_order_that_needs_a_decision_says_which() {
    if !is_possible() {
        return;
    }
    let listener = Listener::start();
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    // Two equal applications of today are there already.
    let application = application("99900002927");
    let application = application.replace("980000000101", "980000002998");
    let application = application.replace("[224,226]", "[224]");
    std::fs::write(folder.join("application.json"), application).unwrap();
    let args = ["order", "application.json"];
    let stopped = run(order(&listener, folder, &args), b"");
    assert_eq!((stopped.code, stopped.out.as_str()), (Some(65), ""), "{}", stopped.err);
    for words in ["osnovanie.list", "взять заявку 2102:", "--choice take:2103", "--choice create"]
    {
        assert!(stopped.err.contains(words), "{}", stopped.err);
    }
    let choice = [&["--choice", "take:2102"], &args[..]].concat();
    let form = run(order(&listener, folder, &choice), b"");
    assert_eq!(form.code, Some(75), "{}", form.err);
    assert!(form.err.contains("Заявка 2102") && form.err.contains("Подпишите"), "{}", form.err);
    assert_eq!(listener.count("osnovanie.create"), 0);
}
