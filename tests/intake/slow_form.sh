# A form goes out to a village, is changed on a phone, and comes back: what lands, what is refused,
# and what is a conflict.
. tests/lib.sh
P=$WORK/programme
"$SHANHAI" init "$P" --catalogue tests/examples/programme.cat > "$WORK/init"
V=530602004205
ours() { "$SHANHAI" -C "$P" "$@"; }
tsv() { ours --format tsv "$@"; }
change() { node tests/form.mjs "$WORK/$1" "$WORK/$2" "$3"; }
report() { ours --format json import "$WORK/$1" "${@:2}" > "$WORK/report"; }
says() { jq -e "$1" "$WORK/report" > /dev/null || { jq -c '.sheets[] | [.type, .rows, .new, .changed, .same, .refused]' "$WORK/report"; jq -c '.findings[]' "$WORK/report"; jq -c '.conflicts' "$WORK/report"; return 1; }; }
figure() { [ "$(tsv figure "$@" | awk -F'\t' 'NR == 1 { for (i = 1; i <= NF; i++) c[$i] = i } NR == 2 { print $c["value"] }')" = "$W" ] || { tsv figure "$@"; return 1; }; }
record() { ours record "$@"; }
book() { node tests/xlsx.mjs "$WORK/$1"; }
nothing_landed() { says '.new == 0 and .changed == 0'; }
whole() { jq -e '[.sheets[] | .refused] | add == 0' "$WORK/report"; }

book people.xlsx <<TEXT
= 劳动力台账
姓名	身份证号	户籍所在地	是否建档立卡	联系电话
张小三	{id 99000019800115001}	$V	是	13800000001
李四	{id 99000019820115002}	$V	是	13800000002
王五五	{id 99000019830115003}	$V	否	13800000003
赵六	{id 99000019840115004}	$V	否	13800000004
外村人	{id 99000019850115005}	530602004206	否	13800000005
TEXT
book work.xlsx <<TEXT
= 转移就业台账
姓名	身份证号	用工单位	务工地	上岗日期	离岗日期	就业渠道
张小三	{id 99000019800115001}	甲电子厂	东莞市	2019-03-01		政府组织
李四	{id 99000019820115002}	乙鞋厂	中山市	2019-02-10		政府组织
王五五	{id 99000019830115003}	乙鞋厂	中山市	2018-02-10	2018-12-01	自发
外村人	{id 99000019850115005}	乙鞋厂	中山市	2019-02-10		自发
TEXT
book wish.xlsx <<TEXT
= 就业意愿
姓名	身份证号	调查日期	就业意愿
赵六	{id 99000019840115004}	2019-01-05	不愿外出
TEXT
ours import "$WORK/people.xlsx" "$WORK/work.xlsx" "$WORK/wish.xlsx" > "$WORK/out" || cat "$WORK/out"

# ---- what goes out ----
check "a form is made for a village" eval 'tsv form $V --month 2019-07 -o "$WORK/out.xlsx" > "$WORK/made"'
check "... with its four persons, two of them away" awk -F'\t' 'NR == 2 { exit !($3 == 4 && $4 == 2) }' "$WORK/made"
code=$(awk -F'\t' 'NR == 2 { print $5 }' "$WORK/made")
mkdir "$WORK/x" && unzip -qo "$WORK/out.xlsx" -d "$WORK/x"
check "no identity number and no telephone leaves" eval 'test -s "$WORK/x/xl/workbook.xml" && ! grep -rqE "990000|1380000" "$WORK/x"'
check "no name leaves whole" eval '! grep -rqE "张小三|李四|王五五|赵六" "$WORK/x"'
check "... but masked" eval 'grep -q "张\*三" "$WORK/x/xl/worksheets/sheet1.xml" && grep -q "李\*" "$WORK/x/xl/worksheets/sheet1.xml"'
check "who is away stands first, with what is known" eval 'change out.xlsx same.xlsx "if (table[3][column(\"务工单位\")] !== \"甲电子厂\" || table[4][column(\"务工地\")] !== \"中山市\" && !/中山市$/.test(table[4][column(\"务工地\")])) throw table[4]"'
check "the code stands in the title, under the table and on a hidden sheet" test "$(cat "$WORK"/x/xl/worksheets/*.xml | grep -o "$code" | wc -l)" -eq 3
check "that it left is in the disclosure log" eval 'sqlite3 "$P/ledger.db" "SELECT why FROM disclosure" | grep -q 务工情况月报'
check "forms for a county, a village each" eval 'ours form --in 昭阳区 --month 2019-07 -o "$WORK/all" > /dev/null && [ "$(ls "$WORK/all" | wc -l)" -eq 2 ]'
check "a month to come is refused" eval '! ours form $V --month 2999-01 -o "$WORK/no.xlsx"'

# ---- what comes back ----
check "a form nobody touched" report out.xlsx
check "... changes nothing" nothing_landed
check "... nor through CSV" eval 'change out.xlsx out.csv "" && report out.csv && nothing_landed'
cp -r "$P" "$WORK/before"

# Columns moved, sheet renamed, full-width digits, a Chinese date, titles added, a row deleted.
phone='
  fill("张*三", { "是否在岗": "否", "离岗日期": "2019年7月10日", "离岗原因": "照顾家庭", "联系日期": "２０１９．７．１２" });
  fill("李*", { "是否在岗": "是", "工资是否按时发放": "是", "上月工资": "４２００", "联系日期": "2019-07-12", "新联系电话": "139 0000 0002" });
  fill("王*五", { "新务工单位": "丙食品厂", "新务工地": "昭阳区", "新上岗日期": "2019/7/1", "就业渠道": "自发" });
  fill("赵*", { "就业意愿": "愿意就近" });
  hand({ "姓名": "钱七七", "身份证号": idno("99000019860115006"), "新务工单位": "甲电子厂", "新务工地": "东莞市", "新上岗日期": "2019-07-05", "就业渠道": "政府组织" });
'
back='
  sheets[0].name = "Sheet1"; sheets.pop();
  for (const r of table) if (r.length > 5) { while (r.length < 21) r.push(""); const last = r.pop(); r.unshift(last ?? ""); }
  table.unshift(["", "塘房村劳务", "请各位核对"], []);
'
check "a form that a phone has changed" eval 'change out.xlsx back.xlsx "$phone $back" && report back.xlsx'
check "... is read whole" says "[.sheets[] | .refused] | add == 0"
W=2 check "... one left, one new, one came back into work: persons at work" figure labour.at_work --in $V --at 2019-06-30
W=3 check "... (at the end of July)" figure labour.at_work --in $V --at 2019-07-31
W=2 check "... contacts are records" figure labour.contacted --in $V --from 2019-07-01 --to 2019-07-31
check "... the wish is a new record of the form's day" eval 'tsv trace labour.wish_near --at 2019-07-31 2> /dev/null | grep -q 2019-07-31 || sqlite3 "$P/ledger.db" "SELECT count(*) FROM labour_wish WHERE void_why IS NULL AND until > 1e18" | grep -qx 2'
check "... the person added by hand lives in the village" eval '[ "$(sqlite3 "$P/ledger.db" "SELECT count(*) FROM person WHERE home = $V")" -ge 5 ]'
check "... one telephone is another now" eval 'sqlite3 "$P/ledger.db" "SELECT count(*) FROM (SELECT record FROM person GROUP BY record HAVING count(*) > 1)" | grep -qx 1'
check "the same form once more" report back.xlsx
check "... changes nothing" nothing_landed
check "... nor in another wrapping" eval 'change out.xlsx again.csv "$phone" && report again.csv && nothing_landed'

# ---- corrections ----
rm -rf "$P" && cp -r "$WORK/before" "$P"
change out.xlsx right.xlsx 'fill("李*", { "务工单位": "丁鞋厂", "上岗日期": "2019.2.11" }); fill("赵*", { "迁往地": "530602004206" });'
check "what stood there wrongly is corrected" report right.xlsx
check "... the placement stays one record" says '[.sheets[] | select(.type == "labour.placement") | .changed] | add == 1'
check "... with its new key" eval 'sqlite3 "$P/ledger.db" "SELECT count(*) FROM labour_placement WHERE until > 1e18 AND void_why IS NULL" | grep -qx 4'
check "... and who moved lives elsewhere from the form's day" eval 'tsv form 530602004206 --month 2019-07 -o "$WORK/there.xlsx" | awk -F"\t" "NR == 2 { exit !(\$3 == 2) }"'

# ---- conflicts ----
rm -rf "$P" && cp -r "$WORK/before" "$P"
book meanwhile.xlsx <<TEXT
= 转移就业台账
姓名	身份证号	用工单位	务工地	上岗日期	离岗日期	就业渠道
张小三	{id 99000019800115001}	甲电子厂	东莞市	2019-03-01	2019-07-03	政府组织
李四	{id 99000019820115002}	乙鞋厂	中山市	2019-02-10	2019-07-20	政府组织
TEXT
ours import "$WORK/meanwhile.xlsx" > /dev/null
change out.xlsx two.xlsx 'fill("张*三", { "离岗日期": "2019-07-10", "离岗原因": "照顾家庭" }); fill("李*", { "离岗日期": "2019-07-20" });'
check "a field that both changed ends with 1" eval '! report two.xlsx'
check "... is one conflict, of what stood there, what is known and what is said" says '[.conflicts[] | [.prefilled, .in_ledger, .said, .taken]] == [["", "2019-07-03", "2019-07-10", ""]]'
check "... that says who, where and where from" says '.conflicts[0] | .who == "张*三" and .row == 4 and (.since | test("meanwhile.xlsx"))'
check "... while the field beside it, that only the form changed, lands" says '.changed == 1'
W=2019-07-03 check "... and the ledger keeps its day" eval 'sqlite3 "$P/ledger.db" "SELECT date(ended_on * 86400, \"unixepoch\") FROM labour_placement WHERE until > 1e18 AND ended_on IS NOT NULL ORDER BY started_on DESC LIMIT 1" | grep -qx $W'
id=$(jq -r '.conflicts[0].id' "$WORK/report")
check "taking the ledger's settles it" report two.xlsx --take ledger --dry-run
check "... and changes nothing" nothing_landed
check "taking the form's for this one" report two.xlsx --take ledger --take "$id=form"
check "... is a change" says '.changed == 1 and .conflicts[0].taken == "form" and .conflicts_open == 0'
check "... after which there is no conflict" eval 'report two.xlsx && says ".conflict_count == 0"'
check "--take takes form, ledger or one of them for an ID" eval 'ours import "$WORK/two.xlsx" --take mine; [ $? -eq 2 ]'

# ---- what is refused ----
torn='sheets.pop(); for (const r of table) if (/[A-Z]{5}-/.test(r[0])) r[0] = r[0].replace(/[A-Z]{5}-[A-Z]{5}/, "AAAAA");'
check "a torn code" eval 'change out.xlsx torn.xlsx "$torn" && ! report torn.xlsx'
check "... is refused by that name" says '[.findings[] | select(.level == "refuse") | .kind] == ["form_code_torn"]'
check "a code that is gone" eval 'change out.xlsx gone.xlsx "sheets.pop(); table[0][0] = \"某村\"; table.pop()" && ! report gone.xlsx'
check "... is refused by that name" says '[.findings[] | select(.level == "refuse") | .kind] == ["form_code_gone"]'
check "one of the three is enough" eval 'change out.xlsx one.xlsx "table.shift(); table.pop()" && report one.xlsx && nothing_landed'
check "the form of another programme" eval '"$SHANHAI" init "$WORK/other" --catalogue tests/examples/programme.cat > /dev/null; ! "$SHANHAI" -C "$WORK/other" --format json import "$WORK/out.xlsx" > "$WORK/report"'
check "... is refused as a whole" says '.new == 0 and ([.findings[].kind] | index("form_code_torn") != null)'
check "a mistyped person" eval 'change out.xlsx typo.xlsx "const r = row_of(\"李*\"); r[0] = r[0].slice(0, 6) + (r[0][6] === \"A\" ? \"B\" : \"A\"); r[column(\"离岗日期\")] = \"2019-07-20\"" && ! report typo.xlsx'
check "... is refused, and where" says '[.findings[] | select(.level == "refuse") | [.kind, .row, .heading]] == [["subject_code", 5, "人员代码"]]'
sqlite3 "$P/ledger.db" "SELECT 1" > /dev/null
check "... mended in the workbook of refused rows it is read" eval 'report typo.xlsx --refused "$WORK/refused.xlsx"; change refused.xlsx mended.xlsx "const c = \"$(tsv form $V --month 2019-07 -o "$WORK/z.xlsx" > /dev/null; unzip -p "$WORK/z.xlsx" xl/worksheets/sheet1.xml | grep -oE ">[A-Z]{7}<" | tr -d "<>" | sed -n 2p)\"; row_of(\"李*\")[0] = c" && report mended.xlsx --dry-run && says ".refused == 0 and .changed + .same > 0"'
foreign=$(tsv form 530602004206 --month 2019-07 -o "$WORK/foreign.xlsx" > /dev/null; node -e 'import("./tests/form.mjs")' 2> /dev/null; unzip -p "$WORK/foreign.xlsx" xl/worksheets/sheet1.xml | grep -oE '>[A-Z]{7}<' | tr -d '<>')
check "a person of another village" eval 'change out.xlsx foreign2.xlsx "row_of(\"李*\")[column(\"离岗日期\")] = \"2019-07-20\"; row_of(\"李*\")[0] = \"$foreign\"" && ! report foreign2.xlsx'
check "... is refused" says '[.findings[] | select(.level == "refuse") | .kind] == ["subject_unknown"]'
check "a name without code or number" eval 'change out.xlsx hand.xlsx "hand({ \"姓名\": \"李四\", \"新务工单位\": \"甲电子厂\" })" && ! report hand.xlsx'
check "... is refused, the name masked" says '[.findings[] | select(.level == "refuse") | [.kind, .found]] == [["subject_without_code", "李*"]]'
check "no longer there, and no day" eval 'change out.xlsx day.xlsx "fill(\"李*\", { \"是否在岗\": \"否\" })" && ! report day.xlsx'
check "... wants the day" says '[.findings[] | select(.level == "refuse") | [.kind, .heading]] == [["demanded", "离岗日期"]]'
check "a day that is none" eval 'change out.xlsx bad.xlsx "fill(\"李*\", { \"离岗日期\": \"2019-02-30\" })" && ! report bad.xlsx'
check "... is refused in its row" says '[.findings[] | select(.level == "refuse") | .row] == [5]'
check "before the start" eval 'change out.xlsx early.xlsx "fill(\"赵*\", { \"离岗日期\": \"2019-02-03\" })" && ! report early.xlsx'
check "... what ended is nothing of hers" says '[.findings[] | select(.level == "refuse") | .kind] == ["nothing_open"]'
check "deleted rows remove nothing" eval 'change out.xlsx few.xlsx "table.splice(3, 3)" && report few.xlsx && nothing_landed'
check "the ledger verifies after all of it" ours verify
