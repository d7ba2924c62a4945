# Forms, documents, receipts and comparisons, over a programme small enough to count by hand.
. tests/lib.sh
. tests/small_work.sh
cat > "$WORK/local.cat" << 'CAT'
form county.hand_in
  label   zh "本地报表" en "A form of our own"
  title   zh "{in}务工情况（{year}年）" en "{in}: work in {year}"
  heading zh "一、分县" en "By county"
  columns name unit county total
  head    zh "转移就业" en "Placed"
  row     labour.placed year
  row     labour.placed_registered year  zh "其中：建档立卡" en "of which registered"
  row     labour.placed growth
  heading zh "二、分方" en "By side"
  lines   unit party total
  head    zh "人数" en "Persons"
  row     labour.placed year
  row     labour.at_work at
  head    zh "比率" en "Rates"
  row     labour.organised_share year
  chart   bars labour.placed year by county zh "各县" en "Counties"
  note    zh "合计去重" en "counted"

form county.letter
  label   zh "本地文字" en "A text of our own"
  text    letter

form county.names
  label   zh "名单" en "Names"
  list    labour.placed year show worker employer workplace started_on
CAT
cat > "$WORK/letter.txt" << 'TXT'
# {in}情况
{year}年转移就业{labour.placed year}人，[labour.placed change: up 增加{labour.placed change}人|down 减少{labour.placed change}人|same 持平|else 上年无数据]；[labour.fairs year: none 尚未举办招聘会|some 已办{labour.fairs year}场]。
TXT
ready() {
    quiet "$SHANHAI" init "$P" --catalogue tests/examples/programme.cat || return 1
    mkdir -p "$P/catalogue/text"
    cp "$WORK/local.cat" "$P/catalogue/"
    cp "$WORK/letter.txt" "$P/catalogue/text/"
    quiet shanhai import "$WORK/people.csv" --as person --author 李审 &&
        quiet shanhai import "$WORK/work.csv" --as labour.placement --author 李审
}
check "a programme with forms of its own is ready" ready

says() { # says EXPECTED COMMAND...: the output, blanks taken together
    local wanted=$1 got
    shift
    got=$("$@" 2>&1 | sed 's/  */ /g; s/ $//')
    grep -qF -- "$wanted" <<< "$got" || { printf 'wanted %s\ngot    %s\n' "$wanted" "$got"; false; }
}
form() { shanhai report county.hand_in --year 2019 --in 530602,530621; }
check "a form that nobody wrote in C is listed" says "county.hand_in 本地报表" shanhai report list
check "its title says place and year" says "昭阳区、鲁甸县务工情况（2019年）" form
check "counties are columns, and the total is counted once a person" \
    says "转移就业人数 人 1 1 2" form
check "a part stands under its whole" says "其中：建档立卡 人 0 1 1" form
check "growth is of the same days a year before" says "转移就业人数（比上年增长） % 0.00 — 100.00" form
check "sides are lines under two headings" says "东莞市 1 1 0.00" form
check "a person with two sides is one in the total" says "合计（去重） 2 2 0.00" form
check "an end of the year that is not over is no end" says "2019-12-31" form
check "a form is in English, too" says "A form of our own" "$SHANHAI" --lang en -C "$P" report list
check "a sentence turns with its figures" \
    says "2019年转移就业2人，增加1人；尚未举办招聘会。" shanhai report county.letter --year 2019
check "it turns the other way, without a sign" \
    says "2020年转移就业0人，减少2人" shanhai report county.letter --year 2020
check "a list has masked names and days" says "1 人员 #2 厂甲 广东省东莞市 2019-05-01" shanhai report county.names --year 2019
no_names() { ! shanhai report county.names --year 2019 | grep -qE '乙二|9900021986'; }
check "no name or number of a person leaves in it" no_names

refuses() { # refuses CODE TEXT COMMAND...
    local code=$1 text=$2 rc=0
    shift 2
    "$@" > "$WORK/said" 2>&1 || rc=$?
    [ $rc -eq "$code" ] && grep -qF -- "$text" "$WORK/said" || { echo "exit $rc"; cat "$WORK/said"; false; }
}
check "an unknown form is named with the nearest" refuses 3 county.letter shanhai report county.leter
check "an unknown ending is refused before anything is counted" refuses 2 .xlsx shanhai report county.letter -o "$WORK/x.odt"
check "a year that is none is refused" refuses 2 --year shanhai report county.letter --year 19
check "a folder that is not there is said" refuses 4 "$WORK/none/x.txt" shanhai report county.letter -o "$WORK/none/x.txt"
check "nothing is kept of what could not be written" test -z "$(shanhai receipt list)"

# ---- documents ----
written() { quiet shanhai report county.hand_in --year 2019 --in 530602,530621 --author 王报 -o "$WORK/out.$1"; }
check "a workbook is written" written xlsx
check "an HTML page is written" written html
check "a CSV is written" written csv
check "a text is written" written txt
# What the workbook reader of tests/ says: sheet, cell, value.
cells() { node tests/xlsx.mjs "$WORK/out.xlsx"; }
sheet_part() { unzip -p "$WORK/out.xlsx" "xl/worksheets/sheet$1.xml"; }
has() { grep -qF -- "$2" <<< "$1" || { echo "no $2"; false; }; }
check "each table has its sheet" test "$(unzip -l "$WORK/out.xlsx" | grep -c 'worksheets/sheet')" = 2
check "numbers are numbers, not texts" grep -q '<c r="E[0-9]*" s="[0-9]*"><v>2</v></c>' <(sheet_part 1)
check "panes are frozen under the headings" grep -q '<pane xSplit="2" ySplit="[0-9]*"' <(sheet_part 1)
check "two rows of headings are merged" grep -q '<mergeCell ref="B[0-9]*:C[0-9]*"/>' <(sheet_part 2)
check "it prints on one page's width" grep -q 'fitToHeight="0"' <(sheet_part 1)
check "no formula stands in it" bash -c "! unzip -p '$WORK/out.xlsx' 'xl/worksheets/*' | grep -q '<f>'"
reads_back() { # our own reader finds the table among title, notes and headings
    "$SHANHAI" --lang zh -C "$P" --format tsv import "$WORK/out.xlsx" --dry-run > "$WORK/back" 2>&1
    [ $? -le 3 ]
}
check "our own reader opens it" reads_back
check "the CSV begins with the mark that Excel wants" test "$(head -c 3 "$WORK/out.csv" | od -An -tx1 | tr -d ' ')" = efbbbf
check "its numbers have no commas" grep -q '^"转移就业人数","人",1,1,2' "$WORK/out.csv"
check "the page fetches nothing" bash -c "! grep -qE 'src=|href=|@import|url\(' '$WORK/out.html'"
check "its chart is drawn" grep -q '<rect ' "$WORK/out.html"

check "a DOCX is written" written docx
check "a PDF is written" written pdf
docx_part() { unzip -p "$WORK/out.docx" word/document.xml; }
check "the DOCX has headings that are headings" grep -q '<w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t xml:space="preserve">一、分县' <(docx_part)
check "its tables repeat their headings" grep -q '<w:tblHeader/>' <(docx_part)
parts_are_xml() {
    local part
    for part in document styles settings footer1; do
        unzip -p "$WORK/out.docx" "word/$part.xml" | node tests/report/wellformed.mjs || { echo "$part"; return 1; }
    done
}
check "its parts are XML" parts_are_xml
pdf_text() { pdftotext -layout "$WORK/out.pdf" - | sed 's/  */ /g'; }
if command -v pdftotext > /dev/null; then
    check "the PDF's text can be searched" grep -q '转移就业人数 人 1 1 2' <(pdf_text)
    check "its pages are numbered" grep -qE '1 ?/ ?[1-9]' <(pdf_text)
else
    skip "the PDF's text can be searched" "pdftotext is not here"
fi


# ---- charts ----
part() { unzip -p "$WORK/out.$1" "$2"; }
chart_cells() { # names in A, numbers in B
    part xlsx xl/charts/chart1.xml | grep -o '<c:f>[^<]*</c:f>' | sed 's/.*!//' | tr '\n' ' ' | grep -qE '^\$A\$([0-9]+):\$A\$([0-9]+)</c:f> \$B\$\1:\$B\$\2</c:f> $'
}
check "the workbook has a chart of its own cells" chart_cells
check "it keeps their names as names" grep -q '<c:strCache>.*<c:v>昭阳区</c:v>' <(part xlsx xl/charts/chart1.xml)
check "its numbers stand beside it" grep -q '<c r="B[0-9]*" s="[0-9]*"><v>1</v></c>' <(sheet_part 2)
check "the chart says what it is to those who cannot see it" grep -q 'descr="各县"' <(part xlsx xl/drawings/drawing1.xml)
check "the DOCX has a picture of it" test "$(part docx word/media/chart1.png | head -c 4 | od -An -tx1 | tr -d ' ')" = 89504e47
check "it is told in words, with its numbers" grep -q 'descr="各县: 昭阳区 1; 鲁甸县 1"' <(part docx word/document.xml)
check "the picture is related to the document" grep -q 'Id="rIdChart1".*Target="media/chart1.png"' <(part docx word/_rels/document.xml.rels)
check "its numbers stand below as a table" grep -q '人</w:t>.*昭阳区</w:t>.*>1</w:t>' <(part docx word/document.xml)
no_chart() { # a form without a chart has none in it
    quiet shanhai report county.letter --year 2019 -o "$WORK/letter.xlsx" && quiet shanhai report county.letter --year 2019 -o "$WORK/letter.docx" &&
        ! unzip -l "$WORK/letter.xlsx" | grep -q chart && ! unzip -l "$WORK/letter.docx" | grep -q media
}
check "a form without a chart has no picture" no_chart
same_picture() {
    quiet shanhai report county.hand_in --year 2019 --in 530602,530621 -o "$WORK/twice.docx" &&
        diff <(part docx word/media/chart1.png) <(unzip -p "$WORK/twice.docx" word/media/chart1.png)
}
check "the same numbers twice are the same picture" same_picture

# ---- receipts ----
code() { shanhai --format tsv receipt list | awk -F '\t' -v f="out.$1" '$8 == f { print $1 }'; }
check "each document has a receipt" test "$(shanhai --format tsv receipt list | wc -l)" = 10
check "a document carries its code and the head of the ledger" \
    grep -q "存证编号 $(code txt)；台账首 [0-9a-f]\{16\}" "$WORK/out.txt"
check "nothing changed: all stands" says "0 个已变" shanhai receipt "$WORK/out.txt"
check "the workbook carries the code, too" says "$(code xlsx)" shanhai receipt "$WORK/out.xlsx"

# 丙 left in August; a clerk enters it.
sed '5s/2019-06-15,/2019-06-15,2019-08-01/' "$WORK/work.csv" > "$WORK/work_corrected.csv"
corrected() { quiet shanhai import "$WORK/work_corrected.csv" --as labour.placement --author 赵改; }
check "a row is corrected" corrected
check "the receipt says what changed" refuses 1 "2 → 1" shanhai receipt "$(code txt)"
check "it names the file and row" grep -q 'work_corrected.csv.*:5' "$WORK/said"
check "it names the field, before and after" grep -q '离岗日期: — → 2019-08-01' "$WORK/said"
check "it names who did it" grep -q '赵改' "$WORK/said"
by_record() { # a machine reads the same: figure, before, now, cause, row
    shanhai --format tsv receipt "$(code xlsx)" > "$WORK/answer.tsv"
    awk -F '\t' '$2 == "labour.at_work" && $3 == "in=530602,530621 to=2019-12-31" && $4 == 2 && $5 == 1 &&
        $6 == "changed" && $12 ~ /work_corrected/ && $14 == 5 && $16 == "赵改" { n++ } END { exit !n }' "$WORK/answer.tsv" ||
        { cat "$WORK/answer.tsv"; false; }
}
check "a machine reads the same" by_record
untouched() { awk -F '\t' '$2 == "labour.placed" && $6 != "stands" { exit 1 }' "$WORK/answer.tsv"; }
check "figures that did not move stand" untouched
check "a document written as known then is the same" \
    says "转移就业人数 人 1 1 2" shanhai report county.hand_in --year 2019 --in 530602,530621 --known 4

tampered() {
    sed 's/转移就业人数/转移就业人员/' "$WORK/out.txt" > "$WORK/forged.txt"
    refuses 1 "已被改动" shanhai receipt "$WORK/forged.txt"
}
check "a document that was changed is found by its code" tampered
check "a file of somebody else has no receipt" refuses 3 存证编号 shanhai receipt "$WORK/people.csv"
check "a code that is none is refused" refuses 3 AAAA-0000 shanhai receipt AAAA-0000
check "the ledger verifies" quiet shanhai verify
changed_receipt() {
    cp -r "$P" "$WORK/spoilt"
    sqlite3 "$WORK/spoilt/ledger.db" "DROP TRIGGER guard_receipt_row; UPDATE receipt SET figures = replace(figures, char(9) || '2' || char(9), char(9) || '3' || char(9)) WHERE receipt = 1"
    refuses 1 "$(code xlsx)" "$SHANHAI" --lang zh -C "$WORK/spoilt" verify
}
check "a receipt that was changed does not verify" changed_receipt

# ---- compare ----
check "two batches of one figure are compared" \
    refuses 1 "2 → 1" shanhai compare labour.at_work --at 2019-12-31 --known 4 --known 5
check "two days are compared" refuses 1 "0 → 1" shanhai compare labour.at_work --at 2017-12-31 --at 2018-05-01
check "a record comes in without a change of its own" grep -q '新计入' "$WORK/said"
check "all figures of a form are compared" \
    refuses 1 "labour.at_work" shanhai compare county.hand_in --from 2019-01-01 --to 2019-12-31 --known 4 --known 5
check "the same twice is no comparison" refuses 2 相同 shanhai compare labour.placed --known 4 --known 4

# A whole file in place of another: 丙 is gone, and 甲 is a registered person no more.
replaced() {
    sed '5d' "$WORK/work_corrected.csv" > "$WORK/work_last.csv"
    quiet shanhai import "$WORK/work_last.csv" --as labour.placement --author 赵改 --replaces work_corrected.csv --void-missing
}
check "a file takes another one's place" replaced
check "what is void is named" refuses 1 "作废" shanhai compare labour.placed --from 2019-01-01 --to 2019-12-31 --known 5 --known 6
sed '2s/是$/否/' "$WORK/people.csv" > "$WORK/people_corrected.csv"
registered() { quiet shanhai import "$WORK/people_corrected.csv" --as person --author 钱核; }
check "a person's own record is corrected" registered
check "a figure that moves through a reference names the person's record" refuses 1 "钱核" \
    shanhai compare labour.placed_registered --from 2018-01-01 --to 2018-12-31 --known 6 --known 7
