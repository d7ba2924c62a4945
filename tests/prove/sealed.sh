# A text that is checked leaves no trace; one that is sealed remembers, and says later what has moved.
. tests/lib.sh
D=$WORK/p
idno() { awk -v d="$1" 'BEGIN { split("7 9 10 5 8 4 2 1 6 3 7 9 10 5 8 4 2", w, " "); for (i = 1; i <= 17; i++) s += substr(d, i, 1) * w[i]; print d substr("10X98765432", s % 11 + 1, 1) }'; }
HEAD=姓名,身份证号,户籍所在地,用工单位,务工地,上岗日期,离岗日期,就业渠道
row() { printf '甲%s,%s,530602001001,甲厂,4419,%s,2018-12-01,政府组织\n' "$1" "$(idno "9900001985040100$1")" "$2"; }
{ echo $HEAD; row 1 2018-03-01; row 2 2018-04-01; } > "$WORK/a.csv"
{ echo $HEAD; row 3 2018-05-01; } > "$WORK/b.csv"
"$SHANHAI" init "$D" --catalogue tests/examples/programme.cat > /dev/null || exit 1
"$SHANHAI" -C "$D" import "$WORK/a.csv" --as labour.placement > /dev/null || exit 1
printf '2018年，昭通市转移就业2人，培训农村劳动力35期。\n' > "$WORK/t.txt"

S() { "$SHANHAI" -C "$D" --lang en "$@"; }
exits() { # exits CODE TEXT command...
    local want=$1 text=$2 rc=0
    shift 2
    "$@" > "$WORK/out" 2>&1 || rc=$?
    cat "$WORK/out"
    [ $rc -eq "$want" ] && grep -q -- "$text" "$WORK/out"
}
state_of() { # everything the programme holds: its tables, its files, its head
    sqlite3 "$D/ledger.db" .dump | sha256sum
    (cd "$D" && find . -type f ! -name '*-wal' ! -name '*-shm' ! -name ledger.db -exec sha256sum {} + | sort)
    S --format tsv batches
}

# ---- before print ----
state_of > "$WORK/before"
leaves_no_trace() {
    S prove "$WORK/t.txt" > "$WORK/said" || [ $? -eq 1 ] || return 1
    S prove "$WORK/t.txt" --mark "$WORK/t.html" > /dev/null || [ $? -eq 1 ] || return 1
    S prove "$WORK/t.txt" --mark "$WORK/t.docx" > /dev/null || [ $? -eq 1 ] || return 1
    S --format json prove "$WORK/t.txt" --findings > /dev/null || [ $? -eq 1 ] || return 1
    state_of > "$WORK/after"
    grep -q 2人 "$WORK/said" && same "$WORK/before" "$WORK/after"
}
check "a check that is not sealed leaves no trace" leaves_no_trace
check "only a file can be sealed" exits 2 "only a file" S prove - --seal --title x
printf '没有数字的一句话。\n' > "$WORK/none.txt"
check "a text without figures is not sealed" exits 3 "no figure" S prove "$WORK/none.txt" --seal --title x
still_none() { state_of > "$WORK/after"; same "$WORK/before" "$WORK/after"; }
check "and what was refused left nothing" still_none

# ---- sealed ----
seal() { S prove "$WORK/t.txt" --seal --title "工作总结" > "$WORK/sealed" || [ $? -eq 1 ]; cat "$WORK/sealed"; grep -q 'DG-[0-9A-Z]\{8\}' "$WORK/sealed"; }
check "a text is sealed and has a code" seal
CODE=$(grep -o 'DG-[0-9A-Z]*' "$WORK/sealed" | head -1)
is_records() { # hashed, traced to the file, in a batch of its own
    sqlite3 "$D/ledger.db" "SELECT surface, verdict, ledger_value, line FROM proof_quote ORDER BY number" > "$WORK/rows"
    cat "$WORK/rows"
    grep -q '^2人|proved|2|1$' "$WORK/rows" && S verify && S --format tsv batches | tail -1 | grep -q 工作总结 &&
        find "$D/files" -type f -exec cmp -s {} "$WORK/t.txt" \; -print | grep -q .
}
check "its figures are records that verify, the file is kept" is_records
backed_up() { S backup "$WORK/backup" && "$SHANHAI" restore "$WORK/backup" "$WORK/again" && "$SHANHAI" -C "$WORK/again" --lang en receipt "$CODE" | grep -q 工作总结; }
check "they are in the backup" backed_up
check "the same file is not sealed twice" exits 3 "already as $CODE" S prove "$WORK/t.txt" --seal --title again
check "nothing has moved yet" exits 0 "1 stand, 0 changed" S receipt "$CODE"
check "by its file, too" exits 0 "工作总结" S receipt "$WORK/t.txt"
check "it stands in the list" exits 0 "$CODE" S receipt list
check "another code is none" exits 3 . S receipt DG-22222222

# ---- after print ----
S import "$WORK/b.csv" --as labour.placement > /dev/null
check "one record more, and it says so" exits 1 "2 → 3" S receipt "$CODE"
names_record() { S receipt "$CODE" > "$WORK/said"; cat "$WORK/said"; grep -q "now counted" "$WORK/said" && grep -q "b.csv.*:2" "$WORK/said" && grep -q "1 changed" "$WORK/said"; }
check "with the record, its file and row" names_record
in_lines() {
    S --format tsv receipt "$CODE" > "$WORK/lines"
    awk -F'\t' 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
        $at["surface"] == "2人" { n++; ok = $at["verdict"] == "proved" && $at["verdict_now"] == "differs" && $at["now"] == "3" && $at["standing"] == "changed" && $at["row"] == 2 }
        { other += $at["surface"] ~ /35期/ && $at["standing"] != "changed" }
        END { exit !(n == 1 && ok && other == 1) }' "$WORK/lines" || { cat "$WORK/lines"; false; }
}
check "the verdict then and now stand in lines" in_lines
as_json() { S --format json receipt "$CODE" > "$WORK/json"; [ "$(jq -r '.quotes[] | select(.surface == "2人") | .now' "$WORK/json")" = 3 ]; }
check "and in JSON" as_json
check "a correction needs a reason" exits 2 "needs --is" S receipt "$CODE" --correct 2人 --is 3人
check "and a figure that stands there" exits 3 "no figure" S receipt "$CODE" --correct 9人 --is 3人 --why 补报
check "a correction is kept" exits 0 "2人 should be 3人" S receipt "$CODE" --correct 2人 --is 3人 --why 补报一人
check "beside what was printed" exits 1 "should be 3人 (补报一人)" S receipt "$CODE"
check "by its number, another one takes its place" exits 0 "should be" S receipt "$CODE" --correct 1 --is 三人 --why 再核
both_versions() { [ "$(sqlite3 "$D/ledger.db" "SELECT count(*), count(DISTINCT record) FROM proof_correction")" = "2|1" ] && S verify; }
check "and both stay known" both_versions
text_is_bound() { [ "$(sqlite3 "$D/ledger.db" "SELECT title || head FROM proof_text" | wc -l)" = 1 ] && sqlite3 "$D/ledger.db" "SELECT printed || ' ' || why FROM proof_correction WHERE until = 9223372036854775807" | grep -q '^2人 再核'; }
check "the text itself is untouched" text_is_bound

# ---- a figure that one record states, in a Word document ----
wages() { printf '身份证号,用工单位,上岗日期,工资月份,实发工资\n%s,甲厂,2018-03-01,2018-04,%s\n' "$(idno 99000019850401001)" "$1"; }
wages 4200 > "$WORK/wages.csv"
wages 3900 > "$WORK/mended.csv"
printf '姓名,身份证号,户籍所在地,用工单位,务工地,上岗日期,离岗日期,就业渠道\n甲一,%s,530602001001,甲厂,4419,2018-03-01,2018-12-01,政府组织\n' "$(idno 99000019850401001)" > "$WORK/w.csv"
node tests/docx.mjs "$WORK/w.docx" <<< '“我在东莞每月能领到工资|b:4200|元。”一位务工者说。'
bound_is_sealed() {
    local record
    S import "$WORK/w.csv" --as labour.placement && S import "$WORK/wages.csv" --as labour.wage_month || return 1
    record=$(S --format tsv trace labour.wage_income --from 2018-04-01 --to 2018-04-30 | awk -F'\t' '/4200/ { print $2 }')
    S bind "$WORK/w.docx" --quote 4200元 --indicator labour.wage_income --scope "from=2018-04-01 to=2018-04-30" --record "$record" || return 1
    S prove "$WORK/w.docx" --seal --title 简报 || return 1
    S receipt "$WORK/w.docx" > "$WORK/said" && cat "$WORK/said" && grep -q "1 stand, 0 changed" "$WORK/said"
}
check "a figure bound to a record is sealed with it" bound_is_sealed
S import "$WORK/mended.csv" --as labour.wage_month > /dev/null
check "another pay in that record, and it says so" exits 1 "4200 → 3900" S receipt "$WORK/w.docx"
check "with where it came from" grep -q "mended.csv.*:2" "$WORK/out"
