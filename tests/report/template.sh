# An office's own workbook is filled: its look stays, its keys are counted, and its receipt answers.
. tests/lib.sh
. tests/small_work.sh
ready() {
    quiet "$SHANHAI" init "$P" --catalogue tests/examples/programme.cat &&
        quiet shanhai import "$WORK/people.csv" --as person --author 李审 &&
        quiet shanhai import "$WORK/work.csv" --as labour.placement --author 李审
}
check "a programme is ready" ready

template() { node tests/report/office_template.mjs "$WORK/$1.xlsx" "${@:2}"; }
fill() { shanhai report --template "$WORK/$1.xlsx" --from 2019-01-01 --to 2019-07-31 "${@:2}"; }
template office
check "an office's workbook is filled" quiet fill office -o "$WORK/out.xlsx" --author 王报
for part in sheet1 sheet2; do
    unzip -p "$WORK/out.xlsx" xl/worksheets/$part.xml > "$WORK/$part.xml"
done
has() { grep -qF -- "$1" "$WORK/sheet1.xml" || { echo "no $1"; cat "$WORK/sheet1.xml"; false; }; }
hasnt() { ! grep -qF -- "$1" "$WORK/sheet1.xml"; }

# ---- what is filled ----
check "a cell that is one key gets a number and keeps its style" has '<c r="B4" s="3"><v>2</v></c>'
check "another cell that shares the text keeps its own style" has '<c r="C4" s="4"><v>2</v></c>'
check "a key with a scope of its own is counted there" has '<c r="B5" s="3"><v>1</v></c>'
check "a place may be a name, between the quotation marks that typing makes" has '<c r="C5" s="3"><v>1</v></c>'
check "growth is a number" has '<c r="B6" s="6"><v>100.00</v></c>'
check "a text keeps the looks of its letters" \
    has '<r><rPr><b/><sz val="11"/><rFont val="宋体"/></rPr><t xml:space="preserve">合计 2</t></r><r><rPr><i/><color rgb="FFFF0000"/><sz val="11"/><rFont val="宋体"/></rPr><t xml:space="preserve"> 人 &lt;去重&gt;</t></r>'
check "how a text is read aloud goes with it" hasnt ヨミ
check "a turn goes with its figure" has '比上年增加1人'
check "words of the scope are filled" has '昭通市劳务协作情况表（2019年7月）'
check "what is not known is a dash" has '<c r="B7" s="6" t="inlineStr"><is><t xml:space="preserve">—</t></is></c>'
check "a year is a number" has '<c r="B9" s="7"><v>2019</v></c>'
code() { shanhai --format tsv receipt list | awk -F '\t' -v f="$1" '$8 == f { print $1 }'; }
check "the code of the receipt is filled" has "存证编号 $(code out.xlsx)"
check "the foot of each page has it, too" has "<oddFooter>&amp;L按批次"
check "a number behind a size of letters is kept from it" has '&amp;9 2019年 &amp;D'
check "no key is left" hasnt '{labour'

# ---- what stays ----
check "a formula stays, and what it showed last is gone" has '<c r="D5" s="5"><f>B5+C5</f></c>'
check "a formula whose text was kept is calculated, too" has '<c r="C6" s="6"><f>TEXT(B6,"0")</f></c>'
check "Excel and WPS calculate when they open it" \
    grep -q '<calcPr calcId="191029" fullCalcOnLoad="1"/>' <(unzip -p "$WORK/out.xlsx" xl/workbook.xml)
check "a bracket of the office's own stays a shared text" has '<c r="A8" s="2" t="s"><v>5</v></c>'
stays() { # the sheet from this sign on, but for its page texts
    unzip -p "$WORK/office.xlsx" xl/worksheets/sheet1.xml | sed 's/<headerFooter>.*<\/headerFooter>//' > "$WORK/before"
    sed 's/<headerFooter>.*<\/headerFooter>//' "$WORK/sheet1.xml" > "$WORK/after"
    diff <(grep -o '^.*<sheetData>' "$WORK/before") <(grep -o '^.*<sheetData>' "$WORK/after") &&
        diff <(grep -o '</sheetData>.*$' "$WORK/before") <(grep -o '</sheetData>.*$' "$WORK/after")
}
check "widths, panes, merged cells, conditions, print settings and pictures stay" stays
others_are_the_same() { # the packed bytes, too: sizes and check sums of the archive
    unzip -Z -v "$WORK/$1.xlsx" > /dev/null || return 1
    local changed='sheet1.xml$|xl/workbook.xml$|Content_Types|_rels/.rels$'
    diff <(unzip -v "$WORK/$1.xlsx" | awk 'NF == 8 { print $1, $2, $3, $5, $6, $7, $8 }' | grep -vE "$changed") \
        <(unzip -v "$WORK/$2.xlsx" | awk 'NF == 8 { print $1, $2, $3, $5, $6, $7, $8 }' | grep -vE "$changed|custom.xml")
}
check "every other part stays as it lay" others_are_the_same office out
check "the sheet without a key stays byte for byte" \
    diff <(unzip -p "$WORK/office.xlsx" xl/worksheets/sheet2.xml) "$WORK/sheet2.xml"
check "the code is among the file's properties" \
    grep -q "name=\"存证编号\"><vt:lpwstr[^>]*>$(code out.xlsx)<" <(unzip -p "$WORK/out.xlsx" docProps/custom.xml)
check "the office's own workbook is as it was" \
    diff <(unzip -p "$WORK/office.xlsx" xl/sharedStrings.xml) <(unzip -p "$WORK/out.xlsx" xl/sharedStrings.xml)
every_part_is_xml() {
    local part
    for part in $(unzip -Z1 "$WORK/out.xlsx" | grep -E 'xml$|rels$'); do
        unzip -p "$WORK/out.xlsx" "${part//[/\\[}" | node tests/report/wellformed.mjs || { echo "$part"; return 1; }
    done
}
check "every part is XML" every_part_is_xml
reads_back() {
    "$SHANHAI" --lang zh -C "$P" --format tsv import "$WORK/out.xlsx" --dry-run > "$WORK/back" 2>&1
    [ $? -le 3 ]
}
check "our own reader opens it" reads_back
no_formula() { # a workbook without formulas keeps its workbook.xml
    template plain '<f>B5+C5</f>=>' '<f>TEXT(B6,"0")</f>=>'
    quiet fill plain -o "$WORK/plain_out.xlsx" &&
        diff <(unzip -p "$WORK/plain.xlsx" xl/workbook.xml) <(unzip -p "$WORK/plain_out.xlsx" xl/workbook.xml)
}
check "without formulas nothing is to be calculated" no_formula
filled_again() { # a workbook made from a filled one has one code, the new one
    node -e '
        const { execFileSync } = require("node:child_process");
        const [from, to] = process.argv.slice(1);
        execFileSync("cp", [from, to]);
        const sheet = execFileSync("unzip", ["-p", from, "xl/worksheets/sheet1.xml"], { encoding: "utf8" });
        const dir = execFileSync("mktemp", ["-d"], { encoding: "utf8" }).trim();
        execFileSync("mkdir", ["-p", dir + "/xl/worksheets"]);
        require("node:fs").writeFileSync(dir + "/xl/worksheets/sheet1.xml", sheet.replace("<v>42</v>", "").replace(`<c r="C8" s="3">`, `<c r="C8" s="3" t="inlineStr"><is><t>{labour.at_work at}</t></is>`));
        execFileSync("zip", ["-q", to, "xl/worksheets/sheet1.xml"], { cwd: dir });' "$WORK/out.xlsx" "$WORK/again.xlsx" || return 1
    quiet fill again -o "$WORK/again_out.xlsx" || return 1
    unzip -p "$WORK/again_out.xlsx" docProps/custom.xml > "$WORK/custom.xml"
    [ "$(grep -o 'name="存证编号"' "$WORK/custom.xml" | wc -l)" = 1 ] && grep -qF "$(code again_out.xlsx)" "$WORK/custom.xml"
}
check "a filled one that is filled again has the new code only" filled_again

# ---- before it is written ----
says() { # says EXPECTED COMMAND...: the output, blanks taken together
    local wanted=$1 got
    shift
    got=$("$@" 2>&1 | sed 's/  */ /g; s/ $//')
    grep -qF -- "$wanted" <<< "$got" || { printf 'wanted %s\ngot    %s\n' "$wanted" "$got"; false; }
}
check "without -o it is listed, cell by cell" says "情况表!B5 {labour.placed year in=530602} 1" fill office
check "its figures are listed for a machine" \
    says "labour.placed	in=530602 from=2019-01-01 to=2019-07-31	1	1	情况表!B5 转移就业人数" \
    shanhai --format tsv report --template "$WORK/office.xlsx" --from 2019-01-01 --to 2019-07-31

refuses() { # refuses CODE TEXT COMMAND...
    local code=$1 text=$2 rc=0
    shift 2
    "$@" > "$WORK/said" 2>&1 || rc=$?
    [ $rc -eq "$code" ] && grep -qF -- "$text" "$WORK/said" || { echo "exit $rc"; cat "$WORK/said"; false; }
}
receipts=$(shanhai receipt list | wc -l)
spoilt() { # spoilt TEXT CHANGE...: refused with that text, and nothing is written
    template spoilt "${@:2}"
    refuses 3 "$1" fill spoilt -o "$WORK/spoilt_out.xlsx" && [ ! -e "$WORK/spoilt_out.xlsx" ] && [ ! -e "$WORK/spoilt_out.xlsx.new" ]
}
check "an unknown key is named with sheet and cell" spoilt '情况表!B4, "{labour.plced year}"' '<t>{labour.placed year}=><t>{labour.plced year}'
check "the nearest known name is told" grep -q 'labour.placed' "$WORK/said"
check "an unknown word is told with the nearest" spoilt '情况表!B8, "{reciept}"' '{receipt}=>{reciept}'
check "the words of a workbook are among the nearest" grep -q 'receipt' "$WORK/said"
check "a key in a footer is named as one" spoilt '情况表 页眉页脚' '{foot}=>{fot}'
check "an unknown unit is refused" spoilt bananas '{labour.placed growth}=>{labour.placed in bananas}'
check "an unknown part of a scope is told with those there are" spoilt 'in=、party=' 'in=530602=>county=530602'
check "an unknown place is refused" spoilt 昭阳西区 'in=530602=>in=昭阳西区'
check "a day that is none is refused" spoilt '2019-02-30' 'in=530602=>to=2019-02-30'
check "days in the wrong order are refused" spoilt '情况表!B5' 'in=530602=>to=2018-01-01'
check "a brace that is not closed is refused" spoilt '没有闭合' '{receipt}=>{receipt'
check "a condition that does not fit is refused" spoilt 'channel' "{receipt}=>{labour.placed where \"channel = 'x'\"}"
check "a turn that is none is refused" spoilt '情况表!A7' ': up 比=>: upp 比'
check "a key that stands nowhere is no template" spoilt '没有一个单元格' '{=>' '[labour=>'
check "XML that is broken is refused" spoilt 已损坏 '<sheetData>=><sheetDat>'
check "a workbook with macros is refused" spoilt 带宏 'sheet.main+xml=>sheet.macroEnabled.main+xml'
check "a DOCTYPE is refused" spoilt 声明 '<sst =><!DOCTYPE sst [<!ENTITY a "b">]><sst '
check "deep XML is refused" spoilt 嵌套 "<phoneticPr fontId=\"1\"/>=>$(printf '<r>%.0s' {1..80})$(printf '</r>%.0s' {1..80})"
table_heading() {
    mkdir -p "$WORK/table/xl/tables"
    echo '<table xmlns="m" name="t" ref="A3:B4"><tableColumns count="1"><tableColumn id="1" name="{labour.placed}"/></tableColumns></table>' > "$WORK/table/xl/tables/table1.xml"
    cp "$WORK/office.xlsx" "$WORK/table.xlsx"
    (cd "$WORK/table" && zip -q ../table.xlsx xl/tables/table1.xml)
    refuses 3 '{labour.placed}' fill table -o "$WORK/spoilt_out.xlsx"
}
check "the heading of a table is no place for a key" table_heading
check "another ending is refused before anything is read" refuses 2 .xlsx fill none -o "$WORK/x.pdf"
check "a file that is not there is said" refuses 3 none.xlsx fill none
check "a text is no workbook" refuses 3 .xlsx shanhai report --template "$WORK/people.csv"
truncated() { head -c 3000 "$WORK/office.xlsx" > "$WORK/cut.xlsx"; refuses 3 损坏 fill cut -o "$WORK/cut_out.xlsx"; }
check "a file that was cut short is refused" truncated
bomb() {
    mkdir -p "$WORK/bomb/xl"
    { printf '<sst>'; head -c 100000000 /dev/zero | tr '\0' ' '; printf '</sst>'; } > "$WORK/bomb/xl/sharedStrings.xml"
    cp "$WORK/office.xlsx" "$WORK/bomb.xlsx"
    (cd "$WORK/bomb" && zip -q ../bomb.xlsx xl/sharedStrings.xml)
    refuses 3 '解压' fill bomb -o "$WORK/bomb_out.xlsx"
}
check "a part that swells is refused" bomb
check "the office's own file is never written over" refuses 3 原文件 fill office -o "$WORK/office.xlsx"
check "a form and a workbook at once are refused" refuses 2 report shanhai report county --template "$WORK/office.xlsx"
check "nothing is kept of what was refused" test "$(shanhai receipt list | wc -l)" = "$receipts"

# ---- its receipt ----
check "nothing changed: all stands" says "0 个已变" shanhai receipt "$WORK/out.xlsx"
resaved() { # as WPS would save it: other bytes, the property kept
    cp -r "$WORK/out.xlsx" "$WORK/saved.xlsx" && (cd "$WORK" && mkdir -p more && echo x > more/x && zip -q saved.xlsx more/x)
    refuses 1 "$(code out.xlsx)" shanhai receipt "$WORK/saved.xlsx"
}
check "a file that was saved again is known by its code" resaved
sed '5s/2019-06-15,/2020-06-15,/' "$WORK/work.csv" > "$WORK/work_corrected.csv"
check "a row is corrected" quiet shanhai import "$WORK/work_corrected.csv" --as labour.placement --author 赵改 --replaces work.csv --void-missing
check "the receipt says what changed" refuses 1 "2 → 1" shanhai receipt "$WORK/out.xlsx"
check "it names the cell" grep -q '情况表!B4' "$WORK/said"
check "it names the file and row" grep -q 'work.*csv.*:5' "$WORK/said"
check "it names who did it" grep -q '赵改' "$WORK/said"
check "a figure in its own scope that did not move stands" \
    says "stands" bash -c "'$SHANHAI' -C '$P' --format tsv receipt '$WORK/out.xlsx' | grep 'in=530602 '"
