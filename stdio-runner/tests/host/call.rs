//! `spravka call`, its flags and its exit codes; the small commands.

use crate::support::{Ended, play, run, spravka};

fn call(args: &[&str]) -> Ended {
    play(&[&["call"], args, &["--transport", "sandbox"]].concat(), "")
}

fn kz(iin: &str) -> Ended {
    call(&["kz_info.exec_proc_info", "--iin", iin])
}

#[test]
fn exit_codes() {
    assert_eq!(kz("000101300019").code, Some(0), "found");
    assert_eq!(kz("020304400032").code, Some(0), "empty");
    assert_eq!(kz("1").code, Some(65), "bad input");
    assert_eq!(call(&["kz_info.exec_proc_info"]).code, Some(65), "a member is missing");
    assert_eq!(kz("000101309022").code, Some(69), "no connection");
    assert_eq!(kz("000101300376").code, Some(69), "blocked");
    assert_eq!(kz("000101300346").code, Some(69), "bad body");
    assert_eq!(kz("000101300405").code, Some(69), "too large");
    assert_eq!(kz("000101305021").code, Some(69), "502");
    assert_eq!(kz("000101304349").code, Some(77), "403");
    assert_eq!(kz("000101304001").code, Some(77), "no subscription");
    let balance = call(&["api_cloud.nsso_check_policy", "--plate", "Е498СТ77"]);
    assert_eq!(balance.code, Some(77), "no money");
    let missing = play(
        &["call", "kz_info.exec_proc_info", "--iin", "000101300019", "--transport", "exec:false"],
        "",
    );
    assert_eq!(missing.code, Some(78), "a missing secret");
    assert_eq!(call(&["nope"]).code, Some(2));
    let usage = play(&["call", "kz_info.exec_proc_info", "--iin", "000101300019"], "");
    assert_eq!((usage.code, usage.out.as_str()), (Some(2), ""));
}

#[test]
fn a_wait_is_printed_with_its_state() {
    let waits = call(&[
        "fssp.search_physical",
        "--last-name",
        "Медленнов",
        "--first-name",
        "Иван",
        "--birth-date",
        "01.01.1900",
        "--region",
        "77",
        "--max-wait",
        "1ms",
    ]);
    assert_eq!(waits.code, Some(75));
    assert!(waits.line().starts_with(r#"{"step":"wait""#), "{}", waits.out);
    assert!(waits.line().contains(r#""state":{"#), "{}", waits.out);
}

#[test]
fn members_are_flags_of_their_types() {
    let all = call(&[
        "fssp.search_physical",
        "--last-name=Чистова",
        "--first-name=Анна",
        "--patronymic=Тестовна",
        "--birth-date=1902-03-04",
        "--region",
        "-1",
    ]);
    assert_eq!(all.code, Some(0), "{}", all.out);
    for (active, count) in [("true", 1), ("false", 2)] {
        let found =
            call(&["api_cloud.nsso_check_policy", "--plate", "О002ОО77", "--only-active", active]);
        assert_eq!(found.code, Some(0), "{}", found.out);
        let policies = found.out.matches(r#""starts_on":"#).count();
        assert_eq!(policies, count, "{active}: {}", found.out);
    }
    let text = call(&["api_cloud.nsso_check_policy", "--plate", "О002ОО77", "--only-active", "ja"]);
    assert_eq!(text.code, Some(65));
    assert!(text.out.contains(r#""path":"/input/only_active""#), "{}", text.out);
}

#[test]
fn an_input_document_of_any_layout() {
    let args = ["call", "kz_info.exec_proc_info", "--transport", "sandbox", "--input", "-"];
    let ended = play(&args, "\u{feff}{\n  \"iin\":\n\t\"000101300019\"\r\n}\n");
    assert_eq!(ended.code, Some(0), "{}{}", ended.out, ended.err);
    ended.line();
    for (document, code) in [("", 65), ("{", 65), ("{},\"operation\":\"x\"", 65), ("[]", 65)] {
        let ended = play(&args, document);
        assert_eq!(ended.code, Some(code), "{document}: {}{}", ended.out, ended.err);
    }
    let both = play(&[&args[..], &["--iin", "000101300019"]].concat(), "{}");
    assert_eq!(both.code, Some(2));
}

#[test]
fn a_transform_needs_no_transport() {
    let ended = play(&["call", "identifiers.check", "--inn", "7707083893"], "");
    assert_eq!(ended.code, Some(0), "{}", ended.err);
    assert!(ended.line().starts_with(r#"{"step":"done""#));
}

#[test]
fn secrets_come_from_a_file_too() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("secrets.json");
    std::fs::write(&file, r#"{"key_salt":"canary-salt-of-32-bytes-or-so"}"#).unwrap();
    let path = file.to_str().unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o644)).unwrap();
        let open =
            call(&["kz_info.exec_proc_info", "--iin", "000101300019", "--secrets-file", path]);
        assert!(open.err.contains("chmod 600"), "{}", open.err);
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o600)).unwrap();
    }
    let ended = call(&["kz_info.exec_proc_info", "--iin", "000101300019", "--secrets-file", path]);
    assert_eq!(ended.err, "");
    assert!(ended.out.contains(r#""flow_key":""#));
    assert!(!ended.out.contains("canary"));
    std::fs::write(&file, r#"{"kz_info.apikey":"canary","canary":"of somebody"}"#).unwrap();
    let misprint =
        call(&["kz_info.exec_proc_info", "--iin", "000101300019", "--secrets-file", path]);
    let said = "spravka: the secrets file has a name that nobody knows: is it `kz_info.api_key`?\n";
    assert_eq!(misprint.err, said);
    std::fs::write(&file, r#"{"key_salt": canary}"#).unwrap();
    let broken = call(&["kz_info.exec_proc_info", "--iin", "000101300019", "--secrets-file", path]);
    assert_eq!(broken.code, Some(2));
    assert!(!broken.err.contains("canary"), "{}", broken.err);
}

#[test]
fn help_opens_with_five_lines_to_copy() {
    let help = play(&["--help"], "");
    assert_eq!(help.code, Some(0));
    let first: Vec<&str> = help.out.lines().take(5).collect();
    assert!(first.iter().all(|line| line.contains("spravka ")), "{first:?}");
    assert!(help.out.lines().count() <= 30, "one screen");
    let codes = play(&["help", "exit-codes"], "");
    assert_eq!(codes.code, Some(0));
    for code in ["65", "69", "75", "77", "78", "130", "143"] {
        assert!(codes.out.contains(&format!("\n  {code}")), "{}", codes.out);
    }
}

#[test]
fn the_small_commands() {
    let list = play(&["list"], "");
    for entry in spravka_core::registry::OPERATIONS {
        assert!(list.out.contains(entry.about.name), "{}", list.out);
        let name = entry.about.name;
        for args in [&["schema", name][..], &["schema", name, "--output"]] {
            let schema = play(args, "");
            assert_eq!(schema.code, Some(0), "{args:?}");
            assert!(schema.out.contains("2020-12"), "{args:?} {}", schema.out);
        }
        let help = play(&["call", name, "--help"], "");
        for member in entry.members {
            let flag = format!("--{}", member.replace('_', "-"));
            assert!(help.out.contains(&flag), "{name} {flag}");
        }
    }
    assert!(play(&["list", "--json"], "").out.starts_with(r#"{"version":"#));
    assert_eq!(play(&["schema", "nope"], "").code, Some(2));
    for shell in ["bash", "zsh", "fish", "powershell"] {
        let script = play(&["completions", shell], "");
        assert!(script.out.contains("kz_info.exec_proc_info"), "{shell}");
    }
    assert!(play(&["man"], "").out.contains(".TH spravka"));
    assert!(play(&["man", "run"], "").out.contains("keep\\-going"));
    assert!(play(&["sandbox", "--people"], "").out.contains("000101300019"));
    for address in ["0.0.0.0:0", "192.168.0.1:80", "localhost:0", "1"] {
        assert_eq!(play(&["sandbox", "--listen", address], "").code, Some(2), "{address}");
    }
}

#[test]
fn no_secret_is_taken_from_the_arguments() {
    let mut command = spravka(&["call", "--help"]);
    command.env("SPRAVKA_FSSP_TOKEN", "canary");
    let help = run(command, b"");
    assert!(!help.out.contains("canary"));
    for flag in ["--token", "--api-key", "--password", "--salt"] {
        assert!(!help.out.contains(flag), "{flag}");
    }
}
