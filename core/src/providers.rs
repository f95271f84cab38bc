//! The providers: where secrets go, what a refusal looks like, and one file an operation.

pub mod api_cloud;
pub mod bitrix24;
pub mod fssp;
pub mod identifiers;
pub mod kz_info;
pub mod osnovanie;
pub mod parser_api;
pub mod sber;
pub mod spectrum_data;
