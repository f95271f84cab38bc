//! The command's text: two functions, a check that the secrets are set, and curl's configuration.

use serde::Deserialize;
use spravka_core::Filled;
use spravka_core::error::variable;

use crate::exit::Trouble;

/// Where a secret goes, which decides how it is written.
#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Place {
    Query,
    Header,
    Path,
    JsonBody,
    FormBody,
}

/// A secret, and the word that stands for it until the text is quoted.
pub(super) struct Secret {
    pub(super) name: String,
    pub(super) variable: String,
    pub(super) stand_in: String,
    pub(super) place: Place,
}

/// The name of a secret or of a certificate as a variable. A request may come from anywhere, and a
/// shell runs what a name of other characters says.
pub(super) fn shell_variable(name: &str) -> Result<String, Trouble> {
    let plain = |b: u8| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'_' | b'.');
    if !name.is_empty() && name.bytes().all(plain) {
        Ok(variable(name))
    } else {
        Err(Trouble::input("the request names a secret or a certificate that no provider has"))
    }
}

/// In a subshell, which takes the two functions with it. `-q`: a `.curlrc` could follow redirects.
pub(super) fn command(
    filled: &Filled,
    secrets: &[Secret],
    body_to: Option<&str>,
) -> Result<String, Trouble> {
    let mut config = Config { text: String::new(), secrets };
    config.line("request", &filled.method);
    config.line("url", &filled.url);
    for header in &filled.headers {
        config.line("header", &format!("{}: {}", header.name, header.value));
    }
    if let Some(body) = &filled.body {
        // Shells drop some of them, and terminals obey others.
        let unfit = |b: &u8| b.is_ascii_control() && !matches!(b, b'\n' | b'\r' | b'\t');
        if body.iter().any(unfit) {
            return Err(Trouble::input("the request's body has control characters"));
        }
        config.line("data-raw", &String::from_utf8_lossy(body));
    }
    let seconds = filled.timeout_ms.div_ceil(1000);
    config.line("max-time", &seconds.to_string());
    let mut variables: Vec<String> = secrets.iter().map(|s| s.variable.clone()).collect();
    if let Some(identity) = &filled.tls_identity {
        // A file with the certificate and its key.
        let variable = shell_variable(identity)?;
        config.text += &format!("cert = \"$(quote \"${variable}\")\"\n");
        variables.push(variable);
    }
    if let Some(path) = body_to {
        config.line("output", path);
        config
            .line("write-out", r#"{"response":{"status":%{http_code},"headers":%{header_json}}}"#);
    }
    let needed: String = variables.iter().map(|name| format!(" \"${{{name}:?}}\"")).collect();
    let config = config.text;
    Ok(format!(
        "(\n{FUNCTIONS}:{needed} &&\ncurl -q --globoff --silent --show-error --config - <<END_OF_CONFIG\n{config}END_OF_CONFIG\n)\n"
    ))
}

/// `percent` encodes every byte for a URL or a form; `quote` escapes for a quoted string, of curl's
/// configuration or of JSON.
const FUNCTIONS: &str = r#"percent() { printf %s "$1" | od -An -v -tx1 | tr -s ' \n' '%%' | sed 's/%$//'; }
quote() { printf %s "$1" | sed 's/[\\"]/\\&/g'; }
"#;

struct Config<'a> {
    text: String,
    secrets: &'a [Secret],
}

impl Config<'_> {
    fn line(&mut self, option: &str, value: &str) {
        let mut value = for_here_document(&for_config(value));
        for secret in self.secrets {
            let variable = &secret.variable;
            let read = match secret.place {
                Place::Query | Place::Path | Place::FormBody => {
                    format!("$(percent \"${variable}\")")
                }
                Place::Header => format!("$(quote \"${variable}\")"),
                // Once for JSON, once for the configuration.
                Place::JsonBody => format!("$(quote \"$(quote \"${variable}\")\")"),
            };
            value = value.replace(&secret.stand_in, &read);
        }
        self.text += &format!("{option} = \"{value}\"\n");
    }
}

/// Inside the double quotes of curl's configuration.
fn for_config(text: &str) -> String {
    text.replace('\\', "\\\\")
        .replace('"', "\\\"")
        .replace('\n', "\\n")
        .replace('\r', "\\r")
        .replace('\t', "\\t")
}

/// Inside a here-document whose variables the shell expands.
fn for_here_document(text: &str) -> String {
    text.replace('\\', "\\\\").replace('$', "\\$").replace('`', "\\`")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_certificate_of_another_name_is_no_shell_text() {
        let with = |identity: &str| {
            let filled = Filled {
                method: "GET".to_owned(),
                url: "https://api-cloud.ru/".to_owned(),
                headers: Vec::new(),
                body: None,
                timeout_ms: 1,
                tls_identity: Some(identity.to_owned()),
            };
            command(&filled, &[], None)
        };
        let text = with("sber.client_certificate").unwrap();
        assert!(text.contains(r#"cert = "$(quote "$SPRAVKA_SBER_CLIENT_CERTIFICATE")""#), "{text}");
        for forged in ["", "x\"); touch a; (\"", "a$(touch a)", "`touch a`", "a\nb", "a}", "A"] {
            assert!(with(forged).is_err(), "{forged}");
        }
    }
}
