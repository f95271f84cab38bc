//! The transport `exec:COMMAND`, with programs for `sh`.

use crate::support::{Ended, run, secrets, spravka};

const ID: &str = r#"id=${line#*:}; id=${id%%,*}"#;

fn play(program: &str, jobs: usize) -> Ended {
    let folder = tempfile::tempdir().unwrap();
    let script = folder.path().join("program.sh");
    std::fs::write(&script, program.replace("ID;", &format!("{ID};"))).unwrap();
    let transport = format!("exec:sh {}", script.to_str().unwrap());
    let mut command = spravka(&["run", "--transport", &transport, "--max-wait", "0"]);
    command.envs(secrets()).env("FOLDER", folder.path());
    let jobs: String = (0..jobs)
        .map(|id| {
            format!(
                "{{\"id\":{id},\"operation\":\"kz_info.exec_proc_info\",\"input\":{{\"iin\":\"000101300019\"}},\"options\":{{\"max_attempts\":1}}}}\n"
            )
        })
        .collect();
    run(command, jobs.as_bytes())
}

fn codes(ended: &Ended) -> Vec<String> {
    let code = |line: &&str| {
        let after = line.split(r#""code":""#).nth(1);
        after.map_or("done", |after| after.split('"').next().unwrap()).to_owned()
    };
    ended.lines().iter().map(code).collect()
}

#[test]
fn answers_are_matched_by_id() {
    let ended = play(
        r#"while read -r line; do ID; echo garbage; echo '{"id":99,"event":{"failure":{"kind":"dns"}}}'
           printf '{"id":%s,"event":{"response":{"status":200,"headers":{"content-type":"application/json"},"body":"[]"}}}\n' "$id"
         done"#,
        3,
    );
    assert_eq!(codes(&ended), ["done"; 3], "{}", ended.err);
    assert!(ended.out.contains(r#""outcome":"empty""#));
    assert!(!ended.out.contains(r#""simulated""#));
}

#[test]
fn the_request_is_filled_and_whole() {
    let ended = play(
        r#"while read -r line; do ID; printf '%s\n' "$line" > "$FOLDER/request"
           case "$line" in *'"method":"POST","url":"https://kyc.biometric.kz/'*api_key*that-opens-nothing*timeout_ms*)
             printf '{"id":%s,"event":{"response":{"status":200,"headers":{},"body_base64":"W10="}}}\n' "$id";;
           *) printf '{"id":%s,"event":{"failure":{"kind":"tls"}}}\n' "$id";; esac
         done"#,
        1,
    );
    assert_eq!(codes(&ended), ["done"], "{}", ended.out);
    assert!(!ended.out.contains("that-opens-nothing"));
}

#[test]
fn a_malformed_answer_loses_its_request_only() {
    let ended = play(
        r#"n=0; while read -r line; do ID; n=$((n+1))
           case $n in 1) printf '{"id":%s,"event":{"response":{}}}\n' "$id";;
           2) printf '{"id":%s}\n' "$id";;
           *) printf '{"id":%s,"event":{"response":{"status":200,"body":"[]"}}}\n' "$id";; esac
         done"#,
        3,
    );
    assert_eq!(codes(&ended), ["connection_reset", "connection_reset", "done"]);
    assert!(ended.lines()[0].contains(r#""executed":"maybe""#));
}

#[test]
fn a_program_that_dies_is_started_once_more() {
    let ended = play("read -r line; exit 3", 4);
    let expected = ["connection_reset", "connection_reset", "connect_failed", "connect_failed"];
    assert_eq!(codes(&ended), expected);
    let recovers = play(
        r#"if [ ! -e "$FOLDER/died" ]; then : > "$FOLDER/died"; read -r line; exit 1; fi
           while read -r line; do ID; printf '{"id":%s,"event":{"response":{"status":200,"body":"[]"}}}\n' "$id"; done"#,
        3,
    );
    assert_eq!(codes(&recovers), ["connection_reset", "done", "done"]);
}

#[test]
fn a_program_that_never_starts_has_sent_nothing_or_lost_it() {
    let ended = play("exec /nowhere/at/all", 3);
    assert_eq!(codes(&ended).last().map(String::as_str), Some("connect_failed"));
    assert_eq!(ended.lines().len(), 3);
}
