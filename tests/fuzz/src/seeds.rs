//! From what the fuzzer begins: the conversations, the fault matrix and JSONTestSuite, in the form
//! that each target reads.

use std::collections::BTreeSet;

use serde_json::value::RawValue;
use spravka_core::registry::OPERATIONS;
use spravka_tests::{hostile, matrix};

use crate::flow::Flow;
use crate::points::{Answer, corpus};
use crate::step::Kind;
use crate::targets::answered::{CONTENT_TYPES, points};
use crate::targets::events::bytes_of;
use crate::targets::f06_files;

/// A name and the bytes.
pub type Seed = (String, Vec<u8>);

/// Longer ones are cut down by the fuzzer anyway.
const LONGEST: usize = 32 * 1024;

/// Files of JSONTestSuite up to this length.
const LONGEST_FILE: usize = 2 * 1024;

/// Every answer of the conversations to the operations whose names begin so, and the files of
/// JSONTestSuite as answers.
#[must_use]
pub fn answers(prefix: &'static str) -> Vec<Seed> {
    let points = points(prefix);
    let place = |answer: &Answer| points.iter().position(|point| *point == answer.point);
    let of = |(number, answer): (usize, &Answer)| {
        let place = place(answer)?;
        let kind = CONTENT_TYPES.iter().position(|kind| *kind == answer.content_type);
        let bytes = answer_bytes(place, answer.status, kind.unwrap_or(1), &answer.body);
        Some((format!("answer-{number:04}"), bytes))
    };
    let mut seeds: Vec<Seed> = corpus().answers.iter().enumerate().filter_map(of).collect();
    for (number, (name, body)) in hostile_files().into_iter().enumerate() {
        seeds.push((name, answer_bytes(number % points.len(), 200, 1, &body)));
    }
    seeds.retain(|(_, bytes)| bytes.len() <= LONGEST);
    seeds
}

fn answer_bytes(place: usize, status: u16, kind: usize, body: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::from(u16::try_from(place).expect("few points").to_le_bytes());
    bytes.extend(status.to_le_bytes());
    bytes.extend([u8::try_from(kind).expect("few types"), 0]);
    bytes.extend(body);
    bytes
}

fn hostile_files() -> Vec<Seed> {
    let files = ["test_parsing", "test_transform"].into_iter().filter_map(hostile::files);
    files.flatten().filter(|(_, body)| body.len() <= LONGEST_FILE).collect()
}

/// The same of the two operations that hand out files.
#[must_use]
pub fn files() -> Vec<Seed> {
    let of = |which: usize| {
        let answers = answers(f06_files::OPERATIONS[which]).into_iter();
        answers.map(move |(name, bytes)| {
            let which = u8::try_from(which).expect("one of two");
            (format!("{which}-{name}"), [vec![which], bytes].concat())
        })
    };
    of(0).chain(of(1)).collect()
}

/// Every input of the conversations.
#[must_use]
pub fn inputs() -> Vec<Seed> {
    let of = |(number, (operation, input)): (usize, &(String, String))| {
        let place = OPERATIONS.iter().position(|entry| entry.about.name == operation)?;
        let mut bytes = Vec::from(u16::try_from(place).ok()?.to_le_bytes());
        bytes.push(0);
        bytes.extend(input.bytes());
        Some((format!("input-{number:04}"), bytes))
    };
    let mut seeds: Vec<Seed> = corpus().inputs.iter().enumerate().filter_map(of).collect();
    seeds.retain(|(_, bytes)| bytes.len() <= LONGEST);
    seeds
}

/// What providers have said in the fault matrix, after a name.
#[must_use]
pub fn words() -> Vec<Seed> {
    let bodies = corpus().answers.iter().filter(|answer| answer.status >= 400);
    let bodies = bodies.filter_map(|answer| String::from_utf8(answer.body.clone()).ok());
    let own = [
        "Заявка № 1370 не найдена, вымышленный ВЫМЫШЛЕННЫЙ",
        "паспорт 2210 123123, код 12345, тел. 8(999)000.00.00",
        "login=partner01 pass=Sekret9 manager@example.invalid",
    ];
    let texts: BTreeSet<String> = bodies.chain(own.map(str::to_owned)).collect();
    let texts = texts.into_iter().filter(|text| text.len() <= LONGEST).enumerate();
    texts
        .map(|(at, text)| (format!("words-{at:04}"), format!("Вымышленный\n{text}").into()))
        .collect()
}

/// For every input of the conversations, the answers to its operation; and for every request of the
/// fault matrix, a loss before them.
#[must_use]
pub fn troubles() -> Vec<Seed> {
    const RESET: u8 = 27 + 5;
    let lost: BTreeSet<String> = matrix::calls().into_iter().map(|call| call.operation).collect();
    let mut seeds = Vec::new();
    let mut begun = BTreeSet::new();
    for (number, (operation, input)) in corpus().inputs.iter().enumerate() {
        // What nothing is sent for meets no trouble; and few of the others differ in what they meet.
        let sends = || Flow::start(operation, input, "{}").kind() == Kind::Send;
        let alike = begun.iter().filter(|(known, _)| *known == operation).count();
        if alike >= 5 || !sends() || !begun.insert((operation, input)) {
            continue;
        }
        let Ok(place) = u16::try_from(number) else { continue };
        let head = [&place.to_le_bytes()[..], &[2]].concat();
        let answers = of_operation(operation);
        seeds.push((format!("answered-{number:04}"), [head.clone(), answers.clone()].concat()));
        if lost.contains(operation) {
            let bytes = [head, vec![RESET], answers].concat();
            seeds.push((format!("lost-{number:04}"), bytes));
        }
    }
    seeds
}

fn of_operation(operation: &str) -> Vec<u8> {
    let corpus = corpus();
    let own = corpus.answers.iter().enumerate();
    let own = own.filter(|(_, answer)| corpus.points[answer.point].operation == operation);
    own.take(20).filter_map(|(number, answer)| bytes_of(number, answer.status)).flatten().collect()
}

/// Every state of the conversations that is like no other, with what may follow.
#[must_use]
pub fn states() -> Vec<Seed> {
    let mut seeds = Vec::new();
    let mut known = BTreeSet::new();
    for (number, state) in corpus().states.iter().enumerate() {
        if !known.insert(form(&state.state)) {
            continue;
        }
        let Ok(place) = u16::try_from(number) else { continue };
        let head = [&place.to_le_bytes()[..], &[0]].concat();
        let answers = of_operation(&state.operation);
        // In an event each answer has a byte before it that says that it is one.
        let events: Vec<u8> =
            answers.chunks(5).take(3).flat_map(|five| [&[200], five].concat()).collect();
        let count = u8::try_from(answers.len() / 5).unwrap_or(u8::MAX).min(3);
        let own = state.state.as_bytes();
        seeds.push((format!("answered-{number:04}"), [&head[..], &[count], &events].concat()));
        seeds.push((
            format!("elapsed-{number:04}"),
            [&head[..], &[count + 1, 0], &events, own].concat(),
        ));
        seeds.push((
            format!("chosen-{number:04}"),
            [&head[..], &[count + 1, 90, 0], &events].concat(),
        ));
    }
    seeds.retain(|(_, bytes)| bytes.len() <= LONGEST);
    seeds
}

/// A state without its digits: what is left says where the flow stands.
fn form(state: &str) -> String {
    state.chars().filter(|char| !char.is_ascii_hexdigit()).collect()
}

/// Archives of no bytes, by their directories.
#[must_use]
pub fn archives() -> Vec<Seed> {
    let right = ["Application.pdf", "Passport.pdf", "SNILS.pdf", "Photo.jpg", "Revocation.pdf"];
    let russian = ["Заявление.pdf", "Паспорт.pdf", "СНИЛС.pdf", "Фото.jpg", "Отзыв.pdf"];
    let folders: Vec<String> = right.iter().map(|name| format!("a/{name}")).collect();
    let folders: Vec<&str> = folders.iter().map(String::as_str).collect();
    let mut seeds = vec![
        ("right".to_owned(), archive(&right, 0)),
        ("russian".to_owned(), archive(&russian, 1 << 11)),
        ("folders".to_owned(), archive(&[&["a/"], &folders[..]].concat(), 0)),
        ("none".to_owned(), archive(&[], 0)),
        ("hidden".to_owned(), archive(&[&["__MACOSX/a"], &right[..]].concat(), 0)),
        ("encrypted".to_owned(), archive(&right, 1)),
    ];
    for bad in ["../a", "/a", "a\\b", "c:a", "a/../b", "Application.pdf", "\u{202e}fdp.a"] {
        let names = [&right[..], &[bad]].concat();
        seeds.push((format!("bad-{:02}", seeds.len()), archive(&names, 0)));
    }
    let (_, mut remarked) = seeds[0].clone();
    let comment = remarked.len() - 2;
    remarked[comment] = 4;
    remarked.extend(b"PK\x05\x06");
    seeds.push(("comment".to_owned(), remarked));
    seeds
}

/// APPNOTE.TXT 4.3.12 and 4.3.16.
fn archive(names: &[&str], flags: u16) -> Vec<u8> {
    let mut directory = Vec::new();
    for name in names {
        directory.extend(b"PK\x01\x02\x14\0\x14\0");
        directory.extend(flags.to_le_bytes());
        directory.extend([0; 10]);
        directory.extend(100_u32.to_le_bytes());
        directory.extend(200_u32.to_le_bytes());
        directory.extend(u16::try_from(name.len()).expect("a short name").to_le_bytes());
        directory.extend([0; 16]);
        directory.extend(name.bytes());
    }
    let count = u16::try_from(names.len()).expect("few names").to_le_bytes();
    let length = u32::try_from(directory.len()).expect("a short directory").to_le_bytes();
    let end = [&b"PK\x05\x06\0\0\0\0"[..], &count, &count, &length, &[0; 6]].concat();
    [directory, end].concat()
}

/// Calls of the conversations on lines of a stream, a few together.
#[must_use]
pub fn streams() -> Vec<Seed> {
    let lines: Vec<&String> =
        corpus().calls.iter().filter(|call| call.len() <= LONGEST / 8).collect();
    let some = lines.chunks(4).step_by(8).take(200).enumerate().map(|(number, calls)| {
        let texts: Vec<&str> = calls.iter().map(|call| call.as_str()).collect();
        let end = if number % 2 == 0 { "\r\n" } else { "\n" };
        (format!("calls-{number:04}"), stream(u16::MAX, &texts.join(end)))
    });
    let odd =
        ["", "\n", "\u{feff}{}\n", "a\r\n\r\n b \nlonger than the cap\nend", "\r", "\n\n\r\r\n"];
    let odd = odd.iter().enumerate();
    some.chain(odd.map(|(number, text)| (format!("odd-{number:04}"), stream(6, text)))).collect()
}

fn stream(cap: u16, text: &str) -> Vec<u8> {
    [&cap.to_le_bytes()[..], &[16, 3], text.as_bytes()].concat()
}

/// Texts of the inputs, two on lines of their own, and forms that are tolerated.
#[must_use]
pub fn values() -> Vec<Seed> {
    let mut texts = BTreeSet::new();
    for (_, input) in &corpus().inputs {
        collect(input, &mut texts);
    }
    let own = [
        "1.5e3\n790.00",
        "212776,4\n-0.01",
        "1e-6\n999999999999999999.999999",
        "2024-02-29\n29.02.2024",
        "2026-11-21T09:00:00.5+05:00\n1900-01-01",
        "о001оо77\nTESX000000000000001",
        "10001/24/77010-ИП\n+7 (999) 000-00-01",
    ];
    let texts = texts.into_iter().chain(own.map(str::to_owned)).enumerate();
    texts.map(|(number, text)| (format!("value-{number:04}"), text.into_bytes())).collect()
}

/// The texts in a JSON value, at any depth.
fn collect(json: &str, texts: &mut BTreeSet<String>) {
    let json = json.trim();
    if let Ok(text) = serde_json::from_str::<String>(json) {
        texts.insert(text);
    } else if let Ok(items) = serde_json::from_str::<Vec<&RawValue>>(json) {
        items.iter().for_each(|item| collect(item.get(), texts));
    } else if let Ok(members) =
        serde_json::from_str::<std::collections::BTreeMap<String, &RawValue>>(json)
    {
        members.values().for_each(|value| collect(value.get(), texts));
    }
}
