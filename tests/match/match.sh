# Who fits an opening: every reason for and against, each by one person who has it. Persons of the
# opening's county alone are looked at.
. tests/lib.sh
P=$WORK/programme
csv() { cat > "$WORK/$1.csv"; }
csv 01.person << 'CSV'
身份证号,姓名,户籍所在地,性别,出生年月,文化程度,是否建档立卡,劳动技能
990001198501010015,甲一,530602001001,女,1985-01,初中,是,
990002198602020024,乙二,530602001001,女,1986-02,初中,否,
990003198703030033,丙三,530602001002,男,1987-03,初中,否,
990004198804040042,丁四,530602001001,女,,,否,
990005198905050051,戊五,530602001001,女,1950-05,小学,否,
990006199006060062,己六,530621001001,女,1990-06,初中,是,
990007199107070071,庚七,530602001001,女,1991-07,小学,否,
990008199208080080,辛八,530602001001,女,1992-08,初中,否,丧失劳动力
CSV
csv 02.labour.training_class << 'CSV'
班级编号,班级名称,办班县区,协作方,开班日期,结业日期,培训工种
B1,缝纫班,530602,4419,2019-01-05,2019-01-25,缝纫工
CSV
csv 03.labour.attendance << 'CSV'
班级编号,身份证号,姓名,是否结业
B1,990001198501010015,甲一,是
B1,990002198602020024,乙二,否
CSV
csv 04.labour.wish << 'CSV'
身份证号,姓名,调查日期,就业意愿,不外出原因,意向工种,意向地区,期望月工资
990001198501010015,甲一,2018-03-01,不愿外出,照顾家庭,,,
990001198501010015,甲一,2019-03-01,愿意外出,,缝纫工,4419,3000
990002198602020024,乙二,2019-03-01,愿意外出,,,,9000
990002198602020024,乙二,2019-04-01,愿意就近,,,,9000
990004198804040042,丁四,2019-03-01,不愿外出,照顾家庭,,,
CSV
csv 05.labour.opening << 'CSV'
岗位编号,招聘单位,岗位名称,岗位工种,招聘人数,月工资下限,月工资上限,投放县区,工作地点,性别要求,年龄下限,年龄上限,最低文化程度,发布日期,招聘截止日期
O1,厂甲,平车工,缝纫工,10,3500,5000,530602,4419,女,18,45,初中,2019-04-01,2019-06-30
CSV
csv 06.labour.placement << 'CSV'
身份证号,姓名,用工单位,务工地,上岗日期,离岗日期,就业渠道,工种
990001198501010015,甲一,厂甲,4419,2018-04-01,2018-12-31,自发,缝纫工
990004198804040042,丁四,厂乙,4420,2019-05-01,,自发,普工
CSV
csv 07.labour.referral << 'CSV'
身份证号,姓名,岗位编号,推荐日期,本人答复
990002198602020024,乙二,O1,2019-04-20,不同意
CSV
ready() {
    "$SHANHAI" init "$P" --catalogue tests/examples/programme.cat > "$WORK/init.log" || return 1
    local file type
    for file in "$WORK"/*.csv; do
        type=$(basename "$file" .csv)
        "$SHANHAI" -C "$P" import "$file" --as "${type#*.}" > "$WORK/import.log" 2>&1 || { cat "$WORK/import.log"; return 1; }
    done
}
ask() { "$SHANHAI" --lang zh -C "$P" --format tsv match "$@"; }
# The column NAME of the N-th person listed.
cell() { # cell N NAME ARGUMENTS...
    local n=$1 name=$2
    shift 2
    ask "$@" | awk -F '\t' -v n="$n" -v name="$name" '
        NR == 1 { for (i = 1; i <= NF; i++) if ($i == name) c = i } NR == n + 1 { print $c }'
}
is() { local wanted=$1 got; shift; got=$("$@"); [ "$got" = "$wanted" ] || { printf 'wanted %s\ngot    %s\n' "$wanted" "$got"; false; }; }
exits() { local wanted=$1 code=0; shift; "$@" > "$WORK/out" 2>&1 || code=$?; [ $code -eq "$wanted" ] || { echo "exit $code"; cat "$WORK/out"; false; }; }
count() { ask "$@" | tail -n +2 | wc -l | tr -d ' '; }

check "an opening and its people go into a programme" ready
# 丙三 is a man, 戊五 over 45, 庚七 did primary school, 辛八 cannot work, 己六 lives elsewhere
check "who does not meet a need is not listed" is 3 count O1 --in 530602
check "people of other counties are not looked at" is 3 count O1
check "the one with most good reasons stands first" is 990001 bash -c "'$SHANHAI' -C '$P' --format tsv match O1 --why 核对 | awk -F '\t' 'NR == 2 { print substr(\$4, 1, 6) }'"
check "each good reason is said" is "一年内表示愿意外出;想去的就是这个地方;想做的就是这个工种;岗位工资达到本人期望;参加过这个工种的培训;做过这个工种;在这家单位做过;在当地务过工;建档立卡，优先帮扶;现在没有在岗" cell 1 for O1
check "she has nothing against her: only her newest wish counts" is "" cell 1 against O1
check "what speaks against is said and excludes nobody" is "推荐过这个岗位，本人不同意;只愿就近，岗位在省外;期望工资高于岗位工资" cell 2 against O1
check "a class not passed is no training" is "现在没有在岗" cell 2 for O1
check "work at the day and a wish to stay speak against" is "现在在岗;最近一次表示不愿外出" cell 3 against O1
check "what is not known is to be asked; the number tells the age" is "达到岗位文化程度" cell 3 ask O1
check "before she began there she was not at work" is "最近一次表示不愿外出" cell 2 against O1 --at 2019-04-15
check "before the refusal nothing was refused" is "只愿就近，岗位在省外;期望工资高于岗位工资" cell 3 against O1 --at 2019-04-15
check "the newest wish is shown" bash -c "'$SHANHAI' --lang zh -C '$P' match O1 | grep -q '就业意愿 2019-03-01：愿意外出、缝纫工、广东省东莞市、期望月工资 3000.00'"
check "an opening is judged at its last day at the latest" bash -c "'$SHANHAI' --lang en -C '$P' match O1 | grep -q 'as of 2019-06-30: 3 of 7 fit'"
check "no name or number stands in clear" bash -c "'$SHANHAI' -C '$P' match O1 > '$WORK/masked' && grep -q '甲\*\*\*' '$WORK/masked' && ! grep -qE '甲一|990001198501010015' '$WORK/masked'"
check "masked they can be told apart" is '甲***' cell 1 name O1
check "for a reason they are in clear" is 甲一 cell 1 name O1 --why 电话核对
check "so many are named as asked for" is 1 count O1 --most 1
check "an opening that is not there is refused" exits 3 ask O9
check "--most takes a whole number" exits 2 ask O1 --most viele
check "an unknown match is refused" exits 3 ask O1 --by labour.fits
check "its JSON is JSON" bash -c "'$SHANHAI' -C '$P' --format json match O1 | jq -es '.[0].people | length == 3'"
