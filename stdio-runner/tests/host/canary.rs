//! Planted in every secret, in people and in what providers say: what comes out, and where.
//!
//! Secrets are nowhere but in the requests that are meant to have them, whatever a provider repeats.
//! A person is where docs/personal-data.md says, and that is looked at as well: so a search that finds
//! nothing has looked.

mod echo;

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

use serde_json::json;
use spravka_core::registry::{OPERATIONS, providers};
use spravka_tests::canary::Planted;

use self::echo::{Echo, Mood};
use crate::every_operation::jobs;
use crate::mcp::client::Client;
use crate::support::{Ended, play, run, secrets, spravka, state, submission};

/// In each as odd as its slot takes it: ASCII in an address and a header, anything in a body.
const SECRETS: [(&str, &str); 15] = [
    ("api_cloud.token", "qV7zKx%2wJ9p\"Yf&4hR8'dTn"),
    ("bitrix24.webhook", "Zk3xQw8vJp5yHf2b"),
    ("fssp.token", "Gx6'Wz1+Kq\\9Vj=Dm4"),
    ("key_salt", "Соль: жЩъёЮыФхЦ 7%41\"\\"),
    ("kz_info.api_key", "Ключ \"Ъжщ%41'ЫЮ\\ФэЦыХ"),
    ("osnovanie.login", "Логин Щъю'Эжя\"%31Ёц"),
    ("osnovanie.password", "Пароль ЪыЖхщ\\Фцю&+ =э"),
    ("parser_api.key", "Nf5Rj<2>Xq9{Zw}7Lk"),
    ("sber.access_token", "Tw4-Kz8x.Qj1v~Pf6y"),
    ("sber.authorization_code", "Bv9Hq3Xz7Wk1Jd5G"),
    ("sber.client_secret", "Mx2&Zr6?Vj8#Qk4!Wp"),
    ("sber.refresh_token", "Dj7_Xv1-Kq5.Zw9~Hf3"),
    ("spectrum_data.login", "Yq8Kx3Vz6Jw1Pm5R"),
    ("spectrum_data.password", "Слово ЖъЫщЭ\"ю%5cЯхц"),
    ("spectrum_data.token", "Rk1Zx9Qv4Wj7Hp2N"),
];

const NAME: &str = "Щъёюзхжяшцчьын";
const PASSPORT: &str = "9074583261";
const INN: &str = "987163524070";
const PHONE: &str = "+79990005183";
const ADDRESS: &str = "Ыъжский пр-д \"Эщ%41\" \\ 7'<b>";
/// In a file's content, and in its name.
const CONTENT: &str = "kq7vx2wzj9pfyhd4";
const FILE: &str = "Хжъыщэюфц";
/// A claimant, in the answer of a provider.
const CLAIMANT: &str = "ТОО \"Эщъжыхюфц Ъя%41\"";

const PEOPLE: [(&str, &str); 8] = [
    ("name", NAME),
    ("passport", PASSPORT),
    ("inn", INN),
    ("phone", PHONE),
    ("address", ADDRESS),
    ("content", CONTENT),
    ("file", FILE),
    ("claimant", CLAIMANT),
];

/// Whoever looks for what is wrong sets these.
const TALKATIVE: [(&str, &str); 4] = [
    ("RUST_LOG", "trace"),
    ("RUST_BACKTRACE", "full"),
    ("RUST_LIB_BACKTRACE", "full"),
    ("SPRAVKA_LOG", "trace"),
];

struct World {
    folder: tempfile::TempDir,
    secrets: Planted,
    people: Planted,
}

impl World {
    fn new() -> Self {
        let folder = submission();
        let file = folder.path().join("secrets.json");
        let held: std::collections::BTreeMap<_, _> = SECRETS.into();
        fs::write(&file, serde_json::to_string(&held).unwrap()).unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).unwrap();
        fs::write(
            folder.path().join(format!("{FILE}.sig")),
            [b"\x30\x82", CONTENT.as_bytes()].concat(),
        )
        .unwrap();
        Self { folder, secrets: Planted::new(SECRETS), people: Planted::new(PEOPLE) }
    }

    fn path(&self, name: &str) -> String {
        self.folder.path().join(name).to_str().unwrap().to_owned()
    }

    /// With the secrets from their file, against this server.
    fn command(&self, server: &Echo, args: &[&str]) -> Command {
        let mut command = spravka(args);
        command.args(["--transport", "http", "--test-origin", &server.origin]);
        command.args(["--secrets-file", &self.path("secrets.json")]);
        command.envs(TALKATIVE).current_dir(self.folder.path());
        command
    }

    /// None of the secrets is there.
    #[track_caller]
    fn no_secret(&self, place: &str, bytes: &[u8]) {
        assert_eq!(self.secrets.found(bytes), [].into(), "{place}");
    }

    /// Exactly these of people's data are there.
    #[track_caller]
    fn people_are(&self, place: &str, bytes: &[u8], expected: &[&str]) {
        let found = self.people.found(bytes);
        let names: BTreeSet<&str> = found.keys().copied().collect();
        assert_eq!(names, expected.iter().copied().collect(), "{place}: {found:?}");
    }

    fn no_secret_of(&self, place: &str, ended: &Ended) {
        self.no_secret(&format!("{place}, standard output"), ended.out.as_bytes());
        self.no_secret(&format!("{place}, standard error"), ended.err.as_bytes());
    }

    fn read(&self, name: &str) -> Vec<u8> {
        fs::read(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }
}

/// Jobs about the planted person, who goes to five providers in every place of a request.
fn about_people(world: &World) -> Vec<String> {
    let quoted = |text: &str| serde_json::to_string(text).unwrap();
    let born = format!(r#""last_name":"{NAME}","first_name":"Иван","birth_date":"1900-01-01""#);
    let application = crate::support::application("99900000115")
        .replace("Заявителев", NAME)
        .replace("0000000001", PASSPORT)
        .replace("980000000101", INN)
        .replace(r#""Тестовая 1""#, &quoted(ADDRESS))
        .replace("+79900000000", PHONE);
    let portal = r#""portal":"example.bitrix24.ru","user_id":1"#;
    let file = quoted(&world.path(&format!("{FILE}.sig")));
    [
        ("fssp.search_physical", format!("{{{born}}}"), String::new()),
        ("api_cloud.fssp_inn", format!(r#"{{"inn":"{INN}"}}"#), String::new()),
        ("parser_api.fssp_physical", format!("{{{born}}}"), String::new()),
        (
            "spectrum_data.person_report",
            format!(r#"{{"report_type":"a@b",{born},"passport":"{PASSPORT}"}}"#),
            String::new(),
        ),
        ("osnovanie.create", application, String::new()),
        ("osnovanie.attach_file", r#"{"application_id":1,"file_kind":9}"#.to_owned(), format!(r#""file":{file}"#)),
        ("bitrix24.find_contact", format!(r#"{{{portal},"phones":["{PHONE}"]}}"#), String::new()),
        (
            "bitrix24.add_timeline_comment",
            format!(r#"{{{portal},"contact_id":1,"comment":{}}}"#, quoted(ADDRESS)),
            String::new(),
        ),
    ]
    .map(|(operation, input, files)| {
        format!(r#"{{"operation":"{operation}","input":{input},"files":{{{files}}},"options":{{"max_attempts":1}}}}"#)
    })
    .into()
}

/// Every operation, and everybody, while providers repeat all that they were sent.
#[test]
fn what_is_refused_tells_nothing() {
    let world = World::new();
    let once = |job: String| job.replacen('{', r#"{"options":{"max_attempts":1},"#, 1);
    let all: Vec<String> = about_people(&world)
        .into_iter()
        .chain(jobs(world.folder.path()).into_iter().map(once))
        .collect();
    // All but the claimant, whom nobody has asked about.
    let everybody = PEOPLE.len() - 1;
    let mut sent = BTreeSet::new();
    for mood in [Mood::Forbidden, Mood::Broken, Mood::Page, Mood::Odd] {
        let server = Echo::start(mood);
        let place = format!("{mood:?}");
        let (journal, record) = (format!("{place}.journal"), format!("{place}.record"));
        let flags =
            ["run", "--keep-going", "--max-wait", "0s", "--journal", &journal, "--record", &record];
        let mut command = world.command(&server, &flags);
        let unpaced = providers().map(|provider| format!("--rate={}=off", provider.name));
        command.args(unpaced);
        let ended = run(command, all.join("\n").as_bytes());
        assert_eq!((ended.code, ended.lines().len()), (Some(0), all.len()), "{}", ended.err);
        world.no_secret_of(&place, &ended);
        world.no_secret(&journal, &world.read(&journal));
        world.no_secret(&record, &world.read(&record));
        let failed = ended.lines().into_iter().filter(|line| line.contains(r#""step":"fail""#));
        assert!(failed.clone().count() > 30, "{}", ended.out);
        world.people_are(&place, failed.collect::<String>().as_bytes(), &[]);
        world.people_are(&place, ended.err.as_bytes(), &[]);
        world.people_are(&journal, &world.read(&journal), &[]);
        // Who was sent, and was repeated: after some answers a provider is left alone.
        let requests = server.requests().concat();
        let asked: Vec<&str> = world.people.found(&requests).into_keys().collect();
        assert!(asked.len() == everybody || mood != Mood::Forbidden, "{asked:?}");
        world.people_are(&record, &world.read(&record), &asked);
        sent.extend(world.secrets.found(&requests).into_keys().map(str::to_owned));
    }
    let mut held: BTreeSet<String> = SECRETS.map(|(name, _)| name.to_owned()).into();
    for never in ["key_salt", "spectrum_data.login", "spectrum_data.password"] {
        held.remove(never);
    }
    assert_eq!(sent, held, "each was in a request, so that the search above could have found it");
}

/// What is found is in results, reports and the journal; the states of flows have nobody.
#[test]
fn people_are_where_the_documentation_says() {
    let world = World::new();
    let server = Echo::start(Mood::Found(CLAIMANT));
    let person = format!(
        r#"{{"id":"1","last_name":"{NAME}","first_name":"Иван","birth_date":"1900-01-01","iin":"000101300019"}}"#
    );
    let flags =
        ["check", "--source", "kz_info=kz_info", "--journal", "journal", "--record", "record"];
    let ended = run(world.command(&server, &flags), person.as_bytes());
    assert_eq!(ended.code, Some(0), "{}", ended.err);
    world.no_secret_of("check", &ended);
    world.people_are("a report", ended.line().as_bytes(), &["name", "claimant"]);
    world.people_are("standard error", ended.err.as_bytes(), &[]);
    for (file, expected) in
        [("journal", ["name", "claimant"].as_slice()), ("record", &["claimant"])]
    {
        world.no_secret(file, &world.read(file));
        world.people_are(file, &world.read(file), expected);
    }
    for format in ["html", "markdown"] {
        let page = play(&["report", "--format", format], ended.line());
        assert_eq!(page.code, Some(0), "{}", page.err);
        world.no_secret_of(format, &page);
        world.people_are(format, page.out.as_bytes(), &["name", "claimant"]);
    }

    let input = r#"{"iin":"000101300019"}"#;
    let mut client = Client::start(world.command(&server, &["mcp", "--allow", "paid"]));
    let found = client.call("kz_info_exec_proc_info", &serde_json::from_str(input).unwrap());
    assert_eq!(found.structured["output"]["outcome"], "found", "{}", found.text);
    let heard = std::mem::take(&mut client.seen);
    world.no_secret("an agent", heard.as_bytes());
    world.people_are("an agent", heard.as_bytes(), &["claimant"]);
    let (_, complaints) = client.close();
    world.no_secret("mcp, standard error", complaints.as_bytes());
    world.people_are("mcp, standard error", complaints.as_bytes(), &[]);

    // Lost: the application may be there, and the state is kept.
    let server = Echo::start(Mood::Broken);
    let application = crate::support::application("99900000115").replace("Заявителев", NAME);
    fs::write(world.path("input"), application).unwrap();
    let flags = ["call", "osnovanie.create", "--input", "input", "--state-file", "state"];
    let ended = run(world.command(&server, &flags), b"");
    world.no_secret_of("call", &ended);
    world.people_are("call", ended.out.as_bytes(), &[]);
    let kept = world.read("state");
    assert!(kept.starts_with(b"{"), "there is a state");
    world.no_secret("a state", &kept);
    world.people_are("a state", &kept, &[]);
}

/// A refused agent hears no more than a person.
#[test]
fn agents_hear_nothing_of_what_was_repeated() {
    let world = World::new();
    let server = Echo::start(Mood::Forbidden);
    let flags = ["mcp", "--allow", "paid,write,irreversible", "--max-wait", "0s"];
    let mut client = Client::start(world.command(&server, &flags));
    let about =
        json!({"last_name": NAME, "first_name": "Иван", "birth_date": "1900-01-01", "inn": INN});
    for (tool, arguments) in [
        ("fssp_search_physical", json!({"last_name": NAME, "first_name": "Иван"})),
        ("api_cloud_fssp_inn", json!({"inn": INN})),
        ("api_cloud_balance", json!({})),
        ("sber_client_info", json!({})),
        ("kz_info_exec_proc_info", json!({"iin": "000101300019"})),
        ("osnovanie_list", json!({"last_name": NAME})),
    ] {
        assert!(client.call(tool, &arguments).is_error, "{tool}");
    }
    let failures = std::mem::take(&mut client.seen);
    world.people_are("failures", failures.as_bytes(), &[]);
    let checked = client.call("check_debtor", &json!({"person": about}));
    assert!(checked.is_error, "{}", checked.text);
    let reports = std::mem::take(&mut client.seen);
    world.people_are("a report", reports.as_bytes(), &["name", "inn"]);
    let (_, complaints) = client.close();
    for (place, text) in [("failures", failures), ("reports", reports), ("complaints", complaints)]
    {
        world.no_secret(place, text.as_bytes());
    }
    assert!(server.requests().len() > 6);
}

/// Arguments, the environment and the name of the process, while its request is under way, and what is
/// left of it when it crashes then.
#[test]
fn a_crash_leaves_no_secret() {
    let world = World::new();
    let server = Echo::start(Mood::Silent);
    let flags = ["run", "--journal", "journal", "--record", "record"];
    let mut command = world.command(&server, &flags);
    let mut child = command
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let job = r#"{"operation":"kz_info.exec_proc_info","input":{"iin":"000101300019"}}"#;
    std::io::Write::write_all(&mut child.stdin.take().unwrap(), job.as_bytes()).unwrap();
    let request = server.wait();
    assert!(world.secrets.found(&request).contains_key("kz_info.api_key"), "it is under way");
    let process = Path::new("/proc").join(child.id().to_string());
    for file in ["cmdline", "environ", "comm", "status"] {
        let bytes = fs::read(process.join(file)).unwrap();
        assert!(!bytes.is_empty(), "{file}");
        world.no_secret(file, &bytes);
        world.people_are(file, &bytes, &[]);
    }
    assert_eq!(fs::read_to_string(process.join("comm")).unwrap(), "spravka\n", "a core's name");
    let pid = child.id().to_string();
    assert!(Command::new("kill").args(["-ABRT", &pid]).status().unwrap().success());
    let left = child.wait_with_output().unwrap();
    assert_eq!(std::os::unix::process::ExitStatusExt::signal(&left.status), Some(6));
    world.no_secret("a crash, standard output", &left.stdout);
    world.no_secret("a crash, standard error", &left.stderr);
    world.no_secret("journal", &world.read("journal"));
    world.no_secret("record", &world.read("record"));
    for entry in fs::read_dir(world.folder.path()).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        world.no_secret("a file's name", name.as_bytes());
    }
}

/// Commands that send nothing, with every secret at hand.
#[test]
fn what_asks_nobody_shows_no_secret() {
    let world = World::new();
    let with_variables = |args: &[&str], input: &str| {
        let mut command = spravka(args);
        for (name, value) in SECRETS {
            command.env(spravka_core::error::variable(name), value);
        }
        command.envs(TALKATIVE).current_dir(world.folder.path());
        run(command, input.as_bytes())
    };
    let mut commands = 0;
    for job in jobs(world.folder.path()).into_iter().chain(about_people(&world)) {
        // Files would have to be within the call.
        let (_, rest) = job.split_once(r#""operation":"#).unwrap();
        let Some((members, _)) = rest.split_once(r#","files":{}"#) else { continue };
        let call =
            format!(r#"{{"call":"start","now":"2026-11-21T09:00:00Z","operation":{members}}}"#);
        let step = with_variables(&["step"], &call);
        world.no_secret_of("step", &step);
        if !step.out.starts_with(r#"{"step":"send""#) || step.out.contains(r#"{"file":"#) {
            continue;
        }
        world.no_secret("a state", state(step.line()).as_bytes());
        world.people_are("a state", state(step.line()).as_bytes(), &[]);
        let curl = with_variables(&["curl"], &step.out);
        assert_eq!(curl.code, Some(0), "{}", curl.err);
        world.no_secret_of("curl", &curl);
        assert!(curl.out.contains("$SPRAVKA_"), "a variable has its place: {}", curl.out);
        if call.contains(INN) && call.contains("api_cloud") {
            world.people_are("curl", curl.out.as_bytes(), &["inn"]);
        }
        commands += 1;
    }
    assert!(commands > 30, "{commands} of curl");
    for args in [
        &["list"][..],
        &["list", "--json"],
        &["man"],
        &["completions", "bash"],
        &["help", "exit-codes"],
    ] {
        let ended = with_variables(args, "");
        assert!(!ended.out.is_empty(), "{args:?}: {}", ended.err);
        world.no_secret_of(&format!("{args:?}"), &ended);
    }
    for entry in OPERATIONS {
        let ended = with_variables(&["schema", entry.about.name], "");
        assert!(ended.out.starts_with('{'), "{}", ended.err);
        world.no_secret_of(entry.about.name, &ended);
    }
    // What is wrong with a secret is said without it.
    let odd = with_variables(
        &[
            "call",
            "bitrix24.batch",
            "--transport",
            "http",
            "--secrets-file",
            &world.path("documents.zip"),
        ],
        "",
    );
    assert_ne!(odd.code, Some(0));
    world.no_secret_of("a broken file of secrets", &odd);
    assert!(secrets().len() + 1 == SECRETS.len(), "every secret that there is, and the salt");
}
