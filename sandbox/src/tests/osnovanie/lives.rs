//! Applications from `create` to the end, and what is refused on the way.

use super::*;

#[test]
fn an_application_lives_as_the_document_says() {
    let mut api = Api::new();
    let id = api.created(&person(PLAIN));
    assert_eq!(id, 1370);
    assert_eq!(api.status(id), Some(22));
    api.pass(4_999);
    assert_eq!(api.status(id), Some(22));
    refused(&api.attach(id, 8, &archives::documents()), 500, "\"Заявка №1370 находится в обработ");
    refused(&api.about("request/result", id), 500, "в обработке");
    api.pass(1);
    assert_eq!(api.status(id), Some(1));
    done(&api.attach(id, 8, &archives::documents()));
    assert_eq!(api.status(id), Some(1));
    done(&api.attach(id, 9, DER));
    for (ms, status) in [(0, 21), (4_999, 21), (1, 11), (4_999, 11), (1, 2), (9_999_999, 2)] {
        api.pass(ms);
        assert_eq!(api.status(id), Some(status), "{ms}");
    }
    assert_eq!(text(&api.about("request/result", id)), "[]");
    done(&api.attach(id, 0, DER));
    done(&api.attach(id, 20, DER));
    assert_eq!(api.status(id), Some(3));
    api.pass(10_000);
    assert_eq!(api.status(id), Some(4));
    assert!(text(&api.about("request/result", id)).contains(r#""licenseType":10"#));
    for (file_type, count) in [(8, 2), (9, 1), (0, 1), (20, 1)] {
        assert_eq!(api.count(&format!("attach_file.{file_type}/{id}")), count);
        assert_eq!(api.count(&format!("attach_file.{file_type}.executed/{id}")), 1);
    }
    assert_eq!(api.count("attach_file.8.refused"), 1);
    assert_eq!(api.count("create.executed/99900000115"), 1);
}

#[test]
fn every_file_has_its_time() {
    for status in [1, 2, 3, 4] {
        for file_type in [0, 9, 20, 17, 8] {
            let mut api = Api::new();
            let id = api.created(&person(PLAIN));
            api.bring(id, if status == 4 { 3 } else { status });
            api.pass(if status == 4 { 10_000 } else { 0 });
            let reply = match file_type {
                8 | 17 => api.attach(id, file_type, &archives::documents()),
                _ => api.attach(id, file_type, DER),
            };
            let fits = matches!((status, file_type), (_, 17) | (1, 8) | (2, 0) | (3, 20));
            assert_eq!(is_done(&reply), fits, "{file_type} in {status}: {}", text(&reply));
        }
    }
}

#[test]
fn what_cannot_be_repeated_is_taken_once() {
    let mut api = Api::new();
    let id = api.created(&person(PLAIN));
    api.bring(id, 2);
    refused(&api.attach(id, 9, DER), 500, "не ожидается");
    done(&api.attach(id, 0, DER));
    refused(&api.attach(id, 0, DER), 500, "не ожидается");
    done(&api.attach(id, 20, DER));
    refused(&api.attach(id, 20, DER), 500, "не ожидается");
    assert_eq!(api.count(&format!("attach_file.20/{id}")), 2);
    assert_eq!(api.count(&format!("attach_file.20.executed/{id}")), 1);
    refused(&api.attach(id, 5, DER), 500, "Неизвестный тип");
}

#[test]
fn refusals_come_with_a_comment() {
    let mut api = Api::new();
    let moderated = api.created(&person("99900000620"));
    api.pass(5_000);
    done(&api.attach(moderated, 8, &archives::documents()));
    done(&api.attach(moderated, 9, DER));
    assert_eq!(api.status(moderated), Some(21));
    api.pass(5_000);
    assert_eq!(api.status(moderated), Some(5));
    assert!(text(&api.about("request/view", moderated)).contains("Отказ: фото"));
    let requested = api.created(&person("99900000519"));
    api.bring(requested, 3);
    assert!(text(&api.about("request/view", requested)).contains(r#""comment":null"#));
    api.pass(10_000);
    assert_eq!(api.status(requested), Some(5));
    assert!(text(&api.about("request/view", requested)).contains("Отказ: запрос"));
}

#[test]
fn a_change_is_processed_and_goes_back() {
    let mut api = Api::new();
    let id = api.created(&person(PLAIN));
    let change = |api: &mut Api, more: &str| {
        let info = person(PLAIN).replace("Примерск", "Новый Примерск");
        let info = info.replace(r#""type":1"#, &format!(r#""type":1{more}"#));
        api.post("request/change", &format!(r#""info":{info},"requestId":{id}"#))
    };
    refused(&change(&mut api, r#","identificationKind":0"#), 500, "в обработке");
    api.bring(id, 1);
    refused(&change(&mut api, ""), 500, "identificationKind");
    done(&change(&mut api, r#","identificationKind":0"#));
    assert_eq!(api.status(id), Some(22));
    let view = text(&api.about("request/view", id));
    assert!(view.contains("Новый Примерск") && view.contains(r#""checkCertInFNSStatus":1"#));
    api.bring(id, 3);
    refused(&change(&mut api, r#","identificationKind":0"#), 500, "нельзя изменить");
    assert_eq!(api.count(&format!("change/{id}")), 4);
    assert_eq!(api.count(&format!("change.executed/{id}")), 1);
}

#[test]
fn a_finished_certificate_is_taken_in_2() {
    let mut api = Api::new();
    let pem = b"-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";
    let id = api.created(&person(PLAIN));
    api.bring(id, 1);
    refused(&api.certificate(id, pem), 500, "Генерация запроса");
    api.bring(id, 2);
    refused(&api.certificate(id, b"MIIB"), 400, "неверные входные данные");
    let members = format!(r#""requestId":"{id}","file":"{}""#, STANDARD.encode(pem));
    done(&api.post("request/attach_certificate", &members));
    assert_eq!(api.status(id), Some(4));
    assert_eq!(api.count(&format!("attach_certificate.executed/{id}")), 1);
    assert_eq!(api.count(&format!("attach_certificate/{id}")), 3);

    let id = api.created(&person("99900001824"));
    api.bring(id, 2);
    refused(&api.certificate(id, pem), 400, "неверные входные данные");
}

#[test]
fn durations_are_the_rows() {
    let (minute, hour) = (60_000, 3_600_000);
    let mut api = Api::new();
    let slow = api.created(&person("99900001622"));
    let straight = api.created(&person("99900001723"));
    let odd = api.created(&person("99900002018"));
    let processed = api.created(&person("99900001925"));
    assert_eq!(api.status(odd), Some(30));
    refused(&api.about("request/result", odd), 500, "в обработке");
    api.pass(5_000);
    assert_eq!((api.status(odd), api.status(processed)), (Some(1), Some(22)));
    for id in [slow, straight] {
        done(&api.attach(id, 8, &archives::documents()));
        done(&api.attach(id, 9, DER));
    }
    assert_eq!(api.status(straight), Some(2));
    for (ms, status) in [(minute, 21), (hour, 11), (47 * hour, 11), (hour, 2)] {
        api.pass(ms);
        assert_eq!(api.status(slow), Some(status), "{ms}");
    }
}
