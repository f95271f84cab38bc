//! What the answers look like, with the document's oddities.

use super::*;

#[test]
fn a_view_is_the_documents() {
    let mut api = Api::new();
    let id = api.created(&company("99900000317"));
    let early = text(&api.about("request/view", id));
    for part in [
        r#"{"info":{"firstName":"Иван","lastName":"Заявителев","middleName":"Тестович","headFirst"#,
        r#""checkCertInFNSStatus":1,"existingCertsInFNS":null,"#,
        r#""statusId":22,"status":"Обработка системы","requestId":1370,"list":[],"smevChecks":[{"#,
        r#"{"status":2,"initialStatus":-1,"requestType":4,"title":"ОГРН","name":"ОГРН","#,
        r#"{"status":0,"initialStatus":-1,"requestType":0,"title":"СНИЛС заявителя","#,
        r#""comment":"В очереди","launchDate":null}"#,
    ] {
        assert!(early.contains(part), "{part}\n{early}");
    }
    api.pass(5_000);
    let view = text(&api.about("request/view", id));
    for part in [
        r#""passportCode":"520-000""#,
        r#""gender":"M""#,
        r#""region":52,"#,
        r#""regionLaw":77,"#,
        r#""createDate":"21.11.2026 12:00:00","comment":null,"identificationKind":0"#,
        r#""forInfoSys":null,"managerComment":"","basisOfActs":null,"checkCertInFNSStatus":0,"#,
        r#""statusId":1,"status":"Отправка документов","requestId":1370,"list":[{"typeId":1,"#,
        r#"{"typeId":1,"typeName":"Application"},{"typeId":3,"typeName":"Bill"},{"typeId":2,"#,
        r#""comment":"Проверка пройдена","launchDate":"2026-11-21T12:00:00.0004387""#,
    ] {
        assert!(view.contains(part), "{part}\n{view}");
    }
    let list = text(&api.post("request/list", r#""filter":{"requestId":1370}"#));
    for part in [
        r#"{"info":[{"firstName":"Иван","middleName":"Тестович","lastName":"Заявителев","head"#,
        "\"gender\":\"\u{41c}\"",
        r#""products":[224,226],"statusId":1,"status":"Отправка документов","requestId":1370,"#,
    ] {
        assert!(list.contains(part), "{part}\n{list}");
    }
}

#[test]
fn what_was_not_sent_is_null_in_list_and_not_always_in_view() {
    let mut api = Api::new();
    let id = api.created(&person(PLAIN).replace(r#""offerJoining":true,"#, ""));
    let view = text(&api.about("request/view", id));
    assert!(view.contains(r#""regionLaw":0"#) && view.contains(r#""offerJoining":false"#));
    let list = text(&api.post("request/list", r#""filter":{"requestId":1370}"#));
    assert!(list.contains(r#""regionLaw":null"#) && list.contains(r#""company":null"#));
    api.pass(5_000);
    assert!(api.has(id, r#"{"typeId":5,"typeName":"ClientAgreement"}"#));
}

impl Api {
    fn has(&mut self, id: i64, part: &str) -> bool {
        text(&self.about("request/view", id)).contains(part)
    }
}

#[test]
fn checks_end_as_the_rows_say() {
    for (snils, fns, smev) in [
        ("99900000721", r#""checkCertInFNSStatus":2,"existingCertsInFNS":[]"#, r#"{"status":1,"#),
        (
            "99900000822",
            r#"Status":3,"existingCertsInFNS":[{"sn":"00ABCDEF0001","issued":"25.01.2022 10:1"#,
            r#""status":1,"#,
        ),
        ("99900000923", r#"Status":4,"existingCertsInFNS":null"#, r#""status":1,"#),
        ("99900001016", r#""checkCertInFNSStatus":5"#, r#""status":1,"#),
        ("99900001117", r#""checkCertInFNSStatus":6"#, r#""status":1,"#),
        ("99900001218", r#""checkCertInFNSStatus":7"#, r#""status":1,"#),
        ("99900001319", r#""checkCertInFNSStatus":1"#, r#""status":2,"#),
        (
            "99900001420",
            r#""checkCertInFNSStatus":0"#,
            r#"{"status":-1,"initialStatus":13,"requestType":2,"title":"Паспорт заявителя","name":"Паспорт заявителя"}"#,
        ),
        (
            "99900001521",
            r#""checkCertInFNSStatus":0"#,
            r#""comment":"Проверка не проводилась","launchDate":null"#,
        ),
    ] {
        let mut api = Api::new();
        let id = api.created(&person(snils));
        assert!(api.has(id, r#""checkCertInFNSStatus":1"#), "{snils}");
        api.pass(5_000);
        let view = text(&api.about("request/view", id));
        assert!(view.contains(fns) && view.contains(smev), "{snils}: {view}");
    }
}

#[test]
fn the_applications_that_are_there_can_be_read_at_once() {
    let mut api = Api::new();
    for (id, status) in
        [(2001, 4), (2002, 5), (2003, 2), (2004, 22), (2005, 0), (2006, 1), (2106, 1)]
    {
        assert_eq!(api.status(id), Some(status), "{id}");
    }
    let result = text(&api.about("request/result", 2001));
    assert!(result.starts_with(r#"[{"name":"Заявителев1_cert_2001.cer","contentBase64":"MIIBA"#));
    assert!(result.contains(r#""mimeType":"application/octet-stream","type":7}"#));
    assert!(result.contains(r#""name":"Заявителев1_certInfo_2078.xps","contentBase64":"UEsDB"#));
    assert!(result.contains(r"\r\n") && result.contains(r#","type":6}"#));
    assert!(result.ends_with(r#""mimeType":"text/plain","licenseType":10}]"#));
    assert!(text(&api.about("request/view", 2002)).contains(r#""comment":"Отказ: "#));
    let docs = |api: &mut Api, id, file_type| {
        let members = format!(r#""requestId":{id},"fileType":{file_type}"#);
        api.post("request/client_docs", &members)
    };
    for (file_type, name) in
        [(1, "application_2001.pdf"), (3, "bill_2001.pdf"), (17, "documents_2001_1.zip")]
    {
        let text = text(&docs(&mut api, 2001, file_type));
        assert!(text.starts_with(&format!(r#"[{{"name":"Заявителев_{name}","#)), "{text}");
        assert!(text.ends_with(&format!(r#""type":{file_type}}}]"#)), "{text}");
    }
    assert_eq!(text(&docs(&mut api, 2003, 17)), "[]");
    assert_eq!(text(&docs(&mut api, 2001, 99)), "[]");
    refused(&docs(&mut api, 2004, 1), 500, "в обработке");
}

#[test]
fn what_is_not_yours_is_said_in_four_ways() {
    let mut api = Api::new();
    for id in [2005, 7] {
        let sentence = "Заявка не найдена или недостаточно прав для получения информации";
        let view = api.about("request/view", id);
        refused(&view, 403, "");
        assert_eq!(text(&view), sentence);
        let members = format!(r#""requestId":{id},"fileType":1"#);
        let docs = api.post("request/client_docs", &members);
        refused(&docs, 404, "");
        assert_eq!(text(&docs), format!("\"{sentence}\""));
        assert_eq!(api.status(id), Some(0));
        let unknown = format!("\"Заявка №{id} не найдена\"");
        refused(&api.about("request/result", id), 500, &unknown);
        refused(&api.attach(id, 8, DER), 500, &unknown);
        refused(&api.certificate(id, DER), 500, &unknown);
        let archive = format!(r#""requestId":{id},"requestArchived":true"#);
        refused(&api.post("request/change", &archive), 500, &unknown);
    }
}

#[test]
fn statuses_come_by_number_and_not_in_the_order_of_the_question() {
    let mut api = Api::new();
    let reply = api.post("request/status", r#""requests":[2003,9,2001,2003]"#);
    let pairs = r#"[{"requestId":9,"statusId":0},{"requestId":2001,"statusId":4},{"requestId":2003,"statusId":2}]"#;
    assert_eq!(text(&reply), pairs);
    assert_eq!(text(&api.post("request/status", r#""requests":[]"#)), "[]");
}

#[test]
fn filters_leave_what_fits() {
    let mut api = Api::new();
    let id = api.created(&person(PLAIN));
    let other = api.created(&company("99900000317"));
    for (filter, ids) in [
        (r#""snils":"99900000115""#, vec![id]),
        (r#""SNILS":"99900000115","createDate":"21.11.2026""#, vec![id]),
        (r#""snils":"99900000115","createDate":"22.11.2026""#, vec![]),
        (r#""company":"ооо","middleName":null,"city":"""#, vec![other]),
        (r#""passportCode":"520 000","region":52"#, vec![id, other]),
        ("\"passportCode\":\"520000\",\"gender\":\"\u{41c}\",\"type\":1", vec![id]),
        (
            r#""passportSerial":"0000","passportNumber":"000001","statusId":22"#,
            vec![id, other, 2004],
        ),
        (r#""lastName":"Никто""#, vec![]),
    ] {
        assert_eq!(api.listed(filter), ids, "{filter}");
    }
    assert_eq!(api.listed("").len(), 14);
    api.pass(5_000);
    done(&api.post("request/change", &format!(r#""requestId":{id},"requestArchived":true"#)));
    assert_eq!(api.listed(r#""snils":"99900000115","HideArchived":true"#), <[i64; 0]>::default());
    assert_eq!(api.listed(r#""snils":"99900000115","HideArchived":false"#), [id]);
    assert_eq!(api.status(id), Some(1));
    assert_eq!(api.count(&format!("archive.executed/{id}")), 1);
}

#[test]
fn certificates_are_found_by_one_key_or_two() {
    let mut api = Api::new();
    let mut find =
        |params: &str| text(&api.post("fns/find", &format!(r#""findCertParams":{{{params}}}"#)));
    for (params, count) in [
        (r#""snils":"99900000822""#, 2),
        (r#""snils":"99900000822","offset":1,"count":5"#, 1),
        (r#""snils":"99900000822","count":1"#, 1),
        (r#""snils":"99900000822","inn":"980000000800""#, 2),
        (r#""snils":"99900000822","inn":"980000000101""#, 0),
        (r#""inn":"009800000013""#, 1),
        (r#""ogrn":"1269800000018""#, 1),
        (r#""ogrnip":"326980000000011""#, 1),
        (r#""serialNumber":"00ABCDEF0004""#, 1),
        (r#""snils":"99900000115""#, 0),
    ] {
        assert_eq!(find(params).matches(r#""sn":"#).count(), count, "{params}");
    }
    let deferred = find(r#""snils":"99900006632""#);
    assert!(deferred.contains(r#""deferredRevocationDate":"2030-01-01T00:00:00+00:00""#));
    assert!(deferred.contains(r#""innLe":"","ogrn":"","ogrnIp":"","snils":"99900006632""#));
    for params in [
        "",
        r#""inn":"9800000013""#,
        r#""snils":"999-000-008 22""#,
        r#""snils":"99900000822","serialNumber":"00ABCDEF0001""#,
        r#""inn":"980000000800","ogrn":"1269800000018""#,
        r#""serialNumber":"00abcdef0001""#,
        r#""serialNumber":"ABC""#,
        r#""snils":99900000822"#,
        r#""snils":"99900000822","offset":-1"#,
        r#""snils":"99900000822","inn":"980000000800","ogrn":"1269800000018""#,
    ] {
        assert_eq!(find(params), "\"Переданы неверные входные данные\"", "{params}");
    }
}

#[test]
fn products_are_a_tree() {
    let text = text(&Api::new().post("products", ""));
    assert!(text.contains(r#""required": true"#) && text.contains(r#""subitems": null"#));
    assert!(text.contains(r#""subitemsType": 1"#));
}
