# A notice that nobody here wrote before, put into a programme's own catalogue from docs/catalogue.md
# alone; then what leaves the house: claim list, notice, payment file, and the household's page.
. tests/lib.sh
P=$WORK/programme
mkdir "$WORK/in"
csv() { cat > "$WORK/in/$1.csv"; }
# Night work in another prefecture: 12.5% of the year's pay to 1,800; women and those of 50 and older
# 150 more; not beside the bus subsidy; half when decided on, half after 90 days if still at work.
"$SHANHAI" init "$P" --west 5306 --from 2016-09-01 > "$WORK/init.log"
cat > "$P/catalogue/local.cat" << 'CAT'
subsidy subsidy.bus
  label   zh "包车补贴" en "Bus"
  source  "本地〔2018〕7号"
  over    labour.placement l
  payee   l.worker
  while   l.started_on..l.ended_on
  need    l.channel = organised  zh "有组织输出" en "organised"
  amount  120.00
  once    year

subsidy subsidy.far_work
  label   zh "跨市务工奖励" en "Work in another prefecture"
  source  "本地〔2018〕8号"
  in      530602
  from    2018-01-01 to 2018-12-31
  over    labour.placement l
  payee   l.worker
  while   l.started_on..l.ended_on
  where   l.contract
  need    not within(l.workplace, prefecture(l.worker.home at l.started_on))  zh "在外市务工" en "in another prefecture"
  need    days(max(l.started_on, from)..l.ended_on, to) >= 60  zh "当年务工满60天" en "60 days in the year"
  amount  zh "工资奖励" 12.5% of sum(labour.wage_month w: w.placement = l and w.month in month(from)..month(to) : w.pay) capped 1800.00
  amount  zh "照顾" table
  row     l.worker.sex = female : 150.00
  row     age(l.worker.birth, to) >= 50 : 150.00
  round   down 1.00
  once    year
  paid    exists(labour.subsidy s: s.person = l.worker and s.kind = steady and s.paid_on in from..to)
  excludes subsidy.bus
  claim   yearly due 1-31
  notice  5 days twice
  papers  id_copy contract
  pay     50% at l.started_on after 60 days, 50% at l.started_on after 150 days if l.ended_on = none
  contact zh "区人社局 0870-0000000" en "the district's labour office 0870-0000000"
CAT
cat > "$P/catalogue/places.cat" << 'CAT'
subsidy subsidy.places
  label   zh "援助名额" en "Places"
  source  "本地〔2018〕9号"
  over    claim.hardship h
  payee   h.person
  while   h.recognised_on..h.ended_on
  need    h.kind != none  zh "已认定" en "recognised"
  amount  400.00
  once    year
  share   7 by claim.hardships 50%, baseline.labour 50% largest_remainder
CAT
csv 1.person << 'CSV'
身份证号,姓名,联系电话,性别,出生年月,户籍所在地,户编号,与户主关系
990001198501010015,王小明,13800000001,男,1985-01,530602001001,H1,户主
990001198501010023,李梅,13800000002,女,1985-01,530602001001,H1,配偶
990001198501010031,张三丰,,男,1968-12,530602001002,H2,户主
99000119850101004X,赵六,,男,1985-01,530602001002,H3,户主
990001198501010058,孙七,,男,1985-01,530602001002,H4,户主
990001198501010066,周八,,男,1985-01,530602001002,H5,户主
990001198501010074,吴九,,男,1985-01,530602001002,H6,户主
CSV
csv 2.labour.placement << 'CSV'
身份证号,姓名,用工单位,务工地,上岗日期,离岗日期,就业渠道,是否签订劳动合同
990001198501010015,王小明,厂甲,4419,2018-03-01,,自发,是
990001198501010023,李梅,厂甲,4419,2018-03-01,2018-12-01,自发,是
990001198501010031,张三丰,厂甲,5301,2018-03-01,,自发,是
99000119850101004X,赵六,厂甲,4419,2018-11-03,,自发,是
990001198501010058,孙七,厂甲,4419,2018-03-01,,政府组织,是
990001198501010066,周八,厂甲,4419,2018-03-01,,自发,是
990001198501010074,吴九,厂甲,4419,2018-03-01,,自发,否
CSV
csv 3.labour.wage_month << 'CSV'
身份证号,姓名,用工单位,上岗日期,工资月份,实发工资
990001198501010015,王小明,厂甲,2018-03-01,2018-03,14400
990001198501010023,李梅,厂甲,2018-03-01,2018-03,8007.99
990001198501010031,张三丰,厂甲,2018-03-01,2018-03,14407.9
99000119850101004X,赵六,厂甲,2018-11-03,2018-11,4000
990001198501010058,孙七,厂甲,2018-03-01,2018-03,4000
990001198501010066,周八,厂甲,2018-03-01,2018-03,4000
CSV
csv 4.labour.subsidy << 'CSV'
身份证号,姓名,补贴类别,补贴金额,发放日期
990001198501010066,周八,稳岗补贴,500,2018-09-01
CSV
csv 5.claim.application << 'CSV'
申领编号,申领政策,身份证号,姓名,申领地,申领年度,申领金额,已交材料,申领日期,审定日期,审定结果,审定金额,收款账户,发放批次
SL1,跨市务工奖励,990001198501010015,王小明,530602,2018,1800,身份证复印件,2018-10-01,2018-10-20,同意,1800,6222000000001234,第一批
SL2,包车补贴,990001198501010058,孙七,530602,2018,120,,2018-05-01,,,,,
CSV
csv 6.labour.training_class << 'CSV'
班级编号,班级名称,办班县区,协作方,开班日期,结业日期
K1,缝纫班,530602,4419,2018-01-10,2018-01-20
CSV
csv 7.labour.attendance << 'CSV'
班级编号,身份证号,姓名,出勤天数,结业
K1,990001198501010023,李梅,10,是
CSV
csv 7a.claim.hardship << 'CSV'
身份证号,姓名,户籍所在地,困难类别,困难认定日期
990001198501010015,王小明,530602001001,残疾人员,2018-01-01
990001198501010082,郑十,530621,残疾人员,2018-01-01
990001198501010090,钱一,530621,残疾人员,2018-01-01
CSV
csv 7b.baseline.statistic << 'CSV'
统计地区,统计时点,统计项目,数值,发布单位
530602,2018-06-30,农村劳动力,1000,统计局
530621,2018-06-30,农村劳动力,1000,统计局
CSV
csv 8.labour.liaison << 'CSV'
负责村,身份证号,姓名,聘任日期
530602001001,990001198501010031,张三丰,2017-01-01
CSV
imported() {
    local file type
    for file in "$WORK"/in/*.csv; do
        type=$(basename "$file" .csv)
        "$SHANHAI" -C "$P" import "$file" --as "${type#*.}" > "$WORK/import.log" 2>&1 || { cat "$WORK/import.log"; return 1; }
    done
}
rows() { # rows ARGUMENTS...: status, name, amount, days short, problems
    "$SHANHAI" -C "$P" --lang zh --format tsv subsidy subsidy.far_work "$@" | awk -F '\t' '
        NR == 1 { for (i = 1; i <= NF; i++) c[$i] = i; next }
        { print $c["status"], $c["name"], $c["amount"], $c["lacks_papers"] $c["payments"] }'
}
as_written() { # as_written TEXT ARGUMENTS...
    local wanted=$1
    shift
    diff <(printf '%s\n' "$wanted") <(rows "$@")
}
lists() { "$SHANHAI" -C "$P" --format tsv subsidy list | cut -f 1 | grep -qx subsidy.far_work; }
json() { "$SHANHAI" -C "$P" --format json subsidy subsidy.far_work --year 2018 --at 2018-12-31 | jq -e '[.due[] | select(.status == "unclaimed")] | length == 2' > /dev/null; }
short_by_a_day() { "$SHANHAI" -C "$P" --lang en subsidy subsidy.far_work --year 2018 --at 2018-12-31 | grep -q "60 days in the year (has 59, wants 60)"; }
counts_the_day() { "$SHANHAI" -C "$P" --format json subsidy subsidy.far_work --year 2018 --at 2018-12-31 | jq -e '[.due[] | select(.short_days == 1)] | length == 1' > /dev/null; }
shut_out() { "$SHANHAI" -C "$P" --lang zh --format tsv subsidy subsidy.far_work --year 2018 --at 2018-12-31 | grep "^excluded" | grep -q "包车补贴：SL2"; }
says_why() { "$SHANHAI" -C "$P" --lang zh --format tsv subsidy subsidy.far_work --year 2018 --at 2018-12-31 | grep -q "\[8007.99\] = 1000.99875.*取整为1150.00"; }

# 0.5 x 1/3 + 0.5 x 1/2 of 7 is 2.92, the other county's part 4.08: two and four, and the one that is left
# goes to the larger remainder; on the day before there is nobody to share by.
places() { "$SHANHAI" -C "$P" subsidy subsidy.places --share --year "$1" --at "$1-12-31" | cut -f 1,3 | tail -n +2 | tr '\t\n' ' ;'; }
shared_out() { [ "$(places 2018)" = "530602 3;530621 4;" ]; }
nobody_to_share_by() { ! places 2017 2> /dev/null | grep -q .; }
no_quota() { ! "$SHANHAI" -C "$P" subsidy subsidy.bus --share 2> "$WORK/said" && grep -q subsidy.bus "$WORK/said"; }

check "the notice is taken" "$SHANHAI" -C "$P" catalogue check
check "its records go in" imported
check "it stands in the list of rules" lists
check "each is due what the notice gives" as_written "unclaimed 李*** 1150.00 575.00 2018-04-30; 575.00 2018-07-29 withheld
unclaimed 张*** 1950.00 975.00 2018-04-30; 975.00 2018-07-29
claimed 王*** 1800.00 劳动合同900.00 2018-04-30; 900.00 2018-07-29
settled 周*** 500.00 250.00 2018-04-30; 250.00 2018-07-29
excluded 孙*** 500.00 250.00 2018-04-30; 250.00 2018-07-29
short 赵*** 0.00 " --year 2018 --at 2018-12-31
check "it says how an amount comes about, and where it was rounded" says_why
check "one a day short is named, with what is there and what is wanted" short_by_a_day
check "... and counted as short of one day" counts_the_day
check "who took the other subsidy is shut out, and by which claim" shut_out
check "machines read the same" json

check "places are shared out by largest remainder" shared_out
check "without anything to share by nothing is shared out" nobody_to_share_by
check "a rule without a quota says so" no_quota

# ---- what leaves the house ----
written() { "$SHANHAI" -C "$P" --lang zh subsidy subsidy.far_work --year 2018 --at 2018-12-31 -o "$WORK/out" --from 2018-10-21 > "$WORK/files" && [ "$(wc -l < "$WORK/files")" = 4 ]; }
notice() { grep -q "^1	王\*明	.*	跨市务工奖励	1800.00$" "$WORK/out/公示.txt" && grep -q "2018-10-21 至 2018-10-25" "$WORK/out/公示.txt"; }
sheets() { # sheets FILE: all text of a workbook
    unzip -p "$1" xl/worksheets/sheet1.xml xl/sharedStrings.xml 2> /dev/null
}
nothing_leaks() { ! { cat "$WORK/out/公示.txt"; sheets "$WORK/out/公示.xlsx"; } | grep -E "9900011985|1380000000|6222|王小明"; }
masked_payment() { sheets "$WORK/out/发放表.xlsx" > "$WORK/pay"; grep -q "第一批" "$WORK/pay" && ! grep -Eq "6222000000001234|990001198501010015" "$WORK/pay"; }
clear_payment() {
    "$SHANHAI" -C "$P" subsidy subsidy.far_work --year 2018 --at 2018-12-31 -o "$WORK/clear" --why "发放" > /dev/null &&
        sheets "$WORK/clear/发放表.xlsx" | grep -q 6222000000001234
}
moved_away() { # who left for another county is still of the household
    printf '身份证号,姓名,迁入地,迁入日期\n990001198501010023,李梅,530621,2018-06-01\n' > "$WORK/move.csv"
    "$SHANHAI" -C "$P" import "$WORK/move.csv" --as person.move > /dev/null && card | grep -q "李.*跨市务工奖励，应得1150.00元"
}
card() { "$SHANHAI" -C "$P" --lang zh subsidy --card H1 --year 2018 --at 2018-12-31 "$@"; }
card_says() { card > "$WORK/card"; for said in "李.*缝纫班.*出勤10天，已结业" "王.*东莞.*厂甲.*已满10个月" "李.*跨市务工奖励，应得1150.00元，还没有申领，请尽快申领，2019-01-31前" "王.*应得1800.00元，已申领，正在办理" "村级联络员：张" "区人社局"; do grep -q "$said" "$WORK/card" || { echo "$said"; cat "$WORK/card"; return 1; }; done; }
card_masks() { ! card | grep -Eq "王小明|李梅|138"; }
card_html() { card -o "$WORK/card.html" --why "入户" && grep -q "王小明" "$WORK/card.html" && grep -q "@media print" "$WORK/card.html" && ! grep -Eq "9900011985" "$WORK/card.html"; }
no_such_household() { ! "$SHANHAI" -C "$P" subsidy --card H99 2> "$WORK/said" && grep -q H99 "$WORK/said"; }
no_such_rule() { "$SHANHAI" -C "$P" --lang en subsidy subsidy.far_wark > /dev/null 2> "$WORK/said"; [ $? = 3 ] || [ $? = 2 ]; grep -q "subsidy.far_work" "$WORK/said"; }
wrong_quarter() { ! "$SHANHAI" -C "$P" --lang en subsidy subsidy.far_work --quarter 2018-Q5 2> "$WORK/said" && grep -q "2018-Q5" "$WORK/said"; }
verified() { "$SHANHAI" -C "$P" verify > /dev/null; }

check "claim list, notice and payment file are written" written
check "the notice has a name with one character masked and its first and last day" notice
check "no number, phone or account stands in the notice" nothing_leaks
check "the payment file is masked without a reason" masked_payment
check "with a reason accounts stand in clear" clear_payment
check "the household's page says training, work, what is due, and whom to call" card_says
check "it is masked without a reason" card_masks
check "a member who moved to another county stays on it" moved_away
check "as HTML it prints, and a reason shows the names" card_html
check "a household that is not there is named" no_such_household
check "a rule that is not there gets the nearest name" no_such_rule
check "a quarter that is none is refused" wrong_quarter
check "the ledger verifies after all this" verified
