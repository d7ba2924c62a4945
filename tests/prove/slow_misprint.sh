# One digit of the hand-read page misprinted: how many are shown at their place, with the
# demonstration's records and without any. build/tests/misprint without its last word tries all.
. tests/lib.sh
PAGE=${SHANHAI_PAGE:-../shared/page}
if [ ! -f "$PAGE/page.txt" ]; then
    skip "misprints of the hand-read page are shown" "no $PAGE"
    exit 0
fi
demonstration
"$SHANHAI" init "$WORK/empty" --catalogue demo/programme.cat > /dev/null || exit 1
misprints() {
    "$BUILD/tests/misprint" "$DEMO/programme" "$WORK/empty" 2019-09-01 "$PAGE/page.txt" \
        "$PAGE/figures.tsv" > "$WORK/misprints"
}
share() { # share COLUMN PERCENT: of all that were tried, at least so many
    awk -F'\t' -v c="$1" -v least="$2" '$1 == "all" {
        all = $3; n = $c; print n " of " all; exit !(all > 2000 && n * 100 >= all * least) }' \
        "$WORK/misprints"
}
check "each digit is misprinted to each other" misprints
check "90 of 100 misprints differ from the records" share 4 90
check "without records 20 of 100 stand in a row of tier E or Q" share 5 20
check "... most of them by a question that the right text does not ask" share 6 15
