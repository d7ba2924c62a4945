# The page of a text: a document is dropped, marked, sealed; offsets lead into the file.
. tests/lib.sh
command -v curl > /dev/null || { skip "the page of a text" "no curl"; exit 0; }
D=$WORK/p
idno() { awk -v d="$1" 'BEGIN { split("7 9 10 5 8 4 2 1 6 3 7 9 10 5 8 4 2", w, " "); for (i = 1; i <= 17; i++) s += substr(d, i, 1) * w[i]; print d substr("10X98765432", s % 11 + 1, 1) }'; }
printf '姓名,身份证号,户籍所在地,用工单位,务工地,上岗日期,离岗日期,就业渠道\n甲一,%s,530602001001,甲厂,4419,2018-03-01,2018-12-01,政府组织\n' "$(idno 99000019850401001)" > "$WORK/a.csv"
"$SHANHAI" init "$D" --catalogue tests/examples/programme.cat > /dev/null
"$SHANHAI" -C "$D" import "$WORK/a.csv" --as labour.placement > /dev/null
batches=$("$SHANHAI" -C "$D" --format tsv batches | wc -l)
"$SHANHAI" -C "$D" serve --listen 127.0.0.1:0 > "$WORK/log" 2>&1 &
server=$!
trap 'kill -9 $server 2> /dev/null; wait $server 2> /dev/null; rm -rf "$WORK"' EXIT
for _ in $(seq 600); do grep -q http "$WORK/log" && break; sleep 0.1; done
url=$(grep -o 'http://[0-9.:]*/' "$WORK/log"); url=${url%/}
token=$(curl -s "$url/" | sed -n 's/.*name="token" content="\([0-9a-f]*\)".*/\1/p')
posted() { # posted PAGE JSON: the status; the answer in $WORK/body
    curl -s -m 60 -o "$WORK/body" -D "$WORK/headers" -w '%{http_code}' -H "X-Shanhai-Token: $token" -H "Content-Type: application/json" -d "$2" "$url/api/$1?lang=en"
}
uploaded() { # uploaded FILE: its session
    curl -s -m 60 -H "X-Shanhai-Token: $token" -H "Content-Type: application/octet-stream" --data-binary "@$1" "$url/api/upload?name=$(basename "$1")" | tee "$WORK/up" | jq -r .session
}
is() { # is WANTED JQ-FILTER
    local got
    got=$(jq -r "$2" "$WORK/body"); [ "$got" = "$1" ] || { echo "$got is not $1"; head -c 800 "$WORK/body"; false; }
}
node tests/docx.mjs "$WORK/t.docx" <<< '概况。
2018年，昭通市转移|b:就业1|人。'
printf '<html><body><p>2018年，昭通市转移就业&#50;人。</p></body></html>' > "$WORK/t.html"

s=$(uploaded "$WORK/t.docx")
check "a Word document is a text, not a table" [ "$(jq -r '.files[0].is' "$WORK/up")" = text ]
D1="{\"session\":\"$s\",\"file\":0}"
check "it is proved" [ "$(posted prove "$D1")" = 200 ]
check "as what it is" is docx .kind
check "its figure agrees" is proved '.quotes[] | select(.surface == "1人") | .verdict'
check "and stands in its paragraph" is "2 14" '.quotes[] | select(.surface == "1人") | "\(.line) \(.column)"'
span_leads_there() {
    local from to
    read -r from to <<< "$(jq -r '.quotes[] | select(.surface == "1人") | "\(.byte_start) \(.byte_end)"' "$WORK/body")"
    unzip -p "$WORK/t.docx" word/document.xml | tail -c +$((from + 1)) | head -c $((to - from)) | sed 's/<[^>]*>//g' | grep -qx 1人
}
check "its bytes lead into the document" span_leads_there
check "a marked copy is given" [ "$(posted mark "${D1%\}},\"as\":\"docx\"}")" = 200 ]
is_copy() { cp "$WORK/body" "$WORK/copy.docx"; unzip -p "$WORK/copy.docx" word/comments.xml | grep -q 1人 && grep -qi 'filename.*t-.*docx' "$WORK/headers"; }
check "with comments, under a name of its own" is_copy
check "a marked page, too" [ "$(posted mark "${D1%\}},\"as\":\"html\"}")" = 200 ]
check "that is a page" grep -q '^<!DOCTYPE html>' "$WORK/body"
check "another kind is refused" [ "$(posted mark "${D1%\}},\"as\":\"odt\"}")" = 400 ]
check "nothing was kept until now" [ "$("$SHANHAI" -C "$D" --format tsv batches | wc -l)" = "$batches" ]
check "it is sealed" [ "$(posted seal "${D1%\}},\"title\":\"简报\"}")" = 200 ]
code=$(jq -r .code "$WORK/body")
check "and remembered" bash -c "'$SHANHAI' -C '$D' --lang en receipt '$code' | grep -q '1 stand'"
check "by the document as it left" bash -c "'$SHANHAI' -C '$D' receipt '$WORK/t.docx' | grep -q 简报"
check "not twice" [ "$(posted seal "${D1%\}},\"title\":\"again\"}")" = 409 ]

s=$(uploaded "$WORK/t.html")
check "a page is a text" [ "$(posted prove "{\"session\":\"$s\",\"file\":0}")" = 200 ]
check "and its figure differs" is differs '.quotes[] | select(.surface == "2人") | .verdict'
check "a pasted text is sealed" [ "$(posted seal '{"text":"2018年，昭通市转移就业3人。","title":"讲话"}')" = 200 ]
pasted_is_kept() { "$SHANHAI" -C "$D" receipt list | grep -q 讲话 && ! ls "$D/uploads" | grep -q pasted && "$SHANHAI" -C "$D" verify; }
check "as evidence, and not left behind" pasted_is_kept
check "a text without figures is not" [ "$(posted seal '{"text":"没有数字。","title":"空"}')" = 422 ]
check "nor without the token" [ "$(curl -s -o /dev/null -w '%{http_code}' -H 'Content-Type: application/json' -d '{"text":"1人","title":"x"}' "$url/api/seal")" = 403 ]
s=$(uploaded "$WORK/a.csv")
check "a table is no text" [ "$(posted prove "{\"session\":\"$s\",\"file\":0}")" = 404 ]
