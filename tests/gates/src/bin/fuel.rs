//! Prints the fuel that each call takes in WASM: its name, then the operators that were carried out,
//! with a share for the bytes that were copied. `gates-fuel RAW.WASM`
#![allow(clippy::expect_used, clippy::print_stdout, reason = "a tool of the tests")]

use spravka_gates::{Given, set};
use wasmi::{Config, Engine, Instance, Memory, Module, Store, WasmParams, WasmResults};

/// More than all of them take.
const ENOUGH: u64 = 1 << 40;

fn main() {
    let path = std::env::args().nth(1).expect("the path of raw.wasm");
    let mut config = Config::default();
    config.consume_fuel(true);
    let engine = Engine::new(&config);
    let module = std::fs::read(path).expect("raw.wasm can be read");
    let module = Module::new(&engine, &module).expect("raw.wasm is a module");
    for (name, given) in set() {
        let mut door = Door::open(&module);
        // Translation is on the bill of the first call.
        door.play(&given);
        println!("{name} {}", door.play(&given));
    }
}

/// An instance of the raw door.
struct Door {
    store: Store<()>,
    instance: Instance,
    memory: Memory,
}

impl Door {
    fn open(module: &Module) -> Self {
        let mut store = Store::new(module.engine(), ());
        store.set_fuel(ENOUGH).expect("fuel is counted");
        let instance = Instance::new(&mut store, module, &[]).expect("it imports nothing");
        let memory = instance.get_memory(&store, "memory").expect("it exports its memory");
        Self { store, instance, memory }
    }

    /// Plays it and gives the fuel that it took.
    fn play(&mut self, given: &Given) -> u64 {
        self.store.set_fuel(ENOUGH).expect("fuel is counted");
        let answer = match given {
            Given::Call { call, body } => self.ask("call", [call, body, ""]),
            Given::Fill { request, name, secret } => {
                let secrets = format!(r#"{{"secrets":{{"{name}":"{secret}"}}}}"#);
                self.ask("fill", [request, &secrets, ""])
            }
        };
        let refused = [r#"{"step":"fail""#, r#"{"error":"#];
        assert!(!refused.iter().any(|refusal| answer.contains(refusal)), "{answer}");
        ENOUGH - self.store.get_fuel().expect("fuel is counted")
    }

    fn ask(&mut self, function: &str, inputs: [&str; 3]) -> String {
        let [call, body, files] = inputs.map(|input| self.hand_over(input));
        let inputs = (call.0, call.1, body.0, body.1, files.0, files.1);
        let answer: u64 = self.run(function, inputs);
        let (pointer, length) = (answer >> 32, answer & 0xffff_ffff);
        let [pointer, length] = [pointer, length].map(|half| u32::try_from(half).expect("a half"));
        let mut bytes = vec![0; length as usize];
        self.memory.read(&self.store, pointer as usize, &mut bytes).expect("an answer is in there");
        self.run::<_, ()>("free", (pointer, length));
        String::from_utf8_lossy(&bytes).into_owned()
    }

    /// Where an input lies and how long it is; nowhere where there is none.
    fn hand_over(&mut self, input: &str) -> (u32, u32) {
        if input.is_empty() {
            return (0, 0);
        }
        let length = u32::try_from(input.len()).expect("an input is short");
        let pointer: u32 = self.run("alloc", length);
        let written = self.memory.write(&mut self.store, pointer as usize, input.as_bytes());
        written.expect("there is room for it");
        (pointer, length)
    }

    fn run<P: WasmParams, R: WasmResults>(&mut self, function: &str, inputs: P) -> R {
        let function = self.instance.get_typed_func(&self.store, function).expect("it exports it");
        function.call(&mut self.store, inputs).expect("it does not trap")
    }
}
