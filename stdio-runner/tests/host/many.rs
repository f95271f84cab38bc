//! `run --concurrency`: many jobs at once.

use std::collections::BTreeMap;

use crate::support::{Ended, play, run, secrets, spravka};

fn person(id: usize, last_name: &str) -> String {
    format!(
        r#"{{"id":{id},"operation":"fssp.search_physical","input":{{"last_name":"{last_name}","first_name":"Иван","patronymic":"Тестович","birth_date":"1900-01-01","region":77}}}}"#
    )
}

fn kz(id: usize, iin: &str) -> String {
    format!(r#"{{"id":{id},"operation":"kz_info.exec_proc_info","input":{{"iin":"{iin}"}}}}"#)
}

/// Slow ones, repeated ones, quick ones, wrong ones.
fn mixed(count: usize) -> Vec<String> {
    let job = |id: usize| match id % 8 {
        0 => person(id, "Медленнов"),
        1 => person(id, "Повторов"),
        2 => kz(id, "000101305070"),
        3 => kz(id, "020304400032"),
        4 => "{}".to_owned(),
        5 => person(id, "Обрывов"),
        6 => kz(id, "000101309022"),
        _ => format!(
            r#"{{"id":{id},"operation":"identifiers.check","input":{{"inn":"7707083893"}}}}"#
        ),
    };
    (0..count).map(job).collect()
}

/// Without what the time of day changes.
pub(crate) fn timeless(line: &str) -> String {
    let mut line = line.split(r#","state":"#).next().unwrap().to_owned();
    for name in [r#""as_of":""#, r#""body_sha256":""#, r#""retry_at":""#] {
        if let Some((before, rest)) = line.split_once(name) {
            line = format!("{before}{}", rest.split_once('"').unwrap().1);
        }
    }
    line
}

#[test]
fn the_order_is_that_of_the_input() {
    let jobs = mixed(200).join("\n");
    let one = play(&["run", "--transport", "sandbox"], &jobs);
    let many = play(&["run", "--transport", "sandbox", "--concurrency", "8"], &jobs);
    assert_eq!((many.code, many.err.as_str()), (Some(0), ""));
    let timeless = |ended: &Ended| ended.lines().iter().map(|l| timeless(l)).collect::<Vec<_>>();
    assert_eq!(many.lines().len(), 200);
    for (one, many) in timeless(&one).iter().zip(timeless(&many)) {
        assert_eq!(*one, many);
    }
}

#[test]
fn without_order_each_result_names_its_line() {
    let jobs = mixed(40);
    let args = ["run", "--transport", "sandbox", "--concurrency", "4", "--unordered"];
    // Blank lines count.
    let ended = play(&args, &format!("\n{}", jobs.join("\n\n")));
    let mut numbers = Vec::new();
    for line in ended.lines() {
        let number = line.split(r#""line":"#).nth(1).unwrap().split(',').next().unwrap();
        let number: usize = number.parse().unwrap();
        let id = (number - 2) / 2;
        assert!(id % 8 == 4 || line.starts_with(&format!(r#"{{"id":{id},"line":"#)), "{line}");
        numbers.push(number);
    }
    assert!(!numbers.is_sorted(), "the slow ones come later: {numbers:?}");
    numbers.sort_unstable();
    assert_eq!(numbers, (0..40).map(|id| 2 * id + 2).collect::<Vec<_>>());
}

#[test]
fn one_at_a_time_is_one_after_the_other() {
    let jobs = [person(0, "Медленнов"), kz(1, "000101300019")].join("\n");
    let folder = tempfile::tempdir().unwrap();
    let requests = |concurrency: &str| {
        let record = folder.path().join(concurrency);
        let file = record.to_str().unwrap();
        let args =
            ["run", "--transport", "sandbox", "--concurrency", concurrency, "--record", file];
        play(&args, &jobs);
        std::fs::read_to_string(record).unwrap()
    };
    let last = |text: &str| text.lines().last().map(|line| line.contains("kyc.biometric.kz"));
    assert_eq!(last(&requests("1")), Some(true));
    assert_eq!(last(&requests("2")), Some(false), "the other one did not wait");
}

/// A program that answers after a while, and tells how many requests were open when each came.
#[cfg(unix)]
fn with_program(args: &[&str], jobs: &str) -> (Ended, BTreeMap<String, usize>) {
    let folder = tempfile::tempdir().unwrap();
    let script = folder.path().join("program.sh");
    let program = r#"
        while read -r line; do
            id=${line#*:}; id=${id%%,*}
            case "$line" in *biometric*) who=kz_info;; *) who=fssp;; esac
            ( : > "$FOLDER/$who.$id.open"
              ls "$FOLDER" | grep -c "^$who.*open" >> "$FOLDER/$who"
              sleep 0.3
              rm "$FOLDER/$who.$id.open"
              printf '{"id":%s,"event":{"response":{"status":200,"headers":{"content-type":"application/json"},"body":"[]"}}}\n' "$id" ) &
        done; wait"#;
    std::fs::write(&script, program).unwrap();
    let transport = format!("exec:sh {}", script.to_str().unwrap());
    let mut command =
        spravka(&[&["run", "--transport", &transport, "--rate", "fssp=off"], args].concat());
    command.envs(secrets()).env("FOLDER", folder.path());
    let ended = run(command, jobs.as_bytes());
    let most = |who: &str| {
        let text = std::fs::read_to_string(folder.path().join(who)).unwrap_or_default();
        (who.to_owned(), text.lines().map(|line| line.parse().unwrap()).max().unwrap_or(0))
    };
    (ended, ["kz_info", "fssp"].map(most).into())
}

#[cfg(unix)]
#[test]
fn so_many_requests_are_under_way() {
    let options = r#","options":{"max_attempts":1}}"#;
    let jobs: Vec<String> = (0..12)
        .map(|id| if id % 2 == 0 { kz(id, "000101300019") } else { person(id, "Образцов") })
        .map(|job| format!("{}{options}", job.strip_suffix('}').unwrap()))
        .collect();
    let jobs = jobs.join("\n");
    let (ended, most) = with_program(&["--concurrency", "4"], &jobs);
    assert_eq!(ended.lines().len(), 12, "{}", ended.err);
    assert!((2..=4).contains(&most["kz_info"]), "{most:?}");
    assert_eq!(most["fssp"], 1, "one at a time unless it is named");
    let (_, most) = with_program(
        &["--concurrency", "8", "--concurrency", "fssp=3", "--concurrency", "kz_info=1"],
        &jobs,
    );
    assert!((2..=3).contains(&most["fssp"]), "{most:?}");
    assert_eq!(most["kz_info"], 1);
}

#[test]
fn what_is_no_number_is_refused() {
    for wrong in ["0", "-1", "x", "nobody=2", "fssp=0", "fssp=", "257"] {
        let ended = play(&["run", "--transport", "sandbox", "--concurrency", wrong], "");
        assert_eq!((ended.code, ended.out.as_str()), (Some(2), ""), "{wrong}");
    }
}

#[test]
fn a_provider_that_asks_for_patience_gets_it_from_all() {
    // 429 with two seconds, once; whoever else is there waits with it.
    let mut jobs = vec![person(0, "Лимитов-Однажды")];
    jobs.extend((1..6).map(|id| person(id, "Медленнов")));
    jobs.push(kz(6, "000101300019"));
    let folder = tempfile::tempdir().unwrap();
    let record = folder.path().join("record");
    let args = ["run", "--transport", "sandbox", "--concurrency", "4", "--unordered", "--record"];
    let ended = play(&[&args[..], &[record.to_str().unwrap()]].concat(), &jobs.join("\n"));
    assert_eq!(ended.lines().iter().filter(|line| line.contains(r#""step":"done""#)).count(), 7);
    assert!(ended.lines()[0].contains(r#""id":6"#), "another provider is not held: {}", ended.out);
    let record = std::fs::read_to_string(record).unwrap();
    let kind = |line: &str| match line {
        line if line.contains(r#""status":429"#) => "429",
        line if line.contains("biometric") => "kz",
        _ => "fssp",
    };
    let kinds: Vec<&str> = record.lines().map(kind).take(3).collect();
    assert_eq!(kinds, ["429", "kz", "fssp"]);
}

#[test]
fn patience_that_takes_too_long_is_not_had() {
    let jobs = [person(0, "Лимитов-Однажды"), person(1, "Образцов"), kz(2, "000101300019")];
    for concurrency in ["1", "4"] {
        let args = ["run", "--transport", "sandbox", "--concurrency", concurrency];
        let ended = play(&[&args[..], &["--max-wait", "1s"]].concat(), &jobs.join("\n"));
        let lines = ended.lines();
        assert!(lines[0].starts_with(r#"{"id":0,"step":"wait","wait_ms":2000"#), "{}", lines[0]);
        let refused = r#"{"id":1,"step":"fail","error":{"code":"rate_limited""#;
        assert!(lines[1].starts_with(refused), "{}", lines[1]);
        assert!(lines[1].contains(r#""retry_at":""#), "{}", lines[1]);
        assert!(lines[1].contains(r#""executed":"no""#), "{}", lines[1]);
        assert!(lines[1].ends_with(r#""not_sent":true}"#), "{}", lines[1]);
        assert!(lines[2].starts_with(r#"{"id":2,"step":"done""#), "{}", lines[2]);
    }
}

#[test]
fn nothing_waits_beyond_its_deadline() {
    let options = r#","options":{"deadline":"2000-01-01T00:00:00Z"}}"#;
    let late = kz(0, "000101300019");
    let late = format!("{}{options}", late.strip_suffix('}').unwrap());
    let ended = play(&["run", "--transport", "sandbox"], &late);
    assert!(ended.line().contains(r#""code":"deadline_passed""#), "{}", ended.line());
    // It would come in time, and is held up until it does not: 3 in a minute.
    let soon = spravka_core::value::Timestamp::from_ms(now_ms() + 30_000);
    let options = format!(r#","options":{{"deadline":"{soon}"}}}}"#);
    let jobs: Vec<String> = (0..4)
        .map(|id| format!("{}{options}", kz(id, "000101300019").strip_suffix('}').unwrap()))
        .collect();
    let args = ["run", "--transport", "sandbox", "--concurrency", "8", "--rate", "kz_info=3/m"];
    let ended = play(&args, &jobs.join("\n"));
    let lines = ended.lines();
    assert!(lines[..3].iter().all(|line| line.contains(r#""step":"done""#)));
    assert!(lines[3].contains(r#""code":"deadline_passed""#), "{}", lines[3]);
    assert!(lines[3].contains(r#""attempts":0"#), "{}", lines[3]);
}

#[expect(clippy::disallowed_types, reason = "tests have a clock")]
fn now_ms() -> i64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
    i64::try_from(since.as_millis()).unwrap()
}
