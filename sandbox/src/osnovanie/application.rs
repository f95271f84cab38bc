//! An application and its states (§9.2), which time and files move.
//!
//! ```text
//!  create ─▶ 22 ─▶ 1 ─(8, 9)─▶ 21 ─▶ 11 ─▶ 2 ─(0)─▶ 3 ─▶ 4
//!             ▲    │            │          │            └─▶ 5
//!             └────┘ change     └─▶ 5      └─(certificate)─▶ 4
//! ```
//!
//! INFERRED: what follows 22 after a change (the status before it), the order of 21 and 11, that a
//! certificate is issued without the signed request (20), that 20 comes once, and that data cannot
//! be changed any more in 3 and 4.

use super::info::Info;
use super::row::{Refused, Row};
use super::{errors, row};
use crate::{Reply, clock};

pub(super) struct Application {
    pub(super) info: Info,
    pub(super) row: &'static Row,
    pub(super) created: Created,
    /// When it was created or last changed.
    pub(super) changed_ms: i64,
    pub(super) stage: Stage,
    pub(super) archived: bool,
    /// Whether the applicant's documents (8) and the signed request (20) have come.
    pub(super) has_documents: bool,
    pub(super) has_signed_request: bool,
    /// The archives of type 17.
    pub(super) extra: Vec<Vec<u8>>,
}

#[derive(Clone, Copy)]
pub(super) enum Created {
    At(i64),
    /// At midnight, whichever day it is.
    Today,
}

#[derive(Clone, Copy)]
pub(super) enum Stage {
    Documents,
    /// The archive was signed (9) at this time.
    Signed(i64),
    /// The certificate was requested (0) at this time.
    Requested(i64),
    /// A finished certificate was attached.
    Certified,
}

impl Application {
    pub(super) fn new(info: Info, row: &'static Row, now_ms: i64) -> Self {
        Self {
            info,
            row,
            created: Created::At(now_ms),
            changed_ms: now_ms,
            stage: Stage::Documents,
            archived: false,
            has_documents: false,
            has_signed_request: false,
            extra: Vec::new(),
        }
    }

    pub(super) fn status(&self, now_ms: i64) -> u8 {
        let row::Course { moderation, signature, issue, refused, .. } = self.row.course;
        if self.is_busy(now_ms) {
            return self.row.course.processing_status;
        }
        match self.stage {
            Stage::Documents => 1,
            Stage::Signed(at) => match now_ms.saturating_sub(at) {
                past if past < moderation => 21,
                _ if refused == Some(Refused::ByModerator) => 5,
                past if past < moderation.saturating_add(signature) => 11,
                _ => 2,
            },
            Stage::Requested(at) if now_ms.saturating_sub(at) < issue => 3,
            Stage::Requested(_) if refused == Some(Refused::AfterRequest) => 5,
            Stage::Requested(_) | Stage::Certified => 4,
        }
    }

    pub(super) fn is_busy(&self, now_ms: i64) -> bool {
        now_ms.saturating_sub(self.changed_ms) < self.row.course.processing
    }

    /// `checkCertInFNSStatus`
    pub(super) fn fns(&self, now_ms: i64) -> u8 {
        let past = now_ms.saturating_sub(self.changed_ms);
        if past < self.row.course.fns_check { 1 } else { self.row.course.fns }
    }

    pub(super) fn created_ms(&self, now_ms: i64) -> i64 {
        match self.created {
            Created::At(ms) => ms,
            Created::Today => clock::midnight(now_ms),
        }
    }

    /// §3.2.2, §5.3: whether the archive needs the application for revocation.
    pub(super) fn needs_revocation(&self, now_ms: i64) -> bool {
        self.info.identification_kind() == 1 || self.fns(now_ms) == 3
    }

    /// §6: which file is awaited when.
    pub(super) fn accepts(&self, id: i64, file_type: i64, now_ms: i64) -> Result<(), Reply> {
        if self.is_busy(now_ms) {
            return Err(errors::busy(id));
        }
        let status = self.status(now_ms);
        let awaited = match file_type {
            0 => status == 2,
            8 => status == 1,
            9 => status == 1 && self.has_documents,
            17 => true,
            20 => status == 3 && !self.has_signed_request,
            _ => return Err(errors::quoted(500, &format!("Неизвестный тип файла {file_type}"))),
        };
        let status = name_of(status);
        let refusal =
            || format!("Файл типа {file_type} не ожидается: заявка №{id} в статусе «{status}»");
        if awaited { Ok(()) } else { Err(errors::quoted(500, &refusal())) }
    }

    /// Takes a file that is accepted.
    pub(super) fn take(&mut self, file_type: i64, file: Vec<u8>, now_ms: i64) {
        match file_type {
            0 => self.stage = Stage::Requested(now_ms),
            8 => self.has_documents = true,
            9 => self.stage = Stage::Signed(now_ms),
            17 => self.extra.push(file),
            20 => self.has_signed_request = true,
            _ => {}
        }
    }

    /// The reason of a refusal; nobody else comments.
    pub(super) fn comment(&self, now_ms: i64) -> Option<&'static str> {
        match self.row.course.refused {
            Some(Refused::ByModerator) if self.status(now_ms) == 5 => {
                Some("Отказ: фото заявителя нечитаемо")
            }
            Some(Refused::AfterRequest) if self.status(now_ms) == 5 => {
                Some("Отказ: запрос на сертификат не соответствует заявке")
            }
            _ => None,
        }
    }
}

/// The names of §9.2.
pub(super) fn name_of(status: u8) -> &'static str {
    match status {
        1 => "Отправка документов",
        2 => "Генерация запроса",
        3 => "Выпуск",
        4 => "Готово",
        5 => "Отказ",
        11 => "Ожидание подписи главного менеджера",
        21 => "На модерации",
        22 => "Обработка системы",
        _ => "Новый статус",
    }
}
