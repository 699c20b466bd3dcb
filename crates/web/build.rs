//! The look is embedded in the program: without it there is nothing to build.

use std::{path::Path, process::exit};

fn main() {
    let root = std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default();
    let manifest = Path::new(&root).join("../../assets/dist/manifest.json");
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed={}", manifest.display());
    if !manifest.exists() {
        println!(
            "cargo::error=assets/dist is missing: run `make assets` (npm ci --ignore-scripts, then node build.mjs, in assets/)"
        );
        exit(1);
    }
}
