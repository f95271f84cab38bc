//! Certificates: whom the transport trusts, and who trusts it.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::path::Path;
use std::sync::Arc;

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::server::WebPkiClientVerifier;
use rustls::{RootCertStore, ServerConfig, ServerConnection, StreamOwned};

use crate::support::{Ended, run, secrets, spravka};

const JOB: &str = r#"{"operation":"kz_info.exec_proc_info","input":{"iin":"000101300019"},"options":{"max_attempts":1}}"#;
/// The one whose provider asks for a certificate.
const IDENTIFIED: &str =
    r#"{"operation":"sber.client_info","input":{},"options":{"max_attempts":1}}"#;

struct Authority(CertifiedIssuer<'static, KeyPair>);

impl Authority {
    fn new() -> Self {
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        Self(CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap())
    }

    fn pem(&self) -> String {
        self.0.pem()
    }

    fn signs(&self, name: &str) -> (rcgen::Certificate, KeyPair) {
        let key = KeyPair::generate().unwrap();
        let params = CertificateParams::new(vec![name.to_owned()]).unwrap();
        (params.signed_by(&key, &self.0).unwrap(), key)
    }

    /// Answers one connection with an empty list; `asks` wants a certificate of the same authority.
    fn serve(&self, asks: bool) -> String {
        format!("kz_info={}", self.origin(asks))
    }

    fn origin(&self, asks: bool) -> String {
        let (certificate, key) = self.signs("localhost");
        let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let builder = ServerConfig::builder_with_provider(Arc::clone(&provider))
            .with_safe_default_protocol_versions()
            .unwrap();
        let builder = if asks {
            let mut roots = RootCertStore::empty();
            roots.add(CertificateDer::from(self.0.der().to_vec())).unwrap();
            let verifier = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider);
            builder.with_client_cert_verifier(verifier.build().unwrap())
        } else {
            builder.with_no_client_auth()
        };
        let chain = vec![CertificateDer::from(certificate.der().to_vec())];
        let config = Arc::new(builder.with_single_cert(chain, key).unwrap());
        let server = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = server.local_addr().unwrap().port();
        std::thread::spawn(move || {
            let (stream, _) = server.accept().unwrap();
            let connection = ServerConnection::new(config).unwrap();
            let mut stream = StreamOwned::new(connection, stream);
            let mut request = [0; 4096];
            if stream.read(&mut request).is_ok() {
                let _ = stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n[]");
                let _ = stream.flush();
            }
            // So that an alert arrives before the connection is reset.
            std::thread::sleep(std::time::Duration::from_millis(300));
        });
        format!("https://localhost:{port}")
    }
}

fn play(origin: &str, flags: &[&str]) -> Ended {
    play_job(JOB, origin, flags)
}

fn play_job(job: &str, origin: &str, flags: &[&str]) -> Ended {
    let mut command = spravka(&["run", "--transport", "http", "--origin", origin]);
    command.args(flags).envs(secrets());
    run(command, job.as_bytes())
}

fn write(folder: &Path, name: &str, text: &str) -> String {
    let path = folder.join(name);
    std::fs::write(&path, text).unwrap();
    path.to_str().unwrap().to_owned()
}

#[test]
fn an_unknown_authority_is_not_trusted() {
    let ended = play(&Authority::new().serve(false), &[]);
    assert!(ended.out.contains(r#""code":"tls_failed""#), "{}", ended.out);
    assert!(ended.out.contains(r#""executed":"no""#), "{}", ended.out);
}

#[test]
fn cacert_adds_an_authority() {
    let folder = tempfile::tempdir().unwrap();
    let authority = Authority::new();
    let cacert = write(folder.path(), "ca.pem", &authority.pem());
    let ended = play(&authority.serve(false), &["--cacert", &cacert]);
    assert!(ended.out.contains(r#""outcome":"empty""#), "{}", ended.out);
    let wrong = write(folder.path(), "wrong.pem", "no certificate");
    assert_eq!(play("kz_info=https://localhost:1", &["--cacert", &wrong]).code, Some(2));
}

#[test]
fn a_client_certificate_is_shown_to_whom_asks_for_one() {
    let folder = tempfile::tempdir().unwrap();
    let authority = Authority::new();
    let cacert = write(folder.path(), "ca.pem", &authority.pem());
    let (certificate, key) = authority.signs("client");
    let cert = write(folder.path(), "cert.pem", &certificate.pem());
    let key = write(folder.path(), "key.pem", &key.serialize_pem());
    let flags = ["--cacert", &cacert, "--cert", &cert, "--key", &key];
    let sber = || format!("sber={}", authority.origin(true));
    let ended = play_job(IDENTIFIED, &sber(), &flags);
    assert!(ended.out.contains(r#""code":"body_shape""#), "it came through: {}", ended.out);
    let refused = play_job(IDENTIFIED, &sber(), &["--cacert", &cacert]);
    assert!(refused.out.contains(r#""code":"client_certificate_refused""#), "{}", refused.out);
    let another = play(&authority.serve(true), &flags);
    assert!(another.out.contains(r#""code":"client_certificate_refused""#), "{}", another.out);
    let early = run(
        {
            let mut command = spravka(&["run", "--transport", "http"]);
            // Whoever got as far as a connection would fail otherwise.
            command.envs(secrets()).env("HTTPS_PROXY", "http://127.0.0.1:1");
            command
        },
        IDENTIFIED.as_bytes(),
    );
    assert!(early.out.contains(r#""code":"client_certificate_refused""#), "{}", early.out);
    assert!(early.out.contains(r#""executed":"no""#), "{}", early.out);
}
