//! Who is on the portal's cards, and what happens to requests about them.

use crate::answer::{Answer, RetryAfter};
use crate::people::{Holds, Person};

/// A contact that can be looked for.
struct Contact {
    id: u64,
    phone: &'static str,
    email: &'static str,
    inn: &'static str,
}

const fn contact(id: u64, phone: &'static str, email: &'static str, inn: &'static str) -> Contact {
    Contact { id, phone, email, inn }
}

const CONTACTS: &[Contact] = &[
    contact(101, "+79990000101", "ivan@example.com", "980000000101"),
    contact(102, "+79990000102", "family@example.com", ""),
    contact(103, "+79990000102", "family@example.com", "980000002814"),
    contact(104, "+79990000104", "petr@example.com", "980000002814"),
];

/// Contacts with one phone, more than are found at once.
const CROWD: std::ops::Range<u64> = 301..326;
const CROWD_PHONE: &str = "+79990000120";
/// Contacts with one INN, on two pages.
const BRANCHES: std::ops::Range<u64> = 401..461;
const BRANCHES_INN: &str = "980000002998";

/// Fields that the portal has from the beginning.
pub(super) const USER_FIELDS: &[(&str, &str)] = &[
    ("UF_CRM_FSSP_TOTAL", "money"),
    ("UF_CRM_FSSP_COUNT", "integer"),
    ("UF_CRM_FSSP_SHARE", "double"),
    ("UF_CRM_FSSP_CHECKED_AT", "datetime"),
    ("UF_CRM_FSSP_DAY", "date"),
    ("UF_CRM_FSSP_FOUND", "boolean"),
    ("UF_CRM_FSSP_NOTE", "string"),
];

/// The contact whose changes keep the portal at work for four minutes each.
const HEAVY: u64 = 190;

pub(super) fn works_for(contact: u64) -> i64 {
    if contact == HEAVY { 240_000 } else { 0 }
}

/// From when on lists show a new field.
pub(super) fn shown_from(name: &str, now_ms: i64) -> i64 {
    match name {
        "UF_CRM_LATE" => now_ms + 8_000,
        "UF_CRM_HIDDEN" => i64::MAX,
        _ => now_ms,
    }
}

/// Every number of a contact.
pub(super) fn contacts() -> impl Iterator<Item = u64> {
    let of_incidents = INCIDENTS.iter().filter_map(|incident| incident.subject.parse().ok());
    let known = CONTACTS.iter().map(|contact| contact.id).chain([HEAVY]);
    known.chain(CROWD).chain(BRANCHES).chain(of_incidents)
}

/// The number of the requisites, the contact's, the INN.
pub(super) fn requisites() -> impl Iterator<Item = (u64, u64, &'static str)> {
    let own = CONTACTS.iter().filter(|contact| !contact.inn.is_empty());
    let own = own.map(|contact| (contact.id + 1000, contact.id, contact.inn));
    own.chain(BRANCHES.map(|id| (id + 1000, id, BRANCHES_INN)))
}

/// The contacts with one of these values. INFERRED: of a phone the digits count, of an address not
/// the case of its letters.
pub(super) fn reached_by(kind: &str, values: &[&str]) -> Vec<u64> {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let has = |contact: &Contact| match kind {
        "PHONE" => values.iter().any(|value| digits(value) == digits(contact.phone)),
        _ => values.iter().any(|value| value.eq_ignore_ascii_case(contact.email)),
    };
    let known = CONTACTS.iter().filter(|contact| has(contact)).map(|contact| contact.id);
    let crowd = kind == "PHONE" && values.iter().any(|value| digits(value) == digits(CROWD_PHONE));
    known.chain(CROWD.filter(|_| crowd)).collect()
}

/// What happens to a request in place of its answer.
pub(super) struct Incident {
    method: &'static str,
    subject: &'static str,
    /// Every time; otherwise the first time only.
    pub(super) always: bool,
    /// The method does its work, whatever is answered.
    pub(super) executed: bool,
    pub(super) answer: Answer,
    happens: &'static str,
}

const FIND: &str = "crm.duplicate.findbycomm";
const UPDATE: &str = "crm.item.update";
const COMMENT: &str = "crm.timeline.comment.add";
const FIELD: &str = "crm.contact.userfield.add";

const fn silent(subject: &'static str, answer: Answer, happens: &'static str) -> Incident {
    Incident { method: FIND, subject, always: true, executed: false, answer, happens }
}

const fn once(
    method: &'static str,
    subject: &'static str,
    executed: bool,
    answer: Answer,
    happens: &'static str,
) -> Incident {
    Incident { method, subject, always: false, executed, answer, happens }
}

const TOO_MANY: &str =
    r#"{"error":"QUERY_LIMIT_EXCEEDED","error_description":"Too many requests"}"#;
const OVERLOAD: &str =
    r#"{"error":"OVERLOAD_LIMIT","error_description":"REST API is blocked due to overload."}"#;
const OPERATION: &str = r#"{"error":"OPERATION_TIME_LIMIT","error_description":"Method is blocked due to operation time limit"}"#;
const INTERNAL: &str =
    r#"{"error":"INTERNAL_SERVER_ERROR","error_description":"Internal server error"}"#;
const FOUND: &str = r#"{"result":{"CONTACT":[275]}}"#;

const INCIDENTS: &[Incident] = &[
    once(
        FIND,
        "+79990000201",
        false,
        Answer::Json(503, TOO_MANY),
        "503 `QUERY_LIMIT_EXCEEDED`, then nothing is found",
    ),
    silent("+79990000202", Answer::Json(503, TOO_MANY), "503 `QUERY_LIMIT_EXCEEDED`"),
    silent("+79990000203", Answer::Json(503, OVERLOAD), "503 `OVERLOAD_LIMIT`"),
    silent("+79990000204", Answer::Json(429, OPERATION), "429 `OPERATION_TIME_LIMIT`"),
    silent("+79990000205", Answer::Html(503, "Service Temporarily Unavailable"), "503 HTML"),
    silent(
        "+79990000206",
        Answer::Json(
            401,
            r#"{"error":"NO_AUTH_FOUND","error_description":"Wrong authorization data"}"#,
        ),
        "401",
    ),
    silent(
        "+79990000207",
        Answer::Json(403, r#"{"error":"insufficient_scope","error_description":""}"#),
        "403 in small letters",
    ),
    silent(
        "+79990000208",
        Answer::Json(400, r#"{"error":"","error_description":"Access denied."}"#),
        "400, the code an empty text",
    ),
    silent(
        "+79990000209",
        Answer::Json(400, r#"{"error":0,"error_description":"Access denied."}"#),
        "400, the code 0",
    ),
    silent(
        "+79990000210",
        Answer::Json(200, r#"{"error":"","error_description":""}"#),
        "200 with an empty code",
    ),
    silent("+79990000211", Answer::Json(200, r#"{"result":false}"#), "`result` is false"),
    silent("+79990000212", Answer::Json(200, r#"{"result":null}"#), "`result` is null"),
    silent(
        "+79990000213",
        Answer::Json(200, r#"{"result":{"LEAD":[1]}}"#),
        "leads in place of contacts",
    ),
    silent("+79990000214", Answer::Json(200, r#"{"time":{}}"#), "no `result`"),
    silent("+79990000215", Answer::Json(500, INTERNAL), "500"),
    silent("+79990000216", Answer::Html(502, "Bad Gateway"), "502 HTML"),
    silent("+79990000217", Answer::Captcha, "a captcha page with status 200"),
    silent("+79990000218", Answer::Cut(FOUND), "an answer cut off in the middle"),
    silent("+79990000219", Answer::Blank(200), "200 without a body"),
    silent("+79990000220", Answer::TIMEOUT, "no answer in time"),
    silent("+79990000221", Answer::RESET, "the connection is reset"),
    silent("+79990000222", Answer::CONNECT, "no connection"),
    silent(
        "+79990000223",
        Answer::TooManyRequests(RetryAfter::Written("5"), "{}"),
        "429, Retry-After of 5 s",
    ),
    once(UPDATE, "501", true, Answer::TIMEOUT, "the first answer is lost, the change is made"),
    once(
        UPDATE,
        "502",
        false,
        Answer::TIMEOUT,
        "the first request is lost, the change is not made",
    ),
    Incident {
        method: UPDATE,
        subject: "503",
        always: true,
        executed: true,
        answer: Answer::Html(502, "Bad Gateway"),
        happens: "502 HTML every time, the change is made",
    },
    once(COMMENT, "601", true, Answer::TIMEOUT, "the first answer is lost, the comment is made"),
    once(COMMENT, "602", false, Answer::TIMEOUT, "the first request is lost, no comment is made"),
    once(COMMENT, "603", true, Answer::Json(500, INTERNAL), "500, and the comment is made"),
    once(
        COMMENT,
        "604",
        true,
        Answer::Cut(r#"{"result":999,"time":{}}"#),
        "an answer cut off, and the comment is made",
    ),
    once(
        COMMENT,
        "605",
        false,
        Answer::Json(503, TOO_MANY),
        "503 `QUERY_LIMIT_EXCEEDED`, then the comment is made",
    ),
    once(
        FIELD,
        "UF_CRM_LOST_MADE",
        true,
        Answer::TIMEOUT,
        "the first answer is lost, the field is made",
    ),
    once(
        FIELD,
        "UF_CRM_LOST",
        false,
        Answer::TIMEOUT,
        "the first request is lost, the field is not made",
    ),
    once(
        FIELD,
        "UF_CRM_LATE",
        true,
        Answer::TIMEOUT,
        "the first answer is lost, lists show the field after 8 s",
    ),
    once(
        FIELD,
        "UF_CRM_CUT",
        true,
        Answer::Cut(r#"{"result":399,"time":{}}"#),
        "an answer cut off, the field is made",
    ),
    once(
        FIELD,
        "UF_CRM_GATEWAY",
        true,
        Answer::Html(502, "Bad Gateway"),
        "502 HTML, the field is made",
    ),
];

pub(super) fn incident(method: &str, subject: &str) -> Option<&'static Incident> {
    INCIDENTS.iter().find(|incident| incident.method == method && incident.subject == subject)
}

pub(super) fn people() -> Vec<Person> {
    let found = |name, asked: &str, happens: &str| (name, asked.to_owned(), happens.to_owned());
    let looked_up = [
        found("phones", "+79990000101", "contact 101"),
        found("phones", "+79990000102", "contacts 102 and 103, of one family"),
        found("phones", CROWD_PHONE, "25 contacts, of which a portal shows the 20 oldest"),
        found("emails", "petr@example.com", "contact 104"),
        found("inn", "980000000101", "contact 101"),
        found("inn", "980000002814", "contacts 103 and 104"),
        found("inn", BRANCHES_INN, "60 contacts, on two pages"),
    ];
    let looked_up = looked_up.map(|(name, asked, happens)| {
        person("bitrix24.find_contact", name, asked, happens, Holds::Records)
    });
    let nobody = |name, asked: &str| {
        let happens = "nobody: `[]`".to_owned();
        person("bitrix24.find_contact", name, asked.to_owned(), happens, Holds::Nothing)
    };
    let nobody = [nobody("phones", "+79990000199"), nobody("inn", "980000003092")];
    let others = INCIDENTS.iter().map(Incident::person);
    let heavy = person(
        "bitrix24.update_contact",
        "contact_id",
        HEAVY.to_string(),
        "each change works for four minutes: the third within ten gets 429".to_owned(),
        Holds::Records,
    );
    let hidden = person(
        "bitrix24.ensure_fields",
        "field",
        "UF_CRM_HIDDEN".to_owned(),
        "the field is made, and no list shows it".to_owned(),
        Holds::Silent,
    );
    let all = looked_up.into_iter().chain(nobody).chain(others).chain([heavy, hidden]);
    let mut all: Vec<Person> = all.collect();
    all.sort_by_key(|person| person.operation);
    all
}

fn person(
    operation: &'static str,
    name: &'static str,
    asked: String,
    happens: String,
    holds: Holds,
) -> Person {
    Person { provider: "bitrix24", operation, asked: vec![(name, asked)], happens, holds }
}

impl Incident {
    fn person(&self) -> Person {
        let (operation, name) = match self.method {
            FIND => ("bitrix24.find_contact", "phones"),
            UPDATE => ("bitrix24.update_contact", "contact_id"),
            COMMENT => ("bitrix24.add_timeline_comment", "contact_id"),
            _ => ("bitrix24.ensure_fields", "field"),
        };
        let holds = match (self.method, self.always) {
            (FIND, false) => Holds::Nothing,
            (_, true) => Holds::Silent,
            (_, false) => Holds::Records,
        };
        person(operation, name, self.subject.to_owned(), self.happens.to_owned(), holds)
    }
}
