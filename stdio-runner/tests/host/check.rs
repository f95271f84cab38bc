//! `spravka check`: people in, reports out.

use crate::support::{Ended, play, run, spravka};

const SANDBOX: &[&str] = &["check", "--transport", "sandbox"];
const HEADER: &str = "id;last_name;first_name;patronymic;birth_date;region;iin";

fn row(id: usize, last_name: &str) -> String {
    format!("{id};{last_name};Иван;Тестович;01.01.1900;77;")
}

fn csv(rows: &[String]) -> String {
    format!("{HEADER}\n{}\n", rows.join("\n"))
}

/// The standing of a source in a report.
fn status<'a>(line: &'a str, source: &str) -> &'a str {
    let after = line.split(&format!(r#"{{"name":"{source}","status":""#)).nth(1);
    after.map_or("none", |after| after.split('"').next().unwrap())
}

fn begins(line: &str, beginning: &str) {
    assert!(line.starts_with(beginning), "{line}\n{beginning}");
}

#[test]
fn the_form_of_the_table_does_not_matter() {
    let semicolons = "\u{feff}Номер;Фамилия;Имя;Отчество;Дата рождения;Регион;ИИН\r\n\
        7;Образцов;Иван;Примерович;01.01.1900;77;000101300019\r\n\
        8;Чистова;Анна;Тестовна;1902-03-04;;020304400032\r\n";
    let commas = "id,Last Name,first_name,patronymic,birth_date,region,IIN,Телефон\n\
        7,\"Образцов\",Иван,Примерович,1900-01-01,077,000101300019,\n\n\
        8,Чистова,Анна,Тестовна,04.03.1902,,020304400032,123\n";
    let lines = r#"{"id":"7","last_name":"Образцов","first_name":"Иван","patronymic":"Примерович","birth_date":"01.01.1900","region":77,"iin":"000101300019"}

{"id":"8","last_name":"Чистова","first_name":"Анна","patronymic":"Тестовна","birth_date":"1902-03-04","iin":"020304400032"}"#;
    let reports = |args: &[&str], input: &str| -> Vec<String> {
        let ended = play(&[SANDBOX, args].concat(), input);
        assert_eq!((ended.code, ended.err.as_str()), (Some(0), ""));
        // The moments of all answers.
        let lines = ended.lines();
        lines.iter().map(|line| line.split(r#""sources":"#).nth(1).unwrap().to_owned()).collect()
    };
    let first = reports(&[], semicolons);
    assert_eq!(first.len(), 2);
    for (args, input) in [(&["--ignore", "телефон"][..], commas), (&[], lines)] {
        let timeless = |reports: &[String]| -> Vec<String> {
            reports
                .iter()
                .map(|report| report.split(r#""as_of":"#).next().unwrap().to_owned())
                .collect()
        };
        assert_eq!(timeless(&reports(args, input)), timeless(&first));
    }
    let ended = play(SANDBOX, semicolons);
    begins(
        ended.lines()[0],
        r#"{"id":"7","step":"done","output":{"simulated":true,"version":1,"complete":true,"#,
    );
    assert_eq!(status(ended.lines()[0], "fssp"), "found");
    assert_eq!(status(ended.lines()[1], "kz_info"), "empty");
}

#[test]
fn a_wrong_line_has_its_error_in_its_place() {
    let rows = [
        row(1, "Образцов"),
        "2;Чистова;Анна;Тестовна;1902-03-04;;020304400033".to_owned(),
        "3;Чистова;Анна".to_owned(),
        row(4, "Должников"),
        "5;;;;;;".to_owned(),
        "6;Чистова;Анна;Тестовна;31.02.1902;;".to_owned(),
        "7;Чистова;Анна;Тестовна;1902-03-04;область;".to_owned(),
    ];
    let ended = play(SANDBOX, &csv(&rows));
    let lines = ended.lines();
    let fail =
        |id: u8, code: &str| format!(r#"{{"id":"{id}","step":"fail","error":{{"code":"{code}""#);
    begins(lines[0], r#"{"id":"1","step":"done""#);
    begins(lines[1], &fail(2, "check_digits"));
    assert!(lines[1].contains(r#""path":"/input/person/iin""#) && !lines[1].contains("0203"));
    begins(lines[2], r#"{"step":"fail","error":{"code":"invalid_value""#);
    begins(lines[3], r#"{"id":"4","step":"done""#);
    begins(lines[4], &fail(5, "invalid_value"));
    begins(lines[5], &fail(6, "invalid_value"));
    begins(lines[6], &fail(7, "wrong_type"));
    assert_eq!((lines.len(), ended.code), (7, Some(0)));
    assert_eq!(play(&[SANDBOX, &["--exit-status"]].concat(), &csv(&rows)).code, Some(1));
    assert_eq!(play(&[SANDBOX, &["--exit-status"]].concat(), &csv(&rows[..1])).code, Some(0));

    // A column that nobody knows, with the nearest that there is.
    let unknown = play(SANDBOX, "last_name,frist_name\nОбразцов,Иван\n");
    begins(unknown.line(), r#"{"step":"fail","error":{"code":"unknown_member""#);
    assert!(unknown.line().contains("`first_name`"), "{}", unknown.line());
    let said = "spravka: column 2 of the header is unknown (is it `first_name`?): leave it out by --ignore NAME\n";
    assert_eq!(unknown.err, said);
    let twice = play(SANDBOX, "ИНН,inn\n980000000101,980000000101\n");
    begins(twice.line(), r#"{"step":"fail","error":{"code":"invalid_value""#);

    let json = [
        r#"{"id":1,"last_name":"Образцов","first_name":"Иван"}"#,
        "{broken",
        r#"{"id":[],"iin":"000101300019"}"#,
        r#"{"id":4,"iin":"000101300019"}"#,
        r#"{"id":5,"id":6,"iin":"000101300019"}"#,
    ];
    let ended = play(SANDBOX, &json.join("\n"));
    let starts = [
        r#"{"id":1,"step":"done""#,
        r#"{"step":"fail","error":{"code":"invalid_value""#,
        r#"{"step":"fail","error":{"code":"invalid_value""#,
        r#"{"id":4,"step":"done""#,
        r#"{"step":"fail","error":{"code":"invalid_value""#,
    ];
    for (line, start) in ended.lines().iter().zip(starts) {
        begins(line, start);
    }

    // What Excel writes where nobody asks it for UTF-8.
    let cp1251 = run(spravka(SANDBOX), b"\xd4\xe0\xec\xe8\xeb\xe8\xff;\xc8\xcd\xcd\n1;2\n");
    assert_eq!((cp1251.code, cp1251.out.as_str()), (Some(65), ""));
    assert!(cp1251.err.contains("UTF-8"), "{}", cp1251.err);
    let row = run(spravka(SANDBOX), b"last_name;inn\n\xd4;\n;980000000101\n");
    begins(row.lines()[0], r#"{"step":"fail","error":{"code":"invalid_value""#);
    begins(row.lines()[1], r#"{"step":"done""#);
    assert_eq!(play(SANDBOX, "").out, "");
}

#[test]
fn who_does_not_answer_is_stood_in_for() {
    // FSSP is shut: nobody asks it again, and api-cloud says what it knows.
    let rows: Vec<String> = ["Закрытов", "Образцов", "Чистов", "Безденежный"]
        .iter()
        .enumerate()
        .map(|(id, name)| row(id, name))
        .collect();
    let ended = play(&[SANDBOX, &["--concurrency", "1"]].concat(), &csv(&rows));
    let lines = ended.lines();
    assert_eq!(status(lines[0], "fssp"), "empty");
    assert_eq!(status(lines[1], "fssp"), "found");
    assert_eq!(status(lines[2], "fssp"), "empty");
    for line in &lines[..3] {
        assert!(line.contains(r#""failures":[{"operation":"fssp.search_physical""#), "{line}");
        assert!(line.contains(r#""operation":"api_cloud.fssp_physical","outcome":"#), "{line}");
    }
    // No money there, and none here.
    let only = play(&[SANDBOX, &["--source", "debts=api_cloud"]].concat(), &csv(&rows[3..]));
    assert_eq!(status(only.line(), "debts"), "not_checked");
    assert!(only.line().contains(r#""complete":false"#));
    let args = ["--source", "debts=api_cloud", "--exit-status"];
    assert_eq!(play(&[SANDBOX, &args].concat(), &csv(&rows[3..])).code, Some(1));
    for wrong in [
        &["--source", "x"][..],
        &["--settings", "[]"],
        &["--options", "x"],
        &["--options", r#"{"allow_payd_retry":true}"#],
    ] {
        assert_eq!(play(&[SANDBOX, wrong].concat(), "").code, Some(2), "{wrong:?}");
    }
}

fn many() -> Vec<String> {
    let names = ["Образцов", "Медленнов", "Повторов", "Чистов", "Сломов", "Таймаутов", "Экранов"];
    (0..60).map(|id| row(id, names[id % 7])).collect()
}

#[test]
fn the_order_is_that_of_the_people() {
    let input = csv(&many());
    let ended = play(&[SANDBOX, &["--concurrency", "8"]].concat(), &input);
    let lines = ended.lines();
    assert_eq!(lines.len(), 60);
    for (id, line) in lines.iter().enumerate() {
        begins(line, &format!(r#"{{"id":"{id}","step":"done""#));
    }
    let ended = play(&[SANDBOX, &["--concurrency", "8", "--unordered"]].concat(), &input);
    let mut numbers: Vec<usize> = ended
        .lines()
        .iter()
        .map(|line| {
            line.split(r#""line":"#).nth(1).unwrap().split(',').next().unwrap().parse().unwrap()
        })
        .collect();
    assert!(!numbers.is_sorted(), "{numbers:?}");
    numbers.sort_unstable();
    assert_eq!(numbers, (2..62).collect::<Vec<_>>(), "the header is the first line");
}

#[test]
fn people_share_the_budget() {
    let rows: Vec<String> = (0..6).map(|id| row(id, "Должников")).collect();
    let args = [
        "--source",
        "debts=api_cloud",
        "--budget",
        "2.40RUB",
        "--price",
        "api_cloud.fssp_physical=0.80RUB",
    ];
    let ended = play(&[SANDBOX, &args].concat(), &csv(&rows));
    let found = |line: &&&str| status(line, "debts") == "found";
    assert_eq!(ended.lines().iter().filter(found).count(), 3, "{}", ended.out);
    assert_eq!(ended.out.matches("budget_exceeded").count(), 3);
}

#[test]
fn a_file_for_each() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("reports/today");
    let rows =
        [row(1, "Образцов"), "../x;Чистов;Иван;;;;".to_owned(), "Ю-3;Чистов;Иван;;;;".to_owned()];
    let ended = play(&[SANDBOX, &["--out", out.to_str().unwrap()]].concat(), &csv(&rows));
    assert_eq!((ended.code, ended.out.as_str()), (Some(0), ""), "{}", ended.err);
    let names = std::fs::read_dir(&out).unwrap();
    let mut names: Vec<String> =
        names.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort_unstable();
    assert_eq!(names, ["000002-1.json", "000003.json", "000004-Ю-3.json"]);
    let report = std::fs::read_to_string(out.join("000002-1.json")).unwrap();
    begins(&report, r#"{"id":"1","step":"done","output":{"simulated":true"#);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(out.join("000003.json")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "it is about somebody");
    }
}

#[cfg(all(unix, feature = "http"))]
#[test]
fn whenever_it_is_killed_each_report_is_made_and_nothing_paid_twice() {
    use std::process::{Command, Stdio};
    use std::time::Duration;

    use crate::support::Listener;

    let rows: Vec<String> = (0..24)
        .map(|id| {
            format!(
                "{id};Неизвестнов{};Иван;Тестович;01.01.1900;77;",
                "бвгдежзиклмнопрстуфхцчшщ".chars().nth(id).unwrap()
            )
        })
        .collect();
    let folder = tempfile::tempdir().unwrap();
    let input = folder.path().join("people.csv");
    std::fs::write(&input, csv(&rows)).unwrap();
    let command = |listener: &Listener, journal: &str| -> Command {
        let args = [
            "check",
            "--journal",
            journal,
            "--source",
            "ru=api_cloud,parser_api",
            "--source",
            "kz=kz_info",
        ];
        let mut command = listener.command(&args);
        command.current_dir(folder.path()).stdin(std::fs::File::open(&input).unwrap());
        command
    };
    let ended = |mut command: Command| -> Ended {
        let output = command.output().unwrap();
        Ended {
            code: output.status.code(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    };
    let golden = ended(command(&Listener::with_delay("40ms"), "golden"));
    assert_eq!((golden.code, golden.lines().len()), (Some(0), 24), "{}", golden.err);
    // The moments, and the hash of answers in which the balance is.
    let outcome = |line: &str| {
        line.split(r#","person":"#)
            .nth(1)
            .unwrap()
            .split(r#","body_sha256""#)
            .next()
            .unwrap()
            .split(r#""as_of""#)
            .next()
            .unwrap()
            .to_owned()
    };
    for ms in [20, 60, 110, 160, 220, 280] {
        let listener = Listener::with_delay("40ms");
        let journal = format!("journal{ms}");
        let mut first = command(&listener, &journal)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(ms));
        first.kill().unwrap();
        first.wait().unwrap();
        let last = ended(command(&listener, &journal));
        assert_eq!((last.code, last.lines().len()), (Some(0), 24), "{ms}: {}", last.err);
        let mut stood_in = 0;
        for (golden, last) in golden.lines().iter().zip(last.lines()) {
            // Where the first answer was lost, the stand-in has said the same.
            let was_lost = last.contains(r#""code":"interrupted""#);
            stood_in += u32::from(was_lost);
            assert!(was_lost || outcome(golden) == outcome(last), "{ms}\n{golden}\n{last}");
            assert_eq!(status(last, "ru"), "empty", "{ms}: {last}");
        }
        assert!(stood_in <= 4, "{ms}: {stood_in}");
        for (name, count) in listener.counters() {
            assert!(!name.contains('/') || count == 1, "{ms}: {name} {count}");
        }
    }
}
