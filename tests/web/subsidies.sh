# The pages of subsidies: who is due what, as the command line has it; masked; files and cards.
. tests/lib.sh
command -v curl > /dev/null || { skip "the pages of subsidies" "no curl"; exit 0; }
D=$WORK/p
shanhai() { "$SHANHAI" -C "$D" "$@"; }
"$SHANHAI" init "$D" --west 5306 --from 2016-09-01 > /dev/null
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
  notice  5 days twice
  papers  id_copy contract
  contact zh "区人社局 0870-0000000" en "the district's labour office 0870-0000000"

subsidy subsidy.quiet
  label   zh "不公示的补贴" en "Not published"
  source  "本地〔2018〕9号"
  over    labour.placement l
  payee   l.worker
  while   l.started_on..l.ended_on
  need    l.channel = organised  zh "有组织输出" en "organised"
  amount  10.00
  once    year
CAT
csv() { cat > "$WORK/$1.csv"; shanhai import "$WORK/$1.csv" --as "${1#*.}" > "$WORK/import.log" 2>&1; }
csv 1.person << 'CSV'
身份证号,姓名,联系电话,性别,出生年月,户籍所在地,户编号,与户主关系
990001198501010015,王小明,13800000001,男,1985-01,530602001001,H1,户主
990001198501010023,李梅香,13800000002,女,1985-01,530602001001,H1,配偶
990001198501010031,张三丰,,男,1968-12,530602001002,H2,户主
99000119850101004X,赵六六,,男,1985-01,530602001002,,户主
CSV
csv 2.labour.placement << 'CSV'
身份证号,姓名,用工单位,务工地,上岗日期,离岗日期,就业渠道
990001198501010015,王小明,厂甲,4419,2018-03-01,,自发
990001198501010023,李梅香,厂甲,4419,2018-03-01,2018-12-01,自发
990001198501010031,张三丰,厂甲,5301,2018-03-01,,自发
99000119850101004X,赵六六,厂甲,4419,2018-11-02,,自发
CSV
csv 3.claim.application << 'CSV'
申领编号,申领政策,身份证号,姓名,申领地,申领年度,申领金额,已交材料,申领日期,审定日期,审定结果,审定金额,收款账户,发放批次
SL1,跨市务工奖励,990001198501010015,王小明,530602,2018,700,身份证复印件,2018-10-01,2018-10-20,同意,600,6222000000001234,第一批
SL2,跨市务工奖励,990001198501010031,张三丰,530602,2018,600,身份证复印件、劳动合同,2018-10-01,,,,,
SL3,跨市务工奖励,990001198501010031,张三丰,530621,2018,600,身份证复印件、劳动合同,2018-10-05,,,,,
CSV
csv 4.claim.objection << 'CSV'
申领编号,异议提出日期,异议提出人,异议内容,异议答复日期,异议处理结果,异议答复
SL1,2018-10-22,钱某某,他并没有在外务工,,,
CSV
. tests/served.sh
Q="rule=subsidy.far_work&year=2018&at=2018-12-31"
C="--year 2018 --at 2018-12-31"
list() { asked "subsidy?$Q&$1" > /dev/null; }
no_person() { ! grep -qE '王小明|李梅香|张三丰|赵六六|钱某某|9900011985|1380000000|6222000000' "$1"; }

asked subsidies > /dev/null
check "the rules are those of the command line" diff <(jq -r '.subsidies[].name' "$WORK/body") <(shanhai --format tsv subsidy list | tail -n +2 | cut -f 1)
check "with both names and source" is "跨市务工奖励 Work in another prefecture 本地〔2018〕8号" '.subsidies[] | select(.name == "subsidy.far_work") | "\(.label_zh) \(.label_en) \(.source)"'
check "and the calendar of claims" is "yearly 01-31 5" '.subsidies[] | select(.name == "subsidy.far_work") | "\(.claim) \(.due[0]) \(.notice_days)"'
asked "subsidies?all=1" > /dev/null
check "asked for all there are those of other places, too" diff <(jq -r '.subsidies[].name' "$WORK/body") <(shanhai --format tsv subsidy list --all | tail -n +2 | cut -f 1)

list ""
shanhai --lang zh --format json subsidy subsidy.far_work $C > "$WORK/cli"
check "who is due what is what the command line says" diff <(jq -S .list "$WORK/body") <(jq -S . "$WORK/cli")
check "all four are there" is 4 '.list.due | length'
check "one never claimed" is "unclaimed 李*** 600.00" '.list.due[] | select(.status == "unclaimed") | "\(.status) \(.name) \(.amount)"'
check "and what the rule says stands beside it" is "务工满2个月 600.00 身份证复印件" '.rule | "\(.needs[0]) \(.amounts[0].written) \(.papers[0])"'
check "no full name, number, phone or account stands in it" no_person "$WORK/body"
check "the counts are those of the list" is "4 1 2 1" '[.filters[] | select(.name == ("all", "unclaimed", "claimed", "short")) | .count] | join(" ")'
list filter=day_short
check "one day short: who, and of what" is "赵*** 1" '.list.due | map("\(.name) \(.short_days)") | join(";")'
list filter=two_places
check "claimed in two places" is "张*** 2" '.list.due | map("\(.name) \(.applications)") | join(";")'
list filter=twice
check "claimed twice" is 张*** '.list.due | map(.name) | join(";")'
list filter=claimed_more
check "claimed more than the rule gives" is "王*** SL1 700.00" '.list.due | map("\(.name) \(.application) \(.claimed)") | join(";")'
list filter=lacks_papers
check "papers lacking, by name" is 劳动合同 '.list.due | map(.lacks_papers) | join(";")'
list "offset=1&most=2"
check "a window of the list" is 2 '.list.due | length'
list in=530621
check "in another county there is nobody but who claimed there" is 0 '[.list.due[] | select(.status == "unclaimed")] | length'
asked "subsidy?rule=subsidy.far_work&quarter=2018-Q4&at=2018-12-31" > /dev/null
check "a quarter is asked for as on the command line" diff <(jq -S .list.from "$WORK/body") <(shanhai --format json subsidy subsidy.far_work --quarter 2018-Q4 --at 2018-12-31 | jq -S .from)
record=$(jq -r '.list.due[0].record' "$WORK/body")
check "a record opens" [ "$(asked "record?type=labour.placement&record=$record")" = 200 ]
list ""
check "objections stand beside it" is "SL1 2018-10-22 他并没有在外务工" '.objections | map("\(.application) \(.raised_on) \(.content)") | join(";")'
asked "subsidy?rule=subsidy.far_work&year=2017&at=2018-12-31" > /dev/null
check "of another year there are none" is 0 '.objections | length'

check "an unknown rule is absent, and the nearest is named" refused 404 "subsidy?rule=subsidy.far_wark" subsidy.far_work
check "no rule is absent" refused 404 "subsidy"
check "a filter that is none is said" refused 400 "subsidy?$Q&filter=rich" rich
check "a year that is none is said" refused 400 "subsidy?rule=subsidy.far_work&year=soon" soon
check "a quarter that is none is said" refused 400 "subsidy?rule=subsidy.far_work&quarter=2018-Q5" 2018-Q5
check "a day that is none is said" refused 400 "subsidy?rule=subsidy.far_work&at=soon" soon
check "a place that is none is refused" refused 422 "subsidy?$Q&in=nowhere"
check "an offset that is none is said" refused 400 "subsidy?$Q&offset=-1"
check "more rows than are shown are refused" refused 400 "subsidy?$Q&most=100000"

# ---- what leaves the house ----
J='"rule":"subsidy.far_work","year":"2018","at":"2018-12-31"'
sheets() { unzip -p "$WORK/body" xl/worksheets/sheet1.xml xl/sharedStrings.xml > "$WORK/text" 2> /dev/null; [ -s "$WORK/text" ]; }
file() { [ "$(posted subsidy_file "{$J,\"file\":\"$1\"${2:+,$2}}")" = 200 ] || { cat "$WORK/body"; return 1; }; }
reasons() { sqlite3 -readonly "$D/ledger.db" "SELECT count(*) FROM disclosure"; }
check "the claim list leaves" file list
check "... masked" eval 'sheets && grep -q "李\*\*\*" "$WORK/text" && no_person "$WORK/text"'
check "the notice leaves" file notice '"notice_from":"2018-10-21"'
check "... a name with one character masked, and no number" eval 'sheets && grep -q "王\*明" "$WORK/text" && no_person "$WORK/text"'
check "the notice as text" file notice_text '"notice_from":"2018-10-21"'
check "... with its days" grep -q '2018-10-21 至 2018-10-25' "$WORK/body"
check "the payment file leaves" file payment
check "... masked without a reason" eval 'sheets && grep -q 第一批 "$WORK/text" && no_person "$WORK/text"'
check "and nothing was disclosed so far" [ "$(reasons)" = 0 ]
check "with a reason it leaves" file payment '"why":"发放第一批"'
check "... with account and number in clear" eval 'sheets && grep -q 6222000000001234 "$WORK/text" && grep -q 990001198501010015 "$WORK/text"'
check "... and the reason is kept" [ "$(reasons)" -gt 0 ]
kept=$(reasons)
check "no other file leaves in clear" post_refused 400 subsidy_file "{$J,\"file\":\"list\",\"why\":\"看看\"}"
check "a file that is none is said" post_refused 400 subsidy_file "{$J,\"file\":\"everything\"}"
check "a rule without a notice has none" post_refused 422 subsidy_file '{"rule":"subsidy.quiet","year":"2018","file":"notice"}'
check "a first day that is none is said" post_refused 400 subsidy_file "{$J,\"file\":\"notice\",\"notice_from\":\"soon\"}"
check "an unknown rule has no file" post_refused 404 subsidy_file '{"rule":"subsidy.none","file":"list"}'
without_token() { token=no post_refused 403 subsidy_file "{$J,\"file\":\"payment\",\"why\":\"发放\"}"; }
check "nothing leaves without the token" without_token
check "nor for another site" post_refused 403 subsidy_file "{$J,\"file\":\"payment\",\"why\":\"发放\"}" -H "Origin: http://evil.example"
check "what was refused disclosed nothing" [ "$(reasons)" = "$kept" ]

# ---- the page of a household ----
said() { jq -r .html "$WORK/body" | sed 's/<[^>]*>//g' | sed 's/^ *//; /^$/d'; }
by_hand() { shanhai --lang zh subsidy --card H1 --year 2018 --at 2018-12-31 | sed 's/^ *//; /^$/d'; }
check "a household has its card" [ "$(asked 'card?household=H1&year=2018&at=2018-12-31')" = 200 ]
check "... that of the command line" diff <(said) <(by_hand)
check "... masked" no_person "$WORK/body"
person=$(sqlite3 -readonly "$D/ledger.db" "SELECT record FROM person WHERE household = 'H2' LIMIT 1")
alone=$(sqlite3 -readonly "$D/ledger.db" "SELECT record FROM person WHERE household IS NULL LIMIT 1")
asked "card?person=$person&year=2018" > /dev/null
check "a person leads to it" is H2 .household
check "one whose household is not known does not" refused 404 "card?person=$alone"
check "a household that is none is absent" refused 404 "card?household=H99" H99
check "nobody has no card" refused 404 "card"
check "names in clear want a reason" post_refused 400 card '{"household":"H1","year":"2018"}'
card_token() { token=no post_refused 403 card '{"household":"H1","year":"2018","why":"入户"}'; }
check "and the token" card_token
check "what was refused disclosed nothing" [ "$(reasons)" = "$kept" ]
check "with a reason the names stand in clear" [ "$(posted card '{"household":"H1","year":"2018","at":"2018-12-31","why":"入户"}')" = 200 ]
check "... and no number" eval 'jq -r .html "$WORK/body" | grep -q 王小明 && ! grep -q 9900011985 "$WORK/body"'
check "... and the reason is kept" [ "$(reasons)" -gt "$kept" ]
check "no file with names lies behind what left" [ -z "$(find "$D/uploads" -name 'subsidy*')" ]
