# The demonstration's own forms: the assessment sheet in time, and a summary whose every figure is
# proved from its text alone; then one row of a workbook is corrected, and the receipt names that row.
. tests/lib.sh
demonstration
P=$WORK/programme
cp -r "$DEMO/programme" "$P"
shanhai() { "$SHANHAI" --lang zh -C "$P" "$@"; }
quiet() { "$@" > "$WORK/log" 2>&1 || { cat "$WORK/log"; return 1; }; }
period=(--from 2016-09-01 --to 2019-07-31)

every_form() {
    local form
    for form in $(shanhai --format tsv report list | awk -F '\t' 'NR > 1 { print $1 }'); do
        quiet shanhai report "$form" --year 2019 --in 530602 -o "$WORK/$form.html" || { echo "$form"; return 1; }
    done
}
check "every form can be written of one county" every_form
# Two seconds on a quiet machine; here beside sqlite3 that writes the whole ledger out (0.6 s there), since
# machines are noisy.
processor() { # processor COMMAND...: its seconds of the processor
    local TIMEFORMAT=%U
    { time "$@" > "$WORK/written"; } 2>&1
}
quick() {
    local sheet dump
    sheet=$(processor "$SHANHAI" -C "$P" report assessment.2019 --year 2019 --format tsv)
    mv "$WORK/written" "$WORK/sheet.tsv"
    dump=$(processor sqlite3 -readonly "$P/ledger.db" .dump)
    echo "$sheet s beside $dump s"
    awk -v s="$sheet" -v d="$dump" 'BEGIN { exit !(d > 0 && s < d * 3.5) }'
}
if [ "$(basename "$BUILD")" = san ]; then
    "$SHANHAI" -C "$P" report assessment.2019 --year 2019 --format tsv > "$WORK/sheet.tsv"
    skip "the assessment sheet of eleven counties is quick" "under sanitizers"
else
    check "the assessment sheet of eleven counties takes less than 3.5 times a dump of the ledger" quick
fi
check "it has at least 2,500 figures" test "$(wc -l < "$WORK/sheet.tsv")" -gt 2500
indicators_are_there() { # each code of the list of indicators that some indicator has stands in a row
    "$SHANHAI" catalogue json | jq -r '.indicators[] | select(.source != null) | .name + "\t" + .source' |
        awk -F '\t' -v sheet="$WORK/sheet.tsv" 'BEGIN { while ((getline line < sheet) > 0) { split(line, f, "\t"); there[f[1]] = 1 } }
            { n = split($2, codes, /[^A-M0-9]+/); for (i = 1; i <= n; i++) if (codes[i] ~ /^([A-KM][0-9][0-9]|L0[1-3])$/) { known[codes[i]] = 1; if ($1 in there) has[codes[i]] = 1 } }
            END { for (c in known) { total++; if (!(c in has)) { print c " is in no row"; bad = 1 } } print total; exit bad || total < 150 }'
}
check "every code of the indicator list is a row of it" indicators_are_there
as_counted() { # the sheet's counties and totals are what `figure` counts one by one
    awk -F '\t' 'NR > 1 && $3 != "" && NR % 97 == 0 { print $1 "\t" $2 "\t" $3 }' "$WORK/sheet.tsv" > "$WORK/some.tsv"
    [ "$(wc -l < "$WORK/some.tsv")" -ge 10 ] || return 1
    local key scope value got bad=0
    while IFS=$'\t' read -r key scope value; do
        got=$("$SHANHAI" -C "$P" --format tsv figure "$key" --scope "$scope" | awk -F '\t' 'NR == 2 { print $6 }')
        awk -v a="$got" -v b="$value" 'BEGIN { d = a - b; exit !(d < 1e-6 && d > -1e-6) }' || { echo "$key $scope: $got, not $value"; bad=1; }
    done < "$WORK/some.tsv"
    return $bad
}
check "its cells are what each scope counts by itself" as_counted

check "the summary is written" quiet shanhai report summary "${period[@]}" -o "$WORK/summary.txt"
proved() { # no figure but dates is anything else; each has the indicator that the form put there
    shanhai --format tsv prove "$WORK/summary.txt" --published 2019-08-01 > "$WORK/proof.tsv" || return 1
    shanhai --format tsv report summary "${period[@]}" | awk -F '\t' 'NR > 1 { print $1 "\t" $3 }' > "$WORK/keys.tsv"
    awk -F '\t' 'NR == FNR { key[$1 FS $2] = 1; next }
        FNR > 1 && $12 != "date" { n++; if ($12 != "proved" && $12 != "within") { print $5, $6, $12; bad = 1 }
            else { linked++; if (!(($14 FS $18) in key)) { print $6, $14, $18 " is not what the form counted"; bad = 1 } } }
        END { print n " figures, " linked " linked"; exit bad || n < 35 }' "$WORK/keys.tsv" "$WORK/proof.tsv"
}
check "every figure of the summary is proved or within, and linked to what the form counted" proved

# ---- one row is corrected ----
target() { shanhai --format tsv trace talent.expert_training --to 2019-07-31 --most 1 | awk -F '\t' -v c="$1" 'NR == 2 { print $c }'; }
FILE=$(target 4) SHEET=$(target 5) ROW=$(target 6)
cat > "$WORK/edit.mjs" << E2
import { edit_workbook } from "$PWD/tests/demo_figures/edit.mjs";
const [from, to, sheet, row, before, after] = process.argv.slice(2);
edit_workbook(from, to, [{ sheet, row: Number(row), op: "move", change: (t) => (t === before ? after : t) }]);
E2
TRAINED=$(target 8 | sed 's/.*培训人次=\([0-9]*\).*/\1/')
corrected() {
    mkdir -p "$WORK/new"
    node "$WORK/edit.mjs" "$DEMO/workbooks/$FILE" "$WORK/new/$FILE" "$SHEET" "$ROW" "$TRAINED" "$((TRAINED + 7))" &&
        { quiet shanhai import "$WORK/new/$FILE" --author 周改 || grep -q '变更 1，' "$WORK/log"; }
}
check "one cell of one row of a workbook is corrected" corrected
moved() {
    shanhai --format tsv receipt "$WORK/summary.txt" > "$WORK/moved.tsv"
    [ $? -eq 1 ] || return 1
    awk -F '\t' -v file="$FILE" -v sheet="$SHEET" -v row="$ROW" 'NR > 1 && $6 != "stands" {
            n++; print $1, $4, $5, $12, $13, $14, $16
            if ($2 != "talent.expert_training" || $5 - $4 != 7 || $12 != file || $13 != sheet || $14 != row || $16 != "周改") bad = 1 }
        END { exit bad || n != 1 }' "$WORK/moved.tsv"
}
check "the receipt names that row as the reason, and no other figure moved" moved
