# docs/systems.md answers every passage of the printed page, and each record type and indicator that
# it names in backquotes is one of the catalogue's.
. tests/lib.sh
walk=../shared/page/walk.md
[ -e "$walk" ] || walk=../../shared/page/walk.md

# The names of a text in backquotes: all that is no command, one a line.
names_of() { grep -o '`[a-z_.]*`' "$1" | tr -d '`' | LC_ALL=C sort -u; }
known() { "$SHANHAI" catalogue json | jq -r '.records[].name, .indicators[].name' | LC_ALL=C sort -u; }
only_known() { # only_known TEXT: a line for each name that the catalogue has not
    names_of "$1" > "$WORK/named"
    known > "$WORK/known"
    [ "$(wc -l < "$WORK/named")" -gt 100 ] || { echo "only $(wc -l < "$WORK/named") names"; return 1; }
    ! LC_ALL=C comm -23 "$WORK/named" "$WORK/known" | grep . || return 1
}
# The first column of each row of a table: "7-10", "535", "not on the page".
passages_of() { sed -n 's/^| \([0-9][0-9-]*\|not on the page\) |.*/\1/p' "$1" | LC_ALL=C sort; }
each_passage_is_answered() { # each_passage_is_answered WALK TEXT
    passages_of "$1" > "$WORK/wanted"
    passages_of "$2" > "$WORK/answered"
    [ "$(wc -l < "$WORK/wanted")" -ge 50 ] && diff "$WORK/wanted" "$WORK/answered"
}
# A row names at least one record type and one indicator.
no_row_is_empty() {
    "$SHANHAI" catalogue json | jq -r '.records[].name' | LC_ALL=C sort -u > "$WORK/records"
    ! awk -F '|' -v list="$WORK/records" '
        BEGIN { while ((getline name < list) > 0) record["`" name "`"] = 1 }
        /^\| ([0-9]|not on)/ {
            types = split($4, t, /[ ,]+/); found = 0
            for (i = 1; i <= types; i++) found += t[i] in record
            if (!found || $5 !~ /`[a-z]/) print $2
        }' "$1" | grep .
}
a_name_that_is_none() {
    sed 's/`governance.visits`/`governance.vists`/' docs/systems.md > "$WORK/wrong.md"
    [ "$(only_known "$WORK/wrong.md")" = governance.vists ]
}
a_passage_left_out() {
    grep -v '^| 413-421 ' docs/systems.md > "$WORK/short.md"
    [ "$(each_passage_is_answered docs/systems.md "$WORK/short.md" | tail -1)" = "< 413-421" ]
}

check "docs/systems.md names record types and indicators of the catalogue only" only_known docs/systems.md
check "each of its rows names a record type and an indicator" no_row_is_empty docs/systems.md
check "a name that the catalogue has not is found" a_name_that_is_none
check "a passage that is left out is found" a_passage_left_out
if [ -e "$walk" ]; then
    check "every passage of the printed page is answered" each_passage_is_answered "$walk" docs/systems.md
else
    skip "every passage of the printed page is answered" "the page is not here"
fi
