//! The structure of a request, RFC 2986, 4.1, as far as it is looked at.

use der::asn1::{AnyRef, ObjectIdentifier};
use der::{Decode, Reader, SliceReader, Tag, TagNumber, Tagged};

/// `identificationKind`, приказ ФСБ № 795: how the applicant was identified.
const KIND: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.643.100.114");
const EXTENSION_REQUESTS: [ObjectIdentifier; 2] = [
    ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.14"),
    // Microsoft's, which CryptoPro's tools write.
    ObjectIdentifier::new_unwrap("1.3.6.1.4.1.311.2.1.14"),
];

/// What is looked at of a request.
pub(super) struct Request {
    /// The types of the subject's attributes.
    pub(super) subject: Vec<ObjectIdentifier>,
    pub(super) kind: Option<i64>,
}

impl Request {
    pub(super) fn read(der: &[u8]) -> Option<Self> {
        let [info, _algorithm, _signature] = parts(sequence(AnyRef::from_der(der).ok()?)?)?;
        let members = items(sequence(info)?)?;
        let (version, subject, key) = (members.first()?, members.get(1)?, members.get(2)?);
        if version.tag() != Tag::Integer || key.tag() != Tag::Sequence {
            return None;
        }
        const ATTRIBUTES: Tag = Tag::ContextSpecific { constructed: true, number: TagNumber(0) };
        let kind = match members.get(3) {
            Some(attributes) if attributes.tag() == ATTRIBUTES => kind(attributes.value())?,
            Some(_) => return None,
            None => None,
        };
        Some(Self { subject: types(sequence(*subject)?)?, kind })
    }
}

/// The types of a name's attributes: a sequence of sets of pairs.
fn types(name: &[u8]) -> Option<Vec<ObjectIdentifier>> {
    let mut types = Vec::new();
    for set in items(name)? {
        for pair in items(set.value())? {
            let [oid, _value] = parts(sequence(pair)?)?;
            types.push(oid.decode_as().ok()?);
        }
    }
    Some(types)
}

/// The identification kind among the attributes of a request, if it is there. The outer `None`
/// means that they cannot be read.
#[expect(clippy::option_option, reason = "unreadable, or without the extension, or with it")]
fn kind(attributes: &[u8]) -> Option<Option<i64>> {
    let mut kinds = Vec::new();
    for attribute in items(attributes)? {
        let [oid, values] = parts(sequence(attribute)?)?;
        if !EXTENSION_REQUESTS.contains(&oid.decode_as().ok()?) {
            continue;
        }
        for extensions in items(values.value())? {
            for extension in items(sequence(extensions)?)? {
                let members = items(sequence(extension)?)?;
                let (oid, value) = (members.first()?, members.last()?);
                if oid.decode_as::<ObjectIdentifier>().ok()? != KIND {
                    continue;
                }
                if value.tag() != Tag::OctetString {
                    return None;
                }
                let integer = AnyRef::from_der(value.value()).ok()?;
                kinds.push(integer.decode_as::<i64>().ok()?);
            }
        }
    }
    // Two of them may be read either way.
    (kinds.len() < 2).then(|| kinds.pop())
}

fn sequence(any: AnyRef<'_>) -> Option<&[u8]> {
    (any.tag() == Tag::Sequence).then(|| any.value())
}

/// The values one after another, to the end.
fn items(bytes: &[u8]) -> Option<Vec<AnyRef<'_>>> {
    let mut reader = SliceReader::new(bytes).ok()?;
    let mut items = Vec::new();
    while !reader.is_finished() {
        items.push(AnyRef::decode(&mut reader).ok()?);
    }
    Some(items)
}

fn parts<const N: usize>(bytes: &[u8]) -> Option<[AnyRef<'_>; N]> {
    items(bytes)?.try_into().ok()
}
