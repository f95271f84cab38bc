//! `--record` on a full disk: what was sent was sent, and its answer is not lost.

use crate::support::{Ended, play};

const FULL: &[&str] = &["--transport", "sandbox", "--record", "/dev/full"];

fn kz(id: u32) -> String {
    format!(
        r#"{{"id":{id},"operation":"kz_info.exec_proc_info","input":{{"iin":"000101300019"}}}}"#
    )
}

fn is_said(ended: &Ended) {
    assert_eq!(ended.code, Some(1), "{}", ended.err);
    assert!(ended.err.contains("--record cannot be written"), "{}", ended.err);
}

#[test]
fn the_line_is_finished_and_the_next_one_not_begun() {
    let transform = r#"{"id":0,"operation":"identifiers.check","input":{"inn":"7707083893"}}"#;
    let ended = play(&[&["run"], FULL].concat(), &[transform, &kz(1), &kz(2)].join("\n"));
    let lines = ended.lines();
    assert_eq!(lines.len(), 2, "{}", ended.out);
    assert!(lines[1].starts_with(r#"{"id":1,"step":"done","output":{"outcome":"found""#));
    is_said(&ended);
}

#[test]
fn a_flow_of_many_requests_comes_to_its_end() {
    let job = r#"{"operation":"fssp.search_physical","input":{"last_name":"Медленнов","first_name":"Иван","patronymic":"Тестович","birth_date":"1900-01-01","region":77}}"#;
    let ended = play(&[&["run"], FULL].concat(), job);
    assert!(ended.line().starts_with(r#"{"step":"done","output":{"outcome":"found""#));
    is_said(&ended);
}

#[test]
fn call_prints_its_answer_too() {
    let call = ["call", "kz_info.exec_proc_info", "--iin", "000101300019"];
    let ended = play(&[&call, FULL].concat(), "");
    assert!(ended.line().starts_with(r#"{"step":"done","output":{"outcome":"found""#));
    is_said(&ended);
}
