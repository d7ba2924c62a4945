# The page of work: what needs care, and who fits an opening, with names masked.
. tests/lib.sh
command -v curl > /dev/null || { skip "the page of work" "no curl"; exit 0; }
D=$WORK/p
A=990001198501010015
printf '身份证号,姓名,户籍所在地,出生年月,用工单位,务工地,上岗日期,离岗日期,就业渠道,工种\n%s,甲某,530602001001,1985-01,甲厂,4419,2018-03-01,2018-12-10,政府组织,缝纫工\n' $A > "$WORK/a.csv"
printf '岗位编号,招聘单位,岗位名称,岗位工种,招聘人数,投放县区,工作地点,年龄上限,发布日期,招聘截止日期\nO1,乙厂,平车工,缝纫工,10,530602,4419,45,2018-12-01,\nO2,乙厂,质检员,质检员,5,530621,4419,45,2018-12-01,\nO3,丙厂,平车工,缝纫工,5,530602,4419,45,2018-01-01,2018-06-30\n' > "$WORK/b.csv"
"$SHANHAI" init "$D" --catalogue tests/examples/programme.cat > /dev/null
"$SHANHAI" -C "$D" import "$WORK/a.csv" --as labour.placement > /dev/null
"$SHANHAI" -C "$D" import "$WORK/b.csv" --as labour.opening > /dev/null
"$SHANHAI" -C "$D" serve --listen 127.0.0.1:0 > "$WORK/log" 2>&1 &
server=$!
trap 'kill -9 $server 2> /dev/null; rm -rf "$WORK"' EXIT
for _ in $(seq 600); do grep -q http "$WORK/log" && break; sleep 0.1; done
url=$(grep -o 'http://[0-9.:]*/' "$WORK/log"); url=${url%/}
asked() { curl -s -m 60 -o "$WORK/body" -w '%{http_code}' "$url/api/$1"; }
is() { # is WANTED JQ-FILTER
    local got
    got=$(jq -r "$2" "$WORK/body"); [ "$got" = "$1" ] || { echo "$got is not $1"; cat "$WORK/body"; false; }
}
no_name() { ! grep -q "$A" "$WORK/body" && ! grep -q 甲某 "$WORK/body"; }

asked "care?month=2018-12" > /dev/null
check "who left in the month is shown" is labour.care_ended '.items[0].rule'
check "masked" is '甲***' '.items[0].name'
check "with what happened" is 1 '[.items[0].why | select(test("甲厂"))] | length'
check "and how many of each kind" is 1 '.kinds[0].count'
check "and no name or number" no_name
asked "care?month=2018-12&in=530621" > /dev/null
check "in another county there is nobody" is 0 .total
asked "care?month=2018-11" > /dev/null
check "nor in another month" is 0 .total
check "a month is wanted" [ "$(asked "care?month=soon")" = 400 ]
check "a rule of check is no rule of care" [ "$(asked 'care?rule=labour.spells_overlap')" = 400 ]
check "the workbook comes" bash -c "[ \$(curl -s '$url/api/care_workbook?month=2018-12' | head -c 2) = PK ]"
asked "openings?at=2018-12-31" > /dev/null
check "openings that are valid at the day" is "O2 O1" '[.openings[].key] | join(" ")'
asked "openings?at=2018-12-31&in=530602" > /dev/null
check "those of a county" is O1 '[.openings[].key] | join(" ")'
asked "match?opening=O1&at=2018-12-31" > /dev/null
check "who fits one is shown with reasons" is 做过这个工种 '[.people[0].reasons[] | select(.kind == "for") | .says][0]'
check "and no name or number of theirs" no_name
asked "match?opening=O2&at=2018-12-31" > /dev/null
check "people of the opening's county alone are looked at" is 0 .looked_at
check "an opening that is not there is said" [ "$(asked 'match?opening=O9')" = 404 ]
