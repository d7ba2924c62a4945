# The package holds what it must, and names every library it needs.
. tests/lib.sh

check "the package is made" tools/dist.sh 0.0.1
deb=$BUILD/shanhai_0.0.1_$(dpkg --print-architecture).deb
content() { dpkg-deb -c "$deb" | awk '{ print $6 }'; }
holds() { content | grep -qx "$1"; }
# dpkg-deb -c lists names only: the files themselves are unpacked and used.
dpkg-deb -x "$deb" "$WORK/root"

check "it holds the program" holds ./usr/bin/shanhai
check "it holds the man page" holds ./usr/share/man/man1/shanhai.1.gz
check "it holds the licence" holds ./usr/share/doc/shanhai/copyright
check "it holds the list of libraries with versions" holds ./usr/share/doc/shanhai/versions.tsv
check "the packed program is the built one and runs" "$WORK/root/usr/bin/shanhai" help
check "the packed man page is whole" sh -c "gzip -dc '$WORK/root/usr/share/man/man1/shanhai.1.gz' | cmp - docs/shanhai.1"

depends() { dpkg-deb -f "$deb" Depends | tr ',' '\n' | sed 's/^ *//; s/ .*//' | LC_ALL=C sort; }
# The other way about: from the libraries the loader finds to their packages.
needed() {
    readelf -d "$BUILD/shanhai" | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p' | while read -r name; do
        dpkg -S "*/$name" | sed 's/:.*//' | LC_ALL=C sort -u | head -n 1
    done | LC_ALL=C sort -u
}
depends > "$WORK/depends"
needed > "$WORK/needed"
check "it depends on the package of every library the program names" same "$WORK/needed" "$WORK/depends"
check "it depends on something" test -s "$WORK/depends"
satisfied() {
    local each
    dpkg-deb -f "$deb" Depends | tr ',' '\n' | sed 's/^ *//' | while read -r name op version; do
        each=$(dpkg-query -W -f '${Version}' "$name" | head -c 100)
        dpkg --compare-versions "$each" ge "${version%)}" || { echo "$name $op $version: $each"; exit 1; }
    done
}
check "the versions it asks for are there on the machine that built it" satisfied
check "nothing in it belongs to an ordinary user" sh -c \
    "! dpkg-deb -c '$deb' | awk '{ print \$2 }' | grep -vx root/root"
rm -f "$deb"
