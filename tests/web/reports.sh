# The pages of reports, receipts and comparisons: they say what the command line says.
. tests/lib.sh
command -v curl > /dev/null || { skip "the pages of reports" "no curl"; exit 0; }
D=$WORK/p
shanhai() { "$SHANHAI" -C "$D" "$@"; }
placements() { printf '身份证号,姓名,户籍所在地,用工单位,务工地,上岗日期,就业渠道,是否建档立卡\n'; cat; }
placements > "$WORK/a.csv" << 'CSV'
990001198501010015,甲某某,530602001001,甲厂,4419,2018-03-01,政府组织,是
990001198501010023,乙某某,530621,甲厂,4419,2018-04-01,政府组织,是
CSV
placements > "$WORK/b.csv" << 'CSV'
990001198501010031,丙某某,530602001001,甲厂,4419,2018-04-05,政府组织,否
CSV
printf '项目编号,项目名称,项目类别,项目性质,项目县区,协作方,计划开工日期,计划完工日期,预算资金\nP1,甲车间,产业,新建,530602,4419,2018-01-01,2018-12-31,100\n' > "$WORK/c.csv"
"$SHANHAI" init "$D" --catalogue tests/examples/programme.cat > /dev/null
shanhai import "$WORK/a.csv" --as labour.placement > "$WORK/import.log" 2>&1
. tests/served.sh
same_json() { diff <(jq -S "$1" "$WORK/body") <(jq -S "$2" "$WORK/cli"); }

# ---- the list, and one as a page ----
forms_are_those() { diff <(jq -r '.forms[] | select(.kind == "form") | .name' "$WORK/body") <(shanhai --format tsv report list | tail -n +2 | cut -f 1); }
asked forms > /dev/null
check "the list has the forms of the command line" forms_are_those
schemes_are_those() { diff <(jq -r '.forms[] | select(.kind == "scheme") | .name' "$WORK/body") <(shanhai --format tsv assess list | tail -n +2 | cut -f 1); }
check "and the schemes of assessment" schemes_are_those
check "each says what it is for" is 0 '[.forms[] | select(.about == "")] | length'
check "a monthly one is asked for a month, a list for a day, a sheet for a period" is "month day period" '[.forms[] | select(.name == ("labour_month", "pairs", "county")) | {(.name): .days}] | add | "\(.labour_month) \(.pairs) \(.county)"'
check "a card is asked for one record" is "协作项目" '.forms[] | select(.name == "project_card") | .records'
asked "forms?lang=en" > /dev/null
check "in English they have English names" is "Labour, monthly" '.forms[] | select(.name == "labour_month") | .label'

shanhai --lang zh --format json report labour_month --month 2018-04 > "$WORK/cli"
check "a form is counted" [ "$(asked 'report?form=labour_month&month=2018-04')" = 200 ]
check "its figures are those of the command line, to the last" same_json .figures .figures
check "and its title and scope" same_json '[.title, .scope, .known]' '[.title, .scope, .known]'
looking_leaves_nothing() { [ -z "$(shanhai --format tsv receipt list | tail -n +2)" ]; }
check "looking leaves no trace" looking_leaves_nothing
cells() { grep -o '<td[^>]*>.*</td>' | sed 's|</td>|\n|g; s|<[^>]*>||g' | grep .; }
same_paper() {
    cp -r "$D" "$WORK/copy"
    "$SHANHAI" -C "$WORK/copy" --lang zh report labour_month --month 2018-04 -o "$WORK/r.html" > /dev/null
    diff <(jq -r .html "$WORK/body" | cells) <(cells < "$WORK/r.html") && [ "$(cells < "$WORK/r.html" | wc -l)" -gt 100 ]
}
check "every cell of the page is that of the HTML document" same_paper
every_number_opens() { # a number in a cell is a link, or it is the row's own
    ! jq -r .html "$WORK/body" | grep -o '<td class="n[ s]*">[^<]*[0-9][^<]*</td>'
}
check "every number in a cell is a link" every_number_opens
link_counts_the_same() {
    local href shown value
    href=$(jq -r .html "$WORK/body" | grep -o 'href="#/figure[^"]*key=labour.placed&amp;[^"]*" title="转移就业 · 鲁甸县">[^<]*' | head -1)
    shown=${href##*>}
    href=${href#*\?}; href=${href%%\"*}; href=$(sed "s/&amp;/\&/g" <<< "$href")
    value=$(curl -s "$url/api/figure?$href" | jq -r '.figures[0].value')
    [ -n "$shown" ] && [ "$value" = "$shown" ] || { echo "$href: $shown, $value"; false; }
}
check "the figure behind a number counts the same" link_counts_the_same
nothing_runs() { jq -r .html "$WORK/body" | grep -qiE '<script|<style|onerror|javascript:' && return 1; true; }
check "the page brings no script and no style of its own" nothing_runs

check "an unknown form is absent, and the nearest is named" refused 404 "report?form=labour_mont&month=2018-04" labour_month
check "no form is absent" refused 404 "report"
check "a year that is none is said" refused 400 "report?form=county&year=soon" soon
check "a month that is none is said" refused 400 "report?form=labour_month&month=2018-13" 2018-13
check "a place that is none is refused" refused 422 "report?form=county&year=2018&in=nowhere"
check "a side that is none is refused" refused 422 "report?form=county&year=2018&party=nobody"
check "a period that ends before it begins is refused" refused 422 "report?form=county&from=2018-05-01&to=2018-01-01"
check "a batch that is not there is refused" refused 404 "report?form=county&year=2018&known=99"
check "a form of many records takes no single one" refused 422 "report?form=county&year=2018&record=P1"
check "a key does not end the condition it stands in" refused 422 "report?form=project_card&year=2018&record=P1%27%20or%20%27"

# ---- an assessment ----
shanhai --lang zh --format json assess national.2017 --year 2018 > "$WORK/cli"
check "an assessment is counted" [ "$(asked 'report?form=national.2017&year=2018')" = 200 ]
assessed_alike() {
    cp -r "$D" "$WORK/assessed"
    "$SHANHAI" -C "$WORK/assessed" --lang zh assess national.2017 --year 2018 -o "$WORK/s.html" > /dev/null
    diff <(jq -r .html "$WORK/body" | cells) <(cells < "$WORK/s.html") && [ "$(cells < "$WORK/s.html" | wc -l)" -gt 100 ]
}
check "every cell is that of the command line's document" assessed_alike
check "what is counted opens" eval 'jq -r .html "$WORK/body" | grep -q "href=\"#/figure"'
check "a year it does not hold in is refused" refused 422 "report?form=national.2017&year=2022"
check "it is of a year, not of a month" refused 400 "report?form=national.2017&month=2018-04"

# ---- what leaves the house ----
magic() { head -c 4 "$WORK/body" | tr -d '\0'; }
leaves() { # leaves FORMAT FIRST-BYTES
    [ "$(posted report_file "{\"form\":\"labour_month\",\"month\":\"2018-04\",\"as\":\"$1\"}")" = 200 ] && [ "$(magic)" = "$2" ] || { cat "$WORK/head"; return 1; }
    cp "$WORK/body" "$WORK/left.$1"
    grep -qi "^content-disposition: attachment; filename\*=UTF-8''.*\.$1" "$WORK/head"
}
check "it leaves as XLSX" leaves xlsx "$(printf 'PK\3\4')"
check "as DOCX" leaves docx "$(printf 'PK\3\4')"
check "as PDF" leaves pdf %PDF
check "as HTML" leaves html '<!do'
check "as CSV" leaves csv "$(printf '\357\273\277"')"
check "as text" leaves txt "$(printf '昭' | head -c 3)$(printf '通' | head -c 1)"
code=$(sed -n 's/^X-Shanhai-Code: \([A-Z0-9-]*\).*/\1/ip' "$WORK/head" | tr -d '\r')
evidence_leaves() {
    [ "$(posted report_file '{"form":"national.2017","year":"2018","as":"zip"}')" = 200 ] && [ "$(magic)" = "$(printf 'PK\3\4')" ] || { cat "$WORK/head"; return 1; }
    cp "$WORK/body" "$WORK/evidence.zip"
    unzip -tq "$WORK/evidence.zip" > /dev/null && ! unzip -p "$WORK/evidence.zip" | grep -qE '99000119850101|[甲乙丙]某某'
}
check "each left a receipt" [ "$(shanhai --format tsv receipt list | tail -n +2 | wc -l)" = 6 ]
check "and its code came with it" [ "${#code}" = 9 ]
check "the command line knows the file by its bytes" shanhai receipt "$WORK/left.xlsx"
check "the ledger still verifies" shanhai verify
check "the evidence of an assessment leaves, and names nobody" evidence_leaves
check "and is known by its bytes" shanhai receipt "$WORK/evidence.zip"
check "a form has no evidence to pack" post_refused 400 report_file '{"form":"labour_month","month":"2018-04","as":"zip"}'
check "a format that is none is refused" post_refused 400 report_file '{"form":"labour_month","month":"2018-04","as":"exe"}'
check "a form that is none does not leave" post_refused 404 report_file '{"form":"nothing","as":"xlsx"}'
check "nor one in a scope that is none" post_refused 422 report_file '{"form":"county","year":"2018","in":"nowhere","as":"xlsx"}'
check "nor a year that is none" post_refused 400 report_file '{"form":"county","year":"20x8","as":"xlsx"}'
without_token() { token=no post_refused 403 report_file '{"form":"county","year":"2018","as":"xlsx"}'; }
check "nothing leaves without the token" without_token
check "nor for another site" post_refused 403 report_file '{"form":"county","year":"2018","as":"xlsx"}' -H "Origin: http://evil.example"
check "nor by a mere address" [ "$(curl -s -o /dev/null -w '%{http_code}' "$url/api/report_file?form=county&as=xlsx")" = 405 ]
check "what was refused left no receipt" [ "$(shanhai --format tsv receipt list | tail -n +2 | wc -l)" = 7 ]

# ---- receipts ----
codes_are_those() { diff <(jq -r '.receipts[].code' "$WORK/body" | sort) <(shanhai --format tsv receipt list | tail -n +2 | cut -f 1 | sort); }
asked receipts > /dev/null
check "the list has the receipts of the command line" codes_are_those
check "with form, scope, batch and file" is "劳务协作月报 2 昭通市劳务协作月报（2018年4月）.txt" '[.receipts[] | select(.form == "labour_month")][0] | "\(.form_label) \(.known) \(.file)"'
check "an assessment, too" is "东西部扶贫协作考核（2017—2020年，六个方面） zip" '[.receipts[] | select(.form == "national.2017")][0] | "\(.form_label) \(.file[-3:])"'
asked "receipt?code=$code" > /dev/null
check "a receipt's figures all stand" is 0 '[.report.figures[] | select(.standing != "stands")] | length'
shanhai import "$WORK/b.csv" --as labour.placement > "$WORK/import.log" 2>&1
shanhai --format json receipt "$code" > "$WORK/cli"
asked "receipt?code=$code&most=200" > /dev/null
check "after another row it says what the command line says" same_json .report .
check "some figures are another now" is true '.report.changed > 0'
check "by which record of which file, whose batch" is "b.csv 2 3" '[.report.figures[] | select(.standing == "changed") | .why[] | "\(.file) \(.row) \(.batch)"] | unique | .[0]'
no_name() { ! grep -qE '99000119850101|[甲乙丙]某某' "$WORK/body"; }
check "no name or number stands in it" no_name
dropped() { # dropped FILE: asks about it
    local s
    s=$(curl -s -H "X-Shanhai-Token: $token" --data-binary "@$1" "$url/api/upload?name=x.bin" | jq -r .session)
    asked "receipt?session=$s"
}
check "a dropped document is known by its bytes" [ "$(dropped "$WORK/left.docx")" = 200 ]
check "... as the one that left" is false .report.file_differs
check "... and its figures are asked about" is true '.report.changed > 0'
sed 's/转移/挪移/' "$WORK/left.html" > "$WORK/other.html"
check "a changed one is known by its code" [ "$(dropped "$WORK/other.html")" = 200 ]
check "... and said to be changed" is true .report.file_differs
check "a file of another house is absent" [ "$(dropped "$WORK/a.csv")" = 404 ]
check "... and its path on this machine is not told" eval '! grep -q uploads "$WORK/body"'
check "a code that is none is absent" refused 404 "receipt?code=ZZZZ-ZZZZ"
check "a path is no code" refused 404 "receipt?code=/etc/passwd"
check "nor is nothing" refused 404 "receipt"
check "files that are no longer here are absent" refused 404 "receipt?session=0123"

# ---- two sides ----
compared() { # what the command line names: indicator, kind and record a line
    "$SHANHAI" -C "$D" --format tsv compare "$@" | tail -n +2 | cut -f 1,5,7 | sort
}
asked "compare?key=labour.placed&to=2018-12-31&known=2&known2=3" > /dev/null
check "a figure at two batches has its two values" is "2 3" '.items[0] | "\(.before) \(.after)"'
of_page() { jq -r '.items[] | .indicator.key as $k | .why[] | "\($k)\t\(.kind)\t\(.record)"' "$WORK/body" | sort; }
check "and the records that the command line names" diff <(of_page) <(compared labour.placed --to 2018-12-31 --known 2 --known 3)
asked "compare?form=labour_month&from=2018-04-01&to=2018-04-30&known=2&known2=3&most=200" > /dev/null
check "so has a form, figure by figure" diff <(of_page) <(compared labour_month --from 2018-04-01 --to 2018-04-30 --known 2 --known 3)
check "two days of a figure" [ "$(asked 'compare?key=labour.placed&at=2018-03-31&at2=2018-12-31')" = 200 ]
check "... have their two values" is "1 3" '.items[0] | "\(.before) \(.after)"'
check "the same side twice is said" refused 400 "compare?key=labour.placed&known=2&known2=2"
check "an unknown figure is absent, and the nearest is named" refused 404 "compare?key=labour.placd&known=2&known2=3" labour.placed
check "an unknown form is absent" refused 404 "compare?form=nothing&known=2&known2=3"
check "a day that is none is said" refused 400 "compare?key=labour.placed&at=soon&at2=2018-12-31" soon
check "a side that ends before it begins is refused" refused 422 "compare?key=labour.placed&from=2018-06-01&at=2018-03-31&at2=2018-12-31"
check "a batch that is not there is absent" refused 404 "compare?key=labour.placed&known=2&known2=99"
asked "compare?key=labour.placed&scope=from%3D2018-03-01%20to%3D2018-03-31&scope2=from%3D2018-04-01%20to%3D2018-04-30" > /dev/null
check "two scopes of a figure are two sides" is "1 2 added,added,removed" '.items[0] | "\(.before) \(.after) \([.why[].kind] | sort | join(","))"'
check "a second scope that is none is refused" refused 422 "compare?key=labour.placed&scope2=in%3Dnowhere"
asked "compare?form=assessment.2019&at=2017-12-31&at2=2018-12-31&most=1" > /dev/null
check "of many figures the first twenty name their records, each other is asked alone" is "true 20" '"\(.items | length > 20) \([.items[] | select(.explained)] | length)"'
