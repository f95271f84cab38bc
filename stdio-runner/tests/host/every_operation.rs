//! Every operation there is, played to its end against the sandbox.

use std::collections::BTreeMap;
use std::path::Path;

use spravka_core::registry::OPERATIONS;

use crate::support::{application, play, submission};

/// An input that the sandbox has an answer to, and files by the members of the input.
type Given = (String, &'static [(&'static str, &'static str)]);

fn inputs() -> BTreeMap<&'static str, Given> {
    const ARCHIVE: (&str, &str) = ("archive", "documents.zip");
    let certificate = "MANjY2M=";
    let one = |id: u16| format!(r#"{{"application_id":{id}}}"#);
    let company = r#"{"company_name":"ООО \"Пример\"","region":77}"#;
    let person = r#"{"last_name":"Образцов","first_name":"Иван","region":77}"#;
    let of_files: &[(&str, &str)] =
        &[ARCHIVE, ("signature", "documents.zip.sig"), ("certificate_request", "request.p10")];
    let change = application("99900006430");
    let change = change.replacen('{', r#"{"application_id":2006,"#, 1);
    let whole =
        change.replacen(r#""applicant_type""#, r#""identification_kind":0,"applicant_type""#, 1);
    let report = r#"{"simulated":false,"version":1,"complete":true,"person":{},"sources":[],"proceedings":[]}"#;
    BTreeMap::from([
        ("api_cloud.balance", ("{}".to_owned(), [].as_slice())),
        ("api_cloud.fssp_inn", (r#"{"inn":"980000000101"}"#.to_owned(), &[])),
        ("api_cloud.fssp_ip", (r#"{"proceeding_number":"10001/21/77010-ИП"}"#.to_owned(), &[])),
        ("api_cloud.fssp_legal", (company.to_owned(), &[])),
        (
            "api_cloud.fssp_physical",
            (
                r#"{"last_name":"Образцов","first_name":"Иван","birth_date":"1900-01-01"}"#.to_owned(),
                &[],
            ),
        ),
        ("api_cloud.nsso_check_policy", (r#"{"plate":"А111АА11"}"#.to_owned(), &[])),
        (
            "bitrix24.add_timeline_comment",
            (
                r#"{"portal":"example.bitrix24.ru","user_id":1,"contact_id":101,"comment":"a"}"#.to_owned(),
                &[],
            ),
        ),
        (
            "bitrix24.batch",
            (
                r#"{"portal":"example.bitrix24.ru","user_id":1,"calls":[{"key":"a","method":"crm.item.get","params":{"entityTypeId":3,"id":101}}]}"#.to_owned(),
                &[],
            ),
        ),
        (
            "bitrix24.ensure_fields",
            (
                r#"{"portal":"example.bitrix24.ru","user_id":1,"fields":[{"name":"UF_CRM_NEW","type":"date"}]}"#.to_owned(),
                &[],
            ),
        ),
        (
            "bitrix24.find_contact",
            (
                r#"{"portal":"example.bitrix24.ru","user_id":1,"phones":["+79990000101"],"emails":["family@example.com"],"inn":"980000002998"}"#.to_owned(),
                &[],
            ),
        ),
        (
            "bitrix24.update_contact",
            (
                r#"{"portal":"example.bitrix24.ru","user_id":1,"contact_id":101,"fields":{"comments":"a"}}"#.to_owned(),
                &[],
            ),
        ),
        (
            "debtor.bitrix24_fields",
            (format!(r#"{{"report":{report},"map":{{"UF_CRM_OPEN":"open"}}}}"#), &[]),
        ),
        ("debtor.diff", (format!(r#"{{"before":{report},"after":{report}}}"#), &[])),
        ("debtor.plan", (format!(r#"{{"person":{person}}}"#), &[])),
        ("debtor.report", (format!(r#"{{"person":{person},"results":[]}}"#), &[])),
        ("debtor.score", (format!(r#"{{"report":{report}}}"#), &[])),
        ("fssp.search_group", (format!(r#"{{"requests":[{person},{company}]}}"#), &[])),
        ("fssp.search_ip", (r#"{"proceeding_number":"1/26/77001-ИП"}"#.to_owned(), &[])),
        ("fssp.search_legal", (company.to_owned(), &[])),
        ("fssp.search_physical", (person.to_owned(), &[])),
        ("identifiers.check", (r#"{"inn":"980000000101"}"#.to_owned(), &[])),
        ("kz_info.exec_proc_info", (r#"{"iin":"000101300019"}"#.to_owned(), &[])),
        ("osnovanie.archive", (one(2002), &[])),
        (
            "osnovanie.attach_certificate",
            (
                format!(
                    r#"{{"application_id":2003,"certificate":{{"name":"a.cer","base64":"{certificate}"}}}}"#
                ),
                &[],
            ),
        ),
        (
            "osnovanie.attach_file",
            (r#"{"application_id":2006,"file_kind":8}"#.to_owned(), &[("file", "documents.zip")]),
        ),
        ("osnovanie.await_issue", (one(2001), &[])),
        ("osnovanie.await_ready", (one(2006), &[])),
        ("osnovanie.change", (whole, &[])),
        (
            "osnovanie.change_application",
            (r#"{"application_id":2006,"application":{"city":"Новый"}}"#.to_owned(), &[]),
        ),
        ("osnovanie.client_docs", (r#"{"application_id":2001,"file_kind":3}"#.to_owned(), &[])),
        ("osnovanie.create", (application("99900000115"), &[])),
        ("osnovanie.create_application", (application("99900000216"), &[])),
        ("osnovanie.find_fns_certificates", (r#"{"snils":"99900000822"}"#.to_owned(), &[])),
        (
            "osnovanie.finish_remote_identification",
            (one(2007), &[("documents", "documents.zip")]),
        ),
        ("osnovanie.list", ("{}".to_owned(), &[])),
        ("osnovanie.products", ("{}".to_owned(), &[])),
        ("osnovanie.result", (one(2001), &[])),
        ("osnovanie.status", (r#"{"application_ids":[2001,2005]}"#.to_owned(), &[])),
        ("osnovanie.submit_documents", (one(2006), of_files)),
        ("osnovanie.view", (one(2001), &[])),
        ("parser_api.fssp_legal_by_inn", (r#"{"inn":"9800000006"}"#.to_owned(), &[])),
        ("parser_api.fssp_legal_by_name", (r#"{"company_name":"ООО \"Пример\""}"#.to_owned(), &[])),
        (
            "parser_api.fssp_physical",
            (
                r#"{"last_name":"Образцов","first_name":"Иван","birth_date":"1900-01-01"}"#
                    .to_owned(),
                &[],
            ),
        ),
        ("parser_api.quota", ("{}".to_owned(), &[])),
        (
            "sber.authorize_url",
            (
                r#"{"client_id":"sandbox-client","redirect_uri":"https://spravka.example/callback","scope":"openid GET_CLIENT_ACCOUNTS","state":"0123456789abcdef0123456789abcdef0123","nonce":"0123456789abcdef"}"#.to_owned(),
                &[],
            ),
        ),
        ("sber.client_info", ("{}".to_owned(), &[])),
        (
            "sber.exchange_code",
            (
                r#"{"client_id":"sandbox-client","redirect_uri":"https://spravka.example/callback"}"#
                    .to_owned(),
                &[],
            ),
        ),
        ("sber.refresh_token", (r#"{"client_id":"sandbox-client"}"#.to_owned(), &[])),
        (
            "spectrum_data.person_report",
            (
                r#"{"report_type":"report_person@sandbox","last_name":"Образцов","first_name":"Иван","birth_date":"1900-01-01"}"#
                    .to_owned(),
                &[],
            ),
        ),
    ])
}

/// A job for every operation, in the order of the registry; files are in this folder.
pub(crate) fn jobs(folder: &Path) -> Vec<String> {
    let inputs = inputs();
    let job = |name: &str| {
        let (input, files) = inputs.get(name).unwrap_or_else(|| panic!("{name} has no input"));
        let path = |(member, file): &(&str, &str)| {
            format!(r#""{member}":{:?}"#, folder.join(file).to_str().unwrap())
        };
        let files = files.iter().map(path).collect::<Vec<_>>().join(",");
        format!(r#"{{"id":"{name}","operation":"{name}","input":{input},"files":{{{files}}}}}"#)
    };
    let jobs: Vec<String> = OPERATIONS.iter().map(|entry| job(entry.about.name)).collect();
    assert_eq!(jobs.len(), inputs.len());
    jobs
}

#[test]
fn every_operation_works_on_the_sandbox() {
    let folder = submission();
    let jobs = jobs(folder.path());
    let ended = play(&["run", "--transport", "sandbox", "--max-wait", "1h"], &jobs.join("\n"));
    let lines = ended.lines();
    assert_eq!(lines.len(), jobs.len());
    for (entry, line) in OPERATIONS.iter().zip(lines) {
        let done = format!(r#"{{"id":"{}","step":"done""#, entry.about.name);
        assert!(line.starts_with(&done), "{line}");
        let simulated = line.contains(r#""simulated":true"#);
        assert_eq!(simulated, entry.provider.is_some(), "{line}");
    }
}
