//! Refusals, in the writing of the document: the code often is an empty text.

use std::borrow::Cow;

use serde::Serialize;

use crate::Reply;
use crate::http::json;

#[derive(Clone, Serialize)]
pub(super) struct Refused {
    #[serde(skip)]
    status: u16,
    error: &'static str,
    error_description: Cow<'static, str>,
}

const fn refused(status: u16, error: &'static str, words: &'static str) -> Refused {
    Refused { status, error, error_description: Cow::Borrowed(words) }
}

pub(super) const NO_AUTH: Refused = refused(401, "NO_AUTH_FOUND", "Wrong authorization data");
pub(super) const CREDENTIALS: Refused =
    refused(403, "INVALID_CREDENTIALS", "Invalid request credentials");
pub(super) const NO_METHOD: Refused = refused(404, "ERROR_METHOD_NOT_FOUND", "Method not found!");
pub(super) const TOO_MANY: Refused = refused(503, "QUERY_LIMIT_EXCEEDED", "Too many requests");
pub(super) const OPERATION_TIME: Refused =
    refused(429, "OPERATION_TIME_LIMIT", "Method is blocked due to operation time limit");
pub(super) const NOT_FOUND: Refused = refused(400, "NOT_FOUND", "Element not found");
pub(super) const NO_PROCESS: Refused = refused(400, "NOT_FOUND", "Smart process not found");
pub(super) const NO_OWNER: Refused = refused(400, "OWNER_NOT_FOUND", "Owner was not found");
pub(super) const NO_COMMENT: Refused = refused(400, "INVALID_ARG_VALUE", "Empty comment message");
pub(super) const DENIED: Refused = refused(400, "", "Access denied.");
pub(super) const NO_FIELDS: Refused = refused(400, "", "Parameter 'fields' must be array.");
pub(super) const NO_FILTER: Refused = refused(400, "", "Parameter 'filter' must be array.");
pub(super) const NO_COMM_TYPE: Refused =
    refused(400, "Communication type is not defined", "Parameter 'type' is required.");
pub(super) const NO_COMM_VALUES: Refused =
    refused(400, "Communication values is not defined", "Parameter 'values' is required.");
pub(super) const TOO_MANY_CALLS: Refused =
    refused(400, "ERROR_BATCH_LENGTH_EXCEEDED", "Max batch length exceeded");
pub(super) const NESTED: Refused =
    refused(405, "ERROR_BATCH_METHOD_NOT_ALLOWED", "Method is not allowed for batch usage");
pub(super) const NO_VALUE: Refused =
    refused(400, "CRM_FIELD_ERROR_VALUE_NOT_VALID", "Invalid value of the field");

/// With an empty code, and the words of the moment.
pub(super) fn because(words: impl Into<Cow<'static, str>>) -> Refused {
    Refused { status: 400, error: "", error_description: words.into() }
}

impl Refused {
    pub(super) fn reply(&self) -> Reply {
        json(self.status, self)
    }
}
