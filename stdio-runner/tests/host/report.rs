//! `spravka report`: reports of the sandbox's people as pages, and what no page may do.

use std::path::PathBuf;

use crate::report_support::{BEGINS, People, made, page, people};
use crate::support::play;

#[test]
fn the_pages_are_as_they_were_read() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/reports");
    let bless = std::env::var_os("SPRAVKA_BLESS").is_some();
    for People { name, report } in people() {
        let page = page(&report, "markdown");
        let path = folder.join(format!("{name}.md"));
        if bless {
            std::fs::write(&path, &page).unwrap();
        }
        let read = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(page == read, "{name}.md differs; SPRAVKA_BLESS=1 writes it:\n{page}");
    }
}

#[test]
fn what_was_not_checked_stands_before_any_figure() {
    let mut incomplete = 0;
    for People { name, report } in people() {
        let doubted =
            report.replacen(r#""complete":true,"as_of""#, r#""complete":false,"as_of""#, 1);
        for report in [&report, &doubted] {
            let is_complete = report.contains(r#""version":1,"complete":true"#);
            incomplete += usize::from(!is_complete);
            for format in ["markdown", "html"] {
                let page = page(report, format);
                let warned = page.find("ПРОВЕРКА НЕПОЛНАЯ");
                assert_eq!(warned.is_none(), is_complete, "{name}, {format}");
                let [who, totals] =
                    ["О ком справка", "Итоги"].map(|heading| page.find(heading).unwrap());
                let Some(warned) = warned else { continue };
                assert!(warned < who && who < totals, "{name}, {format}");
                for money in ["\u{a0}₽", "\u{a0}₸"] {
                    assert!(page.find(money).is_none_or(|at| warned < at), "{name}, {format}");
                }
                assert!(!page.contains("не найдено."), "{name}, {format}");
                if report.contains(r#""confirmed":{"count":0"#) {
                    assert!(page.contains("это не означает, что долгов нет"), "{name}, {format}");
                }
            }
        }
    }
    assert!(incomplete >= 6, "{incomplete}");
}

#[test]
fn a_report_is_no_more_complete_than_its_sources() {
    let report = made(BEGINS, &[("fssp", "fssp.search_physical", "Чистов")]);
    let no_sources = {
        let (before, rest) = report.split_once(r#""sources":["#).unwrap();
        let (_, after) = rest.split_once(r#"],"warnings""#).unwrap();
        format!(r#"{before}"sources":[],"warnings"{after}"#)
    };
    for (broken, what) in [
        (report.replacen(r#""complete":true,"as_of""#, r#""as_of""#, 1), "unsaid"),
        (report.replacen(r#""status":"empty""#, r#""status":"not_checked""#, 1), "not checked"),
        (report.replacen(r#""status":"empty""#, r#""status":"quiet""#, 1), "an unknown word"),
        (report.replacen(r#""status":"empty","complete":true"#, r#""status":"empty""#, 1), "half"),
        (no_sources, "nobody"),
    ] {
        assert_ne!(broken, report, "{what}");
        let page = page(&broken, "markdown");
        assert!(page.contains("ПРОВЕРКА НЕПОЛНАЯ"), "{what}: {page}");
        assert!(page.contains("это не означает, что долгов нет"), "{what}: {page}");
    }
}

/// Where no register was asked, there are no noughts to be read as an answer.
#[test]
fn a_bank_alone_says_nothing_of_proceedings() {
    let report = people().into_iter().find(|people| people.name == "company_at_sber").unwrap();
    for format in ["markdown", "html"] {
        let page = page(&report.report, format);
        assert!(page.contains("реестры не запрашивались"), "{page}");
        assert!(page.contains("Реестры исполнительных производств не запрашивались"), "{page}");
        assert!(!page.contains("не найдено"), "{page}");
    }
}

#[test]
fn a_simulation_cannot_be_mistaken() {
    for People { name, report } in people() {
        let real = report.replace(r#""simulated":true"#, r#""simulated":false"#);
        let simulated = report.replace(r#""simulated":false"#, r#""simulated":true"#);
        let (text, html) = (page(&simulated, "markdown"), page(&simulated, "html"));
        assert_eq!(text.lines().next(), Some("**ИМИТАЦИЯ — ДАННЫЕ НЕ НАСТОЯЩИЕ**"), "{name}");
        let banner = html.find("ИМИТАЦИЯ — ДАННЫЕ НЕ НАСТОЯЩИЕ").unwrap();
        assert!(html.find("О ком справка").is_some_and(|who| banner < who), "{name}");
        assert!(html.contains(r#"<div class="watermark" aria-hidden="true">ИМИТАЦИЯ</div>"#));
        for format in ["markdown", "html"] {
            assert!(!page(&real, format).contains("ИМИТАЦИЯ"), "{name}");
        }
        let unsaid = real.replace(r#""simulated":false,"#, "");
        assert!(page(&unsaid, "markdown").contains("настоящие это данные или имитация"), "{name}");
    }
}

#[test]
fn older_and_newer_reports_are_read() {
    let bare = r#"{"version":2,"person":{"last_name":"Чистов","new":[{}]},"sources":[],"more":{}}"#;
    for format in ["markdown", "html"] {
        let page = page(bare, format);
        for said in ["Версия формы: 2", "ПРОВЕРКА НЕПОЛНАЯ", "Итоги в отчёте не указаны"]
        {
            assert!(page.contains(said), "{said}: {page}");
        }
        assert!(page.contains("Перечень производств в отчёте не указан"), "{page}");
        assert!(!page.contains("не найдено"), "{page}");
    }
}

#[test]
fn what_is_no_report_is_refused_and_the_others_go_on() {
    let report = made(BEGINS, &[("fssp", "fssp.search_physical", "Чистов")]);
    let bare = report.strip_prefix(r#"{"step":"done","output":"#).unwrap();
    let (bare, _) = bare.rsplit_once(r#","meta":{"#).unwrap();
    let lines = [
        report.replacen('{', r#"{"id":"a/../b","#, 1),
        r#"{"id":2,"step":"fail","error":{"code":"timed_out","message_ru":"молчит"}}"#.to_owned(),
        bare.to_owned(),
        r#"{"id":4,"step":"wait","until":"2026-11-22T09:30:00Z"}"#.to_owned(),
        r#"{"version":1,"version":2,"person":{},"sources":[]}"#.to_owned(),
        r#"{"version":1,"person":{},"sources":[{"answers":{}}]}"#.to_owned(),
        r#"{"step":"done","output":{"outcome":"empty"}}"#.to_owned(),
        r#"{"version":1,"#.to_owned(),
        "[]".to_owned(),
    ];
    let ended = play(&["report", "--format", "markdown"], &lines.join("\n\n"));
    assert_eq!(ended.code, Some(65), "{}", ended.err);
    let said: Vec<&str> = ended.err.lines().collect();
    let expected = [
        "line 3: check_failed: the check has failed: there is no report / проверка не состоялась",
        "line 7: check_not_done: ",
        "line 9: duplicate_member: ",
        "line 11: wrong_shape (/sources/0/answers): ",
        "line 13: not_a_report: ",
        "line 15: not_json: ",
        "line 17: not_json: ",
    ];
    assert_eq!(said.len(), expected.len(), "{}", ended.err);
    for (said, expected) in said.iter().zip(expected) {
        assert!(said.starts_with(&format!("spravka: {expected}")), "{said}");
    }
    let (front, _) = ended.out.split_once("О ком справка").unwrap();
    assert!(front.contains("НЕ ВСЕ СПРАВКИ ПОЛНЫЕ"), "{front}");
    assert!(front.contains("Запись 3, id 2 — отчёта нет"), "{front}");
    assert!(ended.out.contains("молчит") && ended.out.contains("СПРАВКИ НЕТ"));
    assert_eq!(ended.out.matches("## О ком справка").count(), 2, "{}", ended.out);
}

#[test]
fn nothing_is_written_where_there_is_no_report() {
    for input in ["", "{", "[]", "{\n \"version\": 1,\n \"person\": 5\n}", "\u{feff}null"] {
        let ended = play(&["report", "--format", "html"], input);
        assert_eq!((ended.code, ended.out.as_str()), (Some(65), ""), "{input}");
        assert_eq!(ended.err.lines().count(), 1, "{}", ended.err);
    }
}

#[test]
fn a_file_each_in_a_folder() {
    let folder = tempfile::tempdir().unwrap();
    let report = made(BEGINS, &[("fssp", "fssp.search_physical", "Чистов")]);
    let lines =
        [report.replacen('{', r#"{"id":"../Яa_1","#, 1), "broken".to_owned(), report.clone()];
    let pages = folder.path().join("pages/");
    let pages = pages.to_str().unwrap();
    let ended = play(&["report", "-", "--format", "html", "--out", pages], &lines.join("\n"));
    assert_eq!((ended.code, ended.out.as_str()), (Some(65), ""), "{}", ended.err);
    let mut names: Vec<_> = std::fs::read_dir(pages)
        .unwrap()
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(names, ["0001-a_1.html", "0003.html"]);
    let stored = folder.path().join("report.json");
    std::fs::write(&stored, &report).unwrap();
    let one = folder.path().join("one.md");
    let (stored, one) = (stored.to_str().unwrap(), one.to_str().unwrap());
    let ended = play(&["report", stored, "--format", "markdown", "--out", one], "");
    assert_eq!((ended.code, ended.out.as_str()), (Some(0), ""), "{}", ended.err);
    assert_eq!(std::fs::read_to_string(one).unwrap(), page(&report, "markdown"));
}
