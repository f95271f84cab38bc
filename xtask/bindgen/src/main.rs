//! `xtask-bindgen MODULE DIRECTORY`: the glue of a module built with wasm-bindgen.
//!
//! The target is that of bundlers, of which `spravka_bg.js` alone is wanted: it neither fetches nor
//! instantiates, and takes the exports of whatever instance it is given.

use std::path::PathBuf;

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

fn main() -> Result<()> {
    let mut arguments = std::env::args_os().skip(1).map(PathBuf::from);
    let (module, directory) = (arguments.next(), arguments.next());
    let (module, directory) = module.zip(directory).context("MODULE and DIRECTORY")?;
    Bindgen::new()
        .input_path(module)
        .out_name("spravka")
        .bundler(true)?
        .typescript(true)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate(directory)
}
