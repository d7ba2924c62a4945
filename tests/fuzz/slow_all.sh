# Every fuzz target runs from its seeds, a minute in all: what crashes, hangs or grows is a failure,
# and its input is kept among the seeds once it is mended.
. tests/lib.sh
if [ "$(basename "$BUILD")" = san ]; then
    skip "every parser takes whatever comes" "the targets have their own sanitizers"
    exit 0
fi
if ! command -v clang > /dev/null || ! make -s "$BUILD/fuzz/cell.bin" > "$WORK/built" 2>&1; then
    skip "every parser takes whatever comes" "no clang with libFuzzer: $(tail -n 1 "$WORK/built" 2> /dev/null)"
    exit 0
fi
check "the fuzz targets are built" make -s -j2 fuzz-ready
targets=$(find tests/fuzz -name '*.c' | wc -l)
survives() { # survives TARGET
    mkdir -p "$WORK/$1.new" "$WORK/$1.found"
    "$BUILD/fuzz/$1.bin" -seed=1 -max_total_time=$((60 / targets)) -max_len=16384 -timeout=10 \
        -rss_limit_mb=2048 -artifact_prefix="$WORK/$1.found/" "$WORK/$1.new" "tests/fuzz/$1" \
        > "$WORK/$1.log" 2>&1 || { tail -n 30 "$WORK/$1.log"; base64 "$WORK/$1.found"/* | head -n 20; false; }
}
for source in tests/fuzz/*.c; do
    name=$(basename "$source" .c)
    check "$name takes whatever comes" survives "$name"
done
