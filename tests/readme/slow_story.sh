# What the README tells a clerk to type works as it says, on a county's own workbook.
. tests/lib.sh
demonstration
BOOK=$DEMO/workbooks/31_鲁甸县_转移就业.xlsx
OURS=$WORK/本市协作
s() { "$SHANHAI" -C "$OURS" "$@"; }
with() { # with CODE COMMAND...: ends with that code
    local code=$1
    shift
    "$@"
    [ $? -eq "$code" ]
}

# The line of the README itself is what is run.
init_line=$(grep -m 1 -o 'shanhai init 本市协作 --west.*' README.md)
init_words=${init_line#shanhai init 本市协作 }
init() {
    # shellcheck disable=SC2086 # the words of the line are words
    "$SHANHAI" init "$OURS" $init_words > "$WORK/init.txt"
}
check "init takes what the README says" init
check "it prints a recovery sheet" grep -qE '^ +([0-9A-Z]+-){6,}[0-9A-Z]+$' "$WORK/init.txt"
head_of() { s --format tsv batches | tail -n +2 | wc -l; }
before=$(head_of)
dry_run() { s import "$BOOK" --dry-run > "$WORK/dry.txt"; [ $? -le 1 ]; }
check "a dry run looks through the workbook" dry_run
check "and stores nothing" test "$(head_of)" = "$before"
check "the workbook lands, with its planted rows refused" with 1 s import "$BOOK"
figure() { s --format tsv figure labour.placed --from 2019-01-01 --to 2019-07-31 "$@"; }
placed=$(figure | tail -n 1 | cut -f 6)
check "the year's placements are counted" test "${placed:-0}" -gt 0
check "all of them in one county" test "$(figure --by county | tail -n +2 | cut -f 4,6)" = "$(printf '530621\t%s' "$placed")"
traced() {
    s --format tsv trace labour.placed --from 2019-01-01 --to 2019-07-31 --most 3 > "$WORK/trace.tsv"
    [ "$(tail -n +2 "$WORK/trace.tsv" | cut -f 4 | sort -u)" = "$(basename "$BOOK")" ]
}
check "the records behind it name the workbook" traced
printf '2019年1月至7月，鲁甸县转移就业%s人。\n' "$placed" > "$WORK/right.txt"
printf '2019年1月至7月，鲁甸县转移就业%s人。\n' $((placed + 3)) > "$WORK/wrong.txt"
verdict_of() { s prove "$1" --published 2019-09-01 --format tsv | awk -F '\t' 'NR == 1 { for (i = 1; i <= NF; i++) c[$i] = i } $c["kind"] == "person" { print $c["verdict"] }'; }
check "a summary that says so is proved" test "$(verdict_of "$WORK/right.txt")" = proved
check "one that says three more differs" test "$(verdict_of "$WORK/wrong.txt")" = differs
check "the backup is written" s backup "$WORK/台账备份.shanhai"
check "the ledger verifies" s verify
check "the backup comes back" "$SHANHAI" restore "$WORK/台账备份.shanhai" "$WORK/again"
code=$(grep -oE '([0-9A-Z]+-){6,}[0-9A-Z]+' "$WORK/init.txt")
check "its key is made from the recovery sheet" "$SHANHAI" -C "$WORK/again" key recover "$code"
check "and counts the same" test "$("$SHANHAI" -C "$WORK/again" --format tsv figure labour.placed --from 2019-01-01 --to 2019-07-31 | tail -n 1 | cut -f 6)" = "$placed"
