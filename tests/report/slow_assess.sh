# The demonstration's assessment of 2018: targets beside SQL written by hand, every row beside
# `figure`, and evidence of fifty thousand records in which no person stands.
. tests/lib.sh
demonstration
P=$WORK/programme
cp -r "$DEMO/programme" "$P"
shanhai() { "$SHANHAI" --lang zh -C "$P" "$@"; }
sql() { sqlite3 -readonly "$P/ledger.db" "$1"; }
is() { [ "$1" = "$2" ] || { echo "\"$2\", not \"$1\""; false; }; }
open=9223372036854775807
year="BETWEEN 17532 AND 17896" # the days of 2018, since 1970
east="BETWEEN 441900000000 AND 441999999999" other="BETWEEN 442000000000 AND 442099999999"

quick() {
    local TIMEFORMAT=%U seconds
    seconds=$( { time shanhai --format tsv assess national.2017 --year 2018 > "$WORK/a.tsv"; } 2>&1)
    awk -v s="$seconds" 'BEGIN { exit !(s < 8) }' || { echo "$seconds s"; false; }
}
check "an assessment of fifty rows takes less than 8 s" quick
target() { awk -F '\t' -v c="$1" '$5 == c { print $10, $11, $13, $14 }' "$WORK/a.tsv"; } # value, done, missing, state
check "seconded cadres are those that SQL counts" eval 'is "7 $(sql "SELECT count(DISTINCT person) FROM talent_cadre WHERE until = $open AND direction = '"'westward'"' AND starts_on $year AND east_region $east") 1 behind" "$(target MB003)"'
check "training classes are, too" eval 'is "100 $(sql "SELECT count(*) FROM labour_training_class WHERE until = $open AND starts_on $year AND party $east") 0 met" "$(target MB027)"'
check "who was helped is, by the first start of the year" eval 'is "4000 $(sql "SELECT count(*) FROM (SELECT workplace, row_number() OVER (PARTITION BY worker ORDER BY started_on, version) AS n FROM labour_placement WHERE until = $open AND started_on $year) WHERE n = 1 AND workplace $east") 0 met" "$(target MB015)"'
paid=$(sql "SELECT sum(m.amount) FROM funds_movement m JOIN funds_fund f ON f.record = m.fund AND f.until = $open WHERE m.until = $open AND m.step = 'grant' AND m.sent_on $year AND f.kind IN ('province_fiscal', 'city_fiscal', 'district_fiscal', 'paired_county') AND f.giver $other")
check "money falls short by what is lacking to the last yuan, in the unit of the target" eval 'is "16000 $(awk -v fen="$paid" "BEGIN { printf \"%.2f\", int(fen / 10000) / 100 }") 12.65 behind" "$(target MB022)"'
as_figures() { # each row is what `figure` counts by itself
    local indicator figure got n=0 bad=0
    while IFS=$'\t' read -r indicator figure; do
        n=$((n + 1))
        got=$(shanhai --format tsv figure "$indicator" --from 2018-01-01 --to 2018-12-31 | awk -F '\t' 'NR == 2 { print $6 }')
        awk -v a="$got" -v b="$figure" 'BEGIN { d = a - b; if (d < 0) d = -d; exit !(d < 0.006) }' || { echo "$indicator: $figure, not $got"; bad=1; }
    done < <(awk -F '\t' '$1 == "row" && $8 != "wan_yuan" && $9 != "" && $3 ~ /^(governance|talent)/ { print $3 "\t" $9 }' "$WORK/a.tsv")
    [ $n -ge 15 ] && return $bad
}
check "rows are what each indicator counts by itself" as_figures
summed() { # proved and missing records of a row are all of it, where something is asked
    awk -F '\t' 'NR > 1 && $1 == "row" && $22 > $16 { print $3 " lacks more than it has"; bad = 1 } END { exit bad }' "$WORK/a.tsv"
}
check "no row lacks more than it has" summed

shanhai assess national.2017 --year 2018 > "$WORK/a.txt"
check "an indicator that lacks much leaves room for the others" eval 'grep -q "帮助就业人数：缺佐证 [0-9]* 条，此处列 10 条" "$WORK/a.txt" && grep -q "^社会组织结对数  *结对关系" "$WORK/a.txt" && is 10 "$(grep -c "^帮助就业人数  *转移就业" "$WORK/a.txt")"'
all_named() { # the evidence names each record that the figure says is missing
    local wanted got
    wanted=$(awk -F '\t' '$1 == "row" && $3 == "labour.helped" { print $22 }' "$WORK/a.tsv")
    got=$(unzip -p "$WORK/x/05_劳务协作/01_帮助就业人数/缺佐证.xlsx" xl/worksheets/sheet1.xml | grep -o '>帮助就业人数<' | wc -l)
    is "$wanted" "$got"
}
check "the evidence is written" shanhai assess national.2017 --year 2018 --evidence "$WORK/e.zip"
check "it opens" unzip -tq "$WORK/e.zip"
mkdir "$WORK/x" && (cd "$WORK/x" && unzip -q "$WORK/e.zip")
find "$WORK/x" -type f | while read -r file; do
    case $file in *.xlsx) unzip -p "$file" ;; *) cat "$file" ;; esac
done > "$WORK/plain"
check "its files are what the list says" eval '(cd "$WORK/x" && tail -n +2 文件清单.tsv | awk -F "\t" "{ print \$3 \"  \" \$1 }" | b2sum -l 256 --quiet -c -)'
check "it names each record without proof, however many" all_named
grep -oE '<t[^>]*>[^<]*' "$WORK/plain" | sed 's/<t[^>]*>//' | LC_ALL=C sort -u > "$WORK/cells"
check "no number of a person stands in it" eval '! grep -E "(^|[^0-9a-f])99[0-9]{4}(19|20)[0-9]{2}[01][0-9][0-3][0-9][0-9]{3}[0-9X]([^0-9a-f]|$)" "$WORK/cells"'
persons="$DEMO/workbooks/31_巧家县_转移就业_转移就业台账.csv"
iconv -f gb18030 -t utf-8 "$persons" | tail -n +3 | cut -d, -f2,3,7 > "$WORK/persons.csv"
check "there are persons to look for" test "$(wc -l < "$WORK/persons.csv")" -gt 200
cut -d, -f1 "$WORK/persons.csv" | grep -E '^.{2,4}$' | LC_ALL=C sort -u > "$WORK/names"
check "no name of theirs is a cell" eval '! LC_ALL=C comm -12 "$WORK/names" "$WORK/cells" | grep .'
cut -d, -f2,3 "$WORK/persons.csv" | tr , '\n' | grep -E '^[0-9X]{11,18}$' > "$WORK/numbers"
check "no number or phone of theirs is anywhere" eval '[ "$(wc -l < "$WORK/numbers")" -gt 300 ] && ! grep -qFf "$WORK/numbers" "$WORK/cells"'
