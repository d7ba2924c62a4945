# For shell tests: . tests/lib.sh; then check "a sentence" COMMAND...; each prints a TAP line.
BUILD=${BUILD:-build}
SHANHAI=$PWD/$BUILD/shanhai
WORK=$(mktemp -d)
trap 'rm -rf "$WORK"' EXIT
tap=0
check() { # check "sentence" command...
    local sentence=$1 out
    shift
    tap=$((tap + 1))
    if out=$("$@" 2>&1); then echo "ok $tap - $sentence"
    else echo "not ok $tap - $sentence"; sed 's/^/# /' <<< "$out" | tail -n 20; fi
}
same() { # same EXPECTED-FILE ACTUAL-FILE
    diff -u "$1" "$2"
}
skip() { tap=$((tap + 1)); echo "ok $tap - $1 # SKIP $2"; }
