# LibreOffice opens the XLSX and DOCX written here, and reads back the same numbers and Chinese.
. tests/lib.sh
if ! command -v soffice > /dev/null; then
    skip "LibreOffice reads back what was written" "soffice is not here"
    exit 0
fi
demonstration
P=$WORK/programme
cp -r "$DEMO/programme" "$P"
report() { "$SHANHAI" --lang zh -C "$P" report "$@" > "$WORK/log" 2>&1 || { cat "$WORK/log"; false; }; }
convert() { # convert FORMAT FILE
    HOME=$WORK timeout 120 soffice --headless --convert-to "$1" --outdir "$WORK/read" "$2" > "$WORK/log" 2>&1 || { cat "$WORK/log"; false; }
}
period=(--from 2016-09-01 --to 2019-07-31)
check "a workbook and two texts are written" eval 'report county "${period[@]}" -o "$WORK/county.xlsx" &&
    report county "${period[@]}" -o "$WORK/county.csv" && report summary "${period[@]}" -o "$WORK/summary.docx" && report summary "${period[@]}" -o "$WORK/summary.txt"'
check "LibreOffice opens the workbook" convert 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false' "$WORK/county.xlsx"
same_table() { node tests/report/same_table.mjs "$WORK/county.csv" "$WORK/read/county.csv"; }
check "it reads the same names and numbers" same_table
check "LibreOffice opens the DOCX" convert 'txt:Text (encoded):UTF8' "$WORK/summary.docx"
same_text() { # each paragraph of the text stands in what it read
    local n=0 line
    while IFS= read -r line; do
        [ ${#line} -gt 40 ] || continue
        n=$((n + 1))
        grep -qF -- "$line" "$WORK/read/summary.txt" || { echo "$line"; return 1; }
    done < <(grep -v '存证编号' "$WORK/summary.txt")
    [ $n -ge 5 ]
}
check "it reads the same sentences" same_text
