//! The answer to `view` (§5): the application, the papers it has, the checks in СМЭВ (§5.2) and in
//! ФНС (§5.3).

use serde::{Serialize, Serializer};

use super::application::{Application, name_of};
use super::info::CYRILLIC_M;
use super::pages::{Page, members, raw};
use super::row::Smev;
use crate::clock;

impl Page<'_> {
    pub(super) fn view(&self) -> impl Serialize + '_ {
        #[derive(Serialize)]
        #[serde(rename_all = "camelCase")]
        struct View<'a> {
            info: Viewed<'a>,
            status_id: u8,
            status: &'static str,
            request_id: i64,
            list: Vec<Listing>,
            smev_checks: Vec<SmevCheck>,
        }
        View {
            info: Viewed(*self),
            status_id: self.status(),
            status: name_of(self.status()),
            request_id: self.id,
            list: self.files(),
            smev_checks: self.smev_checks(),
        }
    }

    /// INFERRED: the document's example shows 1, 2, 3 and 5 and does not say what the list is; here
    /// it is the papers that the system made, and the archives that came.
    fn files(&self) -> Vec<Listing> {
        let Application { info, has_documents, extra, .. } = self.application;
        let made = !self.application.is_busy(self.now_ms);
        [
            (made, 1, "Application"),
            (made, 3, "Bill"),
            (made && info.kind() == 3, 2, "Procuration"),
            (made && !info.offer_joining(), 5, "ClientAgreement"),
            (*has_documents, 8, "Documents"),
            (!extra.is_empty(), 17, "AdditionalDocuments"),
        ]
        .into_iter()
        .filter(|(there, ..)| *there)
        .map(|(_, type_id, type_name)| Listing { type_id, type_name })
        .collect()
    }

    /// §5.2. INFERRED: which checks a type of application has (by "Допустимые наборы" of §3), and
    /// that they take as long as the check in ФНС. `initialStatus` is not explained anywhere.
    fn smev_checks(&self) -> Vec<SmevCheck> {
        let Application { info, row, changed_ms, .. } = self.application;
        let over = self.application.fns(self.now_ms) != 1;
        let last = match info.kind() {
            2 => Some((3, "ОГРНИП")),
            3 => Some((4, "ОГРН")),
            _ => None,
        };
        let kinds = [(0, "СНИЛС заявителя"), (1, "ИНН заявителя"), (2, "Паспорт заявителя")];
        let check = |(request_type, title)| {
            let (status, initial_status, comment) = match (over, row.course.smev, request_type) {
                (false, _, 0 | 1) => (0, -1, Some("В очереди")),
                (false, ..) => (2, -1, Some("Выполняется")),
                (_, Smev::Failed, 2) => (-1, 13, None),
                (_, Smev::NotChecked, 0) => (-2, -1, Some("Проверка не проводилась")),
                _ => (1, 4, Some("Проверка пройдена")),
            };
            let created_ms = self.application.created_ms(self.now_ms);
            let launched =
                matches!(status, 1 | 2).then(|| clock::ticks(created_ms.max(*changed_ms)));
            SmevCheck {
                status,
                initial_status,
                request_type,
                title,
                name: title,
                launch_date: comment.map(|_| launched),
                comment,
            }
        };
        last.into_iter().chain(kinds).map(check).collect()
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Listing {
    type_id: u8,
    type_name: &'static str,
}

/// A failed one has neither comment nor date, as in the document's example.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SmevCheck {
    status: i8,
    initial_status: i8,
    request_type: u8,
    title: &'static str,
    name: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    comment: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    launch_date: Option<Option<String>>,
}

#[derive(Serialize)]
struct Existing {
    sn: &'static str,
    issued: &'static str,
}

const EXISTING: &[Existing] = &[
    Existing { sn: "00ABCDEF0001", issued: "25.01.2022 10:13:00" },
    Existing { sn: "00ABCDEF0002", issued: "25.01.2022 10:15:00" },
];

/// The `info` of `view`.
struct Viewed<'a>(Page<'a>);

impl Serialize for Viewed<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(page) = self;
        let fns = page.application.fns(page.now_ms);
        members(serializer, VIEW, |name| match name {
            "gender" => raw(&page.application.info.text("gender").replace(CYRILLIC_M, "M")),
            "regionLaw" if !page.has(name) => raw(&0),
            "managerComment" if !page.has(name) => raw(""),
            "checkCertInFNSStatus" => raw(&fns),
            "existingCertsInFNS" => raw(&match fns {
                2 => Some([].as_slice()),
                3 => Some(EXISTING),
                _ => None,
            }),
            _ => page.member(name),
        })
    }
}

/// The last six are not in the document but in an answer of November 2022.
const VIEW: &[&str] = &[
    "firstName",
    "lastName",
    "middleName",
    "headFirstName",
    "headLastName",
    "headMiddleName",
    "company",
    "companyFull",
    "position",
    "department",
    "passportSerial",
    "passportNumber",
    "passportDate",
    "passportCode",
    "passportDivision",
    "gender",
    "birthDate",
    "inn",
    "personInn",
    "ogrn",
    "ogrnip",
    "kpp",
    "companyPhone",
    "snils",
    "email",
    "phone",
    "region",
    "city",
    "address",
    "type",
    "products",
    "headPosition",
    "offerJoining",
    "regionLaw",
    "cityLaw",
    "addressLaw",
    "createDate",
    "comment",
    "identificationKind",
    "forInfoSys",
    "managerComment",
    "basisOfActs",
    "checkCertInFNSStatus",
    "existingCertsInFNS",
    "index",
    "idSmevSNILS",
    "idSmevINNFL",
    "idSmevMvd",
    "idSmevEGRIP",
    "idSmevEGRUL",
];
