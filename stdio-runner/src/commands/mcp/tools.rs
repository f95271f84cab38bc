//! The tools, made from the registry.

use rmcp::model::{Tool, ToolAnnotations};
use spravka_core::members::nearest;
use spravka_core::operation::Kind;
use spravka_core::protocol::Effect;
use spravka_core::registry::{Entry, OPERATIONS};

use super::allow::{Allow, Allowed};
use super::schemas::{Schemas, resume};

pub(super) const CHECK_DEBTOR: &str = "check_debtor";
pub(super) const RESUME: &str = "resume";

/// What a name stands for.
#[derive(Debug)]
pub(super) enum Named {
    CheckDebtor,
    Resume,
    Operation(&'static Entry),
}

/// # Errors
/// There is no such tool; the name of the one that is nearest.
pub(super) fn find(name: &str) -> Result<Named, Option<String>> {
    match name {
        CHECK_DEBTOR => Ok(Named::CheckDebtor),
        RESUME => Ok(Named::Resume),
        _ => match OPERATIONS.iter().find(|entry| tool_name(entry) == name) {
            Some(entry) => Ok(Named::Operation(entry)),
            None => {
                let names: Vec<_> = OPERATIONS.iter().map(|entry| entry.about.name).collect();
                Err(nearest(name, &names).map(|name| name.replace('.', "_")))
            }
        },
    }
}

/// The operation's name without its dot, which not every client takes.
fn tool_name(entry: &Entry) -> String {
    entry.about.name.replace('.', "_")
}

/// The tools that are switched on.
pub(super) fn listed(allowed: &Allowed) -> Vec<Tool> {
    let schemas = Schemas::new();
    let with_files = allowed.has(Allow::Files);
    let on = OPERATIONS.iter().filter(|entry| allowed.check(entry.about.effect).is_ok());
    let of_operation = |entry: &'static Entry| {
        Tool::new(tool_name(entry), description(entry), schemas.input(entry, with_files))
            .with_title(entry.about.title.en)
            .with_raw_output_schema(schemas.step(entry).into())
            .with_annotations(annotations(entry))
    };
    let mut tools = vec![check_debtor(allowed, &schemas), go_on(allowed)];
    tools.extend(on.map(of_operation));
    tools
}

fn description(entry: &Entry) -> String {
    let about = &entry.about;
    let effect = match (about.effect, about.estimate, entry.kind) {
        (_, _, Kind::Transform) => "Calculates only; no request is sent.".to_owned(),
        (Effect::Read, ..) => "Reads, free of charge.".to_owned(),
        (Effect::Quota, ..) => "Free of charge, but uses up the provider's quota.".to_owned(),
        (Effect::PaidRead, Some(price), _) => {
            format!("COSTS MONEY: about {} {} a call.", price.amount, price.currency)
        }
        (Effect::PaidRead, None, _) => {
            "COSTS MONEY: each call, by your contract with the provider; the price is not known here."
                .to_owned()
        }
        (Effect::Write, ..) => "CHANGES DATA at the provider.".to_owned(),
        (Effect::Create, ..) => "CREATES something new at the provider, each time.".to_owned(),
        (Effect::Irreversible, ..) => "CANNOT BE TAKEN BACK once it is carried out.".to_owned(),
    };
    let (summary, title) = (about.summary, about.title);
    format!("{} {effect} По-русски: {}. {}", summary.en, title.ru, summary.ru)
}

/// A call that costs money changes an account, so that no client takes it for harmless.
fn annotations(entry: &Entry) -> ToolAnnotations {
    let effect = entry.about.effect;
    let reads = matches!(effect, Effect::Read | Effect::Quota);
    ToolAnnotations::with_title(entry.about.title.en)
        .read_only(reads)
        .destructive(matches!(effect, Effect::Write | Effect::Irreversible))
        .idempotent(reads)
        .open_world(entry.kind != Kind::Transform)
}

fn check_debtor(allowed: &Allowed, schemas: &Schemas) -> Tool {
    let is_paid = allowed.has(Allow::Paid);
    let money = if is_paid {
        "MAY COST MONEY: sources that have to be paid for are asked where no free one answers; `money` bounds it."
    } else {
        "Free of charge: sources that have to be paid for are reported as not checked."
    };
    let title = "Check a debtor";
    let description = format!(
        "Asks every source about a person or a company, with stand-ins for those that do not answer, and gives one report with a short Russian summary. Only a report with complete:true can mean that there are no debts. {money} По-русски: проверка должника по всем источникам, отчёт и краткая сводка."
    );
    Tool::new(CHECK_DEBTOR, description, schemas.check_debtor())
        .with_title(title)
        .with_raw_output_schema(schemas.report().into())
        .with_annotations(
            ToolAnnotations::with_title(title)
                .read_only(!is_paid)
                .destructive(false)
                .idempotent(!is_paid)
                .open_world(true),
        )
}

fn go_on(allowed: &Allowed) -> Tool {
    let title = "Go on with a call that has not finished";
    let description = "Takes up a call whose result was step:\"wait\", or a step:\"fail\" with a `state`: give the `state` unchanged and the same `input`; of check_debtor, give `check` alone. Nothing that was carried out is repeated. По-русски: продолжить незавершённый вызов.";
    let writes = allowed.has(Allow::Write) || allowed.has(Allow::Irreversible);
    Tool::new(RESUME, description, resume(allowed.has(Allow::Files)))
        .with_title(title)
        .with_annotations(
            ToolAnnotations::with_title(title)
                .read_only(allowed.only_reads())
                .destructive(writes)
                .idempotent(allowed.only_reads())
                .open_world(true),
        )
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn everything() -> Allowed {
        Allowed::new(vec![Allow::Paid, Allow::Write, Allow::Irreversible, Allow::Files])
    }

    #[test]
    fn each_name_stands_for_one_operation() {
        let names: BTreeSet<String> = OPERATIONS.iter().map(tool_name).collect();
        assert_eq!(names.len(), OPERATIONS.len());
        assert!(!names.contains(CHECK_DEBTOR) && !names.contains(RESUME));
        for entry in OPERATIONS {
            let name = tool_name(entry);
            let plain = |b: u8| b.is_ascii_alphanumeric() || b == b'_' || b == b'-';
            assert!(name.bytes().all(plain) && name.len() <= 64, "{name}");
            let Ok(Named::Operation(found)) = find(&name) else { panic!("{name}") };
            assert_eq!(found.about.name, entry.about.name);
        }
        assert_eq!(find("fssp_serch_ip").unwrap_err().as_deref(), Some("fssp_search_ip"));
    }

    #[test]
    fn everything_that_is_allowed_is_listed_once() {
        let names = |allowed: &Allowed| -> BTreeSet<String> {
            listed(allowed).into_iter().map(|tool| tool.name.into_owned()).collect()
        };
        assert_eq!(names(&everything()).len(), OPERATIONS.len() + 2);
        let nothing = names(&Allowed::new(Vec::new()));
        for entry in OPERATIONS {
            let harmless = matches!(entry.about.effect, Effect::Read | Effect::Quota);
            assert_eq!(nothing.contains(&tool_name(entry)), harmless, "{}", entry.about.name);
        }
    }

    #[test]
    fn schemas_are_objects_whose_references_resolve() {
        for tool in listed(&everything()) {
            for schema in [Some(&tool.input_schema), tool.output_schema.as_ref()] {
                let Some(schema) = schema else { continue };
                assert_eq!(schema["type"], "object", "{}", tool.name);
                for forbidden in ["$schema", "anyOf", "oneOf", "allOf"] {
                    assert!(!schema.contains_key(forbidden), "{}: {forbidden}", tool.name);
                }
                let text = serde_json::to_string(schema).unwrap();
                for reference in text.split(r##""$ref":"#/$defs/"##).skip(1) {
                    let name = reference.split('"').next().unwrap();
                    assert!(schema["$defs"].get(name).is_some(), "{}: {name}", tool.name);
                }
                assert_eq!(text.matches("\"$ref\"").count(), text.matches("\"#/$defs/").count());
            }
        }
    }

    #[test]
    fn whatever_is_not_free_says_so() {
        for entry in OPERATIONS {
            let about = &entry.about;
            let (text, hints) = (description(entry), annotations(entry));
            match (about.effect, about.estimate) {
                (Effect::PaidRead, Some(price)) => {
                    assert!(text.contains("COSTS MONEY") && text.contains(price.amount), "{text}");
                }
                (Effect::PaidRead, None) => assert!(text.contains("COSTS MONEY"), "{text}"),
                (Effect::Read | Effect::Quota, _) => assert_eq!(hints.read_only_hint, Some(true)),
                (effect, _) => {
                    let words = match effect {
                        Effect::Write => "CHANGES DATA",
                        Effect::Create => "CREATES",
                        _ => "CANNOT BE TAKEN BACK",
                    };
                    assert!(text.contains(words), "{text}");
                    assert_eq!(hints.read_only_hint, Some(false));
                }
            }
            assert!(text.contains(about.title.ru), "{text}");
        }
    }

    #[test]
    fn no_operation_has_a_member_for_paths() {
        assert!(OPERATIONS.iter().all(|entry| !entry.members.contains(&"files")));
    }
}
