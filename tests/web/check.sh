# The page of checks: what rules find, filtered, answered, and as a workbook.
. tests/lib.sh
command -v curl > /dev/null || { skip "the page of checks" "no curl"; exit 0; }
D=$WORK/p
idno() { awk -v d="$1" 'BEGIN { split("7 9 10 5 8 4 2 1 6 3 7 9 10 5 8 4 2", w, " "); for (i = 1; i <= 17; i++) s += substr(d, i, 1) * w[i]; print d substr("10X98765432", s % 11 + 1, 1) }'; }
A=$(idno 99000019850401001)
printf '姓名,身份证号,户籍所在地,用工单位,务工地,上岗日期,离岗日期,就业渠道\n甲某,%s,530602001001,甲厂,4419,2018-03-01,2018-12-01,政府组织\n甲某,%s,530602001001,乙厂,4419,2018-05-01,2018-09-01,政府组织\n' "$A" "$A" > "$WORK/a.csv"
"$SHANHAI" init "$D" --catalogue tests/examples/programme.cat > /dev/null
"$SHANHAI" -C "$D" import "$WORK/a.csv" --as labour.placement > /dev/null
"$SHANHAI" -C "$D" serve --listen 127.0.0.1:0 > "$WORK/log" 2>&1 &
server=$!
trap 'kill -9 $server 2> /dev/null; rm -rf "$WORK"' EXIT
for _ in $(seq 600); do grep -q http "$WORK/log" && break; sleep 0.1; done
url=$(grep -o 'http://[0-9.:]*/' "$WORK/log"); url=${url%/}
token=$(curl -s "$url/" | sed -n 's/.*name="token" content="\([0-9a-f]*\)".*/\1/p')

asked() { curl -s -m 60 "$url/api/check?$1" > "$WORK/body"; }
is() { # is WANTED JQ-FILTER
    local got
    got=$(jq -r "$2" "$WORK/body"); [ "$got" = "$1" ] || { echo "$got is not $1"; cat "$WORK/body"; false; }
}
answered() { curl -s -m 60 -o "$WORK/body" -w '%{http_code}' -H "X-Shanhai-Token: $token" -H "Content-Type: application/json" -d "$1" "$url/api/answer"; }

asked ""
check "it shows the finding" is 1 .total
check "with its rule" is labour.spells_overlap '.rules[0].name'
check "and both records" is 2 '.rules[0].findings[0].record_count'
no_name() { ! grep -q "$A" "$WORK/body" && ! grep -q 甲某 "$WORK/body"; }
check "and no name or number" no_name
code=$(jq -r '.rules[0].findings[0].code' "$WORK/body")
asked in=530621
check "in another county there is none" is 0 .total
asked level=ask
check "nor of another level" is 0 .total
asked level=loud
check "a level that does not exist is said" is usage .kind
check "an answer that does not exist is refused" [ "$(answered "{\"code\":\"$code\",\"answer\":\"whatever\"}")" = 422 ]
check "an answer to nothing is refused" [ "$(answered '{"code":"YD0000000000","answer":"explained"}')" = 404 ]
check "an answer is kept" [ "$(answered "{\"code\":\"$code\",\"answer\":\"explained\",\"note\":\"两班倒\",\"handler\":\"王某\"}")" = 200 ]
asked ""
check "and the finding is no longer shown" is 0 .total
asked all=1
check "but among all" is explained '.rules[0].findings[0].status'
check "with what was said" is 两班倒 '.rules[0].findings[0].note'
check "saying it again says nothing new" [ "$(answered "{\"code\":\"$code\",\"answer\":\"explained\",\"note\":\"两班倒\",\"handler\":\"王某\"}")" = 200 ]
curl -s -m 60 "$url/api/check_workbook?all=1" > "$WORK/list.xlsx"
opens() { unzip -p "$WORK/list.xlsx" xl/worksheets/sheet1.xml | grep -q "$code"; }
check "the workbook holds it" opens
chooses() { unzip -p "$WORK/list.xlsx" xl/worksheets/sheet1.xml | grep -q 'dataValidation type="list"'; }
check "with answers to choose from" chooses
