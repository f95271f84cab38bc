//! The portal of Bitrix24: what it turns down, what it forgets, and its two limits.

use super::*;

const PORTAL: &str = "https://example.bitrix24.ru/rest/1";

fn post(world: &mut World, method: &str, json: &str, now_ms: i64) -> Reply {
    let url = format!("{PORTAL}/{}/{method}", secret("bitrix24.webhook"));
    send(world, "POST", &url, Some(json), now_ms)
}

/// A second after the last request, so that the bucket never fills.
pub(super) fn ask(world: &mut World, person: &Person, now_ms: i64) -> Reply {
    let count = |key| world.counters().get(key).copied().unwrap_or_default();
    let asked = count("bitrix24.crm.duplicate.findbycomm") + count("bitrix24.crm.requisite.list");
    let now_ms = now_ms + 1000 * i64::try_from(asked).unwrap();
    let (name, value) = &person.asked[0];
    match *name {
        "inn" => {
            let json = format!(r#"{{"filter":{{"ENTITY_TYPE_ID":3,"RQ_INN":"{value}"}}}}"#);
            post(world, "crm.requisite.list", &json, now_ms)
        }
        _ => {
            let kind = if *name == "phones" { "PHONE" } else { "EMAIL" };
            let json =
                format!(r#"{{"type":"{kind}","values":["{value}"],"entity_type":"CONTACT"}}"#);
            post(world, "crm.duplicate.findbycomm", &json, now_ms)
        }
    }
}

fn says(reply: &Reply, status: u16, words: &str) {
    let text = text(reply);
    assert_eq!(response(reply).status, status, "{text}");
    assert!(text.contains(words), "{words} in {text}");
}

#[test]
fn who_may_call() {
    let world = &mut World::new();
    let webhook = secret("bitrix24.webhook");
    let list = Some("{}");
    for (url, status, words) in [
        (format!("{PORTAL}/crm.requisite.list"), 401, r#""error":"NO_AUTH_FOUND""#),
        (format!("{PORTAL}/x/crm.requisite.list"), 403, r#""error":"INVALID_CREDENTIALS""#),
        (format!("/rest/3/{webhook}/crm.requisite.list"), 403, r#""error":"INVALID_CREDENTIALS""#),
        (format!("{PORTAL}/{webhook}/crm.requisite.lists"), 404, "ERROR_METHOD_NOT_FOUND"),
        (format!("{PORTAL}/{{webhook}}/crm.requisite.list"), 400, "Bad Request"),
        (format!("{PORTAL}/{webhook}/crm.requisite.list"), 200, r#""total":63"#),
        (format!("{PORTAL}/{webhook}/crm.requisite.list.json"), 200, r#""next":50"#),
        (format!("/rest/2/{webhook}/crm.contact.userfield.list"), 400, r#""error":"""#),
    ] {
        says(&send(world, "POST", &url, list, NOW), status, words);
    }
    let query = format!("{PORTAL}/{webhook}/crm.requisite.list?filter[RQ_INN]=980000000101");
    says(&send(world, "GET", &query, None, NOW), 200, r#""ENTITY_ID":"101""#);
    says(&send(world, "POST", &format!("{PORTAL}/{webhook}/batch"), None, NOW), 400, "nginx");
    assert_eq!(world.counters()["bitrix24.unknown.refused"], 2);
}

#[test]
fn a_filter_that_is_not_known_is_dropped() {
    let world = &mut World::new();
    let all = post(world, "crm.requisite.list", r#"{"filter":{"RQ_IMN":"980000000101"}}"#, NOW);
    says(&all, 200, r#""total":63"#);
    let page = r#"{"filter":{"ENTITY_TYPE_ID":3,"RQ_INN":"980000002998"},"start":50}"#;
    let page = text(&post(world, "crm.requisite.list", page, NOW));
    assert_eq!(page.matches("ENTITY_ID").count(), 10, "{page}");
    assert!(page.contains(r#""total":60"#) && !page.contains("next"), "{page}");
    let none = post(world, "crm.requisite.list", r#"{"filter":{"ENTITY_TYPE_ID":4}}"#, NOW);
    says(&none, 200, r#""result":[]"#);
    says(&post(world, "crm.requisite.list", r#"{"filter":"x"}"#, NOW), 400, "must be array");
}

#[test]
fn duplicates() {
    let world = &mut World::new();
    let find = |world: &mut World, json| post(world, "crm.duplicate.findbycomm", json, NOW);
    let both = r#"{"type":"PHONE","values":["89990000102","+7 999 000 01 04"]}"#;
    says(&find(world, both), 200, r#"{"result":{"CONTACT":[104]}"#);
    let email = r#"{"type":"EMAIL","values":["FAMILY@example.com"],"entity_type":"CONTACT"}"#;
    says(&find(world, email), 200, r#"{"result":{"CONTACT":[102,103]}"#);
    let lead = r#"{"type":"PHONE","values":["+79990000101"],"entity_type":"LEAD"}"#;
    says(&find(world, lead), 200, r#"{"result":[]"#);
    says(&find(world, r#"{"values":["1"]}"#), 400, "Communication type is not defined");
    says(&find(world, r#"{"type":"PHONE"}"#), 400, "Parameter 'values' is required.");
    let crowd = find(world, r#"{"type":"PHONE","values":["+79990000120"]}"#);
    says(&crowd, 200, "319,320]");
}

#[test]
fn cards_take_what_they_know_and_show_it_in_their_way() {
    let world = &mut World::new();
    let update = |world: &mut World, fields: &str, names: &str| {
        let json = format!(
            r#"{{"entityTypeId":3,"id":101,"fields":{fields},"useOriginalUfNames":"{names}"}}"#
        );
        post(world, "crm.item.update", &json, NOW)
    };
    for (fields, shown) in [
        (r#"{"UF_CRM_FSSP_TOTAL":"144167.00|RUB"}"#, r#""UF_CRM_FSSP_TOTAL":"144167|RUB""#),
        (r#"{"UF_CRM_FSSP_COUNT":"3"}"#, r#""UF_CRM_FSSP_COUNT":3"#),
        (r#"{"UF_CRM_FSSP_SHARE":"200.05"}"#, r#""UF_CRM_FSSP_SHARE":200.05"#),
        (
            r#"{"UF_CRM_FSSP_CHECKED_AT":"2026-02-24T12:00:00Z"}"#,
            r#""UF_CRM_FSSP_CHECKED_AT":"2026-02-24T15:00:00+03:00""#,
        ),
        (r#"{"UF_CRM_FSSP_DAY":"2026-02-24"}"#, r#""UF_CRM_FSSP_DAY":"2026-02-24T00:00:00+03:00""#),
        (r#"{"UF_CRM_FSSP_FOUND":"1"}"#, r#""UF_CRM_FSSP_FOUND":"Y""#),
        (r#"{"UF_CRM_FSSP_NOTE":null}"#, r#""UF_CRM_FSSP_NOTE":null"#),
        (r#"{"comments":" a "}"#, r#""comments":"a""#),
    ] {
        says(&update(world, fields, "Y"), 200, shown);
    }
    let unknown = update(world, r#"{"UF_CRM_FSSP_TOTALS":"1|RUB"}"#, "Y");
    assert!(!text(&unknown).contains("TOTALS"));
    assert!(!text(&update(world, r#"{"UF_CRM_FSSP_NOTE":"a"}"#, "N")).contains("UF_CRM"));
    for wrong in ["1 000|RUB", "1,5|RUB", "1|RUBLES", "1"] {
        let fields = format!(r#"{{"UF_CRM_FSSP_TOTAL":"{wrong}"}}"#);
        says(&update(world, &fields, "Y"), 400, "CRM_FIELD_ERROR_VALUE_NOT_VALID");
    }
    says(&update(world, r#""x""#, "Y"), 400, "must be array");
    let get = |world: &mut World, json| post(world, "crm.item.get", json, NOW);
    let known = get(world, r#"{"entityTypeId":3,"id":101,"useOriginalUfNames":"Y"}"#);
    says(&known, 200, r#""UF_CRM_FSSP_TOTAL":"144167|RUB""#);
    says(&get(world, r#"{"entityTypeId":3,"id":7}"#), 400, "Element not found");
    says(&get(world, r#"{"entityTypeId":4,"id":101}"#), 400, "Smart process not found");
    assert_eq!(world.counters()["bitrix24.crm.item.update.executed/101"], 10);
}

#[test]
fn comments_and_fields_are_made_once_each_time() {
    let world = &mut World::new();
    let comment = |world: &mut World, fields: &str| {
        post(world, "crm.timeline.comment.add", &format!(r#"{{"fields":{fields}}}"#), NOW)
    };
    let good = r#"{"ENTITY_ID":101,"ENTITY_TYPE":"contact","COMMENT":"a"}"#;
    says(&comment(world, good), 200, r#"{"result":999,"#);
    says(&comment(world, good), 200, r#"{"result":1000,"#);
    says(&comment(world, &good.replace("101", "7")), 400, "OWNER_NOT_FOUND");
    says(&comment(world, &good.replace("contact", "company")), 400, "OWNER_NOT_FOUND");
    says(&comment(world, &good.replace("\"a\"", "\" \"")), 400, "INVALID_ARG_VALUE");
    assert_eq!(world.counters()["bitrix24.crm.timeline.comment.add.executed/101"], 2);

    let add = |world: &mut World, fields: &str| {
        post(world, "crm.contact.userfield.add", &format!(r#"{{"fields":{fields}}}"#), NOW)
    };
    says(&add(world, r#"{"FIELD_NAME":"NEW","USER_TYPE_ID":"money"}"#), 200, r#"{"result":456,"#);
    let same = add(world, r#"{"FIELD_NAME":"UF_CRM_NEW","USER_TYPE_ID":"string"}"#);
    says(&same, 400, "already exists");
    for (fields, words) in [
        (r#"{"FIELD_NAME":"a","USER_TYPE_ID":"x"}"#, r"Invalid user type specified.\nField name"),
        (r#"{"FIELD_NAME":"A"}"#, "The 'USER_TYPE_ID' field is not found."),
        (r#"{"USER_TYPE_ID":"date"}"#, "The 'FIELD_NAME' field is not found."),
        (r#"{"FIELD_NAME":"B","USER_TYPE_ID":"boolean","MULTIPLE":"Y"}"#, "cannot be multiple"),
    ] {
        says(&add(world, fields), 400, words);
    }
    let list = r#"{"start":50}"#;
    says(&post(world, "crm.contact.userfield.list", list, NOW), 200, "UF_CRM_NEW");
    assert_eq!(world.counters()["bitrix24.crm.contact.userfield.add.executed/UF_CRM_NEW"], 1);
}

#[test]
fn a_batch_is_always_a_success() {
    let world = &mut World::new();
    let batch = |world: &mut World, halt: u8, cmd: &str| {
        let json = format!(r#"{{"halt":{halt},"cmd":{{{cmd}}}}}"#);
        let reply = post(world, "batch", &json, NOW);
        assert_eq!(response(&reply).status, 200);
        text(&reply)
    };
    let one = r#""find":"crm.duplicate.findbycomm?type=PHONE&values[0]=%2B79990000101","note":"crm.timeline.comment.add?fields[ENTITY_ID]=%24result%5Bfind%5D%5BCONTACT%5D%5B0%5D&fields[ENTITY_TYPE]=contact&fields[COMMENT]=a%26b""#;
    let both = batch(world, 0, one);
    assert!(both.contains(r#""note":999}"#) && both.contains(r#""result_error":[]"#), "{both}");
    assert!(world.bitrix24.comments.values().any(|comment| *comment == (101, "a&b".to_owned())));
    let two = r#""a":"crm.item.get?entityTypeId=3&id=7","b":"crm.item.get?entityTypeId=3&id=101","c":"batch?cmd[a]=b""#;
    let halted = batch(world, 1, two);
    assert!(halted.contains(r#""result":[],"result_error":{"a":"#), "{halted}");
    let on = batch(world, 0, two);
    assert!(on.contains(r#""b":{"item""#) && on.contains("ERROR_BATCH_METHOD_NOT_ALLOWED"), "{on}");
    let many: Vec<String> = (0..51).map(|n| format!(r#""k{n}":"crm.requisite.list""#)).collect();
    let many = format!(r#"{{"cmd":{{{}}}}}"#, many.join(","));
    says(&post(world, "batch", &many, NOW), 400, "ERROR_BATCH_LENGTH_EXCEEDED");
}

#[test]
fn the_bucket_leaks() {
    let world = &mut World::new();
    let at = |world: &mut World, ms: i64| {
        response(&post(world, "crm.requisite.list", "{}", NOW + ms)).status
    };
    assert_eq!([(); 50].map(|()| at(world, 0)), [200; 50]);
    assert_eq!(at(world, 0), 503);
    assert_eq!([at(world, 499), at(world, 500), at(world, 500)], [503, 200, 503]);
    assert_eq!([(); 50].map(|()| at(world, 26_000)), [200; 50]);
    assert_eq!(at(world, 26_000), 503);
}

#[test]
fn a_method_works_eight_minutes_in_ten() {
    let world = &mut World::new();
    let update = r#"{"entityTypeId":3,"id":190,"fields":{"comments":"a"}}"#;
    let at = |world: &mut World, method, json, ms| post(world, method, json, NOW + ms);
    let first = at(world, "crm.item.update", update, 0);
    says(&first, 200, &format!(r#""operating_reset_at":{}"#, (NOW + 600_000) / 1000));
    says(&at(world, "crm.item.update", update, 1000), 200, r#""operating":480.100"#);
    says(&at(world, "crm.item.update", update, 599_999), 429, "OPERATION_TIME_LIMIT");
    says(&at(world, "crm.requisite.list", "{}", 599_999), 200, "result");
    says(&at(world, "crm.item.update", update, 600_000), 200, "result");
    assert_eq!(world.counters()["bitrix24.crm.item.update.refused"], 1);
}
