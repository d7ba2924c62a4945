#!/bin/bash
# import and template as a person uses them: what they print, their exit codes, their formats.
. tests/lib.sh
P=$WORK/programme
"$SHANHAI" init "$P" --catalogue tests/examples/programme.cat > /dev/null
ours() { "$SHANHAI" -C "$P" "$@"; }
ends_with() { # ends_with CODE COMMAND...
    local want=$1
    shift
    "$@" > "$WORK/out" 2> "$WORK/err"
    local rc=$?
    [ $rc -eq "$want" ] || { echo "ended with $rc"; cat "$WORK/out" "$WORK/err"; return 1; }
}
says() { grep -qF -- "$1" "$WORK/out" || { cat "$WORK/out"; return 1; }; }

cat > "$WORK/good.csv" <<CSV
昭阳区农村劳动力信息
序号,姓名,身份证号,性别,户籍所在地
1,甲一,990000198001150011,男,昭阳区北闸镇
合计,1,,,
CSV
cat > "$WORK/bad.csv" <<CSV
姓名,身份证号,性别,户籍所在地
甲一,990000198001150011,男,昭阳区北闸镇
乙二,990000198001150019,男,乌有县
CSV
# The check digit of the one person above is made here, so that it is right by the rule.
digit=$(awk 'BEGIN { split("7 9 10 5 8 4 2 1 6 3 7 9 10 5 8 4 2", w, " "); s = "99000019800115001"
    for (k = 1; k <= 17; k++) n += substr(s, k, 1) * w[k]; print substr("10X98765432", n % 11 + 1, 1) }')
sed -i "s/990000198001150011/99000019800115001$digit/" "$WORK"/*.csv

check "a dry run ends with 0 and stores nothing" ends_with 0 ours import "$WORK/good.csv" --dry-run
check "... and says so" says "未入账"
check "what is right is stored" ends_with 0 ours import "$WORK/good.csv"
check "... as a batch" says "已入账"
check "the columns are shown with what they hold" says "身份证号 → idno"
check "the same file again changes nothing" ends_with 0 ours import "$WORK/good.csv"
check "... and says that it was there before" says "此前已原样导入"
check "refused rows end with 1" ends_with 1 ours import "$WORK/bad.csv" --refused "$WORK/refused.xlsx"
check "... and their workbook is named" says "$WORK/refused.xlsx"
check "the workbook of refused rows is there" test -s "$WORK/refused.xlsx"
check "the workbook is refused again while nothing is mended" ends_with 1 ours import "$WORK/refused.xlsx"
check "nobody's number is printed in clear" eval '! grep -q 990000198001150019 "$WORK/out"'

check "findings as TSV" ends_with 1 ours --format tsv import "$WORK/bad.csv"
check "... one a line with ten columns" awk -F'\t' 'NF != 10 { bad = 1 } END { exit bad || NR < 3 }' "$WORK/out"
check "... under their header" says "level	kind	file	sheet	row	column	heading	found	wanted	says"
check "the report as JSON" ends_with 1 ours --format json import "$WORK/bad.csv"
check "... that a machine reads" jq -e '.refused == 1 and (.findings | length) == 2 and .sheets[0].type == "person"' "$WORK/out"
check "in English" ends_with 0 ours --lang en import "$WORK/good.csv"
check "... every word" eval '! grep -q "[导退未]" "$WORK/out"'

check "a stale --expects is refused" ends_with 3 ours import "$WORK/good.csv" --expects 0
check "--expects wants a number" ends_with 2 ours import "$WORK/good.csv" --expects x
check "an unknown option is a mistake of usage" ends_with 2 ours import "$WORK/good.csv" --nothing
check "no file is a mistake of usage" ends_with 2 ours import
check "a file that is not there" ends_with 3 ours import "$WORK/none.csv"
check "--void-missing alone is a mistake of usage" ends_with 2 ours import "$WORK/good.csv" --void-missing
check "a type that does not exist" ends_with 3 ours import "$WORK/good.csv" --as persn

check "a template is written" ends_with 0 ours template labour.placement -o "$WORK/t.xlsx"
check "... and reads as its type" ends_with 0 ours import "$WORK/t.xlsx" --dry-run
check "... with its columns" says "labour.placement"
check "a template of no type" ends_with 3 ours template labour.placment -o "$WORK/t.xlsx"
check "a template without a file" ends_with 2 ours template person
check "the ledger verifies after all of it" ends_with 0 ours verify

# A register as it came: rows numbered beforehand, no column for what all rows share.
cat > "$WORK/register.csv" <<CSV
序号,姓名,身份证号,户籍所在地,用工单位,务工地,上岗日期
1,甲,99000019800115001$digit,昭阳区,乙厂,东莞市,2018-03-01
2,,,,,,
3,,,,,,
CSV
"$SHANHAI" init "$WORK/register" --west 昭通 --from 2016-09-01 > /dev/null
register() { "$SHANHAI" -C "$WORK/register" import "$WORK/register.csv" "$@"; }
check "a row that is only numbered is no row" sh -c "'$SHANHAI' -C '$WORK/register' import '$WORK/register.csv' --format json --dry-run | jq -e '.rows == 1'"
check "a column that lacks refuses its rows, and says how to give it" eval 'register --dry-run | grep -q "channel:=取值"'
check "what all rows share is given once" eval 'register --map "channel:=政府组织" | grep -q "新增 1"'
check "... and is in the records" eval '"$SHANHAI" -C "$WORK/register" trace labour.placed | grep -q 政府组织'
check "a value that is none of its codes is said" eval 'register --map "channel:=托梦" --dry-run | grep -q 托梦'
check "a field that is none is refused" eval '! register --map "chanel:=政府组织"'

# What the number of a person made by the row tells, where no column says it.
born() { sqlite3 -readonly "$WORK/register/ledger.db" "SELECT (birth / 12) || '-' || (birth % 12 + 1) || ' ' || sex FROM person"; }
check "a person made by a row has the month and sex of the number" eval '[ "$(born)" = "1980-1 male" ] || { born; false; }'
printf '姓名,身份证号,户籍所在地,出生年月\n甲,99000019800115001%s,昭阳区,1981-03\n' "$digit" > "$WORK/own.csv"
check "a column says otherwise, and is taken" eval '"$SHANHAI" -C "$WORK/register" import "$WORK/own.csv" > /dev/null && [ "$(sqlite3 -readonly "$WORK/register/ledger.db" "SELECT birth FROM person WHERE until = 9223372036854775807")" = $((1981 * 12 + 2)) ]'
