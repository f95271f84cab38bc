//! `--state-file`: killed, and gone on with.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::support::{Listener, application, play, run, secrets, spravka, state, submission};

fn exists(folder: &Path, name: &str) -> bool {
    folder.join(name).exists()
}

/// Starts a command and kills it as soon as `until` holds.
fn kill_when(mut command: Command, mut until: impl FnMut() -> bool) {
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let waiting = (0..600).any(|_| {
        std::thread::sleep(Duration::from_millis(50));
        until()
    });
    assert!(waiting, "it came to what it was to be killed at");
    child.kill().unwrap();
    child.wait().unwrap();
}

fn create(listener: &Listener, folder: &Path, snils: &str) -> Command {
    std::fs::write(folder.join("application.json"), application(snils)).unwrap();
    let mut command = listener.command(&["call", "osnovanie.create_application"]);
    command.args(["--input", "application.json", "--state-file", "create.json"]);
    command.current_dir(folder);
    command
}

#[test]
fn what_was_being_created_is_found_again() {
    let listener = Listener::start();
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    // Carried out, but never answered.
    let snils = "99900002119";
    let created = format!("osnovanie.create.executed/{snils}");
    kill_when(create(&listener, folder, snils), || listener.count(&created) == 1);
    let kept = std::fs::read_to_string(folder.join("create.json")).unwrap();
    assert!(kept.starts_with(r#"{"step":"send","state":{"#), "{kept}");
    for personal in [snils, "Заявителев", "980000000101", "sandbox"] {
        assert!(!kept.contains(personal), "{kept}");
    }
    use std::os::unix::fs::PermissionsExt;
    let mode = std::fs::metadata(folder.join("create.json")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);

    // A wait that is handed out is kept as well.
    let mut impatient = create(&listener, folder, snils);
    impatient.args(["--max-wait", "0"]);
    let waits = run(impatient, b"");
    assert_eq!(waits.code, Some(75), "{}{}", waits.out, waits.err);
    let kept = std::fs::read_to_string(folder.join("create.json")).unwrap();
    assert!(kept.starts_with(r#"{"step":"wait","reason":"#), "{kept}");
    assert_eq!(state(&kept), state(waits.line()));

    // Another input or operation leaves the flow where it stands.
    let mut other = create(&listener, folder, "99900000115");
    other.args(["--max-wait", "0"]);
    let other = run(other, b"");
    assert!(other.out.contains(r#""code":"input_changed""#), "{}", other.out);
    let mut other = listener.command(&["call", "osnovanie.view", "--application-id", "1370"]);
    other.args(["--state-file", "create.json"]).current_dir(folder);
    let other = run(other, b"");
    assert!(other.out.contains(r#""path":"/operation""#), "{}{}", other.out, other.err);
    assert!(exists(folder, "create.json"));

    let done = run(create(&listener, folder, snils), b"");
    assert_eq!(done.code, Some(0), "{}{}", done.out, done.err);
    assert!(done.line().contains(r#""application_id":"1370","origin":"created""#), "{}", done.out);
    assert!(!exists(folder, "create.json") && !exists(folder, "create.json.lock"));
    assert_eq!(listener.count(&created), 1);
}

#[test]
fn a_person_decides_where_nobody_knows() {
    let folder = submission();
    let folder = folder.path();
    let listener = Listener::start();
    // Two equal applications of today are there already.
    std::fs::write(
        folder.join("application.json"),
        application("99900002927")
            .replace("980000000101", "980000002998")
            .replace("[224,226]", "[224]"),
    )
    .unwrap();
    let call = |choice: &[&str]| {
        let mut command = listener.command(&["call", "osnovanie.create_application"]);
        command.args(["--input", "application.json", "--state-file", "state"]).args(choice);
        command.current_dir(folder);
        run(command, b"")
    };
    let none = call(&["--choice", "take:2102"]);
    assert_eq!(none.code, Some(2), "{}{}", none.out, none.err);
    let several = call(&[]);
    assert!(several.out.contains(r#""code":"ambiguous""#), "{}{}", several.out, several.err);
    assert_eq!(several.code, Some(65));
    let wrong = call(&["--choice", "take:1"]);
    assert!(wrong.out.contains(r#""path":"/event/choice""#), "{}", wrong.out);
    let taken = call(&["--choice", "take:2102"]);
    assert!(taken.out.contains(r#""application_id":"2102""#), "{}", taken.out);
    assert!(!exists(folder, "state"));
}

#[test]
fn one_process_at_a_time() {
    let folder = submission();
    let file = folder.path().join("state");
    let lock = std::fs::File::create(folder.path().join("state.lock")).unwrap();
    lock.lock().unwrap();
    let args =
        ["call", "kz_info.exec_proc_info", "--iin", "000101300019", "--transport", "sandbox"];
    let with = |more: &[&str]| play(&[&args[..], more].concat(), "");
    let state_file = ["--state-file", file.to_str().unwrap()];
    let busy = with(&state_file);
    assert_eq!((busy.code, busy.out.as_str()), (Some(2), ""), "{}", busy.err);
    assert!(busy.err.contains("another spravka"), "{}", busy.err);
    drop(lock);
    assert_eq!(with(&state_file).code, Some(0));
    for text in ["", "{}", "[]", r#"{"step":"done","output":{},"meta":{}}"#] {
        std::fs::write(&file, text).unwrap();
        let refused = with(&state_file);
        assert_eq!((refused.code, refused.out.as_str()), (Some(2), ""), "{text}");
        assert_eq!(std::fs::read_to_string(&file).unwrap(), text);
    }
    assert_eq!(with(&["--choice", "repeat"]).code, Some(2), "it needs a state file");
    let nowhere = with(&["--state-file", "/nonexistent/state"]);
    assert_eq!((nowhere.code, nowhere.out.as_str()), (Some(2), ""));
}

#[test]
fn nothing_is_sent_that_could_not_be_kept() {
    let listener = Listener::start();
    let folder = tempfile::tempdir().unwrap();
    // A folder cannot be replaced by a file; it is made once the command has looked.
    let program = format!(
        r#"while read -r line; do id=${{line#*:}}; id=${{id%%,*}}; mkdir -p '{}'
printf '{{"id":%s,"event":{{"response":{{"status":200,"headers":{{"content-type":"application/json"}},"json":{{"info":[]}}}}}}}}\n' "$id"
echo >> '{}'
done"#,
        folder.path().join("state").to_str().unwrap(),
        folder.path().join("sent").to_str().unwrap(),
    );
    let script = folder.path().join("program.sh");
    std::fs::write(&script, program).unwrap();
    std::fs::write(folder.path().join("application.json"), application("99900000115")).unwrap();
    let transport = format!("exec:sh {}", script.to_str().unwrap());
    let mut command = spravka(&["call", "osnovanie.create_application", "--transport", &transport]);
    command.args(["--input", "application.json", "--state-file", "state"]);
    command.envs(secrets()).current_dir(folder.path());
    let ended = run(command, b"");
    assert_eq!((ended.code, ended.out.as_str()), (Some(1), ""), "{}", ended.err);
    assert!(ended.err.contains("--state-file cannot be written"), "{}", ended.err);
    let sent = std::fs::read_to_string(folder.path().join("sent")).unwrap();
    assert_eq!(sent.lines().count(), 1, "the look, and no application");
    drop(listener);
}

#[test]
fn a_failure_that_left_nothing_behind_begins_anew() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("state");
    let call = |iin: &str| {
        play(
            &[
                "call",
                "kz_info.exec_proc_info",
                "--iin",
                iin,
                "--transport",
                "sandbox",
                "--state-file",
                file.to_str().unwrap(),
            ],
            "",
        )
    };
    assert_eq!(call("000101304349").code, Some(77), "refused");
    assert!(!file.exists());
    let lost = call("000101309002");
    assert!(lost.out.contains(r#""executed":"maybe""#), "{}", lost.out);
    let kept = std::fs::read_to_string(&file).unwrap();
    assert!(kept.starts_with(r#"{"step":"fail","state":{"#), "{kept}");
    assert_eq!(call("000101300019").code, Some(65), "another input");
    let again = call("000101309002");
    assert!(again.out.contains(r#""code":"paid_repeat_not_allowed""#), "{}", again.out);
    assert!(file.exists());
}
