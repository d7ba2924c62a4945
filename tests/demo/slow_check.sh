# Over the demonstration `shanhai check` finds the planted facts, each by the rule and in the row that
# workbooks/facts.tsv names, and nothing else; odd but right rows are left alone.
. tests/lib.sh
demonstration
facts=$DEMO/workbooks/facts.tsv
found=$WORK/found.tsv

runs() { "$SHANHAI" -C "$DEMO/programme" --format tsv check > "$found"; [ $? = 1 ]; }
# rule, file, sheet, row of every finding's first record
found_rows() {
    awk -F '\t' 'NR == 1 { for (i = 1; i <= NF; i++) c[$i] = i; next }
        { print $c["rule"] "\t" $c["file"] "\t" $c["sheet"] "\t" $c["row"] }' "$found" | LC_ALL=C sort
}
planted() { # planted found|left
    awk -F '\t' -v wanted="$1" 'NR > 1 && $5 == wanted { print $4 "\t" $1 "\t" $2 "\t" $3 }' "$facts" | LC_ALL=C sort
}
finds_exactly_the_planted() {
    found_rows > "$WORK/a"
    planted found > "$WORK/b"
    same "$WORK/b" "$WORK/a"
}
enough() { [ "$(planted found | wc -l)" -ge 200 ] && [ "$(planted found | cut -f1 | sort -u | wc -l)" -ge 40 ]; }
odd_rows_are_left_alone() {
    [ "$(planted left | wc -l)" -ge 20 ] && [ -z "$(comm -12 <(planted left) <(found_rows) | tee /dev/stderr)" ]
}
# The rule of an odd row finds other rows: it is not simply blind.
odd_rows_have_a_rule_that_finds() { [ -z "$(comm -23 <(planted left | cut -f1 | sort -u) <(found_rows | cut -f1 | sort -u) | tee /dev/stderr)" ]; }
# Rules of level care are lists of whom to call this month: tests/match/care.sh has their cases.
every_rule_has_both() {
    "$SHANHAI" catalogue json | jq -r '.rules[] | select((.check | not) and .level != "care") | .name' | LC_ALL=C sort > "$WORK/rules"
    [ "$(wc -l < "$WORK/rules")" -ge 80 ] &&
        [ -z "$(comm -23 "$WORK/rules" <(planted found | cut -f1 | LC_ALL=C sort -u) | tee /dev/stderr)" ] &&
        [ -z "$(comm -23 "$WORK/rules" <(planted left | cut -f1 | LC_ALL=C sort -u) | tee /dev/stderr)" ]
}
every_rule_says_why_in_both_languages() {
    [ -z "$("$SHANHAI" catalogue json | jq -r '.rules[] | select(.check | not) | select((.label.zh == "") or (.label.en == "") or
        (.source == "") or (.finds.zh == "") or (.finds.en == "") or (.mend.zh == "") or (.mend.en == "")) | .name' | tee /dev/stderr)" ]
}
# Joined records are found by index: in no plan is a second table gone through at one level, nor any
# within a correlated subquery, which runs once a row.
all_pairs() {
    awk '/^[a-z]/ { name = $0; split("", scans); inside = 0; next }
        { depth = match($0, /[^ ]/) }
        /CORRELATED/ { if (!inside) inside = depth; next }
        inside && depth <= inside { inside = 0 }
        /SCAN/ && inside { print name ": " $0 }
        /SCAN/ && ++scans[depth] > 1 && !/hit|grouped/ { print name ": " $0 }'
}
no_rule_looks_at_all_pairs() {
    "$SHANHAI" -C "$DEMO/programme" check --plan > "$WORK/plan"
    [ "$(grep -c '^[a-z]' "$WORK/plan")" -ge 80 ] && [ -z "$(all_pairs < "$WORK/plan" | tee /dev/stderr)" ]
}
a_cross_join_is_seen() {
    [ -n "$(printf 'a.rule\nSCAN t0\nSCAN t1\n' | all_pairs)" ] &&
        [ -n "$(printf 'a.rule\nSCAN t0\nCORRELATED SCALAR SUBQUERY 1\n  SCAN t1\n' | all_pairs)" ]
}
takes_seconds() {
    local begun=$SECONDS
    "$SHANHAI" -C "$DEMO/programme" --format tsv check > /dev/null
    [ $((SECONDS - begun)) -le 30 ]
}

check "check runs over the demonstration, and says that there is something to look at" runs
check "it finds exactly the planted facts" finds_exactly_the_planted
check "at least 200 facts of 40 kinds are planted" enough
check "odd but right rows are left alone" odd_rows_are_left_alone
check "their rules find other rows" odd_rows_have_a_rule_that_finds
check "every rule has a row it finds and one it leaves alone" every_rule_has_both
check "every rule has a source and says why and what would mend it" every_rule_says_why_in_both_languages
check "no rule looks at all pairs of records" no_rule_looks_at_all_pairs
check "a rule that did would be seen" a_cross_join_is_seen
check "all rules take seconds" takes_seconds
