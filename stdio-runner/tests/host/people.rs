//! The people of the README: reports, what has changed since yesterday, scores, and pages.

use std::path::Path;
use std::process::Command;

use crate::support::{Ended, play};

const PEOPLE: &str = include_str!("../../../examples/people.csv");

fn example(name: &str) -> String {
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples");
    examples.join(name).to_str().unwrap().to_owned()
}

fn check(more: &[&str]) -> Ended {
    play(&[&["check", "--transport", "sandbox", "--keep-going"], more].concat(), PEOPLE)
}

#[test]
fn each_has_a_report_with_its_changes_and_score_or_an_error_in_its_place() {
    let ended = check(&["--previous", &example("yesterday.ndjson"), "--score"]);
    let lines = ended.lines();
    assert_eq!(lines.len(), PEOPLE.lines().count() - 1);
    for (line, id) in lines.iter().zip(101..) {
        assert!(line.starts_with(&format!(r#"{{"id":"{id}","step":""#)), "{line}");
        let has_report = line.contains(r#""step":"done""#);
        assert_eq!(has_report, !(109..=110).contains(&id), "{line}");
        assert_eq!(line.contains(r#""score":{"simulated":true,"score":"#), has_report, "{line}");
        let compared = [101, 104, 105, 106, 108].contains(&id);
        assert_eq!(line.contains(r#""diff":{"simulated":true,"#), compared, "{line}");
    }
    for kind in ["amount", "appeared", "standing", "gone"] {
        assert!(lines[0].contains(&format!(r#"{{"kind":"{kind}","number":""#)), "{kind}");
    }
    assert!(lines[1].contains(r#""complete":true"#), "{}", lines[1]);
    // Namesakes: without a birth date possible, with it told apart.
    assert!(lines[2].contains(r#""doubts":["no_birth_date""#), "{}", lines[2]);
    assert!(!lines[3].contains(r#""match":"possible""#), "{}", lines[3]);
    // A source is down: nothing is complete, nothing is called gone.
    assert!(lines[7].contains(r#""simulated":true,"version":1,"complete":false"#), "{}", lines[7]);
    assert!(lines[7].contains(r#"{"kind":"source_lost","source":"kz_info""#), "{}", lines[7]);
    assert!(!lines[7].contains(r#""kind":"gone""#), "{}", lines[7]);
    for (line, member) in [(lines[8], "inn"), (lines[9], "iin")] {
        assert!(line.contains(r#""code":"check_digits""#), "{line}");
        assert!(line.contains(&format!(r#""path":"/input/person/{member}""#)), "{line}");
    }
}

#[test]
fn an_earlier_folder_is_as_good_as_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().to_str().unwrap();
    assert_eq!(check(&["--out", path]).code, Some(0));
    let ended = check(&["--previous", path]);
    let compared = ended.lines().iter().filter(|line| line.contains(r#""changes":[]"#)).count();
    assert_eq!(compared, 9, "{}", ended.out);
}

#[test]
fn rules_of_ones_own() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("rules.json");
    let score = format!("--score={}", file.display());
    let rule = r#"{"name":"any","figure":"proceedings","at_least":"1","weight":7,"reason_ru":"есть производства"}"#;
    std::fs::write(&file, format!("[{rule}]")).unwrap();
    let ended = check(&[&score]);
    assert!(ended.lines()[0].contains(r#""score":7,"lowest":7,"highest":7"#), "{}", ended.out);
    std::fs::write(&file, format!("[{}]", rule.replace("proceedings", "proceeding"))).unwrap();
    let refused = check(&[&score]);
    assert_eq!((refused.code, refused.out.as_str()), (Some(2), ""));
    assert!(refused.err.contains("the nearest known one is `proceedings`"), "{}", refused.err);
}

#[test]
fn an_earlier_check_that_is_none() {
    let folder = tempfile::tempdir().unwrap();
    for path in [folder.path().to_str().unwrap(), "/nowhere/at/all", &example("people.csv")] {
        let ended = check(&["--previous", path]);
        assert_eq!((ended.code, ended.out.as_str()), (Some(2), ""));
        assert!(ended.err.contains("--previous"), "{}", ended.err);
    }
    let nowhere = check(&["--previous", "/nowhere/at/all"]);
    let said = "spravka: --previous cannot be read: there is no such file or folder\n";
    assert_eq!(nowhere.err, said);
}

#[test]
fn the_example_writes_pages() {
    let folder = tempfile::tempdir().unwrap();
    let binary = Path::new(env!("CARGO_BIN_EXE_spravka"));
    let rest = std::env::var_os("PATH").unwrap_or_default();
    let first = std::iter::once(binary.parent().unwrap().to_owned());
    let path = std::env::join_paths(first.chain(std::env::split_paths(&rest))).unwrap();
    for _ in 0..2 {
        let mut command = Command::new("sh");
        command.arg(example("check-people.sh")).arg(folder.path()).env("PATH", &path);
        let ended = command.output().unwrap();
        let said = String::from_utf8_lossy(&ended.stderr);
        assert!(ended.status.success() && !said.contains("--journal"), "{said}");
    }
    for (file, heading) in
        [("people.html", "<h2>Что изменилось</h2>"), ("people.md", "## Что изменилось")]
    {
        let page = std::fs::read_to_string(folder.path().join(file)).unwrap();
        assert!(page.contains(heading), "{file}");
        assert!(page.contains("Оценка сложности дела"), "{file}");
        assert!(
            page.contains("больше не числится в источнике; это не значит, что долг погашен"),
            "{file}"
        );
        let simulated = page.find("ИМИТАЦИЯ").unwrap();
        assert!(simulated < page.find("Баллов").unwrap(), "{file}");
    }
}
