//! What the token endpoint does, by the client's id.

use crate::answer::{Answer, RetryAfter};
use crate::people::{Holds, Person};

pub(in crate::sber) struct Client {
    pub(super) id: &'static str,
    pub(super) play: Play,
    holds: Holds,
    happens: &'static str,
}

#[derive(Clone, Copy)]
pub(super) enum Play {
    Grant,
    /// Without `refresh_token`.
    NoRefresh,
    /// Nothing is issued.
    Say(Answer),
    SayAtFirst(Answer),
    /// The tokens are issued, but the answer does not tell them.
    GrantAnd(Answer),
    GrantAndAtFirst(Answer),
    GrantAndCut,
}

impl Client {
    pub(in crate::sber) fn person(&self) -> Person {
        Person {
            provider: "sber",
            operation: "sber.refresh_token",
            asked: vec![("client_id", self.id.to_owned())],
            happens: self.happens.to_owned(),
            holds: self.holds,
        }
    }
}

const fn pair(id: &'static str, play: Play, happens: &'static str) -> Client {
    Client { id, play, holds: Holds::Records, happens }
}

const fn none(id: &'static str, play: Play, happens: &'static str) -> Client {
    Client { id, play, holds: Holds::Silent, happens }
}

const LIMITED: &str = r#"{"cause":"TOO_MANY_REQUESTS","referenceId":"00000000-0000-4000-8000-000000000429","message":"Превышен лимит запросов. Повторите операцию позже."}"#;
const TOO_MANY: Answer = Answer::TooManyRequests(RetryAfter::Absent, LIMITED);
const INTERNAL: Answer = Answer::Json(
    500,
    r#"{"cause":"UNKNOWN_EXCEPTION","referenceId":"00000000-0000-4000-8000-000000000500","message":"Внутренняя ошибка сервера"}"#,
);

pub(in crate::sber) const CLIENTS: &[Client] = &[
    pair(
        "sandbox-client",
        Play::Grant,
        "a new pair; the same again where the refresh token before it is repeated within two \
         hours. So with `sber.exchange_code`, but a code works once, for two minutes",
    ),
    none(
        "sandbox-client-403",
        Play::Say(Answer::Json(
            403,
            r#"{"errorCode":"ACCESS_DENIED","errorMsg":"Доступ для клиента запрещен"}"#,
        )),
        "403 with `errorCode` and `errorMsg`",
    ),
    none(
        "sandbox-client-406",
        Play::Say(Answer::Json(
            406,
            r#"{"error":"not_acceptable","error_description":"Not acceptable"}"#,
        )),
        "406 with `error` and `error_description`",
    ),
    none("sandbox-client-429", Play::Say(TOO_MANY), "429 with `cause`, without Retry-After"),
    pair(
        "sandbox-client-429-once",
        Play::SayAtFirst(TOO_MANY),
        "429 once; a new pair from the second request on",
    ),
    none("sandbox-client-500", Play::Say(INTERNAL), "500 with `cause`"),
    pair(
        "sandbox-client-500-once",
        Play::SayAtFirst(INTERNAL),
        "500 once; a new pair from the second request on",
    ),
    pair(
        "sandbox-client-lost",
        Play::GrantAndAtFirst(Answer::TIMEOUT),
        "no answer in time once, but the pair is issued; from the second request on the pair",
    ),
    none(
        "sandbox-client-html",
        Play::Say(Answer::Html(400, "No required SSL certificate was sent")),
        "400 HTML `No required SSL certificate was sent`",
    ),
    none(
        "sandbox-client-empty",
        Play::GrantAnd(Answer::Blank(200)),
        "200 without a body; the pair is issued",
    ),
    pair(
        "sandbox-client-no-refresh",
        Play::NoRefresh,
        "a new pair, of which `refresh_token` is absent",
    ),
    none("sandbox-client-cut", Play::GrantAndCut, "an answer cut off; the pair is issued"),
];
