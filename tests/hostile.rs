//! Hostile JSON: JSONTestSuite (MIT), and the places where an answer's body is read.

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::state_of;

/// A place where a body is read: the call that resumes the flow there, without the body.
#[derive(Debug, serde::Serialize)]
pub struct Reading {
    pub name: &'static str,
    pub resume: String,
    /// A right answer there, with `@` where a document can be planted: as an unknown member, as a
    /// known scalar, as the last item of an array.
    pub plants: &'static [&'static str],
}

const APPLICATION: &str = r#"{"applicant_type":"person","last_name":"Образцов","first_name":"Иван","gender":"male","snils":"99900000115","inn":"980000002814","passport":"0000 000115","passport_issued_on":"1920-02-20","passport_issuer_code":"000-001","passport_issuer":"Отдел","email":"a@example.invalid","phone":"+79990000000","region":5,"city":"Примерск","address":"Тестовая 1"}"#;

/// A report that is over, with what its FSSP source holds.
macro_rules! report {
    ($held:literal) => {
        concat!(
            r#"{"state":"ok","data":[{"progress_ok":1,"progress_error":0,"#,
            r#""state":{"sources":[{"_id":"check_person/executive_proceeding_base","state":"OK"}]},"#,
            r#""updated_at":"2026-11-21T09:00:00Z","content":{"check_person":{"#,
            r#""executive_proceeding_base":"#,
            $held,
            "}}}]}"
        )
    };
}

/// Answers a call with the body beside it.
pub type Host<'a> = &'a dyn Fn(&str, Option<&[u8]>) -> String;

/// Every place, as the host's own flows come there.
pub fn readings(host: Host<'_>) -> Vec<Reading> {
    let start = |operation: &str, input: &str| {
        let call = format!(
            r#"{{"call":"start","operation":"{operation}","input":{input},"now":"2026-11-21T09:00:00Z","options":{{"max_attempts":1}}}}"#
        );
        host(&call, None)
    };
    let resume = |step: &str, input: &str, event: &str| {
        let state = state_of(step).expect("a state");
        // Late enough for every wait to be over.
        let now =
            if event == "\"elapsed\"" { "2026-11-21T09:02:00Z" } else { "2026-11-21T09:01:00Z" };
        format!(
            r#"{{"call":"resume","state":{state},"input":{input},"event":{event},"now":"{now}"}}"#
        )
    };
    let answer = r#"{"response":{"status":200,"headers":{}}}"#;
    let next = |step: &str, input: &str, event: &str, body: Option<&str>| {
        host(&resume(step, input, event), body.map(str::as_bytes))
    };

    let person = r#"{"last_name":"Образцов","first_name":"Иван"}"#;
    let submitted = start("fssp.search_physical", person);
    let task = r#"{"status":"success","code":0,"response":{"task":"t"}}"#;
    let waiting = next(&submitted, person, answer, Some(task));
    let polled = next(&waiting, person, "\"elapsed\"", None);
    let ready = r#"{"status":"success","code":0,"response":{"status":0}}"#;
    let fetched = next(&polled, person, answer, Some(ready));

    let pair = r#"{"requests":[{"last_name":"Образцов","first_name":"Иван"},{"company_name":"ООО Чистое"}]}"#;
    let grouped = next(&start("fssp.search_group", pair), pair, answer, Some(task));
    let grouped = next(&grouped, pair, "\"elapsed\"", None);
    let grouped = next(&grouped, pair, answer, Some(ready));

    let reported = r#"{"report_type":"report_person@domain","last_name":"Образцов","first_name":"Иван","birth_date":"1900-01-01"}"#;
    let ordered = start("spectrum_data.person_report", reported);
    let made = r#"{"state":"ok","size":1,"data":[{"uid":"r@domain"}]}"#;
    let ordered = next(&ordered, reported, answer, Some(made));
    let looked = next(&ordered, reported, "\"elapsed\"", None);
    let report = r#"{"state":"ok","data":[{"progress_ok":0,"progress_error":0,"progress_wait":0,"state":{"sources":[]}}]}"#;
    let read = next(&looked, reported, answer, Some(report));

    let client = r#"{"client_id":"111286"}"#;
    let iin = r#"{"iin":"000101300019"}"#;
    let born = r#"{"last_name":"Образцов","first_name":"Иван","birth_date":"1900-01-01"}"#;
    let company = r#"{"company_name":"ООО Чистое"}"#;
    let inn = r#"{"inn":"9800000006"}"#;
    let phone = r#"{"portal":"example.bitrix24.ru","user_id":1,"phones":["+79990000101"]}"#;
    let of_inn = r#"{"portal":"example.bitrix24.ru","user_id":1,"inn":"9800000006"}"#;
    let card =
        r#"{"portal":"example.bitrix24.ru","user_id":1,"contact_id":43,"fields":{"UF_CRM_A":"a"}}"#;
    let comment = r#"{"portal":"example.bitrix24.ru","user_id":1,"contact_id":43,"comment":"a"}"#;
    let field = r#"{"portal":"example.bitrix24.ru","user_id":1,"fields":[{"name":"UF_CRM_A","type":"money"}]}"#;
    let calls = r#"{"portal":"example.bitrix24.ru","user_id":1,"calls":[{"key":"a","method":"crm.item.get"}]}"#;
    let plate = r#"{"plate":"О001ОО77"}"#;
    let id = r#"{"application_id":1}"#;
    let ids = r#"{"application_ids":[1]}"#;
    let snils = r#"{"snils":"99900000115"}"#;
    let application = format!(r#"{{"application":{APPLICATION}}}"#);
    vec![
        Reading {
            name: "kz_info.exec_proc_info",
            resume: resume(&start("kz_info.exec_proc_info", iin), iin, answer),
            plants: &[
                r#"[{"exec_proc":"1","unknown":@}]"#,
                r#"[{"exec_proc":@}]"#,
                r#"[{"exec_proc":"1"},@]"#,
            ],
        },
        Reading {
            name: "api_cloud.nsso_check_policy",
            resume: resume(&start("api_cloud.nsso_check_policy", plate), plate, answer),
            plants: &[
                r#"{"status":200,"count":0,"result":[],"unknown":@}"#,
                r#"{"status":200,"count":1,"result":[{"policy":{"PolicyNumber":@}}]}"#,
                r#"{"status":200,"count":1,"result":[{"auto":[]},@]}"#,
            ],
        },
        Reading {
            name: "api_cloud.fssp_physical",
            resume: resume(&start("api_cloud.fssp_physical", born), born, answer),
            plants: &[
                r#"{"status":200,"countAll":1,"pagesAll":1,"totalLoadedPage":1,"count":1,"records":[{"debtor_name":"A"}],"unknown":@}"#,
                r#"{"status":200,"countAll":1,"count":1,"records":[{"debtor_name":"A","officer_phones":[[@]]}]}"#,
                r#"{"status":200,"countAll":1,"count":1,"records":[{"debtor_name":"A"},@]}"#,
            ],
        },
        Reading {
            name: "api_cloud.balance",
            resume: resume(&start("api_cloud.balance", "{}"), "{}", answer),
            plants: &[
                r#"{"balance":"1","unknown":@}"#,
                r#"{"balance":@}"#,
                r#"{"balance":"1","list":[1,@]}"#,
            ],
        },
        Reading {
            name: "fssp submit",
            resume: resume(&submitted, person, answer),
            plants: &[
                r#"{"status":"success","response":{"task":"t"},"unknown":@}"#,
                r#"{"status":"success","response":{"task":@}}"#,
                r#"{"status":"success","response":{"task":"t","list":[1,@]}}"#,
            ],
        },
        Reading {
            name: "fssp poll",
            resume: resume(&polled, person, answer),
            plants: &[
                r#"{"status":"success","response":{"status":1},"unknown":@}"#,
                r#"{"status":"success","response":{"status":@}}"#,
                r#"{"status":"success","response":{"status":1,"list":[1,@]}}"#,
            ],
        },
        Reading {
            name: "fssp fetch",
            resume: resume(&fetched, person, answer),
            plants: &[
                r#"{"status":"success","response":{"status":0,"result":[{"status":0,"result":[]}]},"unknown":@}"#,
                r#"{"status":"success","response":{"status":0,"result":[{"status":0,"result":[{"name":@}]}]}}"#,
                r#"{"status":"success","response":{"status":0,"result":[{"status":0,"result":[{},@]}]}}"#,
            ],
        },
        Reading {
            name: "fssp group fetch",
            resume: resume(&grouped, pair, answer),
            plants: &[
                r#"{"status":"success","response":{"status":0,"result":[{"status":0,"result":[]},{"status":0,"result":[{"name":"A"}],"unknown":@}]}}"#,
                r#"{"status":"success","response":{"status":0,"result":[{"status":0,"query":@,"result":[]},{"status":0,"result":[]}]}}"#,
                r#"{"status":"success","response":{"status":0,"result":[{"status":0,"result":[]},{"status":0,"result":[{"name":"A"},@]}]}}"#,
            ],
        },
        Reading {
            name: "sber.client_info",
            resume: resume(&start("sber.client_info", client), client, answer),
            plants: &[
                r#"{"inn":"1","unknown":@}"#,
                r#"{"inn":"1","accounts":[{"number":"1","minBalance":@}]}"#,
                r#"{"inn":"1","accounts":[{"number":"1","blockedSums":[{"sum":1},@]}]}"#,
            ],
        },
        Reading {
            name: "sber.refresh_token",
            resume: resume(&start("sber.refresh_token", client), client, answer),
            plants: &[
                r#"{"access_token":"t","unknown":@}"#,
                r#"{"access_token":@}"#,
                r#"{"access_token":"t","expires_in":@}"#,
            ],
        },
        Reading {
            name: "parser_api.fssp_physical",
            resume: resume(&start("parser_api.fssp_physical", born), born, answer),
            plants: &[
                r#"{"done":1,"result":[],"unknown":@}"#,
                r#"{"done":1,"result":[{"subjects":[{"title":"A","sum":@}]}]}"#,
                r#"{"done":1,"result":[{"debtor_name":"A"},@]}"#,
            ],
        },
        Reading {
            name: "parser_api.fssp_legal_by_name",
            resume: resume(&start("parser_api.fssp_legal_by_name", company), company, answer),
            plants: &[
                r#"{"done":1,"result":[],"unknown":@}"#,
                r#"{"done":@,"result":[{"debtor_name":"A"}]}"#,
                r#"{"done":1,"result":[{"subjects":[{"title":"A"},@]}]}"#,
            ],
        },
        Reading {
            name: "parser_api.fssp_legal_by_inn",
            resume: resume(&start("parser_api.fssp_legal_by_inn", inn), inn, answer),
            plants: &[
                r#"{"done":1,"result":[],"unknown":@}"#,
                r#"{"done":1,"result":[{"stop_date":@,"stop_reason":"46, 1, 3"}]}"#,
                r#"{"done":1,"result":[{"officer_phones":["1",@]}]}"#,
            ],
        },
        Reading {
            name: "parser_api.quota",
            resume: resume(&start("parser_api.quota", "{}"), "{}", answer),
            plants: &[
                r#"[{"service":"a","unknown":@}]"#,
                r#"[{"service":"a","month_request_count":@}]"#,
                r#"[{"service":"a"},@]"#,
            ],
        },
        Reading {
            name: "spectrum_data.person_report/submit",
            resume: resume(&start("spectrum_data.person_report", reported), reported, answer),
            plants: &[
                r#"{"state":"ok","size":1,"data":[{"uid":"r","unknown":@}]}"#,
                r#"{"state":"ok","size":1,"data":[{"uid":@}]}"#,
                r#"{"state":"ok","data":[{"uid":"r"},@]}"#,
            ],
        },
        Reading {
            name: "spectrum_data.person_report/poll",
            resume: resume(&looked, reported, answer),
            plants: &[
                r#"{"state":"ok","data":[{"progress_ok":0,"progress_error":0,"state":{"sources":[]},"content":@}]}"#,
                r#"{"state":"ok","data":[{"progress_ok":@,"progress_error":0,"state":{"sources":[]}}]}"#,
                r#"{"state":"ok","data":[{"progress_ok":1,"progress_error":0,"state":{"sources":[{},@]}}]}"#,
            ],
        },
        Reading {
            name: "spectrum_data.person_report/fetch",
            resume: resume(&read, reported, answer),
            plants: &[
                report!(r#"{"items":[{"number":"1"}],"unknown":@}"#),
                report!(r#"{"items":[{"number":"1","sum":@}]}"#),
                report!(r#"{"items":[{"number":"1"},@]}"#),
            ],
        },
        Reading {
            name: "bitrix24.find_contact",
            resume: resume(&start("bitrix24.find_contact", phone), phone, answer),
            plants: &[
                r#"{"result":{"CONTACT":[1]},"unknown":@}"#,
                r#"{"result":@}"#,
                r#"{"result":{"CONTACT":[1,@]}}"#,
            ],
        },
        Reading {
            name: "bitrix24.find_contact by INN",
            resume: resume(&start("bitrix24.find_contact", of_inn), of_inn, answer),
            plants: &[
                r#"{"result":[{"ENTITY_TYPE_ID":"3","ENTITY_ID":"1","RQ_INN":"9800000006"}],"unknown":@}"#,
                r#"{"result":[{"ENTITY_TYPE_ID":"3","ENTITY_ID":"1","RQ_INN":@}]}"#,
                r#"{"result":[{"ENTITY_TYPE_ID":"3","ENTITY_ID":"1","RQ_INN":"9800000006"},@]}"#,
            ],
        },
        Reading {
            name: "bitrix24.update_contact",
            resume: resume(&start("bitrix24.update_contact", card), card, answer),
            plants: &[
                r#"{"result":{"item":{"id":43,"UF_CRM_A":"a"}},"unknown":@}"#,
                r#"{"result":{"item":{"id":43,"UF_CRM_A":@}}}"#,
                r#"{"result":{"item":{"id":43,"UF_CRM_A":["a",@]}}}"#,
            ],
        },
        Reading {
            name: "bitrix24.add_timeline_comment",
            resume: resume(&start("bitrix24.add_timeline_comment", comment), comment, answer),
            plants: &[
                r#"{"result":1,"unknown":@}"#,
                r#"{"result":@}"#,
                r#"{"result":1,"time":[1,@]}"#,
            ],
        },
        Reading {
            name: "bitrix24.ensure_fields",
            resume: resume(&start("bitrix24.ensure_fields", field), field, answer),
            plants: &[
                r#"{"result":[{"ID":"1","FIELD_NAME":"UF_CRM_A","USER_TYPE_ID":"money","MULTIPLE":"N"}],"unknown":@}"#,
                r#"{"result":[{"ID":"1","FIELD_NAME":"UF_CRM_A","USER_TYPE_ID":@,"MULTIPLE":"N"}]}"#,
                r#"{"result":[{"ID":"1","FIELD_NAME":"UF_CRM_A","USER_TYPE_ID":"money","MULTIPLE":"N"},@]}"#,
            ],
        },
        Reading {
            name: "bitrix24.batch",
            resume: resume(&start("bitrix24.batch", calls), calls, answer),
            plants: &[
                r#"{"result":{"result":{"a":1},"result_error":[],"unknown":@}}"#,
                r#"{"result":{"result":{"a":@},"result_error":[]}}"#,
                r#"{"result":{"result":{"a":[1,@]},"result_error":[]}}"#,
            ],
        },
        Reading {
            name: "osnovanie.create",
            resume: resume(&start("osnovanie.create", &application), &application, answer),
            plants: &[
                r#"{"requestId":1,"unknown":@}"#,
                r#"{"requestId":@}"#,
                r#"{"requestId":1,"list":[1,@]}"#,
            ],
        },
        Reading {
            name: "osnovanie.list",
            resume: resume(&start("osnovanie.list", "{}"), "{}", answer),
            plants: &[
                r#"{"info":[{"requestId":1,"statusId":1,"unknown":@}]}"#,
                r#"{"info":[{"requestId":1,"statusId":1,"lastName":@}]}"#,
                r#"{"info":[{"requestId":1,"statusId":1},@]}"#,
            ],
        },
        Reading {
            name: "osnovanie.view",
            resume: resume(&start("osnovanie.view", id), id, answer),
            plants: &[
                r#"{"info":{"type":1},"statusId":1,"unknown":@}"#,
                r#"{"info":{"type":1,"lastName":@},"statusId":1}"#,
                r#"{"info":{"type":1},"statusId":1,"list":[{"typeId":1},@]}"#,
            ],
        },
        Reading {
            name: "osnovanie.status",
            resume: resume(&start("osnovanie.status", ids), ids, answer),
            plants: &[
                r#"[{"requestId":1,"statusId":1,"unknown":@}]"#,
                r#"[{"requestId":1,"statusId":@}]"#,
                r#"[{"requestId":1,"statusId":1},@]"#,
            ],
        },
        Reading {
            name: "osnovanie.products",
            resume: resume(&start("osnovanie.products", "{}"), "{}", answer),
            plants: &[
                r#"{"products":[{"id":1}],"unknown":@}"#,
                r#"{"products":[{"id":1,"name":@}]}"#,
                r#"{"products":[{"id":1},@]}"#,
            ],
        },
        Reading {
            name: "osnovanie.result",
            resume: resume(&start("osnovanie.result", id), id, answer),
            plants: &[
                r#"[{"name":"a","contentBase64":"AAAA","unknown":@}]"#,
                r#"[{"name":@,"contentBase64":"AAAA"}]"#,
                r#"[{"name":"a","contentBase64":"AAAA"},@]"#,
            ],
        },
        Reading {
            name: "osnovanie.find_fns_certificates",
            resume: resume(&start("osnovanie.find_fns_certificates", snils), snils, answer),
            plants: &[
                r#"[{"sn":"0A","unknown":@}]"#,
                r#"[{"sn":"0A","cn":@}]"#,
                r#"[{"sn":"0A"},@]"#,
            ],
        },
    ]
}

/// Where the suite is looked for: at `SPRAVKA_JSON_TEST_SUITE`, then beside the project.
#[must_use]
pub fn suite() -> PathBuf {
    std::env::var_os("SPRAVKA_JSON_TEST_SUITE").map_or_else(
        || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/JSONTestSuite")),
        PathBuf::from,
    )
}

/// The files of a folder of the suite by name, or nothing where there is no suite.
#[must_use]
pub fn files(folder: &str) -> Option<BTreeMap<String, Vec<u8>>> {
    let entries = std::fs::read_dir(suite().join(folder)).ok()?;
    let files = entries
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        .map(|path| {
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            (name, std::fs::read(&path).expect("a file of the suite"))
        });
    Some(files.collect())
}

/// A document in its place.
#[must_use]
pub fn planted(plant: &str, body: &[u8]) -> Vec<u8> {
    let (before, after) = plant.split_once('@').expect("a place");
    assert!(!after.contains('@'), "{plant}: one place");
    [before.as_bytes(), body, after.as_bytes()].concat()
}
