//! Lost requests and lost answers: a client that looks before it repeats does nothing twice.

use super::*;
use crate::people;

impl Api {
    /// Creates, and looks for what became of it where the answer does not tell.
    fn create_once(&mut self, info: &str, snils: &str) -> Option<i64> {
        let today = format!(r#""snils":"{snils}","createDate":"21.11.2026","HideArchived":true"#);
        let before = self.listed(&today);
        for _ in 0..3 {
            let reply = self.create(info);
            if let Some(id) = id_in(&reply) {
                return Some(id);
            }
            let mut new = self.listed(&today);
            new.retain(|id| !before.contains(id));
            if let [id] = new[..] {
                return Some(id);
            }
        }
        None
    }

    /// Attaches, and repeats only where `was_taken` says that it did not come.
    fn attach_once(
        &mut self,
        id: i64,
        (file_type, file): (i64, &[u8]),
        was_taken: impl Fn(&mut Self) -> bool,
    ) {
        for _ in 0..3 {
            if is_done(&self.attach(id, file_type, file)) || was_taken(self) {
                return;
            }
        }
        panic!("{file_type} does not come through");
    }

    fn has_listed(&mut self, id: i64, type_id: i64) -> bool {
        let view = self.about("request/view", id);
        text(&view).contains(&format!(r#""typeId":{type_id},"#))
    }

    /// Waits for one of these statuses.
    fn wait(&mut self, id: i64, statuses: &[u8]) -> u8 {
        for _ in 0..100 {
            match self.status(id) {
                Some(status) if statuses.contains(&status) => return status,
                _ => self.pass(5_000),
            }
            if self.status(id).is_some_and(|status| matches!(status, 11 | 21)) {
                self.pass(3_600_000);
            }
        }
        panic!("{id} is still not in {statuses:?}");
    }

    /// A whole life; whether it ended well.
    fn live(&mut self, snils: &str) -> Holds {
        let info = match snils {
            "99900000317" => company(snils),
            "99900000216" => info(snils, r#""type":1,"identificationKind":1"#),
            "99900000418" => info(snils, r#""type":2,"ogrnip":"326980000000011""#),
            _ => person(snils),
        };
        let Some(id) = self.create_once(&info, snils) else {
            return Holds::Silent;
        };
        self.wait(id, &[1]);
        self.attach_once(id, (8, &archives::documents()), |api| api.has_listed(id, 8));
        self.attach_once(id, (9, DER), |api| api.status(id) != Some(1));
        if self.wait(id, &[2, 5]) == 5 {
            return Holds::Silent;
        }
        self.attach_once(id, (0, DER), |api| api.status(id) != Some(2));
        // No status tells of the signed request; it is not needed here.
        self.attach(id, 20, DER);
        let end = self.wait(id, &[4, 5]);
        self.attach_once(id, (17, &archives::documents()), |api| api.has_listed(id, 17));
        if end == 4 { Holds::Records } else { Holds::Silent }
    }
}

#[test]
fn every_application_ends_as_the_table_says_and_nothing_is_done_twice() {
    let mut api = Api::new();
    for person in people().iter().filter(|p| p.operation == "osnovanie.create_application") {
        api.now_ms = NOW;
        let snils = value(person, "snils");
        assert_eq!(api.live(snils), person.holds, "{snils}: {}", person.happens);
    }
    let twice: Vec<_> = api
        .world
        .counters()
        .iter()
        .filter(|(key, count)| key.contains(".executed/") && **count != 1)
        .collect();
    assert!(twice.is_empty(), "{twice:?}");
}

#[test]
fn who_repeats_blindly_has_two_applications() {
    for (snils, executed) in [
        ("99900002119", 2),
        ("99900002220", 1),
        ("99900002321", 2),
        ("99900002422", 2),
        ("99900002523", 2),
        ("99900002624", 2),
        ("99900002725", 1),
    ] {
        let mut api = Api::new();
        assert_eq!(id_in(&api.create(&person(snils))), None, "{snils}");
        assert!(id_in(&api.create(&person(snils))).is_some(), "{snils}");
        assert_eq!(api.count(&format!("create/{snils}")), 2, "{snils}");
        assert_eq!(api.count(&format!("create.executed/{snils}")), executed, "{snils}");
        assert_eq!(api.listed(&format!(r#""snils":"{snils}""#)).len() as u64, executed);
    }
}

#[test]
fn equal_applications_of_today_are_there_before() {
    let mut api = Api::new();
    let today = |snils| format!(r#""snils":"{snils}","createDate":"21.11.2026""#);
    for (snils, ids) in [
        ("99900002826", vec![2101]),
        ("99900002927", vec![2102, 2103]),
        ("99900003020", vec![2104]),
        ("99900003121", vec![2105, 2106]),
    ] {
        assert_eq!(api.listed(&today(snils)), ids, "{snils}");
    }
    // Just after midnight in Moscow, and just before.
    api.now_ms = 1_795_208_400_000;
    assert_eq!(api.listed(&today("99900002826")), [2101]);
    api.now_ms -= 1;
    assert_eq!(api.listed(&today("99900002826")), <[i64; 0]>::default());
}

#[test]
fn a_change_and_a_certificate_can_be_lost_too() {
    for (snils, executed) in [("99900004224", true), ("99900004325", false)] {
        let mut api = Api::new();
        let id = api.created(&person(snils));
        api.bring(id, 1);
        let info = person(snils).replace("Примерск", "Новый Примерск");
        let info = info.replace(r#""type":1"#, r#""type":1,"identificationKind":0"#);
        let members = format!(r#""info":{info},"requestId":{id}"#);
        assert!(!is_done(&api.post("request/change", &members)));
        let view = text(&api.about("request/view", id));
        assert_eq!(view.contains("Новый Примерск"), executed);
        assert_eq!(api.count(&format!("change.executed/{id}")), u64::from(executed));
        api.pass(5_000);
        done(&api.post("request/change", &members));
    }
    for (snils, status) in [("99900004426", 4), ("99900004527", 2)] {
        let mut api = Api::new();
        let id = api.created(&person(snils));
        api.bring(id, 2);
        assert!(!is_done(&api.certificate(id, DER)));
        assert_eq!(api.status(id), Some(status));
    }
}

#[test]
fn some_answers_never_help() {
    let mut api = Api::new();
    refused(&api.create(&person("99900004628")), 500, "Input string was not in a correct format.");
    refused(&api.create(&person("99900004729")), 401, "заблокирован");
    let id = api.created(&person("99900004931"));
    let reply = api.about("request/view", id);
    refused(&reply, 403, "");
    assert_eq!(text(&reply), "");
    let id = api.created(&person("99900004830"));
    assert_eq!((api.status(id), api.status(id)), (None, Some(22)));
}
