//! Applicants, by СНИЛС: 999-0000-NN and the control digits.

use super::row::{COURSE, Course, Refused, Row, Smev};
use super::slip::Slip;
use crate::answer::Answer;

/// Whose application it is; who is not in the table has nothing happen to them.
pub(super) fn row(snils: &str) -> &'static Row {
    ROWS.iter().find(|row| row.snils == snils).unwrap_or(NOBODY)
}

pub(super) const NOBODY: &Row = &Row::plain("", "");

const MINUTE: i64 = 60_000;

/// The first is carried out, its answer is lost.
const fn lost(at: &'static str, answer: Answer) -> Slip {
    Slip { at, executed: true, always: false, answer }
}

/// The first is not carried out.
const fn never(at: &'static str, answer: Answer) -> Slip {
    Slip { at, executed: false, always: false, answer }
}

/// None is carried out.
const fn always(at: &'static str, answer: Answer) -> Slip {
    Slip { at, executed: false, always: true, answer }
}

pub(super) const ROWS: &[Row] = &[
    Row::plain("99900000115", "22 for 5 s, 1; after the signature 21 and 11 for 5 s each, 2; after the request 3 for 10 s, 4"),
    Row::plain("99900000216", "the same; for applications with `identificationKind` 1"),
    Row::plain("99900000317", "the same; for companies (INN 9800000013, OGRN 1269800000018)"),
    Row::plain("99900000418", "the same; for sole proprietors (OGRNIP 326980000000011)"),
    Row::plain("99900000519", "refused after the request: 3, then 5 with a comment").on(Course { refused: Some(Refused::AfterRequest), ..COURSE }).in_vain(),
    Row::plain("99900000620", "refused in moderation: 21, then 5 with a comment").on(Course { refused: Some(Refused::ByModerator), ..COURSE }).in_vain(),
    Row::plain("99900000721", "`checkCertInFNSStatus` 2").on(Course { fns: 2, ..COURSE }),
    Row::plain("99900000822", "`checkCertInFNSStatus` 3 with two certificates: the archive needs a revocation").on(Course { fns: 3, ..COURSE }),
    Row::plain("99900000923", "`checkCertInFNSStatus` 4: ask the CA").on(Course { fns: 4, ..COURSE }),
    Row::plain("99900001016", "`checkCertInFNSStatus` 5").on(Course { fns: 5, ..COURSE }),
    Row::plain("99900001117", "`checkCertInFNSStatus` 6").on(Course { fns: 6, ..COURSE }),
    Row::plain("99900001218", "`checkCertInFNSStatus` 7").on(Course { fns: 7, ..COURSE }),
    Row::plain("99900001319", "`checkCertInFNSStatus` 1 for a minute, then 2").on(Course { fns: 2, fns_check: MINUTE, ..COURSE }),
    Row::plain("99900001420", "the passport's check in СМЭВ fails: -1").on(Course { smev: Smev::Failed, ..COURSE }),
    Row::plain("99900001521", "the СНИЛС was never checked in СМЭВ: -2").on(Course { smev: Smev::NotChecked, ..COURSE }),
    Row::plain("99900001622", "slow: 21 for an hour, 11 for two days").on(Course { moderation: 60 * MINUTE, signature: 48 * 60 * MINUTE, ..COURSE }),
    Row::plain("99900001723", "from 1 to 2 at once").on(Course { moderation: 0, signature: 0, ..COURSE }),
    Row::plain("99900001824", "finished certificates are not accepted: 400").on(Course { takes_certificates: false, ..COURSE }),
    Row::plain("99900001925", "22 for a minute").on(Course { processing: MINUTE, ..COURSE }),
    Row::plain("99900002018", "status 30 instead of 22").on(Course { processing_status: 30, ..COURSE }),
    Row::plain("99900002119", "the first `create` is carried out, no answer in time").but(lost("create", Answer::TIMEOUT)),
    Row::plain("99900002220", "the first `create` is not carried out, no answer in time").but(never("create", Answer::TIMEOUT)),
    Row::plain("99900002321", "the first `create` is carried out, answered with 500").but(lost("create", Answer::Text(500, "Object reference not set to an instance of an object."))),
    Row::plain("99900002422", "the first `create` is carried out, the connection is reset").but(lost("create", Answer::RESET)),
    Row::plain("99900002523", "the first `create` is carried out, the answer is cut off").but(lost("create", Answer::Cut(r#"{"requestId":{asked}}"#))),
    Row::plain("99900002624", "the first `create` is carried out, answered with 502 HTML").but(lost("create", Answer::Html(502, "Bad Gateway"))),
    Row::plain("99900002725", "the first `create` finds no connection").but(never("create", Answer::CONNECT)),
    Row::plain("99900002826", "an equal application of today is there already: 2101, product 224, INN 980000002814"),
    Row::plain("99900002927", "two equal applications of today are there already: 2102 and 2103, product 224, INN 980000002998"),
    Row::plain("99900003020", "as the one with one equal application (2104, INN 980000003092), and the first `create` is not carried out, no answer in time").but(never("create", Answer::TIMEOUT)),
    Row::plain("99900003121", "as the one with two equal applications (2105 and 2106, INN 980000003166), and the first `create` is carried out, no answer in time").but(lost("create", Answer::TIMEOUT)),
    Row::plain("99900003222", "the first archive (8) is carried out, no answer in time").but(lost("attach_file.8", Answer::TIMEOUT)),
    Row::plain("99900003323", "the first archive (8) is not carried out, no answer in time").but(never("attach_file.8", Answer::TIMEOUT)),
    Row::plain("99900003424", "the first signature (9) is carried out, no answer in time").but(lost("attach_file.9", Answer::TIMEOUT)),
    Row::plain("99900003525", "the first signature (9) is not carried out, no answer in time").but(never("attach_file.9", Answer::TIMEOUT)),
    Row::plain("99900003626", "the first request (0) is carried out, no answer in time").but(lost("attach_file.0", Answer::TIMEOUT)),
    Row::plain("99900003727", "the first request (0) is not carried out, no answer in time").but(never("attach_file.0", Answer::TIMEOUT)),
    Row::plain("99900003828", "the first signed request (20) is carried out, no answer in time").but(lost("attach_file.20", Answer::TIMEOUT)),
    Row::plain("99900003929", "the first signed request (20) is not carried out, no answer in time").but(never("attach_file.20", Answer::TIMEOUT)),
    Row::plain("99900004022", "the first further archive (17) is carried out, no answer in time").but(lost("attach_file.17", Answer::TIMEOUT)),
    Row::plain("99900004123", "the first further archive (17) is not carried out, no answer in time").but(never("attach_file.17", Answer::TIMEOUT)),
    Row::plain("99900004224", "the first change is carried out, no answer in time").but(lost("change", Answer::TIMEOUT)),
    Row::plain("99900004325", "the first change is not carried out, no answer in time").but(never("change", Answer::TIMEOUT)),
    Row::plain("99900004426", "the first finished certificate is carried out, no answer in time").but(lost("attach_certificate", Answer::TIMEOUT)),
    Row::plain("99900004527", "the first finished certificate is not carried out, no answer in time").but(never("attach_certificate", Answer::TIMEOUT)),
    Row::plain("99900004628", "`create` is 500, a text of validation").but(always("create", Answer::Text(500, "Input string was not in a correct format."))).in_vain(),
    Row::plain("99900004729", "`create` is 401, whatever the password").but(always("create", Answer::Json(401, "\"Пользователь заблокирован\""))).in_vain(),
    Row::plain("99900004830", "the first `status` is 502 HTML").but(never("status", Answer::Html(502, "Bad Gateway"))),
    Row::plain("99900004931", "`view` is 403 without a text").but(always("view", Answer::Blank(403))),
];
