# How pages of PDFs break: what was seen on them once, and is to stay so.
. tests/lib.sh
if ! command -v pdftotext > /dev/null; then
    skip "pages break where a reader wants it" "pdftotext is not here"
    exit 0
fi
demonstration
P=$WORK/programme
cp -r "$DEMO/programme" "$P"
report() { "$SHANHAI" --lang "$1" -C "$P" report "$2" --from 2016-09-01 --to 2019-07-31 -o "$WORK/$2.$1.pdf" > "$WORK/log" 2>&1 || { cat "$WORK/log"; false; }; }
forms=$("$SHANHAI" -C "$P" --format tsv report list | awk -F '\t' 'NR > 1 { print $1 }')
all_written() {
    local form
    for form in $forms; do report zh "$form" && report en "$form" || return 1; done
}
check "every form is a PDF in two languages" all_written
pages() { pdfinfo "$WORK/$1.pdf" | awk '/^Pages/ { print $2 }'; }
page() { pdftotext -layout -f "$2" -l "$2" "$WORK/$1.pdf" - | sed 's/  */ /g; s/^ //; /^$/d'; }

numbered() {
    local file n
    for file in "$WORK"/*.pdf; do
        n=$(pages "$(basename "$file" .pdf)")
        [ "$(pdftotext -layout "$file" - | sed "s/  */ /g" | grep -cE "[0-9]+ ?/ ?$n\$")" = "$n" ] || { echo "$file"; return 1; }
    done
}
check "every page has its number" numbered
embedded() {
    local file
    for file in "$WORK"/*.pdf; do
        pdffonts "$file" | awk 'NR > 2 && $(NF - 4) != "yes" { print; bad = 1 } END { exit bad || NR < 3 }' || { echo "$file"; return 1; }
    done
}
check "every letter's font travels with it" embedded
no_strange_letters() { ! cat <(for f in "$WORK"/*.pdf; do pdftotext "$f" -; done) | grep -n $'\xef\xbf\xbd'; }
check "no letter is missing" no_strange_letters
no_torn_card() { # each page has as many first fields of a card as last ones
    pdftotext "$WORK/project_card.zh.pdf" - | grep -v -- --where | awk 'BEGIN { RS = "\f" } { a = gsub(/项目编号/, "&"); b = gsub(/解决住房人口/, "&"); if (a > b || a < b) { print "page " NR ": " a " and " b; bad = 1 } n += a } END { exit bad || n < 100 }'
}
check "no card is torn" no_torn_card
headings_repeat() {
    local n=1 last
    last=$(pages pairs.zh)
    for ((n = 1; n < last; n++)); do
        page pairs.zh "$n" | head -6 | grep -q '结对类型' || { echo "page $n"; return 1; }
    done
}
check "headings of a long list stand on every page" headings_repeat
check "a small table goes to the next page with its heading" \
    test "$(page county.zh 2 | sed -n 2p)" = 时点情况
check "a chart goes with its title" grep -q '^逐月转移就业人数$' <(page county.zh 2)
check "a note is not alone on a page" grep -q '县区结对数' <(page pairs.zh "$(pages pairs.zh)")
check "two charts stand on one page" test "$(page funds.zh 2 | grep -cE '^各(县|年)拨付数$')" = 2
no_broken_number() { grep -q '40,000,000.00 40,000,000.00' <(pdftotext -layout "$WORK/assessment.2023.zh.pdf" - | sed 's/  */ /g'); }
check "a wide number stands on one line" no_broken_number
last_rows() { # at least three rows and no more pages than those with rows
    [ "$(page assessment.2019.zh "$(pages assessment.2019.zh)" | grep -cE '[0-9—]$')" -ge 4 ]
}
check "a last page has three rows at least" last_rows
no_broken_word() { ! pdftotext "$WORK/pairs.en.pdf" - | head -60 | grep -qxE 'M|Mo|ode|Agree|Agreem|ent'; }
check "a column is as wide as its heading's longest word" no_broken_word
check "the summary is in English, too" grep -q 'persons of .* were placed in work' <(pdftotext "$WORK/summary.en.pdf" - | tr '\n' ' ')
