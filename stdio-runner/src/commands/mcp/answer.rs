//! The last step of a call as the result of a tool.

use rmcp::model::{CallToolResult, ContentBlock, JsonObject};
use serde::Deserialize;
use serde_json::value::RawValue;
use spravka_core::error::Text;
use spravka_host::job::Head;

/// What came of a call.
pub(super) struct Answer {
    pub(super) step: Vec<u8>,
    /// There is no answer in it.
    pub(super) is_error: bool,
    /// What is said before everything else.
    pub(super) lead: Option<String>,
}

const SIMULATED: Text = Text {
    en: "SIMULATED DATA: NOTHING FOLLOWS FROM IT ABOUT ANYBODY.",
    ru: "УЧЕБНЫЕ ДАННЫЕ: К НАСТОЯЩИМ ЛЮДЯМ НЕ ОТНОСЯТСЯ.",
};
const FAILED: Text = Text {
    en: "NO ANSWER: nothing is known, which does not mean that there is nothing.",
    ru: "ОТВЕТА НЕТ: ничего не известно, и это не значит «ничего нет».",
};
const PENDING: Text = Text {
    en: "NOT FINISHED: call `resume` with this `state` and the same `input`, not before `until`. Until then nothing is known.",
    ru: "НЕ ЗАВЕРШЕНО: вызовите `resume` с этим `state` и тем же `input` не раньше `until`. До тех пор ничего не известно.",
};
const NEEDS: Text = Text {
    en: "NOT FINISHED: call `resume` with this `state` and an `input` that has also what `needs` names.",
    ru: "НЕ ЗАВЕРШЕНО: вызовите `resume` с этим `state` и с `input`, дополненным тем, что названо в `needs`.",
};
const CHECK: Text = Text {
    en: "NOT FINISHED: call `resume` with this `check`, not before `until`. Until then the report is not complete.",
    ru: "НЕ ЗАВЕРШЕНО: вызовите `resume` с этим `check` не раньше `until`. До тех пор отчёт неполный.",
};

impl Answer {
    pub(super) fn of(step: Vec<u8>) -> Self {
        let is_error = step.starts_with(br#"{"step":"fail""#);
        Self { step, is_error, lead: None }
    }

    pub(super) fn into_result(self) -> CallToolResult {
        let Self { step, is_error, lead } = self;
        let json = String::from_utf8(step).unwrap_or_default();
        let advice = advice(&json, is_error);
        let mut lines = Vec::new();
        lines.extend(is_simulated(&json).then(|| format!("{} {}", SIMULATED.en, SIMULATED.ru)));
        lines.extend(advice.map(|Text { en, ru }| format!("{en} {ru}")));
        lines.extend(lead);
        let mut structured: JsonObject = serde_json::from_str(&json).unwrap_or_default();
        if let Some(Text { en, ru }) = advice {
            structured.insert("hint".to_owned(), en.into());
            structured.insert("hint_ru".to_owned(), ru.into());
        }
        lines.push(json);
        let text = vec![ContentBlock::text(lines.join("\n"))];
        let mut result =
            if is_error { CallToolResult::error(text) } else { CallToolResult::success(text) };
        result.structured_content = Some(structured.into());
        result
    }
}

fn advice(json: &str, is_error: bool) -> Option<Text> {
    let head: Head<'_> = serde_json::from_str(json).ok()?;
    match (head.step, head.needs, head.state) {
        ("wait", Some(_), _) => Some(NEEDS),
        ("wait", None, Some(_)) => Some(PENDING),
        ("wait", None, None) => Some(CHECK),
        _ => is_error.then_some(FAILED),
    }
}

/// Whether a simulation or a record has answered: said in the meta of a step, or by a report.
fn is_simulated(json: &str) -> bool {
    #[derive(Deserialize)]
    struct Step<'a> {
        #[serde(borrow, default)]
        meta: Option<&'a RawValue>,
        #[serde(borrow, default)]
        output: Option<&'a RawValue>,
    }
    #[derive(Deserialize)]
    struct Output<'a> {
        #[serde(borrow, default)]
        report: Option<&'a RawValue>,
    }
    #[derive(Deserialize)]
    struct Marked {
        #[serde(default)]
        simulated: bool,
    }
    let Ok(Step { meta, output }) = serde_json::from_str(json) else { return false };
    let report = output.and_then(|output| serde_json::from_str::<Output<'_>>(output.get()).ok());
    let marked = |raw: &RawValue| {
        serde_json::from_str::<Marked>(raw.get()).is_ok_and(|marked| marked.simulated)
    };
    [meta, output, report.and_then(|output| output.report)].into_iter().flatten().any(marked)
}
