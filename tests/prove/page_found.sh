# The hand-read page, where it is there: figures found, names left, intervals as read, and links
# that do not follow the numbers.
. tests/lib.sh
PAGE=${SHANHAI_PAGE:-../shared/page}
if [ ! -f "$PAGE/page.txt" ]; then
    skip "the hand-read page is found" "no $PAGE"
    exit 0
fi
"$SHANHAI" --format tsv prove --find "$PAGE/page.txt" --published 2019-09-01 > "$WORK/found.tsv"
awk -f tests/prove/page_score.awk "$PAGE/figures.tsv" "$WORK/found.tsv" > "$WORK/score"

at_least() { # at_least WORD N
    sed 's/^/# /' "$WORK/score"
    [ "$(awk -v w="$1" '$1 == w { print $2 }' "$WORK/score")" -ge "$2" ]
}
at_most() {
    sed 's/^/# /' "$WORK/score"
    [ "$(awk -v w="$1" '$1 == w { print $2 }' "$WORK/score")" -le "$2" ]
}
check "at least 140 of the 154 figures are found" at_least found 140
check "at most 5 of the 60 names are taken" at_most taken 5
check "no interval differs from the one read by hand" at_most intervals 0
check "hardly anything else is taken for a figure" at_most others 3

# ---- linking, with the demonstration's programme and no records at all ----
D=$WORK/programme
"$SHANHAI" init "$D" --catalogue demo/programme.cat > /dev/null
"$SHANHAI" -C "$D" --format tsv prove "$PAGE/page.txt" --published 2019-09-01 > "$WORK/page.tsv"
awk -F'\t' 'FNR == 1 { file++; next }
    file == 1 { id[++n] = $1; from[n] = $18; to[n] = $19; next }
    $14 != "" { for (i = 1; i <= n; i++)
                    if ($3 >= from[i] && $4 <= to[i]) print id[i] "\t" $14 "\t" $15 }' \
    "$PAGE/figures.tsv" "$WORK/page.tsv" > "$WORK/links"
check "every link of the page is the one read by hand" same tests/prove/page_links.tsv "$WORK/links"

keeps_links() {
    for seed in 1 2 3 4 5 6 7 8; do
        LC_ALL=C awk -v seed=$seed -f tests/prove/random.awk "$WORK/page.tsv" "$PAGE/page.txt" \
            > "$WORK/random.txt"
        "$SHANHAI" -C "$D" --format tsv prove "$WORK/random.txt" --published 2019-09-01 \
            > "$WORK/random.tsv" || return 1
        awk -F'\t' '$14 != "" { print $3, $14, $15 }' "$WORK/random.tsv" >> "$WORK/random.rows"
        awk -F'\t' '$14 != "" { print $3, $14, $15 }' "$WORK/page.tsv" >> "$WORK/first.rows"
    done
    awk 'FNR == 1 { file++ }
        file == 1 { had[$0]++; next }
        { all++; if (had[$0]-- > 0) kept++ }
        END { print kept " of " all; exit !(all > 300 && kept * 100 >= all * 99) }' \
        "$WORK/random.rows" "$WORK/first.rows"
}
check "with other numbers the page links alike in 99 of 100 rows" keeps_links
