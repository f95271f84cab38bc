//! `POST /api/external/v2/products`
//!
//! What can be ordered, and for how much. The document prints the answer in the place of the
//! request (Q-A40); that the body holds the login only, public clients confirm.

use std::borrow::Cow;

use serde::Serialize;

use super::info::bool_of;
use super::loose::{Loose, shape};
use super::{DOCS, PROVIDER};
use crate::error::{Result, Text};
use crate::http::{Answer, Ask};
use crate::members::Members;
use crate::operation::{About, Exchange, Operation, Provider};
use crate::proceeding::{Basis, Outcome};
use crate::protocol::{Effect, Notes};
use crate::value::Decimal;
use crate::wire::Field;

/// Nothing: the products are those of the login's organisation.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Input {}

impl crate::operation::Input for Input {
    const MEMBERS: &'static [&'static str] = &[];

    fn read(_: &Members<'_>, _: &mut Notes) -> Result<Self> {
        Ok(Self {})
    }
}

/// The products.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Output<'a> {
    pub outcome: Outcome,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub basis: Option<Basis>,
    pub complete: bool,
    pub products: Vec<Product<'a>>,
}

#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Product<'a> {
    /// For `application.products`.
    pub id: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<Cow<'a, str>>,
    /// In roubles, decimal strings.
    pub prices: Prices,
    pub oids: Vec<Oid<'a>>,
    /// It has to be in every application.
    pub required: bool,
    /// Parts, which go beside this id.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<Product<'a>>,
}

#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Prices {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sole_proprietor: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub company: Option<String>,
}

/// What a certificate may be used for.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Oid<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub oid: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<Cow<'a, str>>,
}

const ABOUT: About = About {
    name: "osnovanie.products",
    title: Text { en: "Products and prices", ru: "Продукты и цены" },
    summary: Text {
        en: "The products that an application may name, with prices by type of applicant.",
        ru: "Продукты для заявок и их цены по типам заявителей.",
    },
    effect: Effect::Read,
    estimate: None,
    docs: DOCS,
    reconcile: None,
};

#[derive(Debug)]
pub struct Products;

impl Operation for Products {
    const ABOUT: About = ABOUT;
    type Input = Input;
    type Output<'a> = Output<'a>;
}

impl Exchange for Products {
    const PROVIDER: &'static Provider = PROVIDER;

    fn request(input: &Input) -> Ask {
        Ask::post("/api/external/v2/products").json(input)
    }

    fn read<'a>(_: &Input, answer: &Answer<'a>, notes: &mut Notes) -> Result<Output<'a>> {
        let root = Loose::new(answer.object()?, "");
        if !root.has_any(&["products"]) {
            return Err(shape("/products"));
        }
        let items = root.objects("products")?;
        let products =
            items.iter().map(|item| product(item, true, notes)).collect::<Result<Vec<_>>>()?;
        let (outcome, basis) = Outcome::of(products.is_empty());
        Ok(Output { outcome, basis, complete: true, products })
    }
}

/// What `subitems` holds the document does not show: objects like the product itself are read.
fn product<'a>(item: &Loose<'a>, root: bool, notes: &mut Notes) -> Result<Product<'a>> {
    let id = item.field("id", notes).integer().ok_or_else(|| shape(item.place("id")))?;
    let price = item.object("price")?;
    let amount = |name| price.as_ref().and_then(|price| decimal(&price.peek(name)));
    let prices =
        Prices { person: amount("fl"), sole_proprietor: amount("ip"), company: amount("ur") };
    let oid = |oid: &Loose<'a>| Oid {
        oid: oid.peek("oid").cow(),
        description: oid.peek("description").cow(),
    };
    let mut parts = Vec::new();
    let listed = if root { item.objects("subitems") } else { Ok(Vec::new()) };
    let unread = match listed {
        Ok(listed) => {
            parts.extend(listed.iter().filter_map(|part| product(part, false, notes).ok()));
            parts.len() < listed.len()
        }
        Err(_) => true,
    };
    if unread {
        notes.quirk("osnovanie.part_unreadable", || item.place("subitems"));
    }
    Ok(Product {
        id,
        name: item.field("name", notes).cow(),
        prices,
        oids: item.objects("oids")?.iter().map(oid).collect(),
        required: bool_of(&item.field("required", notes)).unwrap_or(false),
        parts,
    })
}

fn decimal(field: &Field<'_>) -> Option<String> {
    Decimal::parse(field.text()?.trim()).map(|amount| amount.into_text().into_owned())
}
