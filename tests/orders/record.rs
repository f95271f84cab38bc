//! Conversations taken from the sandbox: `cargo test -p spravka-tests --test orders -- --ignored
//! write` writes the calls, `SPRAVKA_BLESS=1` with the conversations the steps.

use serde_json::{Value, json};

use crate::documents::{application, archive, request};
use crate::host::{Host, Kill, Restart};
use crate::{Order, host};

/// The name of a conversation, what it is about, and the operation whose calls it holds.
type Scene = (&'static str, &'static str, &'static str);

fn write(host: &Host, (operation, name, about): Scene) {
    let calls = host.calls.iter().filter(|(known, _)| known == operation);
    let turns: Vec<Value> = calls.map(|(_, call)| json!({ "call": call })).collect();
    assert!(!turns.is_empty(), "{operation} {name}");
    let path = spravka_tests::directory().join(operation.replace('.', "/"));
    std::fs::create_dir_all(&path).expect("a folder for the cases");
    let text = json!({ "about": about, "turns": turns }).to_string();
    let text = spravka_tests::json_text::pretty(&text);
    std::fs::write(path.join(format!("{name}.json")), text).expect("a case can be written");
}

fn order(snils: &'static str, kind: u8, signed: bool, kill: Kill) -> Host {
    let mut host = Host::new(kill);
    Order { snils, kind, signed }.play(&mut host);
    host
}

const CREATE: &str = "osnovanie.create_application";
const CHANGE: &str = "osnovanie.change_application";
const READY: &str = "osnovanie.await_ready";
const SUBMIT: &str = "osnovanie.submit_documents";
const ISSUE: &str = "osnovanie.await_issue";
const FINISH: &str = "osnovanie.finish_remote_identification";

#[test]
#[ignore = "writes the calls of the conversations with УЦ Основание"]
fn write_conversations() {
    lives();
    losses();
    restarts();
    others();
}

fn lives() {
    let host = order("99900000115", 0, false, Kill::NEVER);
    write(&host, (CREATE, "created", "Nothing equal is there: one request creates it."));
    write(&host, (READY, "found", "22, then 1 with every check done."));
    write(&host, (SUBMIT, "in_person", "Kind 0: 8, 9, the wait through 21 and 11, then 0."));
    write(&host, (ISSUE, "found", "3, then 4: the certificate, its print form, a licence."));
    let host = order("99900000115", 0, true, Kill::NEVER);
    write(&host, (SUBMIT, "in_person_signed", "Kind 0 with a signed request: 0, and 20 at once."));
    let host = order("99900000216", 1, true, Kill::NEVER);
    write(&host, (SUBMIT, "by_signature", "Kind 1: a revocation in the archive, and 20 after 0."));
    write(&host, (FINISH, "found", "After the issue: the signed print form and memo, once."));
    let host = order("99900000519", 0, false, Kill::NEVER);
    write(&host, (ISSUE, "refused_after_request", "3, then 5: the reason is in the comment."));
    let host = order("99900000620", 0, false, Kill::NEVER);
    write(&host, (SUBMIT, "refused_at_moderation", "21, then 5: nothing more is sent."));
    let host = order("99900001622", 0, false, Kill::NEVER);
    write(&host, (SUBMIT, "days_of_waiting", "21 for an hour and 11 for two days."));
    let host = order("99900001723", 0, false, Kill::NEVER);
    write(&host, (SUBMIT, "no_moderation", "From 1 to 2 at once."));
    let host = order("99900002018", 0, false, Kill::NEVER);
    write(
        &host,
        (READY, "unknown_status", "Q-A26: a status that no document names is waited out."),
    );
    let host = order("99900004830", 0, false, Kill::NEVER);
    write(&host, (READY, "proxy_page", "A page of a proxy in place of the first status."));
    for (snils, name, about) in [
        ("99900000721", "fns_none", "checkCertInFNSStatus 2: nothing in the way."),
        ("99900000822", "fns_found", "checkCertInFNSStatus 3: a revocation is needed."),
        ("99900000923", "fns_failed", "checkCertInFNSStatus 4: the CA has to repeat it."),
        ("99900001016", "fns_ignored", "checkCertInFNSStatus 5: ignored by the partner."),
        ("99900001117", "fns_revoked", "checkCertInFNSStatus 6: the revocation is there."),
        ("99900001218", "fns_cancelled", "checkCertInFNSStatus 7: called off."),
        ("99900001319", "fns_slow", "checkCertInFNSStatus 1 for a minute, then 2."),
        ("99900001420", "smev_failed", "A check in СМЭВ fails: -1 is reported."),
        ("99900001521", "smev_not_made", "A check in СМЭВ was never made: -2 is reported."),
        ("99900001925", "slow", "22 for a minute."),
    ] {
        let mut host = Host::new(Kill::NEVER);
        let input = json!({ "application": application(snils, 0) });
        let id = host.finish(CREATE, input, &[])["application_id"].clone();
        host.finish(READY, json!({ "application_id": id }), &[]);
        write(&host, (READY, name, about));
    }
}

fn losses() {
    for (snils, name, about) in [
        (
            "99900002119",
            "lost_executed",
            "No answer, and the application is there: its number is taken.",
        ),
        (
            "99900002220",
            "lost_not_executed",
            "No answer, and nothing is there after two minutes: created again.",
        ),
        ("99900002321", "server_error", "500 after the work was done: its number is taken."),
        ("99900002422", "reset", "The connection breaks after the work was done."),
        ("99900002523", "cut_off", "The answer is cut off after the work was done."),
        ("99900002624", "proxy_page", "A page of a proxy after the work was done."),
        (
            "99900002725",
            "not_sent",
            "No connection at first: certainly not executed, so it is sent again.",
        ),
    ] {
        let mut host = Host::new(Kill::NEVER);
        let application = application(snils, 0);
        host.finish(CREATE, json!({ "application": application }), &[]);
        write(&host, (CREATE, name, about));
    }
    for (snils, name, about) in [
        ("99900003222", "archive_lost_executed", "The answer to 8 is lost; the list shows it."),
        (
            "99900003323",
            "archive_lost_not_executed",
            "8 is lost; the list does not show it: sent again.",
        ),
        (
            "99900003424",
            "signature_lost_executed",
            "The answer to 9 is lost; the status has moved on.",
        ),
        (
            "99900003525",
            "signature_lost_not_executed",
            "9 is lost; the status is 1 twice, a minute apart: a person has it repeated.",
        ),
        ("99900003626", "request_lost_executed", "The answer to 0 is lost; the status is 3."),
        (
            "99900003727",
            "request_lost_not_executed",
            "0 is lost; the status is 2 twice: a person has it repeated.",
        ),
        (
            "99900003828",
            "signed_request_lost_executed",
            "The answer to 20 is lost, and no status tells: a person confirms it.",
        ),
        (
            "99900003929",
            "signed_request_lost_not_executed",
            "20 is lost, and no status tells: a person has it repeated.",
        ),
    ] {
        let host = order(snils, 0, true, Kill::NEVER);
        write(&host, (SUBMIT, name, about));
    }
    let host = order("99900004022", 1, true, Kill::NEVER);
    write(&host, (FINISH, "lost_executed", "The answer to 17 is lost; the documents are there."));
    let host = order("99900004123", 1, true, Kill::NEVER);
    write(
        &host,
        (FINISH, "lost_not_executed", "17 is lost; the documents are not there: sent again."),
    );
}

fn restarts() {
    // The steps of the plain order, at which each request with an effect is sent.
    for (stage, operation) in [
        ("create", CREATE),
        ("attach_archive", SUBMIT),
        ("attach_signature", SUBMIT),
        ("attach_request", SUBMIT),
        ("attach_signed_request", SUBMIT),
    ] {
        let plain = order("99900000115", 0, true, Kill::NEVER);
        let mark = format!(" \"send\" \"{stage}\" ");
        let at = plain.story().lines().position(|line| line.contains(&mark));
        for (restart, word) in [(Restart::WithState, "with_its_state"), (Restart::Anew, "anew")] {
            for (sent, when) in [(false, "before"), (true, "after")] {
                let host = order("99900000115", 0, true, Kill { at, sent, restart });
                let name = format!("killed_{when}_{stage}_{word}");
                let about = format!(
                    "The host dies {when} it sends {stage}, and comes back {}.",
                    word.replace('_', " ")
                );
                write(&host, (operation, name.leak(), about.leak()));
            }
        }
    }
}

fn others() {
    let equal = |snils: &str, inn: &str| {
        let mut application = application(snils, 0);
        application["inn"] = inn.into();
        application["products"] = json!([224]);
        json!({ "application": application })
    };
    let mut host = Host::new(Kill::NEVER);
    host.finish(CREATE, equal("99900002826", "980000002814"), &[]);
    write(&host, (CREATE, "found", "An equal application of today is there: its number is taken."));
    for (choice, name, about) in [
        (
            json!({ "option": "take", "application_id": "2103" }),
            "several_one_taken",
            "Two equal applications of today: a person takes one.",
        ),
        (
            json!({ "option": "create" }),
            "several_created",
            "Two equal applications of today: a person wants a third.",
        ),
        (
            json!({ "option": "take", "application_id": "2101" }),
            "choice_not_offered",
            "A choice that was not offered is refused, and nothing is lost.",
        ),
    ] {
        let mut host = Host::new(Kill::NEVER);
        let input = equal("99900002927", "980000002998");
        host.play(CREATE, &input, &[]);
        host.choose(CREATE, &input, &choice, &[]);
        write(&host, (CREATE, name, about));
    }
    for (snils, name, about) in [
        ("99900000115", "found", "View, merge, change, and the wait through 22."),
        ("99900004224", "lost_executed", "The answer to the change is lost; the fields are equal."),
        (
            "99900004325",
            "lost_not_executed",
            "The change is lost; the fields are not equal: sent again.",
        ),
    ] {
        let mut host = Host::new(Kill::NEVER);
        let input = json!({ "application": application(snils, 1) });
        let id = host.finish(CREATE, input, &[])["application_id"].clone();
        let change = json!({ "application_id": id, "application": { "city": "Новый Город" } });
        host.finish(CHANGE, change.clone(), &[]);
        write(&host, (CHANGE, name, about));
        if name == "found" {
            host.calls.clear();
            host.finish(CHANGE, change, &[]);
            write(&host, (CHANGE, "so_already", "The application is so already: nothing is sent."));
        }
    }
    missing_and_wrong();
}

fn missing_and_wrong() {
    let created = |host: &mut Host| {
        let input = json!({ "application": application("99900000216", 1) });
        host.finish(CREATE, input, &[])["application_id"].clone()
    };
    let (zip, bare, p10, other) =
        (archive(true, false), archive(false, false), request(1), request(0));
    let sig: (&str, &[u8]) = ("signature", b"\x30\x03sig");
    let signed: (&str, &[u8]) = ("signed_certificate_request", b"\x30\x03p7s");
    let mut host = Host::new(Kill::NEVER);
    let input = json!({ "application_id": created(&mut host) });
    let mut files: Vec<(&str, &[u8])> = vec![("archive", &zip), sig];
    host.play(SUBMIT, &input, &files);
    host.pass(3 * 24 * 3_600_000);
    files.push(("certificate_request", &p10));
    host.again(SUBMIT, &input, &files);
    files.push(signed);
    host.again(SUBMIT, &input, &files);
    let about = "The requests come days after the documents: input_needed names what is missing.";
    write(&host, (SUBMIT, "requests_later", about));
    for (zip, p10, name, about) in [
        (&bare, &p10, "archive_without_revocation", "Kind 1 without a revocation: 8 is not sent."),
        (&zip, &other, "request_of_another_kind", "Kind 1 and a request of kind 0: 0 is not sent."),
    ] {
        let mut host = Host::new(Kill::NEVER);
        let input = json!({ "application_id": created(&mut host) });
        let files: [(&str, &[u8]); 4] =
            [("archive", zip), sig, ("certificate_request", p10), signed];
        let end = host.play(SUBMIT, &input, &files);
        assert!(matches!(end, host::End::Failed(_)), "{name}");
        write(&host, (SUBMIT, name, about));
    }
}
