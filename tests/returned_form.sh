# For tests of a form that came back: . tests/returned_form.sh after tests/lib.sh. In programme $P one
# worker's day of leaving was changed in the ledger and otherwise in the returned $WORK/back.xlsx;
# the page is served at $url, without a slash at its end, by process $server.
P=$WORK/p
V=530602004205
"$SHANHAI" init "$P" --catalogue tests/examples/programme.cat > /dev/null
placement() { # placement FILE LEFT-ON
    node tests/xlsx.mjs "$WORK/$1" <<TEXT
= 转移就业台账
姓名	身份证号	户籍所在地	用工单位	务工地	上岗日期	离岗日期	就业渠道
张小三	{id 99000019800115001}	$V	甲电子厂	东莞市	2019-03-01	$2	政府组织
TEXT
    "$SHANHAI" -C "$P" import "$WORK/$1" > /dev/null
}
placement first.xlsx ""
"$SHANHAI" -C "$P" form $V --month 2019-07 -o "$WORK/out.xlsx" > /dev/null
placement meanwhile.xlsx 2019-07-03
node tests/form.mjs "$WORK/out.xlsx" "$WORK/back.xlsx" 'fill("张*三", { "离岗日期": "2019-07-10" })'
"$SHANHAI" -C "$P" serve --listen 127.0.0.1:0 > "$WORK/log" 2>&1 &
server=$!
trap 'kill $server 2> /dev/null; wait $server; rm -rf "$WORK"' EXIT
for _ in $(seq 600); do grep -q http "$WORK/log" && break; sleep 0.1; done
url=$(grep -o 'http://[0-9.:]*/' "$WORK/log"); url=${url%/}
