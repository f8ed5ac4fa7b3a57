//! Tells the program its application id and gives the Windows program its icon and version.

use std::{env, fs};

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=Cargo.toml");
    println!("cargo::rerun-if-changed=assets/icon/stance.ico");

    // One source for the id: the packager's metadata. The program reads env!("STANCE_APP_ID").
    let manifest = fs::read_to_string("Cargo.toml").expect("Cargo.toml stands beside build.rs");
    let id = manifest
        .lines()
        .find_map(|line| line.strip_prefix("identifier = \"")?.strip_suffix('"'))
        .expect("[package.metadata.packager] names the identifier");
    println!("cargo::rustc-env=STANCE_APP_ID={id}");

    // What is built for, not what it is built on: `cfg!` would ask about the build machine.
    if env::var_os("CARGO_CFG_TARGET_OS").is_some_and(|target| target == "windows") {
        let mut resource = winresource::WindowsResource::new();
        resource.set_icon("assets/icon/stance.ico");
        resource.set("ProductName", "Stance");
        resource.set("FileDescription", "Stance");
        resource.set("LegalCopyright", "© The Stance contributors");
        resource.compile().expect("the resource compiler runs");
    }
}
