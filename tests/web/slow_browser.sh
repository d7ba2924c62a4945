# A person's way from the drop zone to one row, in a real browser: see browser.mjs.
. tests/lib.sh
chromium=$(command -v chromium || true)
[ -n "$chromium" ] || { skip "from the drop zone to one row" "no chromium"; exit 0; }

printf 'programme t\n  zh "测试协作台账" en "test programme"\n  west 5306\n  from 2016-09-01\n  demonstration\nparty dongguan\n  region 4419\n  from 2016-09-01\n  says "东莞市"\n' > "$WORK/t.cat"
"$SHANHAI" init "$WORK/p" --catalogue "$WORK/t.cat" > /dev/null
"$SHANHAI" -C "$WORK/p" serve --listen 127.0.0.1:0 > "$WORK/log" 2>&1 &
server=$!
trap 'kill $server 2> /dev/null; wait $server; rm -rf "$WORK"' EXIT
for _ in $(seq 100); do grep -q http "$WORK/log" && break; sleep 0.1; done
LANG=C.UTF-8 CHROMIUM=$chromium node tests/web/browser.mjs "$(grep -o 'http://[0-9.:]*/' "$WORK/log")" "$WORK"
