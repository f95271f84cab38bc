//! HTTP by ureq and rustls: one request, one answer; nothing followed, nothing repeated.

mod fault;
mod names;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::Read;
use std::path::Path;
use std::time::Duration;

use spravka_core::Filled;
use spravka_core::error::Error;
use spravka_core::value::Timestamp;
use ureq::tls::{Certificate, ClientCert, PemItem, PrivateKey, RootCerts, TlsConfig, parse_pem};
use ureq::unversioned::transport::DefaultConnector;
use ureq::{Agent, Body, http};

use names::Names;

use super::{Keys, Transport};
use crate::event::{Event, Kind, Sent};
use crate::exit::Trouble;

const CONNECT: Duration = Duration::from_secs(10);
/// The largest body that any operation reads.
const BODY_CAP: usize = 32 * 1024 * 1024;
/// A connection that idles longer may be closed by its server just as a request leaves on it, and
/// nobody would know whether that was carried out.
const IDLE: Duration = Duration::from_secs(5);

/// Files in PEM.
pub(crate) struct Tls<'a> {
    pub(crate) cacert: Option<&'a Path>,
    /// Certificate and key.
    pub(crate) cert: Option<(&'a Path, &'a Path)>,
}

pub(crate) struct Http {
    tls: TlsConfig,
    has_identity: bool,
    keys: Keys,
    /// By timeout, and whether proxies are left aside: settings of single requests would build the
    /// TLS configuration anew each time.
    agents: BTreeMap<(u64, bool), Agent>,
}

impl Http {
    pub(crate) fn new(tls: &Tls<'_>, keys: Keys) -> Result<Self, Trouble> {
        let has_identity = tls.cert.is_some();
        Ok(Self { tls: tls.config()?, has_identity, keys, agents: BTreeMap::new() })
    }

    fn send(&mut self, filled: &Filled) -> Result<http::Response<Body>, ureq::Error> {
        let mut request = http::Request::builder().method(&*filled.method).uri(&filled.url);
        for header in &filled.headers {
            request = request.header(&header.name, &header.value);
        }
        let agent = self.agent(filled);
        match &filled.body {
            Some(body) => agent.run(request.body(&**body)?),
            None => agent.run(request.body(())?),
        }
    }

    fn agent(&mut self, filled: &Filled) -> &Agent {
        // A test origin is on this machine, whatever the proxy variables say.
        let local = filled.url.starts_with("http://127.0.0.1:");
        self.agents.entry((filled.timeout_ms, local)).or_insert_with(|| {
            let config = Agent::config_builder()
                .http_status_as_error(false)
                .max_redirects(0)
                .max_redirects_will_error(false)
                .timeout_global(Some(Duration::from_millis(filled.timeout_ms)))
                .timeout_connect(Some(CONNECT))
                .timeout_resolve(Some(CONNECT))
                .max_idle_age(IDLE)
                .user_agent(concat!("spravka/", env!("CARGO_PKG_VERSION")))
                .tls_config(self.tls.clone());
            let config = if local { config.proxy(None) } else { config };
            Agent::with_parts(config.build(), DefaultConnector::default(), Names::default())
        })
    }
}

impl Transport for Http {
    fn exchange(&mut self, request: &str, _: Timestamp) -> Result<Event, Error> {
        let filled = self.keys.fill(request)?;
        if filled.tls_identity.is_some() && !self.has_identity {
            return Ok(Event::failure(Kind::ClientCertificate, Sent::No));
        }
        Ok(match self.send(&filled) {
            Ok(response) => receive(response),
            Err(error) => fault::event(&error),
        })
    }

    fn is_simulated(&self) -> bool {
        false
    }
}

fn receive(response: http::Response<Body>) -> Event {
    let (parts, body) = response.into_parts();
    let mut bytes = Vec::new();
    let most = u64::try_from(BODY_CAP).unwrap_or(u64::MAX) + 1;
    if let Err(error) = body.into_reader().take(most).read_to_end(&mut bytes) {
        return fault::event(&error.into());
    }
    if bytes.len() > BODY_CAP {
        return Event::failure(Kind::TooLarge, Sent::Maybe);
    }
    let headers = parts.headers.iter();
    let headers = headers.map(|(name, value)| (name.as_str(), text(value.as_bytes())));
    let simulated = parts.headers.contains_key("x-spravka-simulated");
    Event::response(parts.status.as_u16(), headers, bytes, simulated)
}

fn text(value: &[u8]) -> Cow<'_, str> {
    String::from_utf8_lossy(value)
}

impl Tls<'_> {
    fn config(&self) -> Result<TlsConfig, Trouble> {
        let mut config = TlsConfig::builder();
        if let Some(path) = self.cacert {
            let own = certificates(path, "--cacert")?;
            let public = webpki_root_certs::TLS_SERVER_ROOT_CERTS;
            let public = public.iter().map(|der| Certificate::from_der(der));
            config = config.root_certs(RootCerts::from(public.chain(own)));
        }
        if let Some((cert, key)) = self.cert {
            let chain = certificates(cert, "--cert")?;
            let key = PrivateKey::from_pem(&read(key, "--key")?)
                .map_err(|_| Trouble::usage("--key: no private key in PEM"))?;
            config = config.client_cert(Some(ClientCert::new_with_certs(&chain, key)));
        }
        Ok(config.build())
    }
}

fn certificates(path: &Path, flag: &str) -> Result<Vec<Certificate<'static>>, Trouble> {
    let pem = read(path, flag)?;
    let certificates: Vec<_> = parse_pem(&pem)
        .filter_map(|item| match item {
            Ok(PemItem::Certificate(certificate)) => Some(certificate),
            _ => None,
        })
        .collect();
    if certificates.is_empty() {
        return Err(Trouble::usage(format!("{flag}: no certificate in PEM")));
    }
    Ok(certificates)
}

fn read(path: &Path, flag: &str) -> Result<Vec<u8>, Trouble> {
    std::fs::read(path)
        .map_err(|error| Trouble::usage(format!("{flag} cannot be read: {}", error.kind())))
}
