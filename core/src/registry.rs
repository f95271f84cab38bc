//! Every operation there is, one line each.

use crate::debtor;
use crate::error::Result;
use crate::flow::{self, Visit};
use crate::operation::{About, Exchange, Job, Kind, Procedure, Provider, Transform};
use crate::protocol::stage;
use crate::providers::{
    api_cloud, bitrix24, fssp, identifiers, kz_info, osnovanie, parser_api, sber, spectrum_data,
};

/// Every operation, by provider.
pub const OPERATIONS: &[Entry] = &[
    Entry::exchange::<api_cloud::balance::Balance>(),
    Entry::exchange::<api_cloud::fssp_inn::FsspInn>(),
    Entry::exchange::<api_cloud::fssp_ip::FsspIp>(),
    Entry::exchange::<api_cloud::fssp_legal::FsspLegal>(),
    Entry::exchange::<api_cloud::fssp_physical::FsspPhysical>(),
    Entry::exchange::<api_cloud::nsso_check_policy::NssoCheckPolicy>(),
    Entry::exchange::<bitrix24::add_timeline_comment::AddTimelineComment>(),
    Entry::exchange::<bitrix24::batch::Batch>(),
    Entry::procedure::<bitrix24::ensure_fields::EnsureFields>(),
    Entry::procedure::<bitrix24::find_contact::FindContact>(),
    Entry::exchange::<bitrix24::update_contact::UpdateContact>(),
    Entry::transform::<debtor::bitrix24_fields::Bitrix24Fields>(),
    Entry::transform::<debtor::diff::Diff>(),
    Entry::transform::<debtor::plan::Plan>(),
    Entry::transform::<debtor::report::Report>(),
    Entry::transform::<debtor::score::Score>(),
    Entry::job::<fssp::search_group::SearchGroup>(),
    Entry::job::<fssp::search_ip::SearchIp>(),
    Entry::job::<fssp::search_legal::SearchLegal>(),
    Entry::job::<fssp::search_physical::SearchPhysical>(),
    Entry::transform::<identifiers::check::Check>(),
    Entry::exchange::<kz_info::exec_proc_info::ExecProcInfo>(),
    Entry::exchange::<osnovanie::archive::Archive>(),
    Entry::exchange::<osnovanie::attach_certificate::AttachCertificate>(),
    Entry::exchange::<osnovanie::attach_file::AttachFile>(),
    Entry::procedure::<osnovanie::await_issue::AwaitIssue>(),
    Entry::procedure::<osnovanie::await_ready::AwaitReady>(),
    Entry::exchange::<osnovanie::change::Change>(),
    Entry::procedure::<osnovanie::change_application::ChangeApplication>(),
    Entry::exchange::<osnovanie::client_docs::ClientDocs>(),
    Entry::exchange::<osnovanie::create::Create>(),
    Entry::procedure::<osnovanie::create_application::CreateApplication>(),
    Entry::exchange::<osnovanie::find_fns_certificates::FindFnsCertificates>(),
    Entry::procedure::<osnovanie::finish_remote_identification::FinishRemoteIdentification>(),
    Entry::exchange::<osnovanie::list::List>(),
    Entry::exchange::<osnovanie::products::Products>(),
    Entry::exchange::<osnovanie::result::Fetch>(),
    Entry::exchange::<osnovanie::status::Status>(),
    Entry::procedure::<osnovanie::submit_documents::SubmitDocuments>(),
    Entry::exchange::<osnovanie::view::View>(),
    Entry::exchange::<parser_api::fssp_legal_by_inn::FsspLegalByInn>(),
    Entry::exchange::<parser_api::fssp_legal_by_name::FsspLegalByName>(),
    Entry::exchange::<parser_api::fssp_physical::FsspPhysical>(),
    Entry::exchange::<parser_api::quota::Quota>(),
    Entry::transform::<sber::authorize_url::AuthorizeUrl>(),
    Entry::procedure::<sber::client_info::ClientInfo>(),
    Entry::procedure::<sber::exchange_code::ExchangeCode>(),
    Entry::procedure::<sber::refresh_token::RefreshToken>(),
    Entry::job::<spectrum_data::person_report::PersonReport>(),
];

/// An operation without its types.
#[derive(Debug)]
pub struct Entry {
    pub about: About,
    pub kind: Kind,
    pub provider: Option<&'static Provider>,
    pub(crate) play: fn(&mut Visit<'_, '_>) -> Result<()>,
    /// Whether a flow of it can stand at a stage of this name.
    pub(crate) is_stage: fn(&str) -> bool,
    /// The names of the input's members.
    pub members: &'static [&'static str],
    #[cfg(feature = "schema")]
    pub(crate) schemas: crate::schema::OfOperation,
}

impl Entry {
    const fn exchange<E: Exchange>() -> Self {
        Self {
            about: E::ABOUT,
            kind: Kind::Exchange,
            provider: Some(E::PROVIDER),
            play: flow::exchange::<E>,
            is_stage: |name| name == stage::ASK,
            members: <E::Input as crate::operation::Input>::MEMBERS,
            #[cfg(feature = "schema")]
            schemas: crate::schema::OfOperation::of::<E>(),
        }
    }

    const fn job<J: Job>() -> Self {
        Self {
            about: J::ABOUT,
            kind: Kind::Job,
            provider: Some(J::PROVIDER),
            play: flow::job::<J>,
            is_stage: |name| [stage::SUBMIT, stage::POLL, stage::FETCH].contains(&name),
            members: <J::Input as crate::operation::Input>::MEMBERS,
            #[cfg(feature = "schema")]
            schemas: crate::schema::OfOperation::of::<J>(),
        }
    }

    const fn procedure<P: Procedure>() -> Self {
        Self {
            about: P::ABOUT,
            kind: P::KIND,
            provider: Some(P::PROVIDER),
            play: flow::procedure::<P>,
            is_stage: |stage| P::STAGES.iter().any(|known| known.name == stage),
            members: <P::Input as crate::operation::Input>::MEMBERS,
            #[cfg(feature = "schema")]
            schemas: crate::schema::OfOperation::of::<P>(),
        }
    }

    const fn transform<T: Transform>() -> Self {
        Self {
            about: T::ABOUT,
            kind: Kind::Transform,
            provider: None,
            play: flow::transform::<T>,
            is_stage: |_| false,
            members: <T::Input as crate::operation::Input>::MEMBERS,
            #[cfg(feature = "schema")]
            schemas: crate::schema::OfOperation::of::<T>(),
        }
    }

    /// The part of the name before the dot.
    #[must_use]
    pub fn provider_name(&self) -> &'static str {
        self.about.name.split('.').next().unwrap_or_default()
    }
}

/// The operation of this name.
#[must_use]
pub fn find(name: &str) -> Option<&'static Entry> {
    OPERATIONS.iter().find(|entry| entry.about.name == name)
}

/// The providers of all operations, each once, in the order of the operations.
pub fn providers() -> impl Iterator<Item = &'static Provider> {
    let mut seen = Vec::new();
    OPERATIONS.iter().filter_map(|entry| entry.provider).filter(move |provider| {
        let new = !seen.contains(&provider.name);
        seen.push(provider.name);
        new
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_sorted_and_unique() {
        let names: Vec<_> = OPERATIONS.iter().map(|entry| entry.about.name).collect();
        assert!(names.is_sorted_by(|a, b| a < b), "{names:?}");
    }

    #[test]
    fn an_operation_names_its_provider() {
        for entry in OPERATIONS {
            if let Some(provider) = entry.provider {
                assert_eq!(entry.provider_name(), provider.name, "{}", entry.about.name);
            }
            assert!(entry.about.docs.starts_with("https://"), "{}", entry.about.name);
        }
    }

    #[test]
    fn slots_are_the_providers_own() {
        for provider in providers() {
            for slot in provider.slots {
                let secret = slot.secret.unwrap_or_default();
                assert!(secret.starts_with(&format!("{}.", provider.name)), "{secret}");
            }
        }
    }
}
