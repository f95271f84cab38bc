//! УЦ Основание: a client of its own, careful and without the core's knowledge.

mod archives;
mod lives;
mod lost;
mod reading;
mod refusals;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;

use super::*;
use crate::Holds;

/// A world, and the time in it.
struct Api {
    world: World,
    now_ms: i64,
}

const URL: &str = "https://apinew.iecp.ru/api/external/v2/";

impl Api {
    fn new() -> Self {
        Self { world: World::new(), now_ms: NOW }
    }

    /// Posts the members of a body, behind the credentials.
    fn post(&mut self, path: &str, members: &str) -> Reply {
        let (login, pass) = (secret("osnovanie.login"), secret("osnovanie.password"));
        let comma = if members.is_empty() { "" } else { "," };
        let body = format!(r#"{{"login":"{login}","pass":"{pass}"{comma}{members}}}"#);
        send(&mut self.world, "POST", &format!("{URL}{path}"), Some(&body), self.now_ms)
    }

    fn about(&mut self, path: &str, id: i64) -> Reply {
        self.post(path, &format!(r#""requestId":{id}"#))
    }

    fn create(&mut self, info: &str) -> Reply {
        self.post("request/create", &format!(r#""info":{info}"#))
    }

    /// Creates an application that is expected to come about.
    fn created(&mut self, info: &str) -> i64 {
        let reply = self.create(info);
        id_in(&reply).unwrap_or_else(|| panic!("{}", text(&reply)))
    }

    fn attach(&mut self, id: i64, file_type: i64, file: &[u8]) -> Reply {
        let file = STANDARD.encode(file);
        let name = r#""fileName":"file""#;
        let members = format!(r#"{name},"file":"{file}","fileType":{file_type},"requestId":{id}"#);
        self.post("request/attach_file", &members)
    }

    fn certificate(&mut self, id: i64, file: &[u8]) -> Reply {
        let file = STANDARD.encode(file);
        self.post("request/attach_certificate", &format!(r#""requestId":{id},"file":"{file}""#))
    }

    fn status(&mut self, id: i64) -> Option<u8> {
        #[derive(Deserialize)]
        #[serde(rename_all = "camelCase")]
        struct Pair {
            request_id: i64,
            status_id: u8,
        }
        let reply = self.post("request/status", &format!(r#""requests":[{id}]"#));
        let pairs: Vec<Pair> = serde_json::from_str(&text(&reply)).ok()?;
        pairs.iter().find(|pair| pair.request_id == id).map(|pair| pair.status_id)
    }

    /// The numbers of the applications that a filter leaves.
    fn listed(&mut self, filter: &str) -> Vec<i64> {
        #[derive(Deserialize)]
        struct List {
            info: Vec<Id>,
        }
        let reply = self.post("request/list", &format!(r#""filter":{{{filter}}}"#));
        let list: List = serde_json::from_str(&text(&reply)).unwrap();
        list.info.iter().map(|item| item.request_id).collect()
    }

    fn pass(&mut self, ms: i64) {
        self.now_ms += ms;
    }

    /// Brings an application that goes the plain way into this status.
    fn bring(&mut self, id: i64, status: u8) {
        self.pass(5_000);
        let path: &[(u8, i64, &[u8])] = &[(1, 8, &archives::documents()), (1, 9, DER), (2, 0, DER)];
        for (from, file_type, file) in path {
            if status > *from {
                done(&self.attach(id, *file_type, file));
                self.pass(if *file_type == 9 { 10_000 } else { 0 });
            }
        }
        assert_eq!(self.status(id), Some(status));
    }

    fn count(&self, key: &str) -> u64 {
        self.world.counters().get(&format!("osnovanie.{key}")).copied().unwrap_or_default()
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Id {
    request_id: i64,
}

fn id_in(reply: &Reply) -> Option<i64> {
    let Reply::Response(response) = reply else {
        return None;
    };
    let id: Id = serde_json::from_slice(&response.body).ok()?;
    (response.status == 200).then_some(id.request_id)
}

/// Success of what answers with an empty body.
fn is_done(reply: &Reply) -> bool {
    matches!(reply, Reply::Response(response) if response.status == 200)
}

fn done(reply: &Reply) {
    assert!(is_done(reply), "{}", text(reply));
    assert_eq!(response(reply).body, b"");
    assert_eq!(header(reply, "content-type"), None);
}

/// A refusal with this status, in which this stands.
fn refused(reply: &Reply, status: u16, says: &str) {
    assert_eq!(response(reply).status, status, "{}", text(reply));
    assert!(text(reply).contains(says), "{}", text(reply));
}

/// What begins like a request, a signature or a certificate.
const DER: &[u8] = b"\x30\x82\x01\x00request";

const PLAIN: &str = "99900000115";

fn person(snils: &str) -> String {
    info(snils, r#""type":1,"inn":"980000000101""#)
}

fn info(snils: &str, more: &str) -> String {
    format!(
        r#"{{"firstName":"Иван","middleName":"Тестович","lastName":"Заявителев",
        "passportSerial":"0000","passportNumber":"000001","passportDate":"20.02.1920",
        "passportCode":"520000","passportDivision":"ОВД 1","gender":"M","birthDate":"01.01.1900",
        "snils":"{snils}","email":"a@sandbox.invalid","phone":"0000000000","region":"52",
        "city":"Примерск","address":"Тестовая 1","products":[224,226],"offerJoining":true,{more}}}"#
    )
}

fn company(snils: &str) -> String {
    let more = r#""type":3,"inn":"9800000013","ogrn":"1269800000018","company":"ООО",
        "companyFull":"Общество","department":"","kpp":"980001001","companyPhone":"0000000000",
        "headLastName":"Главнов","headFirstName":"Пётр","headMiddleName":"Тестович",
        "personInn":"980000000341","regionLaw":77,"cityLaw":"Примерск","addressLaw":"Тестовая 2",
        "index":"000000""#;
    info(snils, more)
}
