# Findings go out as a workbook a county, come back with answers through the ordinary import, and
# stay answered until their records change.
. tests/lib.sh
D=$WORK/programme
idno() { # idno SEVENTEEN-DIGITS
    awk -v d="$1" 'BEGIN { split("7 9 10 5 8 4 2 1 6 3 7 9 10 5 8 4 2", w, " ")
        for (i = 1; i <= 17; i++) s += substr(d, i, 1) * w[i]
        print d substr("10X98765432", s % 11 + 1, 1) }'
}
A=$(idno 99000019850401001) B=$(idno 99000019850401003)
placements() { # placements LAST-DAY: B's second spell ends then
    echo '姓名,身份证号,户籍所在地,用工单位,务工地,上岗日期,离岗日期,就业渠道'
    echo "甲某,$A,530602001001,甲厂,4419,2018-03-01,2018-12-01,政府组织"
    echo "甲某,$A,530602001001,乙厂,4419,2018-05-01,2018-09-01,政府组织"
    echo "乙某,$B,530621001200,甲厂,4419,2018-03-01,2018-12-01,政府组织"
    echo "乙某,$B,530621001200,乙厂,4419,2018-05-01,$1,政府组织"
}
take() { "$SHANHAI" -C "$D" import "$1" ${2:+--as "$2"} > "$WORK/import.log" 2>&1 || { cat "$WORK/import.log"; false; }; }
found() { "$SHANHAI" -C "$D" --format tsv check --rule labour.spells_overlap "$@" > "$WORK/found.tsv"; }
column() { awk -F '\t' -v name="$1" 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == name) c = i; next } { print $c }' "$WORK/found.tsv"; }
statuses() { found "$@"; column status | LC_ALL=C sort | tr '\n' ' '; }
are() { [ "$1" = "$2" ] || { echo "$1 is not $2"; false; }; }
code_in() { found --in "$1" --all; column code; }

placements 2018-09-01 > "$WORK/a.csv"
{ "$SHANHAI" init "$D" --catalogue tests/examples/programme.cat > /dev/null; } || exit 1
check "the records land" take "$WORK/a.csv" labour.placement
check "two findings are open" are "$(statuses)" "open open "
exits_with() { "$SHANHAI" -C "$D" check "${@:2}" > "$WORK/out" 2>&1; [ $? = "$1" ]; }
check "check exits 1 when there is something to look at" exits_with 1
check "and 0 when there is not" exits_with 0 --level refuse
check "a rule that does not exist is refused with the nearest name" exits_with 3 --rule labour.spell_overlap
nearest() { grep -q 'labour.spells_overlap' "$WORK/out"; }
check "which it says" nearest
check "a level that does not exist is a wrong use" exits_with 2 --level loud
names_are_masked() { found; ! grep -q "$A" "$WORK/found.tsv" && ! grep -q "甲某" "$WORK/found.tsv"; }
check "names and numbers stay masked" names_are_masked
first=$(code_in 530602) second=$(code_in 530621)

"$SHANHAI" -C "$D" check -o "$WORK/out-books" > "$WORK/files"
check "a workbook a county" are "$(sed 's|.*/||' "$WORK/files" | LC_ALL=C sort | tr '\n' ' ')" "疑点_昭阳区.xlsx 疑点_鲁甸县.xlsx "
comes_back() { for f in "$WORK"/out-books/*.xlsx; do take "$f" || return 1; done; }
check "unanswered they come back as they went" comes_back
check "and nothing is answered by that" are "$(statuses)" "open open "

state_of() { "$SHANHAI" -C "$D" --format json check --rule labour.spells_overlap --all | jq -r --arg c "$1" '.findings[] | select(.code == $c) | .state'; }
answer() { # answer CODE ANSWER NOTE
    printf '疑点编号,处理结果,说明,处理人,处理日期,疑点状态码\n%s,%s,%s,王某,2019-08-01,%s\n' "$1" "$2" "$3" "$(state_of "$1")" > "$WORK/answer.csv"
    take "$WORK/answer.csv" check.answer
}
check "an explanation comes back" answer "$first" 情况属实有说明 两班倒
check "a wrong alarm comes back" answer "$second" 误报 同名
check "answered ones are not shown again" are "$(statuses)" ""
check "with --all they are" are "$(statuses --all)" "explained wrong_alarm "
placements 2018-10-01 > "$WORK/b.csv"
check "a record changes" take "$WORK/b.csv" labour.placement
check "its finding is shown again, the other not" are "$(statuses)" "changed "
check "it has kept its code" are "$(column code)" "$second"
check "it is said to be mended" answer "$second" 已整改 已改
check "and shown, because it is still there" are "$(statuses)" "said_mended "
sed 's/2018-12-01/2018-04-30/' "$WORK/b.csv" > "$WORK/c.csv"
check "the records are mended" take "$WORK/c.csv" labour.placement
check "and nothing is found any more" are "$(statuses --all)" ""
