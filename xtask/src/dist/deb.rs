//! The package for Debian and Ubuntu: three folders and a page about them, which dpkg-deb packs. The
//! program is static, so there is nothing that cargo-deb would find out.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use super::binary::Target;
use super::{archive, epoch, staging, version};
use crate::shell;

/// `spravka_<version>_<architecture>.deb` from what is in the archive: its name and bytes.
pub(super) fn make(target: &Target, laid_out: &Path) -> Result<(String, Vec<u8>)> {
    let architecture = target.architecture;
    let name = format!("spravka_{}_{architecture}.deb", version());
    let tree = staging(&format!("deb-{architecture}"))?;
    let put = |from: &str, to: &str| -> Result<()> {
        let to = tree.join(to);
        fs::create_dir_all(to.parent().context("a file has a folder")?)?;
        fs::copy(laid_out.join(from), &to).with_context(|| from.to_owned())?;
        Ok(())
    };
    put("spravka", "usr/bin/spravka")?;
    put("README.md", "usr/share/doc/spravka/README.md")?;
    put("CHANGELOG.md", "usr/share/doc/spravka/CHANGELOG.md")?;
    for licence in ["LICENSE-MIT", "LICENSE-APACHE", "THIRD-PARTY-LICENSES", "RUST-LIBRARY.html"] {
        put(licence, &format!("usr/share/doc/spravka/{licence}"))?;
    }
    let completions = "usr/share/bash-completion/completions/spravka";
    put("completions/spravka.bash", completions)?;
    put("completions/_spravka", "usr/share/zsh/vendor-completions/_spravka")?;
    put("completions/spravka.fish", "usr/share/fish/vendor_completions.d/spravka.fish")?;

    let pages = tree.join("usr/share/man/man1");
    fs::create_dir_all(&pages)?;
    for page in fs::read_dir(laid_out.join("man"))? {
        let page = page?;
        let name = format!("{}.gz", page.file_name().to_string_lossy());
        fs::write(pages.join(name), archive::gz(&fs::read(page.path())?)?)?;
    }
    let kilobytes = size(&tree)?.div_ceil(1024);
    fs::write(tree.join("usr/share/doc/spravka/copyright"), copyright())?;
    fs::create_dir(tree.join("DEBIAN"))?;
    fs::write(tree.join("DEBIAN/control"), control(architecture, kilobytes))?;
    // Whatever the umask was.
    shell::show(shell::program("chmod", &["-R", "u=rwX,go=rX"]).arg(&tree))?;

    let path = tree.with_extension("deb");
    // One thread: where xz cuts its blocks depends on how many there are.
    let same = ["--build", "--root-owner-group", "-Zxz", "--threads-max=1"];
    let mut dpkg = shell::program("dpkg-deb", &same);
    shell::show(dpkg.args([&tree, &path]).env("SOURCE_DATE_EPOCH", epoch()?.to_string()))?;
    Ok((name, fs::read(path)?))
}

/// <https://www.debian.org/doc/debian-policy/ch-controlfields.html>
fn control(architecture: &str, kilobytes: u64) -> String {
    format!(
        "Package: spravka\n\
         Version: {}\n\
         Architecture: {architecture}\n\
         Maintainer: The Spravka authors <spravka@example.com>\n\
         Installed-Size: {kilobytes}\n\
         Section: utils\n\
         Priority: optional\n\
         Homepage: https://github.com/spravka/spravka\n\
         Description: debtor registries of Russia and Kazakhstan on the command line\n\
         \x20Builds the requests of debtor registries and business APIs, reads their answers\n\
         \x20and drives the flows that take several of them. What was not checked never looks\n\
         \x20like \"no debts\", and nothing that costs money is sent twice.\n",
        version()
    )
}

/// <https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/>
fn copyright() -> &'static str {
    "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n\
     Upstream-Name: spravka\n\
     Source: https://github.com/spravka/spravka\n\
     \n\
     Files: *\n\
     Copyright: The Spravka authors, and those named in THIRD-PARTY-LICENSES\n\
     License: Expat or Apache-2.0\n\
     Comment: The texts are in LICENSE-MIT, LICENSE-APACHE, THIRD-PARTY-LICENSES and\n\
     \x20RUST-LIBRARY.html in this folder.\n"
}

fn size(path: &Path) -> Result<u64> {
    if path.is_file() {
        return Ok(path.metadata()?.len());
    }
    let inside = fs::read_dir(path)?.map(|entry| size(&entry?.path()));
    inside.sum()
}
