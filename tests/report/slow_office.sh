# LibreOffice opens every XLSX and DOCX written here, and reads back the same numbers and Chinese.
. tests/lib.sh
if ! command -v soffice > /dev/null; then
    skip "LibreOffice reads back what was written" "soffice is not here"
    exit 0
fi
demonstration
P=$WORK/programme
cp -r "$DEMO/programme" "$P"
report() { "$SHANHAI" --lang "${LANG_OF_IT:-zh}" -C "$P" report "$@" > "$WORK/log" 2>&1 || { cat "$WORK/log"; false; }; }
period=(--from 2016-09-01 --to 2019-07-31)
forms=$("$SHANHAI" -C "$P" --format tsv report list | awk -F '\t' 'NR > 1 { print $1 }')

written() {
    local form ending
    for form in $forms; do
        for ending in xlsx docx csv; do
            report "$form" "${period[@]}" -o "$WORK/$form.$ending" || return 1
        done
    done
}
check "every form is written as XLSX, DOCX and CSV" written
# All files of a kind in one call: LibreOffice takes a second to start.
opened() { # opened FORMAT FOLDER FILE...
    local format=$1 folder=$2 file
    shift 2
    HOME=$WORK timeout 300 soffice --headless --convert-to "$format" --outdir "$WORK/$folder" "$@" > "$WORK/log" 2>&1 || { cat "$WORK/log"; return 1; }
    ! grep -iE '^error|could not be (loaded|opened)' "$WORK/log" || return 1
    for file; do
        file=$(basename "$file")
        compgen -G "$WORK/$folder/${file%.*}*" > /dev/null || { echo "nothing of $file"; return 1; }
    done
}
SHEETS='csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1'
check "LibreOffice opens every workbook" opened "$SHEETS" sheets "$WORK"/*.xlsx
check "LibreOffice opens every DOCX" opened 'txt:Text (encoded):UTF8' texts "$WORK"/*.docx
# Its sheets in their order, as the workbook names them.
sheets_of() {
    unzip -p "$WORK/$1.xlsx" xl/workbook.xml | grep -o '<sheet name="[^"]*"' | sed 's/<sheet name="//; s/"$//' |
        while IFS= read -r name; do echo "$WORK/sheets/$1-$name.csv"; done
}
same_workbook() {
    mapfile -t files < <(sheets_of "$1")
    node tests/report/same_cells.mjs "$WORK/$1.csv" "${files[@]}"
}
same_text() { node tests/report/same_cells.mjs --any-order "$WORK/$1.csv" "$WORK/texts/$1.txt"; }
for form in $forms; do
    check "of the workbook $form it reads the same cells, in order" same_workbook "$form"
    check "of the document $form it reads the same cells" same_text "$form"
done
another() { sed '0,/0\.\([0-9]\)/s//9.\1/; s/转移就业/转业/' "$WORK/labour_month.csv" > "$WORK/other.csv"; ! node tests/report/same_cells.mjs "$WORK/other.csv" "$(sheets_of labour_month | head -1)"; }
check "another word or number would be seen" another

# ---- charts ----
charts() { # as a page is drawn: LibreOffice has the shapes of the chart, and none without it
    unzip -p "$WORK/funds.xlsx" xl/charts/chart1.xml > "$WORK/chart.xml"
    grep -qF "<c:f>'分帮扶方'!\$B\$" "$WORK/chart.xml" && opened ods ods "$WORK/funds.xlsx" &&
        unzip -l "$WORK/ods/funds.ods" | grep -c 'Object [0-9]*/content.xml' | grep -qx 2 &&
        unzip -p "$WORK/ods/funds.ods" 'Object 1/content.xml' | grep -q 12182
}
check "its charts stand in the workbook, with the numbers of the cells" charts
pictures() {
    opened odt odt "$WORK/funds.docx" && unzip -l "$WORK/odt/funds.odt" | grep -c 'Pictures/.*png' | grep -qx 2 &&
        unzip -p "$WORK/odt/funds.odt" content.xml | grep -q '<svg:desc>各县拨付数: 昭阳区 10,000; '
}
check "its charts stand in the document, told in words" pictures

# ---- a workbook of the office's own ----
node tests/report/office_template.mjs "$WORK/office.xlsx"
filled() { report --template "$WORK/$1.xlsx" "${period[@]}" -o "$WORK/$1_filled.xlsx"; }
LOOKS='csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true,false,false,-1' # as cells show it
reads() { grep -qF -- "$2" "$WORK/looks/$1_filled-情况表.csv" || { cat "$WORK/looks/$1_filled-情况表.csv"; false; }; }
figure() { "$SHANHAI" -C "$P" --format tsv figure "$@" --from 2019-01-01 --to 2019-07-31 | awk -F '\t' 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == "value") v = i } NR == 2 { print $v }'; }
whole=$(figure labour.placed) one=$(figure labour.placed --in 530602) other=$(figure labour.placed --in 鲁甸县)
grouped() { echo "$1" | sed ':a; s/\B[0-9]\{3\}\>/,&/; ta'; }
template_is_read() { # template_is_read NAME
    filled "$1" && opened "$LOOKS" looks "$WORK/$1_filled.xlsx" && reads "$1" "转移就业,$(grouped "$whole" | sed 's/.*,.*/"&人"/')"
}
check "LibreOffice reads a filled workbook in its own formats" template_is_read office
check "its formula is calculated anew" reads office "$(grouped $((one + other)))人"
check "its text among letters of several looks is read" reads office "合计 $(grouped "$whole") 人 <去重>"
saved() { opened xlsx saved "$WORK/office.xlsx" && mv "$WORK/saved/office.xlsx" "$WORK/saved.xlsx" && template_is_read saved; }
check "a workbook that LibreOffice saved is filled, too" saved
check "its formula is calculated anew there" reads saved "$(grouped $((one + other)))人"
