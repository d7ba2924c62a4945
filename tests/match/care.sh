# What needs care in a month: for each rule one person it finds and one it leaves alone, in July 2019.
. tests/lib.sh
P=$WORK/programme
csv() { cat > "$WORK/$1.csv"; }
csv 01.person << 'CSV'
身份证号,姓名,户籍所在地
990001198501010015,甲一,530602001001
990002198602020024,乙二,530602001001
990003198703030033,丙三,530602001002
990004198804040042,丁四,530621001001
990005198905050051,戊五,530621001001
CSV
csv 02.labour.liaison << 'CSV'
负责村,身份证号,姓名,聘任日期,解聘日期
530602001001,990005198905050051,戊五,2017-01-01,
530602001001,990004198804040042,丁四,2016-10-01,2016-12-31
CSV
csv 03.labour.opening << 'CSV'
岗位编号,招聘单位,岗位名称,招聘人数,投放县区,工作地点,发布日期
O1,厂甲,平车工,10,530602,4419,2019-06-01
CSV
csv 04.labour.trip << 'CSV'
车次编号,出发地,到达地,出发日期,输送人数
T1,530602,4419,2019-07-10,2
CSV
# 甲一 left in July; 乙二 three months on 1 July, silent since May; 丙三 began in June, never asked;
# 丁四 six months, contacted in July and unpaid; 戊五 left in June, and has stated a wish since
csv 05.labour.placement << 'CSV'
身份证号,姓名,用工单位,务工地,上岗日期,离岗日期,就业渠道,离岗原因
990001198501010015,甲一,厂甲,4419,2018-04-01,2019-07-05,自发,嫌工资低
990002198602020024,乙二,厂甲,4419,2019-05-01,,自发,
990003198703030033,丙三,厂乙,4420,2019-06-15,,自发,
990004198804040042,丁四,厂乙,4420,2019-02-01,,自发,
990005198905050051,戊五,厂乙,4420,2018-02-01,2019-06-30,自发,
CSV
csv 06.labour.contact << 'CSV'
身份证号,姓名,回访月份,回访日期,是否在岗,工资是否按时发放,反映问题
990002198602020024,乙二,2019-05,2019-05-20,是,是,无
990004198804040042,丁四,2019-07,2019-07-10,是,否,
990003198703030033,丙三,2019-08,2019-08-02,是,否,工资拖欠
CSV
csv 07.labour.wish << 'CSV'
身份证号,姓名,调查日期,就业意愿
990005198905050051,戊五,2019-06-20,愿意外出
CSV
csv 08.labour.referral << 'CSV'
身份证号,姓名,岗位编号,推荐日期,本人答复
990001198501010015,甲一,O1,2019-07-15,
990005198905050051,戊五,O1,2019-07-30,
CSV
csv 09.labour.dispatch << 'CSV'
车次编号,身份证号,姓名,接收单位
T1,990005198905050051,戊五,厂甲
CSV
csv 10.labour.rights_case << 'CSV'
案件编号,身份证号,姓名,维权类别,受理日期,办结日期
W1,990003198703030033,丙三,拖欠工资,2019-06-20,
W2,990003198703030033,丙三,拖欠工资,2019-05-20,2019-06-20
W3,990003198703030033,丙三,工伤,2019-07-20,
CSV
csv 11.labour.subsidy << 'CSV'
身份证号,姓名,补贴类别,补贴金额,发放日期
990004198804040042,丁四,交通补贴,800,2019-04-15
CSV
ready() {
    "$SHANHAI" init "$P" --catalogue tests/examples/programme.cat > "$WORK/init.log" || return 1
    local file type
    for file in "$WORK"/*.csv; do
        type=$(basename "$file" .csv)
        "$SHANHAI" -C "$P" import "$file" --as "${type#*.}" > "$WORK/import.log" 2>&1 || { cat "$WORK/import.log"; return 1; }
    done
}
care() { "$SHANHAI" --lang zh -C "$P" --format tsv care "$@"; }
# Whom RULE finds, by the first character of the name, in order of place and day.
found() { # found RULE ARGUMENTS...
    local rule=$1
    shift
    care "$@" | awk -F '\t' -v rule="labour.care_$rule" '$2 == rule { sub(/[*]+/, "", $7); line = line $7 } END { print line }'
}
is() { local wanted=$1 got; shift; got=$("$@"); [ "$got" = "$wanted" ] || { printf 'wanted %s\ngot    %s\n' "$wanted" "$got"; false; }; }
exits() { local wanted=$1 code=0; shift; "$@" > "$WORK/out" 2>&1 || code=$?; [ $code -eq "$wanted" ] || { echo "exit $code"; cat "$WORK/out"; false; }; }
july() { is "$1" found "$2" --month 2019-07; }

check "the people of a month go into a programme" ready
check "who left in July; not who left in June" july 甲 ended
check "who was contacted once, and not for 30 days" july 乙 silent
check "who has been there for 30 days and was never contacted" july 丙 never_contacted
check "whose wage was late in July; not in August" july 丁 wage_late
check "three months reached in July" july 乙 three_months
check "and not once more in August" is "" found three_months --month 2019-08
check "six months reached in July" july 丁 six_months
check "a referral without an answer for a week" july 甲 referral_waiting
check "who would go, and was offered nothing for 30 days, was offered something" july "" wish_waiting
check "in the days before he was waiting" is 1 bash -c "'$SHANHAI' -C '$P' --format tsv check --rule labour.care_wish_waiting --at 2019-07-25 | grep -c care_wish_waiting"
check "dispatched, and not at work three weeks later" july 戊 not_arrived
check "a rights case open for 30 days; not one closed, not one of July" july 丙 rights_waiting
check "a subsidy already paid is not asked for again" is "" found three_months --month 2019-04
check "nobody needs care before anything happened" exits 0 care --month 2017-01
check "somebody needs care: exit 1" exits 1 care --month 2019-07
check "the village's liaison is told, not the one before" is "戊***" bash -c "'$SHANHAI' -C '$P' --format tsv care --month 2019-07 --rule labour.care_ended | awk -F '\t' 'NR == 2 { print \$14 }'"
check "a village without a liaison has nobody told" is "" bash -c "'$SHANHAI' -C '$P' --format tsv care --month 2019-07 --rule labour.care_never_contacted | awk -F '\t' 'NR == 2 { print \$14 }'"
check "what happened is said" is "2019-07-05离开厂甲，原因：嫌工资低" bash -c "'$SHANHAI' --lang zh -C '$P' --format tsv care --month 2019-07 --rule labour.care_ended | awk -F '\t' 'NR == 2 { print \$12 }'"
check "a county alone" is "丁***" bash -c "'$SHANHAI' -C '$P' --format tsv care --month 2019-07 --in 530621 --rule labour.care_six_months | awk -F '\t' 'NR == 2 { print \$7 }'"
check "another county has none of them" exits 0 care --month 2019-07 --in 530602 --rule labour.care_six_months
check "no name stands in clear" bash -c "'$SHANHAI' -C '$P' care --month 2019-07 > '$WORK/masked'; grep -q '甲\*\*\*' '$WORK/masked' && ! grep -qE '甲一|990001198501010015' '$WORK/masked'"
check "for a reason names stand in clear" bash -c "'$SHANHAI' -C '$P' care --month 2019-07 --why 电话回访 | grep -q 甲一"
check "shanhai check leaves what needs care alone" bash -c "! '$SHANHAI' -C '$P' --format tsv check --at 2019-07-31 | grep -q labour.care_"
check "a rule of check is no rule of care" exits 2 care --rule labour.spells_overlap
check "a month is wanted" exits 2 care --month 2019
workbook() {
    "$SHANHAI" --lang zh -C "$P" care --month 2019-07 -o "$WORK/care.xlsx" > "$WORK/out"
    mkdir -p "$WORK/x" && (cd "$WORK/x" && unzip -qo ../care.xlsx) && grep -q 'name="昭阳区"' "$WORK/x/xl/workbook.xml" &&
        grep -q 'name="鲁甸县"' "$WORK/x/xl/workbook.xml" && grep -q '要办的事' "$WORK/x/xl/sharedStrings.xml" "$WORK/x/xl/worksheets/sheet1.xml"
}
check "the workbook has a sheet a county" workbook
check "its JSON is JSON" bash -c "'$SHANHAI' -C '$P' --format json care --month 2019-07 | jq -es '.[0] | .total == (.items | length)'"
