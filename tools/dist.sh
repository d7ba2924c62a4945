#!/bin/bash
# tools/dist.sh VERSION: makes build/shanhai_VERSION_ARCH.deb from the built binary.
# tools/dist.sh VERSION stick: also build/stick/, with every package an office without internet
# lacks and an install.sh.
#
# What the package depends on is read from the binary: the package of each library it names, at
# least in the upstream version it was built with.
set -eu
cd "$(dirname "$0")/.."
version=$1 build=${BUILD:-build}
arch=$(dpkg --print-architecture)
deb=$build/shanhai_${version}_$arch.deb

library_files() { # the libraries the binary names itself, as files
    local name
    for name in $(objdump -p "$build/shanhai" | awk '$1 == "NEEDED" { print $2 }'); do
        ldd "$build/shanhai" | awk -v name="$name" '$1 == name { print $3 }'
    done
}
package_of() { # package_of FILE: /usr/lib and /lib are one place, but dpkg knows only one of them
    { dpkg -S "$1" 2>/dev/null || dpkg -S "/usr$1" 2>/dev/null || dpkg -S "${1#/usr}"; } |
        head -n 1 | sed 's/:.*//'
}
library_packages() {
    local file
    library_files | while read -r file; do package_of "$file"; done | LC_ALL=C sort -u
}
version_of() { dpkg-query -W -f '${Version}' "$1" | head -c 200; }
upstream_of() { version_of "$1" | sed -E 's/^[0-9]+://; s/-[^-]*$//; s/[+~](dfsg|ds|repack|really).*//'; }
epoch_of() { version_of "$1" | sed -nE 's/^([0-9]+:).*/\1/p'; }

depends_line() {
    local name line=
    for name in $(library_packages); do
        line="$line${line:+, }$name (>= $(epoch_of "$name")$(upstream_of "$name"))"
    done
    printf '%s' "$line"
}

stage_files() { # stage_files ROOT
    local doc=$1/usr/share/doc/shanhai name
    install -D -m 755 "$build/shanhai" "$1/usr/bin/shanhai"
    strip --strip-unneeded "$1/usr/bin/shanhai"
    mkdir -p "$1/usr/share/man/man1" "$doc"
    gzip -9n < docs/shanhai.1 > "$1/usr/share/man/man1/shanhai.1.gz"
    mkdir -p "$doc/docs"
    install -m 644 README.md "$doc/"
    install -m 644 docs/*.md docs/*.png "$doc/docs/"
    install -m 644 LICENSE "$doc/copyright"
    for name in $(library_packages); do printf '%s\t%s\n' "$name" "$(version_of "$name")"; done \
        > "$doc/versions.tsv"
    find "$1" -type d -exec chmod 755 {} +
}

write_control() { # write_control ROOT
    mkdir -p "$1/DEBIAN"
    cat > "$1/DEBIAN/control" <<CONTROL
Package: shanhai
Version: $version
Architecture: $arch
Section: misc
Priority: optional
Maintainer: The Shanhai authors <shanhai@localhost>
Installed-Size: $(du -sk "$1/usr" | cut -f 1)
Depends: $(depends_line)
Description: ledger of a paired-region assistance programme (东西部协作台账)
 A fact is recorded once, where it happens; every form and figure comes out by
 counting; every number that is printed stands on records that can be opened.
 .
 一次录入，各表自出，数出有据。
CONTROL
}

make_deb() {
    local root
    root=$(mktemp -d)
    stage_files "$root"
    write_control "$root"
    dpkg-deb --root-owner-group --build "$root" "$deb" >/dev/null
    rm -rf "$root"
    echo "$deb"
}

# Everything the package needs, but not what every Debian 12 has.
closure() {
    apt-cache depends --recurse --no-recommends --no-suggests --no-conflicts --no-breaks \
        --no-replaces --no-enhances $(library_packages) | grep -E '^[a-z0-9]' | LC_ALL=C sort -u |
        while read -r name; do
            dpkg-query -W -f '${Package} ${Essential} ${Priority}\n' "$name" 2>/dev/null | head -n 1
        done | awk '$1 != "libc6" && $2 != "yes" && $3 != "required" { print $1 }'
}

make_stick() {
    local stick=$build/stick failed=
    rm -rf "$stick" && mkdir -p "$stick/packages"
    cp "$deb" "$stick/packages/"
    for name in $(closure); do
        (cd "$stick/packages" && apt-get -q=2 download "$name" 2>/dev/null) || failed="$failed $name"
    done
    install -m 755 tools/stick-install.sh "$stick/install.sh"
    cp README.md "$stick/"
    (cd "$stick" && sha256sum packages/*.deb > SHA256SUMS)
    [ -z "$failed" ] || { echo "没有下载到 (not downloaded):$failed" >&2; exit 4; }
    echo "$stick: $(find "$stick/packages" -name '*.deb' | wc -l) packages, $(du -sh "$stick" | cut -f 1)"
}

make_deb
[ "${2-}" != stick ] || make_stick
