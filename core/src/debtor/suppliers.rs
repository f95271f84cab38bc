//! Who can be asked about a debtor, with which operation, and what that needs of the person.

use super::Person;
use crate::error::{Code, Error, Result};
use crate::members::Members;
use crate::operation::{Input, Operation};
use crate::protocol::{Effect, Estimate, Notes};
use crate::providers::{api_cloud, fssp, kz_info, parser_api, sber, spectrum_data};

/// A provider and its operations, the most certain one first.
#[derive(Debug)]
struct Supplier {
    name: &'static str,
    offers: &'static [Offer],
}

/// One operation that says something of a debtor.
#[derive(Debug)]
pub(super) struct Offer {
    pub(super) operation: &'static str,
    /// The secret that it wants.
    pub(super) secret: &'static str,
    pub(super) effect: Effect,
    pub(super) estimate: Option<Estimate>,
    pub(super) gives: Gives,
    /// What tells the debtor from others there.
    pub(super) by: By,
    members: &'static [&'static str],
    check: fn(&str) -> Result<()>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gives {
    /// Enforcement proceedings with amounts in this currency.
    Proceedings(&'static str),
    /// Arrests of the accounts at a bank.
    Arrests,
}

impl Gives {
    pub(super) fn currency(self) -> Option<&'static str> {
        match self {
            Self::Proceedings(currency) => Some(currency),
            Self::Arrests => None,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum By {
    Name,
    Inn,
    Iin,
    /// Whose token it is.
    Token,
}

const RU: Gives = Gives::Proceedings("RUB");
const KZ: Gives = Gives::Proceedings("KZT");

const SUPPLIERS: &[Supplier] = &[
    Supplier {
        name: "fssp",
        offers: &[
            Offer::of::<fssp::search_physical::SearchPhysical>("fssp.token", RU, By::Name),
            Offer::of::<fssp::search_legal::SearchLegal>("fssp.token", RU, By::Name),
        ],
    },
    Supplier {
        name: "api_cloud",
        offers: &[
            Offer::of::<api_cloud::fssp_physical::FsspPhysical>("api_cloud.token", RU, By::Name),
            Offer::of::<api_cloud::fssp_inn::FsspInn>("api_cloud.token", RU, By::Inn),
            Offer::of::<api_cloud::fssp_legal::FsspLegal>("api_cloud.token", RU, By::Name),
        ],
    },
    Supplier {
        name: "parser_api",
        offers: &[
            Offer::of::<parser_api::fssp_physical::FsspPhysical>("parser_api.key", RU, By::Name),
            Offer::of::<parser_api::fssp_legal_by_inn::FsspLegalByInn>(
                "parser_api.key",
                RU,
                By::Inn,
            ),
            Offer::of::<parser_api::fssp_legal_by_name::FsspLegalByName>(
                "parser_api.key",
                RU,
                By::Name,
            ),
        ],
    },
    Supplier {
        name: "spectrum_data",
        offers: &[Offer::of::<spectrum_data::person_report::PersonReport>(
            "spectrum_data.token",
            RU,
            By::Name,
        )],
    },
    Supplier {
        name: "kz_info",
        offers: &[Offer::of::<kz_info::exec_proc_info::ExecProcInfo>(
            "kz_info.api_key",
            KZ,
            By::Iin,
        )],
    },
    Supplier {
        name: "sber",
        offers: &[Offer::of::<sber::client_info::ClientInfo>(
            "sber.access_token",
            Gives::Arrests,
            By::Token,
        )],
    },
];

/// The offers of a provider, or the one operation of this name; none where there is no such name.
pub(super) fn named(name: &str) -> &'static [Offer] {
    let mut found = SUPPLIERS.iter().filter_map(|supplier| {
        if supplier.name == name {
            return Some(supplier.offers);
        }
        let at = supplier.offers.iter().position(|offer| offer.operation == name)?;
        supplier.offers.get(at..=at)
    });
    found.next().unwrap_or_default()
}

/// Why an offer cannot be asked about this person.
pub(super) enum Unfit {
    /// The person has no such member.
    Missing(String),
    /// A member is of another kind, such as a company's INN where a person's is needed.
    Other,
}

impl Offer {
    const fn of<O: Operation>(secret: &'static str, gives: Gives, by: By) -> Self {
        Self {
            operation: O::ABOUT.name,
            secret,
            effect: O::ABOUT.effect,
            estimate: O::ABOUT.estimate,
            gives,
            by,
            members: O::Input::MEMBERS,
            check: |input| {
                let members = Members::of(input, "/input", O::Input::MEMBERS)?;
                O::Input::read(&members, &mut Notes::default()).map(drop)
            },
        }
    }

    pub(super) fn find(operation: &str) -> Option<&'static Self> {
        let mut offers = SUPPLIERS.iter().flat_map(|supplier| supplier.offers);
        offers.find(|offer| offer.operation == operation)
    }

    /// The operation's input: what it takes of the person, and the caller's `settings` for it. The
    /// operation itself says whether that is enough.
    ///
    /// # Errors
    /// Where the settings are at fault, their error; otherwise why the person does not fit.
    pub(super) fn input(
        &self,
        person: &Person,
        settings: Option<&str>,
    ) -> Result<Result<String, Unfit>> {
        let of_person = serde_json::to_string(person).unwrap_or_default();
        let of_person = Members::object(&of_person, "/input/person")?;
        let place = format!("/input/settings/{}", self.operation);
        let settings = Members::object(settings.unwrap_or("{}"), &place)?;
        let mut input = String::from("{");
        let taken = of_person
            .entries()
            .iter()
            .filter(|(name, _)| self.members.contains(&&**name) && settings.raw(name).is_none());
        for (name, value) in taken.chain(settings.entries()) {
            let name = serde_json::to_string(&**name).unwrap_or_default();
            let comma = if input.len() > 1 { "," } else { "" };
            input.extend([comma, &name, ":", value.get()]);
        }
        input.push('}');
        let Err(error) = (self.check)(&input) else { return Ok(Ok(input)) };
        let path = error.path.as_deref().unwrap_or_default();
        let member = path.trim_start_matches("/input/").to_owned();
        let set = |name: &str| member == "*" || settings.raw(name).is_some();
        let first = member.split('/').next().unwrap_or_default();
        match error.code {
            // Nobody but the caller can give it.
            Code::MissingMember if !Person::MEMBERS.contains(&first) => {
                Err(Error { path: Some(format!("{place}/{member}")), ..error })
            }
            Code::MissingMember if person.may_have(&member) => Ok(Err(Unfit::Missing(member))),
            _ if set(first) => Err(Error { path: Some(format!("{place}/{member}")), ..error }),
            _ => Ok(Err(Unfit::Other)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::registry;

    #[test]
    fn suppliers_are_providers_with_their_secrets() {
        for supplier in SUPPLIERS {
            for offer in supplier.offers {
                let entry = registry::find(offer.operation).unwrap();
                let provider = entry.provider.unwrap();
                assert_eq!(provider.name, supplier.name);
                assert!(provider.slots.iter().any(|slot| slot.secret == Some(offer.secret)));
            }
        }
    }
}
