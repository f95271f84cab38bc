//! Cards of Bitrix24 filled in the sandbox, with the host killed at every step: no field and no
//! comment is made twice.

use serde_json::{Value, json};

use crate::host::{End, Host, Kill, Restart};

const ENSURE: &str = "bitrix24.ensure_fields";
const COMMENT: &str = "bitrix24.add_timeline_comment";

fn portal() -> Value {
    json!({ "portal": "example.bitrix24.ru", "user_id": 1 })
}

fn fields(names: &[&str]) -> Value {
    let mut input = portal();
    let field = |name: &&str| json!({ "name": name, "type": "money" });
    input["fields"] = names.iter().map(field).collect();
    input
}

fn comment(contact: u32) -> Value {
    let mut input = portal();
    input["contact_id"] = contact.into();
    input["comment"] = "Проверка ФССП: найдено 3 ИП".into();
    input
}

fn made(host: &Host, name: &str) -> u64 {
    host.count(&format!("bitrix24.crm.contact.userfield.add.executed/{name}"))
}

fn commented(host: &Host, contact: u32) -> u64 {
    host.count(&format!("bitrix24.crm.timeline.comment.add.executed/{contact}"))
}

/// Every loss that the sandbox knows of, one after the other.
#[test]
fn lost_fields_are_made_once() {
    let names = [
        "UF_CRM_LOST_MADE",
        "UF_CRM_LOST",
        "UF_CRM_LATE",
        "UF_CRM_CUT",
        "UF_CRM_GATEWAY",
        "UF_CRM_PLAIN",
    ];
    let mut host = Host::new(Kill::NEVER);
    let output = host.finish(ENSURE, fields(&names), &[]);
    assert_eq!(output["complete"], true, "{}", host.story());
    for (name, item) in names.iter().zip(output["fields"].as_array().expect("fields")) {
        assert_eq!(item["outcome"], "added", "{name}\n{}", host.story());
        assert_eq!(made(&host, name), 1, "{name}\n{}", host.story());
    }
    let again = host.finish(ENSURE, fields(&names), &[]);
    assert!(again["fields"].as_array().expect("fields").iter().all(|f| f["outcome"] == "present"));
    assert_eq!(host.asked, 0);
}

#[test]
fn killed_anywhere_no_field_is_made_twice() {
    let names = ["UF_CRM_FSSP_TOTAL", "UF_CRM_A", "UF_CRM_LOST", "UF_CRM_B"];
    let mut host = Host::new(Kill::NEVER);
    host.finish(ENSURE, fields(&names), &[]);
    let steps = host.steps;
    assert!(steps > 10, "{steps}");
    for at in 0..steps {
        for sent in [false, true] {
            for restart in [Restart::WithState, Restart::Anew] {
                let mut host = Host::new(Kill { at: Some(at), sent, restart });
                let output = host.finish(ENSURE, fields(&names), &[]);
                let at = format!("{at} {sent} {restart:?}\n{}", host.story());
                assert_eq!(output["complete"], true, "{at}");
                assert_eq!(made(&host, "UF_CRM_FSSP_TOTAL"), 0, "{at}");
                for name in &names[1..] {
                    assert_eq!(made(&host, name), 1, "{name} {at}");
                }
            }
        }
    }
}

/// What a portal has made and does not show is not made again.
#[test]
fn a_hidden_field_is_left_to_a_person() {
    let mut host = Host::new(Kill::NEVER);
    let input = fields(&["UF_CRM_HIDDEN"]);
    let end = host.play(ENSURE, &input, &[]);
    assert!(matches!(end, End::Failed(code) if code == "outcome_unknown"), "{}", host.story());
    assert_eq!(host.last["error"]["next"]["action"], "reconcile");
    let end = host.again(ENSURE, &input, &[]);
    assert!(matches!(end, End::Failed(code) if code == "outcome_unknown"), "{}", host.story());
    assert_eq!(made(&host, "UF_CRM_HIDDEN"), 1, "{}", host.story());
}

/// However often the state is taken up. A host that has lost its state is the only one who could
/// send it again, since no document says how to look for a comment.
#[test]
fn no_comment_is_made_twice() {
    for (contact, there, done) in [
        (101, 1, true),
        (601, 1, false),
        (602, 0, false),
        (603, 1, false),
        (604, 1, false),
        (605, 1, true),
    ] {
        for sent in [None, Some(false), Some(true)] {
            let kill = sent.map_or(Kill::NEVER, |sent| Kill {
                at: Some(0),
                sent,
                restart: Restart::WithState,
            });
            let mut host = Host::new(kill);
            let end = host.play(COMMENT, &comment(contact), &[]);
            let at = format!("{contact} {sent:?}\n{}", host.story());
            // Before or after its answer: a host that died during a request does not know.
            let expected = done && sent.is_none();
            assert_eq!(matches!(end, End::Done(_)), expected, "{at}");
            if !expected {
                assert_eq!(host.last["error"]["next"]["action"], "reconcile", "{at}");
                for _ in 0..3 {
                    let end = host.again(COMMENT, &comment(contact), &[]);
                    assert!(matches!(end, End::Failed(_)), "{at}");
                }
            }
            let made = commented(&host, contact);
            let executed = match sent {
                None => there,
                // What happens to it happens to the first request.
                Some(true) => there * u64::from(contact != 605),
                Some(false) => 0,
            };
            assert_eq!(made, executed, "{at}");
        }
    }
}

#[test]
fn a_card_from_nothing() {
    let mut host = Host::new(Kill::NEVER);
    let mut find = portal();
    find["phones"] = json!(["8 (999) 000-01-01"]);
    let found = host.finish("bitrix24.find_contact", find, &[]);
    let contact = found["contacts"][0]["id"].as_str().expect("a contact").to_owned();
    let values = json!({
        "UF_CRM_FSSP_TOTAL": "144167.00|RUB",
        "UF_CRM_FSSP_COUNT": 3,
        "UF_CRM_FSSP_SHARE": "200.05",
        "UF_CRM_FSSP_CHECKED_AT": "2026-11-21T09:00:00Z",
        "UF_CRM_FSSP_DAY": "2026-11-21",
        "UF_CRM_FSSP_FOUND": true,
        "UF_CRM_FSSP_NOTE": "Взыскания",
        "UF_CRM_DEBTS": "1.00|KZT",
        "comments": null
    });
    let mut update = portal();
    update["contact_id"] = contact.clone().into();
    update["fields"] = values;
    let first = host.finish("bitrix24.update_contact", update.clone(), &[]);
    assert_eq!(first["outcome"], "partly_applied", "{}", host.story());
    let unknown = json!([{ "field": "UF_CRM_DEBTS", "reason": "unknown_field" }]);
    assert_eq!(first["not_applied"], unknown);
    host.finish(ENSURE, fields(&["UF_CRM_DEBTS"]), &[]);
    let second = host.finish("bitrix24.update_contact", update, &[]);
    assert_eq!(second["outcome"], "applied", "{}", host.story());
    host.finish(COMMENT, comment(101), &[]);
    assert_eq!(commented(&host, 101), 1);

    let mut batch = portal();
    batch["calls"] = json!([
        { "key": "find", "method": "crm.duplicate.findbycomm",
          "params": { "type": "PHONE", "values": ["+79990000101"], "entity_type": "CONTACT" } },
        { "key": "note", "method": "crm.timeline.comment.add",
          "params": { "fields": { "ENTITY_ID": "$result[find][CONTACT][0]", "ENTITY_TYPE": "contact",
                                  "COMMENT": "a=b&c d+%\n«Ф»" } } },
        { "key": "card", "method": "crm.item.get",
          "params": { "entityTypeId": 3, "id": 7 } }
    ]);
    let output = host.finish("bitrix24.batch", batch, &[]);
    assert_eq!(output["all_done"], false);
    let outcomes: Vec<&Value> =
        output["items"].as_array().expect("items").iter().map(|item| &item["outcome"]).collect();
    assert_eq!(outcomes, ["done", "done", "failed"], "{output}");
    assert_eq!(commented(&host, 101), 2);
}

/// The answers to a change that get lost: it ends the same, however often it is sent.
#[test]
fn lost_changes_are_made_again() {
    for (contact, outcome, executed) in [(501, "applied", 2), (502, "applied", 1)] {
        let mut host = Host::new(Kill::NEVER);
        let mut update = portal();
        update["contact_id"] = contact.into();
        update["fields"] = json!({ "UF_CRM_FSSP_NOTE": "a" });
        let output = host.finish("bitrix24.update_contact", update, &[]);
        assert_eq!(output["outcome"], outcome, "{}", host.story());
        let key = format!("bitrix24.crm.item.update.executed/{contact}");
        assert_eq!(host.count(&key), executed, "{}", host.story());
    }
}

/// More than a bucketful, and more than a method may work: waited for, and done.
#[test]
fn limits_are_waited_for() {
    let mut host = Host::new(Kill::NEVER);
    for _ in 0..5 {
        let mut update = portal();
        update["contact_id"] = 190.into();
        update["fields"] = json!({ "comments": "a" });
        host.finish("bitrix24.update_contact", update, &[]);
    }
    assert_eq!(host.count("bitrix24.crm.item.update.refused"), 2, "{}", host.story());
    assert_eq!(host.count("bitrix24.crm.item.update.executed/190"), 5);
}
