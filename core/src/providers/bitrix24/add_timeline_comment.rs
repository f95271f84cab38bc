//! `POST /rest/{user_id}/{webhook}/crm.timeline.comment.add`
//!
//! A comment in the timeline of a contact's card. Each request makes one more, and a portal knows no
//! idempotency key: what was lost, a person looks for on the card.

use serde::Serialize;

use super::ids::Id;
use super::portal::Portal;
use super::wire::{id, shape};
use super::{DOCS, PROVIDER, values};
use crate::error::{Error, Reconcile, Result, Text};
use crate::http::{Answer, Ask};
use crate::members::Members;
use crate::operation::{About, Exchange, Operation, Provider};
use crate::protocol::{Effect, Notes};

/// On whose card, and what.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Input {
    pub portal: Portal,
    /// The user whose webhook it is, and who is shown as the comment's author.
    pub user_id: Id,
    /// The contact's number.
    pub contact_id: Id,
    /// The text, with line breaks where it has some; at most 65,535 bytes.
    #[cfg_attr(feature = "schema", schemars(length(min = 1, max = 65535)))]
    pub comment: String,
}

impl std::fmt::Debug for Input {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Input({} bytes)", self.comment.len())
    }
}

impl crate::operation::Input for Input {
    const MEMBERS: &'static [&'static str] = &["portal", "user_id", "contact_id", "comment"];

    fn read(members: &Members<'_>, notes: &mut Notes) -> Result<Self> {
        let comment = members.text("comment")?;
        let comment = comment.ok_or_else(|| Error::missing(members.path("comment")))?;
        if !values::is_plain(&comment) || comment.trim().is_empty() {
            return Err(Error::invalid(members.path("comment"), COMMENT));
        }
        Ok(Self {
            portal: members.required("portal", notes)?,
            user_id: Id::read(members, "user_id")?,
            contact_id: Id::read(members, "contact_id")?,
            comment: comment.into_owned(),
        })
    }
}

/// The number of the new comment.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Output {
    pub comment_id: String,
}

const ABOUT: About = About {
    name: "bitrix24.add_timeline_comment",
    title: Text {
        en: "Comment on a contact in Bitrix24",
        ru: "Комментарий в карточке контакта Битрикс24",
    },
    summary: Text {
        en: "Adds a comment to the timeline of a contact's card; it is never sent twice unasked.",
        ru: "Добавляет комментарий в ленту карточки контакта; повторно сам не отправляется.",
    },
    effect: Effect::Create,
    estimate: None,
    docs: DOCS,
    reconcile: Some(&Reconcile {
        operation: "bitrix24.add_timeline_comment",
        how: "timeline_of_the_contact",
    }),
};

#[derive(Debug)]
pub struct AddTimelineComment;

impl Operation for AddTimelineComment {
    const ABOUT: About = ABOUT;
    type Input = Input;
    type Output<'a> = Output;
}

#[derive(Serialize)]
struct Body<'a> {
    fields: Comment<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "UPPERCASE")]
struct Comment<'a> {
    entity_id: Id,
    entity_type: &'static str,
    comment: &'a str,
}

impl Exchange for AddTimelineComment {
    const PROVIDER: &'static Provider = PROVIDER;

    fn request(input: &Input) -> Ask {
        let fields = Comment {
            entity_id: input.contact_id,
            entity_type: "contact",
            comment: &input.comment,
        };
        input.portal.ask(input.user_id, "crm.timeline.comment.add", &Body { fields })
    }

    fn read<'a>(_: &Input, answer: &Answer<'a>, _: &mut Notes) -> Result<Output> {
        let comment = id(&answer.object()?.field("result")).ok_or_else(|| shape("/result"))?;
        Ok(Output { comment_id: comment.to_string() })
    }
}

const COMMENT: Text = Text {
    en: "a text of 1 to 65,535 bytes that is not blank and has no control characters",
    ru: "непустой текст до 65 535 байт без управляющих символов",
};
