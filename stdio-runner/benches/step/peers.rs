//! Programs that do the work of `spravka step` for an answer of KZ Info.

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use serde::Deserialize;
use serde_json::Value;

const BENCHES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/peers");

/// What pip installs, with its versions.
const MSGSPEC: &str = "0.22.0";
const PYDANTIC: &str = "2.14.3";

/// A slow peer gets one line in so many.
pub(crate) const SLOW: usize = 10;

pub(crate) struct Peer {
    /// With its version.
    pub(crate) name: String,
    pub(crate) is_slow: bool,
    program: PathBuf,
    arguments: Vec<String>,
}

/// The peers that are there, and what is to be said of those that are not.
pub(crate) fn all() -> (Vec<Peer>, Vec<String>) {
    let mut missing = Vec::new();
    let peers = [
        ("Node.js with ajv", node("ajv")),
        ("Node.js with zod", node("zod")),
        ("msgspec", python("msgspec", MSGSPEC)),
        ("pydantic", python("pydantic", PYDANTIC)),
        ("jq", jq()),
    ];
    let found = peers.into_iter().filter_map(|(name, peer)| match peer {
        Ok(peer) => Some(peer),
        Err(why) => {
            missing.push(format!("{name} was not measured: {why}"));
            None
        }
    });
    (found.collect(), missing)
}

fn node(checks: &str) -> Result<Peer, String> {
    let version = said("node", &["--version"])?;
    // Resolved as the peer itself resolves it.
    let manifest = format!("{BENCHES}/../../../node_modules/{checks}/package.json");
    let of_checks = said("node", &["-p", &format!("require('{manifest}').version")])
        .map_err(|_| format!("npm ci has not installed {checks}"))?;
    let name =
        format!("Node.js {}, by hand with {checks} {of_checks}", version.trim_start_matches('v'));
    let arguments = vec![format!("{BENCHES}/node.mjs"), checks.to_owned()];
    Ok(Peer { name, is_slow: false, program: "node".into(), arguments })
}

fn jq() -> Result<Peer, String> {
    let name = format!("{}, with the checks", said("jq", &["--version"])?);
    let arguments = ["-c", "-f", &format!("{BENCHES}/proceedings.jq")].map(str::to_owned).to_vec();
    Ok(Peer { name, is_slow: true, program: "jq".into(), arguments })
}

fn python(library: &str, version: &str) -> Result<Peer, String> {
    let program = virtual_environment()?;
    let path = program.to_str().ok_or("a path that is no UTF-8")?;
    let python = said(path, &["--version"])?;
    let arguments = vec!["-B".to_owned(), format!("{BENCHES}/{library}_peer.py")];
    Ok(Peer { name: format!("{python}, {library} {version}"), is_slow: false, program, arguments })
}

/// A Python with both libraries, installed where it is missing.
fn virtual_environment() -> Result<PathBuf, String> {
    let home = || std::env::home_dir().map(|home| home.join(".cache"));
    let cache = std::env::var_os("XDG_CACHE_HOME").filter(|cache| !cache.is_empty());
    let cache = cache.map(PathBuf::from).or_else(home).ok_or("no home")?;
    let folder = format!("spravka/peers-msgspec-{MSGSPEC}-pydantic-{PYDANTIC}");
    let folder = cache.join(folder).to_str().ok_or("a path that is no UTF-8")?.to_owned();
    let python = format!("{folder}/bin/python");
    if said(&python, &["-c", "import msgspec, pydantic"]).is_err() {
        said("python3", &["-m", "venv", "--clear", &folder])?;
        let [msgspec, pydantic] = [("msgspec", MSGSPEC), ("pydantic", PYDANTIC)]
            .map(|(name, version)| format!("{name}=={version}"));
        let install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"];
        said(&python, &[&install[..], &[&msgspec, &pydantic]].concat())?;
    }
    Ok(python.into())
}

/// What a program says, without the end of the line.
fn said(program: &str, arguments: &[&str]) -> Result<String, String> {
    let failed = |why: String| format!("`{program}` {why}");
    let mut command = Command::new(program);
    let output = command.args(arguments).stdin(Stdio::null()).output();
    let output = output.map_err(|error| failed(format!("does not start ({error})")))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        return Err(failed(format!("ended with {}: {}", output.status, said.trim())));
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// The members of a step that peers give.
#[derive(Deserialize)]
struct Step {
    step: String,
    output: Value,
    meta: serde_json::Map<String, Value>,
}

impl Peer {
    pub(crate) fn command(&self) -> Command {
        let mut command = Command::new(&self.program);
        command.args(&self.arguments);
        command
    }

    /// Fails unless it gives the output of `spravka step`, and the same of `meta` as far as it has
    /// it.
    pub(crate) fn assert_agrees(&self, lines: &[String]) {
        let mut child =
            self.command().stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        writeln!(child.stdin.take().unwrap(), "{}", lines.join("\n")).unwrap();
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success(), "{}", self.name);
        let given = String::from_utf8(output.stdout).unwrap();
        assert_eq!(given.lines().count(), lines.len(), "{}", self.name);
        for (line, given) in lines.iter().zip(given.lines()) {
            let given: Step = serde_json::from_str(given).unwrap();
            let ours: Step =
                serde_json::from_slice(&spravka_core::dispatch(line.as_bytes())).unwrap();
            assert_eq!((given.step, given.output), (ours.step, ours.output), "{}", self.name);
            for (name, value) in given.meta {
                assert_eq!(ours.meta.get(&name), Some(&value), "{}, {name}", self.name);
            }
        }
    }
}
