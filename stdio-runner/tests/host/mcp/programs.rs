//! Tools whose requests a program of the user's sends.

use std::time::Duration;

use serde_json::{Value, json};

use super::client::Client;
use super::person;
use crate::support::{secrets, spravka};

/// Programs for the transport `exec:`; `$FOLDER` is theirs.
fn exec(program: &str, args: &[&str]) -> (Client, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let script = folder.path().join("program.sh");
    let program = program.replace("ID;", r#"id=${line#*:}; id=${id%%,*};"#).replace(
        "OK;",
        r#"printf '{"id":%s,"event":{"response":{"status":200,"body":"[]"}}}\n' "$id";"#,
    );
    std::fs::write(&script, program).unwrap();
    let transport = format!("exec:sh {}", script.to_str().unwrap());
    let mut command = spravka(&[&["mcp", "--transport", &transport], args].concat());
    command.envs(secrets()).env("FOLDER", folder.path());
    (Client::start(command), folder)
}

fn wait_for(is_there: impl Fn() -> bool) {
    for _ in 0..1_000 {
        if is_there() {
            return;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    panic!("it never came");
}

const FIRST: &str = "000101300019";
const SECOND: &str = "020304400032";

/// Neither is answered before both have come.
#[test]
fn two_calls_are_under_way_at_once() {
    let program = r#"first=; second=; while read -r line; do ID; case "$line" in
        *000101300019*) first=$id;; *) second=$id;; esac
        if [ "$first" ] && [ "$second" ]; then id=$second; OK; id=$first; OK; fi; done"#;
    let (mut client, _folder) = exec(program, &["--allow", "paid"]);
    let call = |iin: &str| json!({"name": "kz_info_exec_proc_info", "arguments": {"iin": iin}, "_meta": {"progressToken": iin}});
    let first = client.send("tools/call", &call(FIRST));
    let second = client.send("tools/call", &call(SECOND));
    for id in [first, second] {
        let result = client.result("kz_info_exec_proc_info", id);
        assert_eq!(result.structured["output"]["outcome"], "empty", "{}", result.text);
        assert!(!result.text.contains("SIMULATED"));
    }
    let tokens: Vec<&Value> =
        client.notifications.iter().map(|message| &message["params"]["progressToken"]).collect();
    assert!(tokens.contains(&&json!(FIRST)), "{:?}", client.notifications);
    assert_eq!(client.close().0, Some(0));
}

#[test]
fn a_call_that_is_called_off_asks_nothing_more() {
    // What could not be connected would be tried again.
    let program = r#"while read -r line; do ID; case "$line" in
        *api-cloud*) : > "$FOLDER/asked.$id"; first=$id;;
        *) printf '{"id":%s,"event":{"failure":{"kind":"connect","sent":"no"}}}\n' "$first"; OK; esac; done"#;
    let (mut client, folder) = exec(program, &["--allow", "paid"]);
    let asked = || {
        let names = std::fs::read_dir(folder.path()).unwrap();
        let names = names.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        names.filter(|name| name.starts_with("asked")).count()
    };
    let id = client.send_call("api_cloud_balance", &json!({}));
    wait_for(|| asked() == 1);
    client.notify("notifications/cancelled", &json!({"requestId": id, "reason": "enough"}));
    // Later than the notification.
    let pong = client.send("ping", &json!({}));
    client.response(pong);
    let other = client.call("kz_info_exec_proc_info", &json!({"iin": SECOND}));
    assert_eq!(other.structured["output"]["outcome"], "empty", "{}", other.text);
    std::thread::sleep(Duration::from_secs(3));
    assert_eq!(asked(), 1);
    let answered = format!("\"id\":{id},");
    assert!(!client.seen.contains(&answered), "{}", client.seen);
    let (code, complaints) = client.close();
    assert_eq!((code, complaints.as_str()), (Some(0), ""));
}

#[test]
fn a_terminated_server_ends() {
    let program = r#"read -r line; : > "$FOLDER/asked"; cat > /dev/null"#;
    let (mut client, folder) = exec(program, &["--allow", "paid"]);
    client.send_call("kz_info_exec_proc_info", &json!({"iin": FIRST}));
    wait_for(|| folder.path().join("asked").exists());
    let pid = client.pid().to_string();
    let killed = std::process::Command::new("kill").args(["-TERM", &pid]).status().unwrap();
    assert!(killed.success());
    let (code, complaints) = client.ended();
    assert_eq!((code, complaints.as_str()), (Some(143), ""));
}

#[test]
fn secrets_are_nowhere() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("secrets.json");
    std::fs::write(&file, r#"{"api_cloud.token":"canary0123456789abcdef0123456789"}"#).unwrap();
    {
        use std::os::unix::fs::PermissionsExt;
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o600)).unwrap();
    }
    let program = r#"exec:while read -r line; do
        case "$line" in *canary*) : > "$FOLDER/filled";; esac
        id=${line#*:}; id=${id%%,*}
        printf '{"id":%s,"event":{"response":{"status":403,"body":"no"}}}\n' "$id"; done"#;
    let mut command = spravka(&["mcp", "--allow", "paid,write,irreversible", "--max-wait", "2s"]);
    command.args(["--transport", program, "--secrets-file", file.to_str().unwrap()]);
    command.env("FOLDER", folder.path()).env("SPRAVKA_KEY_SALT", "canary-salt-of-32-bytes-or-so");
    for (name, _) in secrets().iter().filter(|(name, _)| name != "SPRAVKA_API_CLOUD_TOKEN") {
        command.env(name, format!("canary-{}", name.to_lowercase()));
    }
    let mut client = Client::start(command);
    let mut about = person("Образцов");
    about["iin"] = json!(FIRST);
    let checked = client.call("check_debtor", &json!({"person": about}));
    assert!(checked.is_error, "{}", checked.text);
    let balance = client.call("api_cloud_balance", &json!({}));
    assert!(balance.is_error, "{}", balance.text);
    client.call("sber_refresh_token", &json!({"client_id": "c"}));
    assert!(folder.path().join("filled").exists());
    let mut seen = std::mem::take(&mut client.seen);
    seen += &client.close().1;
    assert!(!seen.contains("canary"), "{seen}");
}
