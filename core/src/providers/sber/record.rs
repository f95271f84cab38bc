//! The company as client-info sends it, every member optional, and as we give it.

mod account;
mod arrests;
mod reader;
mod sent;
mod values;

use std::borrow::Cow;

use self::account::{Account, account};
use self::arrests::Arrest;
use self::reader::Reader;
use self::sent::{Sent, sent};
use crate::error::{Code, Error, Happened, Result};
use crate::proceeding::Raw;
use crate::protocol::Notes;
use crate::value::Date;
use crate::wire::Object;

sent! {
    /// A company. What was not sent is absent, what was sent without a value is null. Control digits
    /// are not checked, quotation marks are left as they came.
    Client<'a> {
        short_name: Cow<'a, str>,
        full_name: Cow<'a, str>,
        /// ИНН, or a foreign company's КИО of five digits.
        inn: Cow<'a, str>,
        ogrn: Cow<'a, str>,
        okato: Cow<'a, str>,
        okpo: Cow<'a, str>,
        org_form: Cow<'a, str>,
        kpps: Vec<Cow<'a, str>>,
        activity: Activity<'a>,
        /// The bank's number of the company.
        org_pprb_id: Cow<'a, str>,
        /// The bank's number of the company, in newer answers.
        eks_epk_id: Cow<'a, str>,
        inn_registered_on: Date,
        ogrn_registered_on: Date,
        resident: bool,
        territorial_bank: Cow<'a, str>,
        branch: Branch<'a>,
        dbo_contracts: Vec<DboContract<'a>>,
        addresses: Vec<Address<'a>>,
        /// In newer answers.
        non_client: bool,
        /// In newer answers.
        org_unconfirmed: bool,
        /// In newer answers.
        is_corp_card_holder: bool,
        /// In newer answers.
        has_active_credit_line: bool,
        /// In newer answers.
        credit_line_available_sum: Cow<'a, str>,
        /// The accounts that the user showed us; closed ones, deposits and loans among them.
        accounts: Vec<Account<'a>>,
        ;
        /// Those of all accounts.
        arrests: Vec<Arrest<'a>>,
        /// Whether there are accounts, and the bank sent all that their arrests are read from.
        /// Without it an empty list proves nothing; of accounts that were not shown it says nothing.
        arrests_complete: bool,
        raw: Raw<'a>,
    }
}

sent! {
    /// What the company does.
    Activity<'a> {
        code: Cow<'a, str>,
        name: Cow<'a, str>,
    }
}

sent! {
    /// The bank's branch.
    Branch<'a> {
        address: Cow<'a, str>,
        code: Cow<'a, str>,
        name: Cow<'a, str>,
    }
}

sent! {
    /// A contract on remote banking.
    DboContract<'a> {
        date: Date,
        number: Cow<'a, str>,
    }
}

sent! {
    Address<'a> {
        /// The name of the address's type.
        r#type: Cow<'a, str>,
        full_address: Cow<'a, str>,
        /// The country's digits.
        country: Cow<'a, str>,
        zip: Cow<'a, str>,
        region: Cow<'a, str>,
        area: Cow<'a, str>,
        city: Cow<'a, str>,
        settlement_type: Cow<'a, str>,
        settlement: Cow<'a, str>,
        street: Cow<'a, str>,
        house: Cow<'a, str>,
        building: Cow<'a, str>,
        flat: Cow<'a, str>,
        comment: Cow<'a, str>,
    }
}

/// Reads the whole answer.
///
/// # Errors
/// `body_shape` where it has none of the known members, or where something that an arrest may hide
/// in cannot be read.
pub(super) fn client<'a>(root: &Object<'a>, notes: &mut Notes) -> Result<Client<'a>> {
    let mut reader = Reader::of(root, "/", notes);
    let accounts = reader.certain_objects("accounts", account)?;
    let listed = accounts.value().map(Vec::as_slice).unwrap_or_default();
    let client = Client {
        arrests: listed.iter().flat_map(|account| account.arrests.iter().cloned()).collect(),
        arrests_complete: !listed.is_empty() && listed.iter().all(|a| a.arrests_complete),
        short_name: reader.text("shortName"),
        full_name: reader.text("fullName"),
        inn: reader.text("inn"),
        ogrn: reader.text("ogrn"),
        okato: reader.text("okato"),
        okpo: reader.text("okpo"),
        org_form: reader.text("orgForm"),
        kpps: reader.texts("kpps"),
        activity: reader.object("orgKindActivityInfo", |part| Activity {
            code: part.id("code"),
            name: part.text("name"),
        }),
        org_pprb_id: reader.id("orgPprbId"),
        eks_epk_id: reader.id("eksEpkId"),
        inn_registered_on: reader.date("orgRegDateINN"),
        ogrn_registered_on: reader.date("orgRegDateOGRN"),
        resident: reader.flag("resident"),
        territorial_bank: reader.text("territorialBank"),
        branch: reader.object("branch", |part| Branch {
            address: part.text("address"),
            code: part.text("code"),
            name: part.text("name"),
        }),
        dbo_contracts: reader.objects("dboContracts", |part| DboContract {
            date: part.date("date"),
            number: part.text("number"),
        }),
        addresses: reader.objects("addresses", address),
        non_client: reader.flag("nonClient"),
        org_unconfirmed: reader.flag("orgUnconfirmed"),
        is_corp_card_holder: reader.flag("isCorpCardHolder"),
        has_active_credit_line: reader.flag("hasActiveCreditLine"),
        credit_line_available_sum: reader.amount("creditLineAvailableSum"),
        accounts,
        raw: reader.raw(),
    };
    if reader.says_nothing() {
        return Err(Error::new(Code::BodyShape).happened(Happened::Yes));
    }
    reader.finish();
    Ok(client)
}

fn address<'a>(part: &mut Reader<'_, 'a>) -> Address<'a> {
    Address {
        r#type: part.text("type"),
        full_address: part.text("fullAddress"),
        country: part.text("country"),
        zip: part.text("zip"),
        region: part.text("region"),
        area: part.text("area"),
        city: part.text("city"),
        settlement_type: part.text("settlementType"),
        settlement: part.text("settlement"),
        street: part.text("street"),
        house: part.text("house"),
        building: part.text("building"),
        flat: part.text("flat"),
        comment: part.text("comment"),
    }
}

#[cfg(test)]
mod tests;
