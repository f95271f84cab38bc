//! What an error of the client says about the request: `no` only where nothing can have left.

use std::io;

use rustls::AlertDescription as Alert;
use rustls::Error as TlsError;
use ureq::{Error, Timeout};

use spravka_host::event::{Kind, Sent};

use crate::inside::Event;

pub(super) fn event(error: &Error) -> Event {
    let (kind, sent) = kind(error);
    Event::failure(kind, sent)
}

fn kind(error: &Error) -> (Kind, Sent) {
    match error {
        Error::HostNotFound => (Kind::Dns, Sent::No),
        Error::Timeout(Timeout::Resolve) => (Kind::Dns, Sent::No),
        Error::Timeout(Timeout::Connect) => (Kind::Connect, Sent::No),
        Error::Timeout(_) => (Kind::Timeout, Sent::Maybe),
        Error::ConnectionFailed
        | Error::ConnectProxyFailed(_)
        | Error::InvalidProxyUrl
        | Error::BadUri(_)
        | Error::Http(_) => (Kind::Connect, Sent::No),
        Error::Tls(_) | Error::TlsRequired | Error::Pem(_) => (Kind::Tls, Sent::No),
        Error::Rustls(error) => by_tls(error),
        Error::Io(error) => by_io(error),
        _ => (Kind::Reset, Sent::Maybe),
    }
}

fn by_io(error: &io::Error) -> (Kind, Sent) {
    if let Some(error) = error.get_ref() {
        if let Some(error) = error.downcast_ref::<TlsError>() {
            return by_tls(error);
        }
        if let Some(error) = error.downcast_ref::<Error>() {
            return kind(error);
        }
    }
    match error.kind() {
        io::ErrorKind::ConnectionRefused
        | io::ErrorKind::HostUnreachable
        | io::ErrorKind::NetworkUnreachable
        | io::ErrorKind::AddrNotAvailable => (Kind::Connect, Sent::No),
        io::ErrorKind::TimedOut => (Kind::Timeout, Sent::Maybe),
        _ => (Kind::Reset, Sent::Maybe),
    }
}

/// Certificates are looked at before the first byte of the request leaves; the server's judgement
/// of ours may come after it, but a server that has refused us reads no request.
fn by_tls(error: &TlsError) -> (Kind, Sent) {
    match error {
        TlsError::AlertReceived(
            Alert::CertificateRequired
            | Alert::BadCertificate
            | Alert::UnsupportedCertificate
            | Alert::CertificateRevoked
            | Alert::CertificateExpired
            | Alert::CertificateUnknown
            | Alert::UnknownCA
            | Alert::AccessDenied,
        ) => (Kind::ClientCertificate, Sent::No),
        TlsError::InvalidCertificate(_)
        | TlsError::NoCertificatesPresented
        | TlsError::UnsupportedNameType
        | TlsError::PeerIncompatible(_)
        | TlsError::InconsistentKeys(_)
        | TlsError::AlertReceived(Alert::HandshakeFailure | Alert::ProtocolVersion) => {
            (Kind::Tls, Sent::No)
        }
        _ => (Kind::Reset, Sent::Maybe),
    }
}
