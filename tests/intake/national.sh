# The national exports as they come: a title, a line of conditions, headings on row 3, all cells as
# text. Read without a word about columns; every person here is invented.
. tests/lib.sh
P=$WORK/programme
"$SHANHAI" init "$P" --catalogue tests/examples/programme.cat > "$WORK/init"
ours() { "$SHANHAI" -C "$P" "$@"; }
book() { node tests/xlsx.mjs "$WORK/$1"; }
report() { ours --format json import "$@" > "$WORK/report"; }
says() { jq -e "$1" "$WORK/report" > /dev/null || { jq -c '.sheets, .findings' "$WORK/report"; return 1; }; }
figure() { [ "$(ours --format tsv figure "$@" | awk -F'\t' 'NR == 1 { for (i = 1; i <= NF; i++) c[$i] = i } NR == 2 { print $c["value"] }')" = "$W" ]; }

printf '%s\n' "= Sheet1" "行政村信息" "统计范围：云南省昭通市昭阳区" \
"省	市	县	乡	村	户数	是否贫困村	出列时间" \
"云南省	昭通市	昭阳区	北闸镇	塘房村	812	是	2018年12月" \
"云南省	昭通市	昭阳区	北闸镇	箐门村	640	否	" | book "（自定义）行政村信息_20191218.xlsx"
check "villages land without a word about columns" report "$WORK/（自定义）行政村信息_20191218.xlsx"
check "... as villages" says '.sheets[0].type == "baseline.village" and .new == 2 and .refused == 0'
W=2 check "... and are counted" figure baseline.villages --at 2019-12-31

at_work() { # at_work FILE END-OF-THE-FIRST
    printf '%s\n' "= 导出" "已外出务工信息" "导出条件：昭阳区 2019年12月" \
"省	市	县	乡	村	户编号	人口编号	姓名	证件号码	户类型	是否已务工	务工所在地	务工企业名称	所属行业	就业渠道	开始时间	结束时间" \
"云南省	昭通市	昭阳区	北闸镇	塘房村	5306020001	53060200011	甲一	{id 99000019800115001}	脱贫户	是	广东省东莞市	某电子厂	制造业	政府有组织输出	2019年03月	$2" \
"云南省	昭通市	昭阳区	北闸镇	塘房村	5306020001	53060200012	甲二	{id 99000019820115002}43	脱贫户	是	昭阳区	某食品厂	制造业	自发	2019.05	" \
"云南省	昭通市	昭阳区	北闸镇	塘房村	5306020002	53060200021	乙一	900019800115	一般农户	是	昭阳区	某食品厂	制造业	自发	2019年6月	" \
"云南省	昭通市	昭阳区	北闸镇	塘房村	5306020002	53060200022	乙二	{id 99000019830115003}	一般农户	否					" \
"云南省	昭通市	昭阳区	北闸镇	塘房村	5306020003	53060200031	丙一	199000800115001	脱贫户	是	昭阳区	某食品厂	制造业	自发	2019年6月	" | book "$1"
}
at_work "（务工月监测）已外出务工信息_20191218.xlsx" ""
check "who is at work: two rows are refused, and the command says so" eval '! report "$WORK/（务工月监测）已外出务工信息_20191218.xlsx"'
check "... a row is a person and a placement" says '.sheets[0].type == "labour.placement" and .new == 2'
check "... who is not at work is no row of it" says '.sheets[0].rows == 4 and .refused == 2'
check "... a number of 15 digits is refused by that name" says '[.findings[] | select(.level == "refuse") | .kind] | sort == ["idno_15", "not_idno"]'
check "... no column of it lies unused" says '[.findings[] | select(.kind == "unknown_column") | .heading] | contains(["开始时间"]) | not'
W=2 check "... both are counted, the one with a certificate among them" figure labour.placed --from 2019-01-01 --to 2019-12-31
W=1 check "... a month stands for its first day" figure labour.placed --from 2019-03-01 --to 2019-03-01
W=2 check "... both registered" figure labour.placed_registered --from 2019-01-01 --to 2019-12-31
report "$WORK/（务工月监测）已外出务工信息_20191218.xlsx" --refused "$WORK/refused.xlsx"
check "the workbook of refused rows is read by the same mapping" eval '! report "$WORK/refused.xlsx" --dry-run'
check "... and refused again while nothing is mended" says '.sheets[0].type == "labour.placement" and .refused == 2'
at_work "（务工月监测）已外出务工信息_20200118.xlsx" "2019年11月"
report "$WORK/（务工月监测）已外出务工信息_20200118.xlsx"
check "next month's export changes what ended" says '.sheets[0].changed == 1 and .sheets[0].same == 1'
W=1 check "... and who is at work falls" figure labour.at_work --at 2019-12-31
W=2 check "... but not before the month's last day" figure labour.at_work --at 2019-11-30

printf '%s\n' "= Sheet1" "计划外出务工信息" "导出条件：昭阳区" \
"县	乡	村	户编号	人口编号	姓名	证件号码	户类型	是否计划务工	务工需求" \
"昭阳区	北闸镇	塘房村	5306020002	53060200022	乙二		{id 99000019830115003}	一般农户	是	电工" \
"昭阳区	北闸镇	塘房村	5306020002	53060200023	乙三	{id 99000019840115004}	一般农户	是	电工" | book "计划外出务工信息_20191218.xlsx"
check "a row that slipped by one column is refused" eval '! report "$WORK/计划外出务工信息_20191218.xlsx"'
check "... and the other is a wish of the day in the file's name" says '.sheets[0].type == "labour.wish" and .new == 1'

printf '%s\n' "= Sheet1" "（乡村建设）户信息" "导出条件：昭阳区" \
"省	市	县	乡	村	户编号	户主姓名	户类型	家庭人口数	耕地面积（亩）	饮水是否安全" \
"云南省	昭通市	昭阳区	北闸镇	塘房村	5306020001	甲一	脱贫户	4	3.5	是" \
"云南省	昭通市	昭阳区	北闸镇	塘房村	5306020009	己一	一般农户	2	1	是" \
"云南省	昭通市	昭阳区	北闸镇	塘房村	5306020010	庚一	天上户	2	1	是" | book "（乡村建设）户信息_20191218.xlsx"
check "households" eval '! report "$WORK/（乡村建设）户信息_20191218.xlsx"'
check "... land, but for the kind that is none" says '.sheets[0].type == "monitoring.household" and .new == 2 and .refused == 1'

printf '%s\n' "= Sheet1" "监测对象信息" "导出条件：昭阳区" \
"省	市	县	乡	村	户编号	人口编号	姓名	证件号码	户类型	家庭人口数	监测对象类别	识别监测时间	致贫/返贫风险1	风险是否已消除	风险消除方式	消除监测时间" \
"云南省	昭通市	昭阳区	北闸镇	塘房村	5306020001	53060200011	甲一	{id 99000019800115001}	脱贫户	4	脱贫不稳定户	202006	因病	是	帮扶消除	202011" \
"云南省	昭通市	昭阳区	北闸镇	塘房村	5306020001	53060200012	甲二	{id 99000019820115002}	脱贫户	4	脱贫不稳定户	202006	因病	是	帮扶消除	202011" \
"云南省	昭通市	昭阳区	北闸镇	塘房村	5306020004	53060200041	丁一	{id 99000019870115007}	脱贫户	3					" | book "（自定义）监测对象信息 (22).xlsx"
check "cases" report "$WORK/（自定义）监测对象信息 (22).xlsx"
check "... a row is a person, a household and a case" says '[.sheets[] | [.type, .rows, .new]] == [["person", 3, 1], ["monitoring.household", 3, 1], ["monitoring.case", 2, 1]]'
check "... a case is of its household, from its month to its month" eval '[ "$(sqlite3 "$P/ledger.db" "SELECT date(found_on * 86400, \"unixepoch\") || date(cleared_on * 86400, \"unixepoch\") FROM monitoring_case")" = 2020-06-012020-11-30 ]'
check "... and the same file again says nothing new" eval 'report "$WORK/（自定义）监测对象信息 (22).xlsx" && says ".new == 0 and .changed == 0"'

printf '姓名,证件号码,户籍所在地\n甲乙,="%s",昭阳区北闸镇\n' "$(node -e 'import("./tests/xlsx.mjs").then((m) => process.stdout.write(m.idno("99000019800115001")))')" > "$WORK/people.csv"
report "$WORK/people.csv" --as person --dry-run
check "a number that is known under another name is asked about" says '[.findings[] | select(.level == "ask") | .kind] == ["other_name"]'
check "... without showing either name in clear" says '.findings[0].says | test("甲一|甲乙") | not'
check "the ledger verifies after all of it" ours verify
