# The hand-read page, where it is there: figures found, names left, intervals as read, and links
# that do not follow the numbers.
. tests/lib.sh
PAGE=${SHANHAI_PAGE:-../shared/page}
if [ ! -f "$PAGE/page.txt" ]; then
    skip "the hand-read page is found" "no $PAGE"
    exit 0
fi
"$SHANHAI" --format tsv prove --find "$PAGE/page.txt" --published 2019-09-01 > "$WORK/found.tsv"
awk -f tests/prove/page_score.awk "$PAGE/figures.tsv" "$WORK/found.tsv" > "$WORK/score"

at_least() { # at_least WORD N
    sed 's/^/# /' "$WORK/score"
    [ "$(awk -v w="$1" '$1 == w { print $2 }' "$WORK/score")" -ge "$2" ]
}
at_most() {
    sed 's/^/# /' "$WORK/score"
    [ "$(awk -v w="$1" '$1 == w { print $2 }' "$WORK/score")" -le "$2" ]
}
check "at least 140 of the 154 figures are found" at_least found 140
check "at most 5 of the 60 names are taken" at_most taken 5
check "no interval differs from the one read by hand" at_most intervals 0
check "hardly anything else is taken for a figure" at_most others 3

# ---- linking, with the demonstration's programme and no records but those that have names ----
D=$WORK/programme
"$SHANHAI" init "$D" --catalogue demo/programme.cat > /dev/null
sheet() { # sheet TABLES NAME: the right rows of one sheet of demo/tables, as CSV
    awk -v name="$2" '/^[-=] / { split($0, part, "\t"); on = part[1] == "- " name; next }
        on && !/^[!#]/ { sub(/^[?~][^\t]*\t/, ""); gsub(/,/, "，"); gsub(/\t/, ","); print }' \
        "demo/tables/$1.tsv" > "$WORK/$2.csv"
}
names_enter() {
    set -- industry 单位名录 organisation industry 产业园区 industry.park \
        industry 合作企业 industry.enterprise resettlement 安置点 projects.site \
        industry 产业基地 industry.base
    while [ $# -ge 3 ]; do
        sheet "$1" "$2"
        "$SHANHAI" -C "$D" import "$WORK/$2.csv" --as "$3" || return 1
        shift 3
    done
}
check "the firms, parks, sites and bases that have names are entered" names_enter
"$SHANHAI" -C "$D" --format tsv prove "$PAGE/page.txt" --published 2019-09-01 > "$WORK/page.tsv"
awk -F'\t' 'FNR == 1 { file++; next }
    file == 1 { id[++n] = $1; from[n] = $18; to[n] = $19; next }
    $14 != "" { for (i = 1; i <= n; i++)
                    if ($3 >= from[i] && $4 <= to[i]) print id[i] "\t" $14 "\t" $15 }' \
    "$PAGE/figures.tsv" "$WORK/page.tsv" > "$WORK/links"
[ "${1:-}" = --write ] && cp "$WORK/links" tests/prove/page_links.tsv
check "every link of the page is the one read by hand" same tests/prove/page_links.tsv "$WORK/links"

# All that name an indicator, but for single cases (one person's pay).
all_are_linked() {
    awk -F'\t' 'NR == FNR { linked[$1] = 1; next }
        FNR > 1 && $7 != "name_not_figure" && $13 != "-" && $13 !~ /_case_/ {
            n++; if (!($1 in linked)) { print $1, $4, $13; missed++ } }
        END { print n " name an indicator"; exit n < 100 || missed > 0 }' \
        "$WORK/links" "$PAGE/figures.tsv"
}
none_else_is_linked() {
    awk -F'\t' 'NR == FNR { linked[$1] = 1; next }
        FNR > 1 && ($1 in linked) && ($7 == "name_not_figure" || $13 == "-" || $13 ~ /_case_/) {
            print $1, $4; bad = 1 } END { exit bad }' "$WORK/links" "$PAGE/figures.tsv"
}
check "all figures that name an indicator are linked, single cases aside" all_are_linked
check "no name, no date and no single case is linked" none_else_is_linked

# What relations.tsv, read by hand, calls conflict, suspect or lint is asked, and nothing else is
# but superlatives, which are no relation.
asked_as_read() {
    "$SHANHAI" -C "$D" --format tsv prove "$PAGE/page.txt" --published 2019-09-01 --findings \
        > "$WORK/findings.tsv" || [ $? -eq 1 ] || return 1
    awk -F'\t' 'FNR == 1 { file++; next }
        file == 1 { start[$1] = $18; end[$1] = $19; next }
        file == 2 { if ($8 ~ /^(conflict|suspect)$/) want[$1] = $3; next }
        $1 ~ /[QL]/ && $7 != "superlative" { n++; from[n] = $2; to[n] = $3; others[n] = $5; said[n] = $4 }
        END {
            for (r in want) {
                m = split(want[r], ops, ",")
                met = 0
                for (k = 1; k <= n; k++) {
                    here = 0
                    for (j = 1; j <= m; j++) {
                        if (from[k] < end[ops[j]] && to[k] > start[ops[j]]) here = 1
                        c = split(others[k], spans, ",")
                        for (o = 1; o <= c; o++) {
                            split(spans[o], ends, "[.][.]")
                            if (ends[1] < end[ops[j]] && ends[2] > start[ops[j]]) here = 1
                        }
                    }
                    if (here) { met = 1; used[k] = 1 }
                }
                if (!met) { print "not asked: " r; bad = 1 }
            }
            for (k = 1; k <= n; k++) if (used[k]) again[said[k]] = 1
            for (k = 1; k <= n; k++) if (!(said[k] in again)) { print "asked: " said[k]; bad = 1 }
            print n " asked"
            exit bad || n < 10
        }' "$PAGE/figures.tsv" "$PAGE/relations.tsv" "$WORK/findings.tsv"
}
check "what was read as conflict or suspect is asked, and nothing else" asked_as_read

# ---- relations that the page states ----
"$SHANHAI" -C "$D" --format tsv prove "$PAGE/page.txt" --published 2019-09-01 --relations \
    > "$WORK/stated.tsv"
no_error_one_cut() {
    awk -F'\t' '$1 == "E" && $7 != "ledger" { print; bad = 1 } $1 == "T" { cut++; where = $2 }
        FNR == 1 { file++ } file == 1 && $8 ~ /^holds_truncated/ { split($3, ops, ","); result = ops[3] }
        file == 2 && $1 == result { want = $18 }
        END { print cut " cut off"; exit bad || cut != 1 || where != want }' \
        "$PAGE/relations.tsv" "$PAGE/figures.tsv" "$WORK/findings.tsv"
}
check "the page has no E, and T only where it was read as cut off" no_error_one_cut
# Shares, parts, rows of names and changes that were read as stated: each is found, and holds.
stated_are_found() {
    awk -F'\t' 'FNR == 1 { file++; next }
        file == 1 { start[$1] = $18; end[$1] = $19; next }
        file == 2 { if ($9 == "stated" && $2 ~ /^(share|subset|enumeration|growth)$/) want[$1] = $3; next }
        { n++; verdict[n] = $1; spans[n] = $3 ".." $4 ($6 == "" ? "" : "," $6) }
        END {
            for (r in want) {
                m = split(want[r], ops, ",")
                found = 0
                for (k = 1; k <= n; k++) {
                    c = split(spans[k], span, ",")
                    touched = 0
                    for (o = 1; o <= c; o++) {
                        split(span[o], ends, "[.][.]")
                        for (j = 1; j <= m; j++)
                            if (ends[1] < end[ops[j]] && ends[2] > start[ops[j]]) { touched++; break }
                    }
                    if (touched == c && verdict[k] != "broken") found = 1
                }
                all++
                met += found
                if (!found) print "not stated: " r " " want[r]
            }
            print met " of " all
            exit all < 20 || met < all
        }' "$PAGE/figures.tsv" "$PAGE/relations.tsv" "$WORK/stated.tsv"
}
check "what was read as stated is found, and holds" stated_are_found
silent_where_chance() {
    awk -F'\t' 'FNR == 1 { file++; next }
        file == 1 { start[$1] = $18; next }
        file == 2 { if ($8 ~ /^coincidence/) { split($3, ops, ","); chance[start[ops[1]] " " start[ops[2]]] = $1 } next }
        { split($6, others, "[.][.]"); if (($3 " " others[1]) in chance || (others[1] " " $3) in chance) { print; bad = 1 } }
        END { exit bad }' "$PAGE/figures.tsv" "$PAGE/relations.tsv" "$WORK/stated.tsv"
}
check "equal values of different things are no relation" silent_where_chance

keeps_links() {
    for seed in 1 2 3 4 5 6 7 8; do
        LC_ALL=C awk -v seed=$seed -f tests/prove/random.awk "$WORK/page.tsv" "$PAGE/page.txt" \
            > "$WORK/random.txt"
        "$SHANHAI" -C "$D" --format tsv prove "$WORK/random.txt" --published 2019-09-01 \
            > "$WORK/random.tsv" || [ $? -eq 1 ] || return 1
        awk -F'\t' '$14 != "" { print $3, $14, $15 }' "$WORK/random.tsv" >> "$WORK/random.rows"
        awk -F'\t' '$14 != "" { print $3, $14, $15 }' "$WORK/page.tsv" >> "$WORK/first.rows"
    done
    awk 'FNR == 1 { file++ }
        file == 1 { had[$0]++; next }
        { all++; if (had[$0]-- > 0) kept++ }
        END { print kept " of " all; exit !(all > 800 && kept * 100 >= all * 99) }' \
        "$WORK/random.rows" "$WORK/first.rows"
}
check "with other numbers the page links alike in 99 of 100 rows" keeps_links
