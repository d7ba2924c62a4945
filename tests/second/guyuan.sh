# Another programme: another pair, other years, the words of 2023. It is made by init and workbooks
# alone, in officials' own titles; counted, traced, proved. Nothing is added to catalogue or code.
. tests/lib.sh
P=$WORK/p
ours() { "$SHANHAI" -C "$P" "$@"; }
tsv() { ours --format tsv "$@"; }
check "made from a place, a day and its party" eval '"$SHANHAI" init "$P" --west 固原市 --from 2021-04-01 --party 福州市 > "$WORK/init"'
mkdir "$WORK/books"
node -e '
  import("./tests/xlsx.mjs").then(({ sheets_of, write_xlsx }) => {
    for (const s of sheets_of(require("fs").readFileSync("tests/second/books.txt", "utf8")))
      write_xlsx(`${process.argv[1]}/${s.name}.xlsx`, [{ ...s, name: "Sheet1" }]);
  })' "$WORK/books"
check "its workbooks are all taken, no column told" eval 'ours --format json import "$WORK"/books/*.xlsx > "$WORK/report"; jq -e ".refused == 0 and ([.sheets[].type] | index(\"\") == null)" "$WORK/report" || { jq -c ".findings[] | select(.level == \"refuse\")" "$WORK/report"; jq -r ".sheets[] | [.file, .type, .rows, .refused] | @tsv" "$WORK/report"; false; }'
check "... eighteen kinds of tables, of twelve systems at least" eval 'jq -r ".sheets[].type" "$WORK/report" | sed "s/\..*//" | sort -u > "$WORK/systems"; [ "$(wc -l < "$WORK/systems")" -ge 12 ] || { cat "$WORK/systems"; false; }'
check "the same workbooks again change nothing" eval 'ours --format json import "$WORK"/books/*.xlsx | jq -e ".new == 0 and .changed == 0"'

# indicator | question | answer, counted by hand from tests/second/books.txt
while IFS='|' read -r key ask want; do
    [ -n "$key" ] || continue
    # shellcheck disable=SC2086 # the words of a question are words
    check "$key $ask is $want" eval '[ "$(tsv figure $key $ask | awk -F"\t" "NR == 1 { for (i = 1; i <= NF; i++) c[\$i] = i } NR == 2 { print \$c[\"value\"] + 0 }")" = "$want" ] || { tsv figure $key $ask; false; }'
    [ "$want" = 0 ] || check "... and traced to a workbook" eval 'tsv trace $key $ask | grep -q "\.xlsx"'
done <<'ASKED'
pairing.county_pairs|--at 2023-12-31|2
pairing.county_pairs|--at 2021-04-09|0
labour.placed|--from 2023-01-01 --to 2023-12-31|2
labour.placed|--from 2021-04-01 --to 2023-12-31|4
labour.at_work|--at 2023-12-31|3
labour.placed_registered|--from 2021-04-01 --to 2023-12-31|3
funds.paid|--from 2023-01-01 --to 2023-12-31|25000000
projects.projects|--from 2023-01-01 --to 2023-12-31|1
talent.cadres_west|--from 2023-01-01 --to 2023-12-31|1
workshops.recognised|--at 2023-12-31|2
industry.invested|--from 2023-01-01 --to 2023-12-31|20000000
markets.sales|--from 2023-01-01 --to 2023-12-31|4005000
governance.joint_meetings|--from 2023-01-01 --to 2023-12-31|1
monitoring.cases|--at 2023-12-31|2
ASKED

ours --format tsv prove tests/second/text.txt --published 2024-01-10 > "$WORK/quotes"
verdict() { awk -F'\t' -v s="$1" 'NR == 1 { for (i = 1; i <= NF; i++) c[$i] = i; next } $c["surface"] == s { print $c["verdict"] }' "$WORK/quotes"; }
for surface in 2500万元 2人 2000万元 400.5万元 1次; do
    check "the text's $surface is proved" eval '[ "$(verdict $surface)" = proved ] || { cut -f1-12 "$WORK/quotes"; false; }'
done
check "nothing of the text differs" eval '! grep -q "	differs	" "$WORK/quotes" || { cat "$WORK/quotes"; false; }'
check "a form goes out in this programme, too" eval 'ours form 原州区 --month 2023-08 -o "$WORK/form.xlsx" | grep -q 原州区'
check "... and comes back" eval 'node tests/form.mjs "$WORK/form.xlsx" "$WORK/back.xlsx" "fill(\"马*\", { \"离岗日期\": \"2023年8月2日\" })" && ours --format json import "$WORK/back.xlsx" | jq -e ".changed == 1 and .refused == 0"'
check "... its leaving is counted" eval '[ "$(tsv figure labour.at_work --at 2023-12-31 | awk -F"\t" "NR == 2 { print \$6 }")" = 2 ]'
check "the words are those of 2023" eval 'ours figure labour.placed_registered --at 2023-12-31 | grep -qv 贫困'
check "no word of another programme stands in its ledger" eval '! sqlite3 "$P/ledger.db" "SELECT DISTINCT home FROM person UNION SELECT workplace FROM labour_placement" | grep -qE "^(5306|4419|4420|4403)"'
check "the ledger verifies" ours verify
