//! The provider's numbers and what they stand for. One that is not known keeps its number.

use serde::Serialize;

use crate::error::Text;

/// A number of the provider's with its name, `unknown` where the document has none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "provider_code"))]
pub struct Named {
    pub code: i64,
    pub name: &'static str,
}

impl Named {
    fn of(code: i64, table: &[(i64, &'static str)]) -> Self {
        let name =
            table.iter().find(|(known, _)| *known == code).map_or("unknown", |(_, name)| name);
        Self { code, name }
    }
}

/// Section 9: where an application stands. 0 is no status: it is not known, or not accessible.
pub(super) mod status {
    pub(crate) const NONE: i64 = 0;
    pub(crate) const DOCUMENTS: i64 = 1;
    pub(crate) const REQUEST: i64 = 2;
    pub(crate) const ISSUING: i64 = 3;
    pub(crate) const READY: i64 = 4;
    pub(crate) const REFUSED: i64 = 5;
    pub(crate) const SIGNATURE: i64 = 11;
    pub(crate) const MODERATION: i64 = 21;
    pub(crate) const PROCESSING: i64 = 22;
}

pub(super) fn status_named(code: i64) -> Named {
    Named::of(
        code,
        &[
            (status::NONE, "unknown_or_forbidden"),
            (status::PROCESSING, "processing"),
            (status::DOCUMENTS, "documents_awaited"),
            (status::REQUEST, "certificate_request_awaited"),
            (status::ISSUING, "issuing"),
            (status::READY, "ready"),
            (status::REFUSED, "refused"),
            (status::SIGNATURE, "manager_signature_awaited"),
            (status::MODERATION, "moderation"),
        ],
    )
}

/// Section 6 and the answers: what a file is. «Могут расширяться».
pub(super) mod file {
    pub(crate) const REQUEST: i64 = 0;
    pub(crate) const CERTIFICATE: i64 = 7;
    pub(crate) const ARCHIVE: i64 = 8;
    pub(crate) const SIGNATURE: i64 = 9;
    pub(crate) const ADDITIONAL: i64 = 17;
    pub(crate) const SIGNED_REQUEST: i64 = 20;
    /// Those that a client sends.
    pub(crate) const SENT: [i64; 5] = [REQUEST, ARCHIVE, SIGNATURE, ADDITIONAL, SIGNED_REQUEST];
}

pub(super) fn file_named(code: i64) -> Named {
    Named::of(
        code,
        &[
            (file::REQUEST, "certificate_request"),
            (1, "application_form"),
            (2, "procuration"),
            (3, "bill"),
            (5, "client_agreement"),
            (6, "print_form"),
            (file::CERTIFICATE, "certificate"),
            (file::ARCHIVE, "documents_archive"),
            (file::SIGNATURE, "archive_signature"),
            (file::ADDITIONAL, "additional_documents"),
            (file::SIGNED_REQUEST, "signed_certificate_request"),
        ],
    )
}

/// Section 8: a licence that comes with a certificate.
pub(super) fn licence_named(code: i64) -> Named {
    Named::of(
        code,
        &[
            (2, "cryptopro_4"),
            (5, "cryptopro_4_perpetual"),
            (6, "cryptoarm_standard_plus"),
            (7, "cryptoarm_standard"),
            (8, "cryptoarm"),
            (9, "cryptopro_5_perpetual"),
            (10, "cryptopro_5"),
            (11, "cryptopro_4_server"),
        ],
    )
}

/// Section 5.3: certificates that the tax service has issued before.
pub(super) mod fns {
    pub(crate) const IN_PROGRESS: i64 = 1;
    pub(crate) const FOUND: i64 = 3;
    pub(crate) const FAILED: i64 = 4;
}

pub(super) fn fns_named(code: i64) -> Named {
    Named::of(
        code,
        &[
            (0, "not_needed"),
            (fns::IN_PROGRESS, "in_progress"),
            (2, "none_found"),
            (fns::FOUND, "found"),
            (fns::FAILED, "failed"),
            (5, "ignored_by_partner"),
            (6, "found_and_revoked"),
            (7, "cancelled"),
        ],
    )
}

/// What is to be done about each value of the check; with certificates that are there whatever it
/// says (Q-A24).
pub(super) fn fns_instruction(code: i64, certificates: bool) -> Text {
    match code {
        0 | 2 if certificates => Text {
            en: "ask the CA: the check tells of no certificates, and there are some",
            ru: "Уточните в УЦ: проверка не говорит о сертификатах ФНС, а в ответе они есть.",
        },
        0 | 2 => Text {
            en: "nothing: no certificate of the tax service stands in the way",
            ru: "Ничего: действующих сертификатов ФНС нет или проверка не нужна.",
        },
        1 => Text {
            en: "wait: the check is under way", ru: "Подождите: проверка ещё идёт."
        },
        3 => Text {
            en: "add the revocation application to the archive (a file beginning with Revocation)",
            ru: "Добавьте в архив заявление на отзыв (файл «Отзыв…» или Revocation…): у заявителя есть сертификат ФНС.",
        },
        4 => Text {
            en: "ask the CA to repeat the check",
            ru: "Проверка не удалась: попросите УЦ повторить её.",
        },
        5 => Text {
            en: "nothing: the partner has chosen to ignore the certificates",
            ru: "Ничего: наличие сертификата ФНС отмечено партнёром как допустимое.",
        },
        6 => Text {
            en: "nothing: the revocation application is already there",
            ru: "Ничего: сертификат ФНС есть, и заявление на отзыв уже приложено.",
        },
        7 => Text {
            en: "nothing: the checks were called off and the certificate is issued anyway",
            ru: "Ничего: проверки отменены, выпуск разрешён принудительно.",
        },
        _ => Text {
            en: "ask the CA: the value is not in its document",
            ru: "Уточните в УЦ: такого значения нет в его документе.",
        },
    }
}

/// Section 5.2: a check in the inter-agency system.
pub(super) mod smev {
    pub(crate) const PENDING: [i64; 2] = [0, 2];
}

pub(super) fn smev_named(code: i64) -> Named {
    let table =
        [(0, "in_progress"), (2, "in_progress"), (1, "passed"), (-1, "failed"), (-2, "not_made")];
    Named::of(code, &table)
}

/// What a check is about.
pub(super) fn smev_subject(code: i64) -> Named {
    let table =
        [(0, "snils"), (1, "inn_and_passport"), (2, "passport"), (3, "ogrnip"), (4, "ogrn")];
    Named::of(code, &table)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_numbers_are_kept() {
        assert_eq!(status_named(22).name, "processing");
        assert_eq!(status_named(30), Named { code: 30, name: "unknown" });
        assert_eq!(licence_named(3).name, "unknown");
    }
}
