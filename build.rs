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
    let target = |key: &str| env::var(key).unwrap_or_default();
    let (system, libc) = (target("CARGO_CFG_TARGET_OS"), target("CARGO_CFG_TARGET_ENV"));

    // The command line is started once for each pair of files. At a place of its choice the system would have to
    // correct 78,000 addresses at each start, those of the names and word lists of five dozen languages: 1.9 ms
    // instead of 1.1. What is given up is that places in memory cannot be guessed, and there is no unsafe code here.
    if system == "linux" && libc == "gnu" {
        println!("cargo::rustc-link-arg-bin=stance-cli=-no-pie");
    }

    if system == "windows" {
        let mut resource = winresource::WindowsResource::new();
        resource.set_icon("assets/icon/stance.ico");
        resource.set("ProductName", "Stance");
        resource.set("FileDescription", "Stance");
        resource.set("LegalCopyright", "© The Stance contributors");
        resource.compile().expect("the resource compiler runs");
    }
}
