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
check "at least 40 figures of the bulletin stand on records" \
    stand_on_records demo/bulletin.txt "$WORK/bulletin.tsv" 40

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
    skip "at least 40 figures of the hand-read page stand on records" "no $PAGE"
    exit 0
fi
check "at least 40 figures of the hand-read page stand on records" \
    stand_on_records "$PAGE/page.txt" "$WORK/page.tsv" 40
