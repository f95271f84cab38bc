//! HTTP by ureq and rustls: one request, one answer; nothing followed, nothing repeated.

mod fault;
mod names;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::Read;
use std::path::Path;
use std::time::Duration;

use spravka_core::Filled;
use spravka_host::event::{Kind, Sent};
use ureq::tls::{Certificate, ClientCert, PemItem, PrivateKey, RootCerts, TlsConfig, parse_pem};
use ureq::unversioned::transport::DefaultConnector;
use ureq::{Agent, Body, http};

use names::Names;

use super::Transport;
use crate::exit::{Trouble, why};
use crate::inside::Event;

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
    /// Without a certificate of ours.
    tls: TlsConfig,
    /// With it: shown only to those who ask for it by `tls_identity`.
    identified: Option<TlsConfig>,
    /// What stands in for a provider, and may hold a certificate of its own.
    stand_ins: Vec<String>,
    /// Settings of single requests would build the TLS configuration anew each time.
    agents: BTreeMap<Settings, Agent>,
}

/// What an agent is for. Connections that have shown our certificate carry no other requests.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Settings {
    timeout_ms: u64,
    /// Proxies are left aside.
    local: bool,
    identified: bool,
}

impl Http {
    pub(crate) fn new(tls: &Tls<'_>, stand_ins: Vec<String>) -> Result<Self, Trouble> {
        let identified = tls.cert.map(|cert| tls.config(Some(cert))).transpose()?;
        Ok(Self { tls: tls.config(None)?, identified, stand_ins, agents: BTreeMap::new() })
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

    /// A provider asks for it, and nobody stands in for that one.
    fn lacks_certificate(&self, filled: &Filled) -> bool {
        let is = |origin: &String| {
            filled.url.strip_prefix(origin.as_str()).is_some_and(|rest| rest.starts_with('/'))
        };
        filled.tls_identity.is_some()
            && self.identified.is_none()
            && filled.url.starts_with("https://")
            && !self.stand_ins.iter().any(is)
    }

    fn agent(&mut self, filled: &Filled) -> &Agent {
        let identity = self.identified.as_ref().filter(|_| filled.tls_identity.is_some());
        let tls = identity.unwrap_or(&self.tls);
        let settings = Settings {
            timeout_ms: filled.timeout_ms,
            // A test origin is on this machine, whatever the proxy variables say.
            local: filled.url.starts_with("http://127.0.0.1:"),
            identified: identity.is_some(),
        };
        self.agents.entry(settings).or_insert_with(|| {
            let config = Agent::config_builder()
                .http_status_as_error(false)
                .max_redirects(0)
                .max_redirects_will_error(false)
                .timeout_global(Some(Duration::from_millis(filled.timeout_ms)))
                .timeout_connect(Some(CONNECT))
                .timeout_resolve(Some(CONNECT))
                .max_idle_age(IDLE)
                .user_agent(concat!("spravka/", env!("CARGO_PKG_VERSION")))
                .tls_config(tls.clone());
            let config = if settings.local { config.proxy(None) } else { config };
            Agent::with_parts(config.build(), DefaultConnector::default(), Names::default())
        })
    }
}

impl Transport for Http {
    fn exchange(&mut self, request: &Filled) -> Event {
        if self.lacks_certificate(request) {
            return Event::failure(Kind::ClientCertificate, Sent::No);
        }
        match self.send(request) {
            Ok(response) => receive(response),
            Err(error) => fault::event(&error),
        }
    }

    fn another(&self) -> Box<dyn Transport> {
        Box::new(Self {
            tls: self.tls.clone(),
            identified: self.identified.clone(),
            stand_ins: self.stand_ins.clone(),
            agents: BTreeMap::new(),
        })
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
    fn config(&self, cert: Option<(&Path, &Path)>) -> Result<TlsConfig, Trouble> {
        let mut config = TlsConfig::builder();
        if let Some(path) = self.cacert {
            let own = certificates(path, "--cacert")?;
            let public = webpki_root_certs::TLS_SERVER_ROOT_CERTS;
            let public = public.iter().map(|der| Certificate::from_der(der));
            config = config.root_certs(RootCerts::from(public.chain(own)));
        }
        if let Some((cert, key)) = cert {
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
        .map_err(|error| Trouble::usage(format!("{flag} cannot be read: {}", why(error.kind()))))
}
