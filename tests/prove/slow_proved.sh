# The demonstration's records behind its bulletin and, where it is there, behind the hand-read page.
. tests/lib.sh
PAGE=${SHANHAI_PAGE:-../shared/page}
demonstration
D=$DEMO/programme

proof_of() { # proof_of FILE OUT: exit 1 says that something is to be looked at
    local rc=0
    "$SHANHAI" -C "$D" --format tsv prove "$1" --published 2019-09-01 > "$2" || rc=$?
    [ $rc -le 1 ]
}
stand_on_records() { # stand_on_records FILE OUT N
    proof_of "$1" "$2" || return 1
    awk -F'\t' '$12 == "differs" || $12 == "unproved" { print $5, $6, $12, $14, $15, $18 }
        $12 == "proved" || $12 == "truncated" || $12 == "within" { n++ }
        END { print n " stand on records"; exit n < '"$3"' }' "$2"
}
check "at least 113 figures of the bulletin stand on records" \
    stand_on_records demo/bulletin.txt "$WORK/bulletin.tsv" 113

# ---- docs/page.md: tests/prove/slow_proved.sh --write writes it anew ----
page_written() {
    "$SHANHAI" -C "$D" --lang zh prove demo/bulletin.txt --published 2019-09-01 --markdown \
        > "$WORK/page.md" || [ $? -eq 1 ]
}
check "the bulletin's proof is written as a page" page_written
[ "${1:-}" = --write ] && cp "$WORK/page.md" docs/page.md
check "docs/page.md is that page" same docs/page.md "$WORK/page.md"
page_has_all() { # each linked figure is a row, each question stands there
    "$SHANHAI" -C "$D" --lang zh --format tsv prove demo/bulletin.txt --published 2019-09-01 \
        --findings > "$WORK/asked.tsv" || [ $? -eq 1 ] || return 1
    awk -F'\t' 'NR > 1 && $14 != "" { n++ } END { print n }' "$WORK/bulletin.tsv" > "$WORK/linked"
    [ "$(grep -c '^| [0-9]* | [0-9]* |.*| .* | .* | .* |$' "$WORK/page.md")" -ge "$(cat "$WORK/linked")" ] &&
        awk -F'\t' 'NR == FNR { page = page $0; next }
            $1 ~ /[QL]/ { n++; if (!index(page, $4)) { print $4; bad = 1 } }
            END { exit bad || n < 8 }' "$WORK/page.md" "$WORK/asked.tsv"
}
check "the page has each linked figure and each question" page_has_all

verdicts_follow_the_text() { # one more or less in the text, and the verdict turns
    sed 's/942名/943名/; s/401期/400期/; s/1235个/1234个/' demo/bulletin.txt > "$WORK/wrong.txt"
    proof_of "$WORK/wrong.txt" "$WORK/wrong.tsv" || return 1
    awk -F'\t' '$6 ~ /^(943名|400期|1234个)$/ { print $6, $12; n += $12 == "differs" }
        END { exit n != 3 }' "$WORK/wrong.tsv"
}
none_differs() {
    awk -F'\t' '$12 == "differs" || $12 == "unproved" { print $5, $6, $12, $14, $15, $18; n++ }
        END { exit n > 0 }' "$WORK/bulletin.tsv"
}
check "no linked figure of the bulletin lacks its records" none_differs

check "a figure that is one off differs" verdicts_follow_the_text

known_before_the_first_batch() {
    "$SHANHAI" -C "$D" --format tsv prove demo/bulletin.txt --published 2019-09-01 \
        --known 2001-01-01 > "$WORK/early.tsv"
    [ $? -eq 3 ] || ! grep -q $'\tproved\t' "$WORK/early.tsv"
}
check "nothing is proved by what was not known yet" known_before_the_first_batch

if [ ! -f "$PAGE/page.txt" ]; then
    skip "all linked figures of the hand-read page stand on records" "no $PAGE"
    exit 0
fi
check "117 figures of the hand-read page stand on records" \
    stand_on_records "$PAGE/page.txt" "$WORK/page.tsv" 117
none_of_page_differs() {
    awk -F'\t' '$12 == "differs" || $12 == "unproved" { print $5, $6, $12, $14, $15, $18; n++ }
        END { exit n > 0 }' "$WORK/page.tsv"
}
check "none of them differs or lacks its records" none_of_page_differs
one_pay_is_unlinked() {
    awk -F'\t' 'NR == FNR { if ($13 ~ /_case_/) { from = $18; to = $19 } next }
        $3 >= from && $4 <= to { n++; print $6, $12; if ($12 != "unlinked") bad = 1 }
        END { exit bad || n != 1 }' "$PAGE/figures.tsv" "$WORK/page.tsv"
}
check "one person's pay stays unlinked" one_pay_is_unlinked
