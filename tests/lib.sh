# For shell tests: . tests/lib.sh; then check "a sentence" COMMAND...; each prints a TAP line.
BUILD=${BUILD:-build}
SHANHAI=$PWD/$BUILD/shanhai
WORK=$(mktemp -d)
trap 'rm -rf "$WORK"' EXIT
export LSAN_OPTIONS=suppressions=$PWD/tests/leaks.txt:print_suppressions=0 # of `make san`
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

# The demonstration, made once for all tests of a build: its folder is $DEMO. Tests that write take
# a copy: `demonstration; cp -r "$DEMO/programme" "$WORK/programme"`.
demonstration() {
    DEMO=$PWD/$BUILD/demonstration
    (
        flock 9
        [ "$DEMO/made" -nt "$SHANHAI" ] && exit 0
        rm -rf "$DEMO"
        "$SHANHAI" demo "$DEMO" > "$BUILD/demonstration.log" 2>&1
        [ $? -le 1 ] && touch "$DEMO/made"
    ) 9> "$BUILD/demonstration.lock"
}
