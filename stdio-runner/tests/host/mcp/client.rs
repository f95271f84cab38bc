//! A client of the protocol, over the pipes of a child.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use serde_json::{Value, json};

use crate::support::spravka;

pub(crate) struct Client {
    child: Child,
    stdin: Option<ChildStdin>,
    stdout: BufReader<ChildStdout>,
    last: u64,
    /// Responses that came before they were waited for.
    early: BTreeMap<u64, Value>,
    pub(crate) notifications: Vec<Value>,
    /// Everything that came.
    pub(crate) seen: String,
    pub(crate) tools: BTreeMap<String, Value>,
}

/// What became of a tool's call.
pub(crate) struct Result {
    pub(crate) is_error: bool,
    pub(crate) structured: Value,
    pub(crate) text: String,
}

impl Client {
    pub(crate) fn sandbox(args: &[&str]) -> Self {
        Self::start(spravka(&[&["mcp", "--transport", "sandbox"], args].concat()))
    }

    /// Shakes hands and asks for the tools.
    pub(crate) fn start(mut command: Command) -> Self {
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let stdin = child.stdin.take();
        let stdout = BufReader::new(child.stdout.take().unwrap());
        let mut client = Self {
            child,
            stdin,
            stdout,
            last: 0,
            early: BTreeMap::new(),
            notifications: Vec::new(),
            seen: String::new(),
            tools: BTreeMap::new(),
        };
        let hello = client.ask(
            "initialize",
            &json!({
                "protocolVersion": "2025-06-18",
                "capabilities": {},
                "clientInfo": {"name": "test", "version": "1"}
            }),
        );
        assert_eq!(hello["result"]["serverInfo"]["name"], "spravka", "{hello}");
        client.notify("notifications/initialized", &json!({}));
        let listed = client.ask("tools/list", &json!({}));
        for tool in listed["result"]["tools"].as_array().unwrap() {
            let name = tool["name"].as_str().unwrap().to_owned();
            assert!(client.tools.insert(name, tool.clone()).is_none(), "{tool}");
        }
        client
    }

    pub(crate) fn pid(&self) -> u32 {
        self.child.id()
    }

    fn write(&mut self, message: &Value) {
        let line = format!("{message}\n");
        self.stdin.as_mut().unwrap().write_all(line.as_bytes()).unwrap();
    }

    pub(crate) fn notify(&mut self, method: &str, params: &Value) {
        self.write(&json!({"jsonrpc": "2.0", "method": method, "params": params}));
    }

    /// Sends a request and does not wait; its id.
    pub(crate) fn send(&mut self, method: &str, params: &Value) -> u64 {
        self.last += 1;
        let id = self.last;
        self.write(&json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params}));
        id
    }

    pub(crate) fn send_call(&mut self, name: &str, arguments: &Value) -> u64 {
        self.send("tools/call", &json!({"name": name, "arguments": arguments}))
    }

    fn ask(&mut self, method: &str, params: &Value) -> Value {
        let id = self.send(method, params);
        self.response(id)
    }

    /// The next message.
    pub(crate) fn hear(&mut self) -> Option<Value> {
        let mut line = String::new();
        self.stdout.read_line(&mut line).unwrap();
        self.seen += &line;
        let message: Option<Value> =
            (!line.is_empty()).then(|| serde_json::from_str(&line).unwrap());
        if let Some(message) = &message {
            assert_eq!(message["jsonrpc"], "2.0", "{line}");
        }
        message
    }

    pub(crate) fn response(&mut self, id: u64) -> Value {
        loop {
            if let Some(response) = self.early.remove(&id) {
                return response;
            }
            let message = self.hear().expect("the server has ended");
            match message["id"].as_u64() {
                Some(id) => drop(self.early.insert(id, message)),
                None => self.notifications.push(message),
            }
        }
    }

    /// The result of a call that was sent. It is as the tool's schema says.
    pub(crate) fn result(&mut self, name: &str, id: u64) -> Result {
        let response = self.response(id);
        let result = &response["result"];
        let text = result["content"][0]["text"].as_str().unwrap_or_else(|| panic!("{response}"));
        let structured = result["structuredContent"].clone();
        if let Some(schema) = self.tools.get(name).and_then(|tool| tool.get("outputSchema")) {
            let validator = jsonschema::draft202012::new(schema).unwrap();
            let faults: Vec<String> =
                validator.iter_errors(&structured).map(|fault| fault.to_string()).collect();
            assert!(faults.is_empty(), "{name}: {faults:?}");
        }
        let is_error = result["isError"] == true;
        assert_eq!(is_error, structured["step"] == "fail" || !is_any_checked(&structured));
        Result { is_error, structured, text: text.to_owned() }
    }

    pub(crate) fn call(&mut self, name: &str, arguments: &Value) -> Result {
        let id = self.send_call(name, arguments);
        self.result(name, id)
    }

    /// Closes its input; the exit code, and what it wrote to standard error.
    pub(crate) fn close(mut self) -> (Option<i32>, String) {
        self.stdin = None;
        self.ended()
    }

    pub(crate) fn ended(&mut self) -> (Option<i32>, String) {
        while self.hear().is_some() {}
        let mut complaints = String::new();
        self.child.stderr.take().unwrap().read_to_string(&mut complaints).unwrap();
        (self.child.wait().unwrap().code(), complaints)
    }
}

/// Of a report that is finished; true of everything else.
fn is_any_checked(step: &Value) -> bool {
    let sources = step["output"]["report"]["sources"].as_array().filter(|_| step["step"] == "done");
    let checked = |source: &Value| source["status"] == "found" || source["status"] == "empty";
    sources.is_none_or(|sources| sources.iter().any(checked))
}

impl Drop for Client {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
