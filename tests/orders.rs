//! Certificates ordered and cards filled in the sandbox, with the host killed at every step: nothing
//! that cannot be taken back is carried out twice.
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]
#![expect(clippy::disallowed_types, reason = "steps are looked into; nothing is kept")]

#[path = "orders/bitrix24.rs"]
mod bitrix24;
#[path = "orders/documents.rs"]
mod documents;
#[path = "orders/host.rs"]
mod host;
#[path = "orders/record.rs"]
mod record;

use documents::{application, archive, request};
use host::{End, Host, Kill, Restart};
use serde_json::{Value, json};

/// One order, from the application to the files.
struct Order {
    snils: &'static str,
    kind: u8,
    signed: bool,
}

/// How an order ended, and how often a person was asked on the way.
#[derive(Debug, PartialEq, Eq)]
enum Outcome {
    Issued,
    Refused,
}

impl Order {
    fn play(&self, host: &mut Host) -> (Outcome, String) {
        let created = host.finish(
            "osnovanie.create_application",
            json!({ "application": application(self.snils, self.kind) }),
            &[],
        );
        let id = created["application_id"].as_str().expect("an id").to_owned();
        host.finish("osnovanie.await_ready", json!({ "application_id": id }), &[]);
        let (zip, p10) = (archive(self.kind == 1, false), request(self.kind));
        let mut files: Vec<(&str, &[u8])> =
            vec![("archive", &zip), ("signature", b"\x30\x03sig"), ("certificate_request", &p10)];
        if self.signed {
            files.push(("signed_certificate_request", b"\x30\x03p7s"));
        }
        let submitted =
            host.finish("osnovanie.submit_documents", json!({ "application_id": id }), &files);
        if submitted["submitted"] == false {
            return (Outcome::Refused, id);
        }
        let issued = host.finish("osnovanie.await_issue", json!({ "application_id": id }), &[]);
        if issued["issued"] == false {
            return (Outcome::Refused, id);
        }
        assert!(issued["files"].as_array().is_some_and(|files| files.len() >= 2), "{issued}");
        if self.kind == 1 {
            let documents = archive(false, false);
            let files: [(&str, &[u8]); 1] = [("documents", &documents)];
            let input = json!({ "application_id": id });
            host.finish("osnovanie.finish_remote_identification", input, &files);
        }
        (Outcome::Issued, id)
    }

    /// What the sandbox carried out for this order.
    fn check(&self, host: &Host, id: &str) {
        let executed =
            |call: &str, subject: &str| host.count(&format!("osnovanie.{call}.executed/{subject}"));
        let context = host.story();
        assert_eq!(executed("create", self.snils), 1, "create\n{context}");
        for kind in [9, 0] {
            let times = executed(&format!("attach_file.{kind}"), id);
            assert_eq!(times, 1, "attach_file {kind}\n{context}");
        }
        // Where the host was dead while it would have been time for it, it is never sent.
        let signed = executed("attach_file.20", id);
        let least = u64::from(self.signed && !host.is_killed());
        assert!((least..=u64::from(self.signed)).contains(&signed), "attach_file 20\n{context}");
    }
}

/// Every life, undisturbed.
#[test]
fn orders_end() {
    for (snils, kind, signed, outcome) in [
        ("99900000115", 0, false, Outcome::Issued),
        ("99900000115", 0, true, Outcome::Issued),
        ("99900000216", 1, true, Outcome::Issued),
        ("99900000519", 0, false, Outcome::Refused),
        ("99900001622", 0, false, Outcome::Issued),
        ("99900001723", 0, true, Outcome::Issued),
        ("99900001319", 0, false, Outcome::Issued),
        ("99900001420", 0, false, Outcome::Issued),
        ("99900001925", 0, false, Outcome::Issued),
        ("99900002018", 0, false, Outcome::Issued),
        ("99900004830", 0, false, Outcome::Issued),
    ] {
        let mut host = Host::new(Kill::NEVER);
        let order = Order { snils, kind, signed };
        let (end, id) = order.play(&mut host);
        assert_eq!(end, outcome, "{snils}\n{}", host.story());
        order.check(&host, &id);
        assert_eq!(host.asked, 0, "{snils}\n{}", host.story());
    }
}

#[test]
fn a_refusal_at_moderation_gives_its_comment() {
    let mut host = Host::new(Kill::NEVER);
    let order = Order { snils: "99900000620", kind: 0, signed: false };
    let (end, id) = order.play(&mut host);
    assert_eq!(end, Outcome::Refused);
    assert_eq!(host.count(&format!("osnovanie.attach_file.9.executed/{id}")), 1);
    assert_eq!(host.count(&format!("osnovanie.attach_file.0/{id}")), 0);
    assert!(host.last["output"]["comment"].is_string(), "{}", host.last);
}

/// Answers that are lost, executed or not: the first try of each request.
#[test]
fn lost_answers_lose_nothing() {
    for (snils, signed, asked) in [
        ("99900002119", false, 0), // create, executed
        ("99900002220", false, 0), // create, not executed
        ("99900002321", false, 0), // create, executed, 500
        ("99900002422", false, 0), // create, executed, reset
        ("99900002523", false, 0), // create, executed, cut
        ("99900002624", false, 0), // create, executed, 502
        ("99900002725", false, 0), // create, no connection
        ("99900003222", false, 0), // 8, executed
        ("99900003323", false, 0), // 8, not executed
        ("99900003424", false, 0), // 9, executed
        ("99900003525", false, 1), // 9, not executed: a person may repeat it
        ("99900003626", true, 0),  // 0, executed
        ("99900003727", true, 1),  // 0, not executed
        ("99900003828", true, 1),  // 20, executed: nobody can tell
    ] {
        let mut host = Host::new(Kill::NEVER);
        let order = Order { snils, kind: 0, signed };
        let (end, id) = order.play(&mut host);
        assert_eq!(end, Outcome::Issued, "{snils}\n{}", host.story());
        order.check(&host, &id);
        assert_eq!(host.asked, asked, "{snils}\n{}", host.story());
    }
}

/// The host dies before or after each of its steps, and comes back with what it stored, or with
/// nothing.
#[test]
fn killed_anywhere_and_started_again() {
    for (snils, kind, signed) in
        [("99900000115", 0, false), ("99900000115", 0, true), ("99900000216", 1, true)]
    {
        let order = Order { snils, kind, signed };
        let mut host = Host::new(Kill::NEVER);
        order.play(&mut host);
        let steps = host.steps;
        assert!(steps > 20, "{steps}");
        for at in 0..steps {
            for sent in [false, true] {
                for restart in [Restart::WithState, Restart::Anew] {
                    let mut host = Host::new(Kill { at: Some(at), sent, restart });
                    let (end, id) = order.play(&mut host);
                    assert_eq!(end, Outcome::Issued, "{at} {sent} {restart:?}\n{}", host.story());
                    order.check(&host, &id);
                }
            }
        }
    }
}

/// Two equal applications of today, or a choice that was never offered.
#[test]
fn a_person_chooses_between_equal_applications() {
    let input = || {
        let mut application = application("99900002927", 0);
        application["inn"] = "980000002998".into();
        application["products"] = json!([224]);
        json!({ "application": application })
    };
    let mut host = Host::new(Kill::NEVER);
    let failed = host.play("osnovanie.create_application", &input(), &[]);
    let End::Asked(options) = failed else { panic!("{}", host.story()) };
    let take = |id: &str| json!({ "option": "take", "application_id": id });
    assert_eq!(options, json!([take("2102"), take("2103"), { "option": "create" }]));
    assert_eq!(host.count("osnovanie.create/99900002927"), 0);

    let refused = host.choose("osnovanie.create_application", &input(), &take("2104"), &[]);
    assert!(matches!(refused, End::Failed(code) if code == "invalid_value"), "{}", host.story());
    let taken = host.choose("osnovanie.create_application", &input(), &take("2103"), &[]);
    assert!(matches!(taken, End::Done(output) if output["application_id"] == "2103"));
    assert_eq!(host.count("osnovanie.create/99900002927"), 0);

    let mut host = Host::new(Kill::NEVER);
    host.play("osnovanie.create_application", &input(), &[]);
    let create = json!({ "option": "create" });
    let created = host.choose("osnovanie.create_application", &input(), &create, &[]);
    assert!(matches!(created, End::Done(output) if output["origin"] == "created"));
    assert_eq!(host.count("osnovanie.create.executed/99900002927"), 1);
}

#[test]
fn an_equal_application_is_taken() {
    let mut host = Host::new(Kill::NEVER);
    let mut application = application("99900002826", 0);
    application["inn"] = "980000002814".into();
    application["products"] = json!([224]);
    let input = json!({ "application": application });
    let output = host.finish("osnovanie.create_application", input, &[]);
    assert_eq!(output, json!({ "application_id": "2101", "origin": "found" }));
    assert_eq!(host.count("osnovanie.create/99900002826"), 0);
}

#[test]
fn a_change_keeps_the_rest() {
    for (snils, executed) in [("99900000115", 1), ("99900004224", 1), ("99900004325", 1)] {
        let mut host = Host::new(Kill::NEVER);
        let input = json!({ "application": application(snils, 1) });
        let created = host.finish("osnovanie.create_application", input, &[]);
        let id = created["application_id"].clone();
        let change = json!({ "application_id": id, "application": { "city": "Новый Город" } });
        let changed = host.finish("osnovanie.change_application", change.clone(), &[]);
        assert_eq!(changed["changed"], true, "{}", host.story());
        let view = host.finish("osnovanie.view", json!({ "application_id": id }), &[]);
        let application = &view["application"];
        assert_eq!(application["raw"]["city"], "Новый Город");
        assert_eq!(application["snils"], snils);
        assert_eq!(application["identification_kind"], 1);
        let id = id.as_str().expect("an id");
        assert_eq!(host.count(&format!("osnovanie.change.executed/{id}")), executed);
        // Again: it is so already.
        let again = host.finish("osnovanie.change_application", change, &[]);
        assert_eq!(again["changed"], false);
        assert_eq!(host.count(&format!("osnovanie.change.executed/{id}")), executed);
    }
}

/// The certificate request comes days after the documents.
#[test]
fn what_is_missing_is_waited_for() {
    let mut host = Host::new(Kill::NEVER);
    let created = host.finish(
        "osnovanie.create_application",
        json!({ "application": application("99900000216", 1) }),
        &[],
    );
    let input = json!({ "application_id": created["application_id"] });
    let zip = archive(true, false);
    let p10 = request(1);
    let mut files: Vec<(&str, &[u8])> = vec![("archive", &zip), ("signature", b"\x30\x03sig")];
    let needs = |end| match end {
        End::Needs(needs) => needs,
        _ => panic!("something else"),
    };
    let missing = needs(host.play("osnovanie.submit_documents", &input, &files));
    assert_eq!(missing, ["certificate_request", "signed_certificate_request"]);
    host.pass(3 * 24 * 3_600_000);
    files.push(("certificate_request", &p10));
    let missing = needs(host.again("osnovanie.submit_documents", &input, &files));
    assert_eq!(missing, ["signed_certificate_request"]);
    files.push(("signed_certificate_request", b"\x30\x03p7s"));
    let done = host.again("osnovanie.submit_documents", &input, &files);
    assert!(matches!(done, End::Done(output) if output["submitted"] == true), "{}", host.story());
}

/// Nothing is sent that the application would be spoiled by.
#[test]
fn wrong_files_stop_before_they_are_sent() {
    let created = |host: &mut Host, kind| {
        let input = json!({ "application": application("99900000216", kind) });
        host.finish("osnovanie.create_application", input, &[])["application_id"].clone()
    };
    let (good, short, p10) = (archive(true, false), archive(false, true), request(0));
    let signed: (&str, &[u8]) = ("signed_certificate_request", b"\x30\x03p7s");
    // Of an application by signature the archive lacks the revocation, or the request its kind.
    for (zip, kind) in [(&short, 8), (&good, 0)] {
        let mut host = Host::new(Kill::NEVER);
        let id = created(&mut host, 1);
        let input = json!({ "application_id": id });
        let files: [(&str, &[u8]); 4] = [
            ("archive", zip),
            ("signature", b"\x30\x03sig"),
            ("certificate_request", &p10),
            signed,
        ];
        let end = host.play("osnovanie.submit_documents", &input, &files);
        assert!(matches!(end, End::Failed(code) if code == "invalid_value"), "{}", host.story());
        let id = id.as_str().expect("an id");
        assert_eq!(host.count(&format!("osnovanie.attach_file.{kind}/{id}")), 0);
    }
}

/// Documents of kind 17 are compared by their content.
#[test]
fn further_documents_are_sent_once() {
    for (snils, kept) in [("99900004022", 1), ("99900004123", 1)] {
        let mut host = Host::new(Kill::NEVER);
        let order = Order { snils, kind: 1, signed: true };
        let (end, id) = order.play(&mut host);
        assert_eq!(end, Outcome::Issued);
        assert_eq!(host.count(&format!("osnovanie.attach_file.17.executed/{id}")), kept);
        let documents = archive(false, false);
        let input: Value = json!({ "application_id": id });
        let files: [(&str, &[u8]); 1] = [("documents", &documents)];
        let again = host.finish("osnovanie.finish_remote_identification", input, &files);
        assert_eq!(again["attached"], false);
        assert_eq!(host.count(&format!("osnovanie.attach_file.17.executed/{id}")), kept);
    }
}
