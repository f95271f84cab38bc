use super::*;

fn read(json: &str) -> Result<(String, Vec<String>)> {
    let root: Object<'_> = serde_json::from_str(json).unwrap();
    let mut notes = Notes::default();
    let client = client(&root, &mut notes)?;
    let quirks = notes.quirks.iter().map(|q| format!("{} {} {}", q.code, q.first, q.count));
    Ok((serde_json::to_string(&client).unwrap(), quirks.collect()))
}

fn quirks(json: &str) -> Vec<String> {
    read(json).unwrap().1
}

fn account(members: &str) -> String {
    format!(r#"{{"accounts":[{{{members}}}]}}"#)
}

/// What must be somewhere in the output.
fn assert_gives(json: &str, parts: &[&str]) {
    let (output, _) = read(json).unwrap();
    for part in parts {
        assert!(output.contains(part), "{part} is not in {output}");
    }
}

fn assert_shape(json: &str, path: Option<&str>) {
    let error = read(json).unwrap_err();
    assert_eq!((error.code, error.path.as_deref()), (Code::BodyShape, path), "{json}");
    assert_eq!(error.executed, Happened::Yes);
}

/// An account as the document's sample has it, with members in place of its own.
fn sample(number: &str, permission: &str) -> String {
    format!(
        r#"{{"number":"{number}","name":"ООО \"Примеры\"","currencyCode":"810","bic":"044525225",
        "type":"calculated","openDate":"2000-01-01","closeDate":null,"state":"OPEN","dbo":true,
        "business":false,"notDelay":false,"urgent":false,"minBalance":null,"comment":null,{permission},
        "cdiAcptDocQnt":null,"cdiAcptDocSum":null,"cdiCart2DocQnt":null,"cdiCart2DocSum":null,
        "debitBlocked":false,"debitBlockedCause":null,"debitBlockedBeginDate":null,
        "debitBlockedEndDate":null,"creditBlocked":false,"creditBlockedCause":null,
        "creditBlockedBeginDate":null,"creditBlockedEndDate":null,"blockedSums":[],
        "blockedQueuesInfo":[],"blockedSumQueuesInfo":[]}}"#
    )
}

#[test]
fn the_documents_sample() {
    let first = sample("40702810200000000001", r#""cdiPermDocQnt":2,"cdiPermDocSum":"790.00""#);
    let second = sample("40702810500000000002", r#""cdiPermDocQnt":null,"cdiPermDocSum":null"#);
    let json = format!(
        r#"{{"shortName":"ООО \"Примеры\"","fullName":"Общество Примеры\"","inn":"0099000014",
        "orgForm":"Общество","accounts":[{first},{second}],"kpps":["009901001"]}}"#
    );
    let (output, quirks) = read(&json).unwrap();
    let start = r#"{"short_name":"ООО \"Примеры\"","full_name":"Общество Примеры\"","inn":"0099000014","org_form":"Общество","kpps":["009901001"],"accounts":[{"number":"40702810200000000001","#;
    assert!(output.starts_with(start), "{output}");
    assert_eq!(quirks, ["sber.amount_as_text /accounts/0/cdiPermDocSum 1"]);
    assert_gives(
        &json,
        &[
            r#""currency_code":"810","bic":"044525225","type":"calculated","state":"open","opened_on":"2000-01-01","closed_on":null,"comment":null,"#,
            r#""blocked_sums":[],"blocked_queues":[],"blocked_sum_queues":[],"currency":"RUB","#,
            r#""awaiting_permission":{"count":2,"sum":"790.00"},"awaiting_acceptance":{"count":null,"sum":null},"#,
            r#""awaiting_permission":{"count":null,"sum":null},"#,
            r#""debit":{"blocked":false,"cause":null,"begins_on":null,"ends_on":null},"#,
            r#""arrests":[],"arrests_complete":true,"raw":{"number":"40702810200000000001","#,
            r#""arrests":[],"arrests_complete":true,"raw":{"shortName":"ООО \"Примеры\"","#,
        ],
    );
}

#[test]
fn absent_null_and_empty_differ() {
    assert_gives(r#"{"inn":"1"}"#, &[r#"{"inn":"1","arrests":[],"arrests_complete":false,"#]);
    let nulls = r#"{"inn":null,"kpps":null,"branch":null,"addresses":null,"accounts":null,
        "orgRegDateINN":null,"resident":null,"orgPprbId":null,"creditLineAvailableSum":null}"#;
    assert_gives(
        nulls,
        &[
            r#"{"inn":null,"kpps":null,"org_pprb_id":null,"inn_registered_on":null,"resident":null,"branch":null,"addresses":null,"credit_line_available_sum":null,"accounts":null,"arrests":[],"arrests_complete":false,"raw":{"#,
        ],
    );
    let empty = r#"{"inn":"","kpps":[],"branch":{},"addresses":[],"accounts":[],
        "orgRegDateINN":"","creditLineAvailableSum":""}"#;
    assert_gives(
        empty,
        &[
            r#"{"inn":"","kpps":[],"inn_registered_on":null,"branch":{},"addresses":[],"credit_line_available_sum":null,"accounts":[],"arrests":[],"arrests_complete":false,"raw":{"#,
        ],
    );
    assert!(quirks(nulls).is_empty() && quirks(empty).is_empty());
}

#[test]
fn an_answer_that_says_nothing_is_none() {
    assert_shape("{}", None);
    assert_shape(r#"{"cause":"UNKNOWN_EXCEPTION","referenceId":"1","message":"x"}"#, None);
    for accounts in [r#"{"number":"1"}"#, r#""1""#, "[null]", "[[]]", r#"["1"]"#, "true"] {
        assert_shape(&format!(r#"{{"inn":"1","accounts":{accounts}}}"#), Some("/accounts"));
    }
    assert_shape(r#"{"accounts":[{"number":"1"},{}]}"#, Some("/accounts/1"));
    assert_shape(r#"{"accounts":[{"cause":"x"}]}"#, Some("/accounts/0"));
    for list in ["blockedSums", "blockedQueuesInfo", "blockedSumQueuesInfo"] {
        let path = format!("/accounts/0/{list}");
        assert_shape(&account(&format!(r#""{list}":{{"sum":1}}"#)), Some(&path));
        assert_shape(&account(&format!(r#""{list}":[{{}}]"#)), Some(&format!("{path}/0")));
    }
    for flag in ["debitBlocked", "creditBlocked"] {
        let path = format!("/accounts/0/{flag}");
        for value in ["1", r#""yes""#, "[]", "{}"] {
            assert_shape(&account(&format!(r#""{flag}":{value}"#)), Some(&path));
        }
    }
}

#[test]
fn arrests_are_collected() {
    let json = r#"{"accounts":[
        {"number":"40702810200000000001","currencyCode":"810","debitBlocked":false,"creditBlocked":false,
         "blockedSums":[{"beginDate":"2026-03-02","endDate":null,"initiator":"Отделение","cause":"Постановление","sum":"150000.00","blockedQueues":null,"taxAuthorityCode":""}],
         "blockedQueuesInfo":[{"blockedQueues":3,"taxAuthorityCode":"0099"}],
         "blockedSumQueuesInfo":[{"blockedQueues":3,"sum":98765.43}]},
        {"number":"40702156100000000001","currencyCode":"156","debitBlocked":true,
         "debitBlockedCause":"Решение","debitBlockedBeginDate":"2026-06-01","debitBlockedInitiator":"Инспекция",
         "creditBlocked":true,"blockedSums":null}]}"#;
    let first = r#"{"kind":"sum","account":"40702810200000000001","currency":"RUB","sum":"150000.00","initiator":"Отделение","cause":"Постановление","begins_on":"2026-03-02"},{"kind":"queue","account":"40702810200000000001","currency":"RUB","tax_authority_code":"0099","queues":3},{"kind":"queue","account":"40702810200000000001","currency":"RUB","sum":"98765.43","queues":3}"#;
    let second = r#"{"kind":"debit","account":"40702156100000000001","initiator":"Инспекция","cause":"Решение","begins_on":"2026-06-01"},{"kind":"credit","account":"40702156100000000001"}"#;
    assert_gives(
        json,
        &[
            &format!(r#""arrests":[{first}],"arrests_complete":true,"#),
            &format!(r#""arrests":[{second}],"arrests_complete":false,"#),
            &format!(r#""arrests":[{first},{second}],"arrests_complete":false,"#),
            r#""blocked_sums":[{"sum":"150000.00","initiator":"Отделение","taxAuthorityCode":"","cause":"Постановление","beginDate":"2026-03-02","endDate":null,"blockedQueues":null}]"#,
            r#""blocked_sums":null,"awaiting_permission":{}"#,
        ],
    );
    assert_eq!(quirks(json), ["sber.amount_as_text /accounts/0/blockedSums/0/sum 1"]);
}

#[test]
fn tolerances_are_noted() {
    for (members, quirk, gives) in [
        (r#""cdiPermDocSum":"1 000,50""#, "amount_unreadable", r#""awaiting_permission":{},"#),
        (r#""cdiPermDocSum":true"#, "amount_unreadable", r#""raw":{"cdiPermDocSum":true}"#),
        (r#""minBalance":1e3"#, "amount_form", r#""min_balance":"1000","#),
        (r#""minBalance":" 12.50 ""#, "amount_as_text", r#""min_balance":"12.50","#),
        (r#""openDate":"2001-02-03T00:00:00+03:00""#, "date_time", r#""opened_on":"2001-02-03","#),
        (r#""openDate":"2001-02-03 00:00""#, "date_time", r#""opened_on":"2001-02-03","#),
        (r#""openDate":"03.02.2001""#, "date_unreadable", r#""raw":{"openDate":"03.02.2001"}"#),
        (r#""openDate":20010203"#, "date_unreadable", r#""raw":{"openDate":"20010203"}"#),
        (r#""state":"FROZEN""#, "unknown_word", r#"{"state":"unknown","#),
        (r#""type":"nominal""#, "unknown_word", r#"{"type":"unknown","#),
        (r#""currencyCode":840"#, "other_type", r#""currency":"USD","#),
        (r#""dbo":"true""#, "other_type", r#"{"dbo":true,"#),
        (r#""debitBlocked":"true""#, "other_type", r#""arrests":[{"kind":"debit"}]"#),
        (r#""cdiPermDocQnt":"2""#, "other_type", r#"{"count":2}"#),
        (r#""cdiPermDocQnt":-2"#, "unknown_form", r#""raw":{"cdiPermDocQnt":"-2"}"#),
        (r#""name":{}"#, "unknown_form", r#""raw":{"name":null}"#),
        (r#""dbo":0"#, "unknown_form", r#""raw":{"dbo":"0"}"#),
    ] {
        let json = account(members);
        let member = members.split('"').nth(1).unwrap();
        assert_eq!(quirks(&json), [format!("sber.{quirk} /accounts/0/{member} 1")], "{members}");
        assert_gives(&json, &[gives]);
    }
    let both = account(r#""minBalance":"12,5""#);
    assert_eq!(quirks(&both).len(), 2, "as a text, and with a comma");
}

#[test]
fn words_are_trimmed_and_currencies_named() {
    for (sent, read) in [("OPEN", "open"), (" BLOCKED ", "blocked"), ("RESERVED", "reserved")] {
        let json = account(&format!(r#""state":"{sent}""#));
        assert_gives(&json, &[&format!(r#""state":"{read}","#)]);
        assert!(quirks(&json).is_empty());
    }
    let json = account(r#""type":"assuranceRegistration","state":null"#);
    assert_gives(&json, &[r#"{"type":"assurance_registration","state":null,"#]);
    for (code, currency) in [("643", "RUB"), ("978", "EUR"), ("398", "KZT")] {
        let json = account(&format!(r#""currencyCode":"{code}""#));
        let part = format!(r#"{{"currency_code":"{code}","currency":"{currency}","#);
        assert_gives(&json, &[&part]);
    }
    let json = account(r#""currencyCode":"156""#);
    assert_gives(&json, &[r#"{"currency_code":"156","awaiting_permission":"#]);
}

#[test]
fn long_numbers_keep_their_digits_and_parts_are_read() {
    let json = r#"{"orgPprbId":9007199254740993,"eksEpkId":9223372036854775808,"inn":"00099",
        "orgKindActivityInfo":{"code":62,"name":"Примеры"},"branch":{"code":"0000/00000"},
        "dboContracts":[{"date":"2001-02-04","number":"1"},{"number":null}],
        "addresses":[{"type":"Юридический","country":"643","settlementType":"п"}],
        "nonClient":false,"creditLineAvailableSum":"3.14"}"#;
    assert_gives(
        json,
        &[
            r#""inn":"00099","activity":{"code":"62","name":"Примеры"},"org_pprb_id":"9007199254740993","eks_epk_id":"9223372036854775808","#,
            r#""branch":{"code":"0000/00000"},"dbo_contracts":[{"date":"2001-02-04","number":"1"},{"number":null}],"#,
            r#""addresses":[{"type":"Юридический","country":"643","settlement_type":"п"}],"non_client":false,"credit_line_available_sum":"3.14","#,
        ],
    );
    assert_eq!(quirks(json), ["sber.amount_as_text /creditLineAvailableSum 1"]);
    let parts = r#"{"inn":"1","branch":[],"addresses":{},"dboContracts":["1"],"kpps":[1],"resident":{},
        "orgKindActivityInfo":"62"}"#;
    assert_eq!(quirks(parts), ["sber.unknown_form /kpps 6"]);
}

#[test]
fn unknown_members_are_counted_and_not_named() {
    let json = r#"{"inn":"1","secret":1,"accounts":[{"number":"1","limit":2,"blockedSums":[{"sum":1,"x":1}]}],"y":0}"#;
    let noted = quirks(json);
    assert_eq!(noted, ["sber.unknown_member /accounts/0/blockedSums/0/* 4"]);
    assert_eq!(quirks(r#"{"inn":"1","y":0}"#), ["sber.unknown_member /* 1"]);
}

#[test]
fn debug_shows_nothing() {
    let json = account(r#""number":"40702810200000000001","debitBlocked":true"#);
    let root: Object<'_> = serde_json::from_str(&json).unwrap();
    let client = client(&root, &mut Notes::default()).unwrap();
    let arrest = client.arrests.first().unwrap();
    let account = client.accounts.value().unwrap().first().unwrap();
    let shown = format!("{client:?} {account:?} {arrest:?} {:?}", account.debit);
    assert_eq!(shown, "Client(…) Account(…) Arrest { kind: Debit, .. } Restriction(…)");
}

#[cfg(feature = "schema")]
#[test]
fn the_schema_asks_for_what_is_always_there() {
    let schema = crate::schema::writing().into_root_schema_for::<Client<'static>>();
    let required = schema.get("required").unwrap().to_string();
    assert_eq!(required, r#"["arrests","arrests_complete","raw"]"#);
    let text = serde_json::to_string(&schema).unwrap();
    assert!(text.contains(r#""resident":{"type":["boolean","null"]}"#), "{text}");
}
