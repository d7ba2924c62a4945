# Reports, receipts and subsidies in a real browser: see reports.mjs.
. tests/lib.sh
chromium=$(command -v chromium || true)
[ -n "$chromium" ] || { skip "reports and subsidies in a browser" "no chromium"; exit 0; }
D=$WORK/p
printf 'programme t\n  zh "测试协作台账" en "test programme"\n  west 5306\n  from 2016-09-01\n  to 2018-12-31\nparty dongguan\n  region 4419\n  from 2016-09-01\n  says "东莞市"\n' > "$WORK/t.cat"
"$SHANHAI" init "$D" --catalogue "$WORK/t.cat" > /dev/null
cat > "$D/catalogue/local.cat" << 'CAT'
subsidy subsidy.far_work
  label   zh "跨市务工奖励" en "Work in another prefecture"
  source  "本地〔2018〕8号"
  over    labour.placement l
  payee   l.worker
  while   l.started_on..l.ended_on
  need    months(l.started_on..l.ended_on, as_of) >= 2  zh "务工满2个月" en "two months at work"
  amount  600.00
  once    year
  claim   yearly due 1-31
  notice  5 days
  papers  id_copy contract
CAT
. tests/served.sh # first with nothing recorded: reports.mjs imports through the page's own program
LANG=C.UTF-8 CHROMIUM=$chromium SHANHAI=$SHANHAI node tests/web/reports.mjs "$url/" "$WORK" "$D"
