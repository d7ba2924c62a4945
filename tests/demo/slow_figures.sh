# The demonstration, made by the ordinary import, gives each figure of the printed page that its
# README lists, in the scope it names; every wrong row is refused, and no other row.
. tests/lib.sh
list=../shared/page/figures.tsv
[ -e "$list" ] || list=../../shared/page/figures.tsv
programme=$WORK/demo/programme

made() { "$SHANHAI" demo "$WORK/demo" && [ -s "$programme/ledger.db" ]; }
value_of() { # value_of INDICATOR SCOPE
    "$SHANHAI" -C "$programme" --format tsv figure "$1" --scope "$2" | awk -F '\t' '
        NR == 1 { for (i = 1; i <= NF; i++) column[$i] = i; next }
        { print $column["value"] "\t" $column["lo"] "\t" $column["hi"] }'
}
# Inside the interval that the print allows; a share may have been cut instead of rounded.
fits() { # fits VALUE LO HI PRINTED PRINTED_LO PRINTED_HI
    awk -v v="$1" -v lo="$2" -v hi="$3" -v printed="$4" -v from="$5" -v to="$6" 'BEGIN {
        if (v == "") exit 1
        if (from + 0 == to + 0) exit !(v + 0 == from + 0)
        inside = v + 0 >= from + 0 && (to == "inf" || v + 0 < to + 0)
        cut = printed ~ /\./ && substr(v, 1, length(printed)) == printed
        bounds = lo != hi && lo + 0 >= from + 0 && hi + 0 <= to + 0
        exit !(inside || cut || bounds) }'
}
is_as_printed() { # is_as_printed FIGURE INDICATOR SCOPE
    local value lo hi printed from to unit
    IFS=$'\t' read -r value lo hi <<< "$(value_of "$2" "$3")"
    IFS=$'\t' read -r printed unit from to <<< "$(awk -F '\t' -v id="$1" '$1 == id { print $5 "\t" $6 "\t" $20 "\t" $21 }' "$list")"
    [ -n "$printed" ] || { echo "no figure $1"; return 1; }
    # The list holds areas in square metres; the catalogue prints land in square kilometres.
    [ "$2" != baseline.land_area ] || { value=$(awk -v v="$value" 'BEGIN { printf "%.0f", v * 1000000 }'); lo=$value hi=$value; }
    fits "$value" "$lo" "$hi" "$printed" "$from" "$to" || { echo "printed $printed $unit, counted $value"; false; }
}
wrong_rows_are_refused() {
    local refused=$WORK/refused.tsv planted=$WORK/planted.tsv
    mkdir "$WORK/again"
    "$SHANHAI" init "$WORK/again/programme" --catalogue demo/programme.cat > /dev/null
    "$SHANHAI" -C "$WORK/again/programme" --format tsv import "$WORK"/demo/workbooks/*.xlsx \
        "$WORK"/demo/workbooks/*.csv "$WORK"/demo/workbooks/*.zip |
        awk -F '\t' '$1 == "refuse" { print $3 "\t" $4 "\t" $5 }' | sort -u > "$refused"
    # The same row twice says nothing new and is passed over, not refused.
    awk -F '\t' 'NR > 1 && $4 !~ /完全相同/ { print $1 "\t" $2 "\t" $3 }' "$WORK/demo/workbooks/planted.tsv" | sort -u > "$planted"
    [ "$(wc -l < "$planted")" -gt 100 ] && same "$planted" "$refused"
}
distinct_exceeds_the_whole_nowhere_else() { # persons who moved count in both counties, once in all
    local scope="party=4419,4420 from=2017-01-01 to=2019-07-31" whole sum
    whole=$(value_of labour.placed "$scope" | cut -f1)
    sum=$("$SHANHAI" -C "$programme" --format tsv figure labour.placed --scope "$scope" --by county | awk -F '\t' '
        NR == 1 { for (i = 1; i <= NF; i++) c[$i] = i; next } { s += $c["value"] } END { print s }')
    [ "$sum" -gt "$whole" ] && [ $((sum - whole)) -lt 100 ] || { echo "$sum over counties, $whole in all"; false; }
}

verdicts() { # verdicts TEXT: a line a figure
    "$SHANHAI" -C "$programme" --format tsv prove "$1" --published 2019-09-01 | tail -n +2 | cut -f12
}
bulletin_is_proved() {
    verdicts demo/bulletin.txt > "$WORK/verdicts"
    [ "$(wc -l < "$WORK/verdicts")" -ge 120 ] &&
        [ "$(grep -cxE 'proved|truncated|within' "$WORK/verdicts")" -ge 55 ] &&
        ! grep -qxE 'differs|unproved' "$WORK/verdicts" || { sort "$WORK/verdicts" | uniq -c; false; }
}
a_wrong_bulletin_differs() {
    sed 's/1235/1253/; s/16298/16928/' demo/bulletin.txt > "$WORK/wrong.txt"
    ! cmp -s demo/bulletin.txt "$WORK/wrong.txt" && verdicts "$WORK/wrong.txt" | grep -qx differs
}

check "the demonstration can be made" made
check "of the bulletin's figures at least 55 are proved and none differs" bulletin_is_proved
check "a bulletin with a wrong figure differs" a_wrong_bulletin_differs
check "persons who moved are in two counties and once in the whole" distinct_exceeds_the_whole_nowhere_else
check "exactly the planted rows are refused" wrong_rows_are_refused
if [ ! -e "$list" ]; then
    skip "figures of the printed page" "the list of its figures is not here"
    exit
fi
while IFS='|' read -r _ id indicator scope _; do
    id=${id// /} indicator=${indicator//[ \`]/} scope=$(sed 's/^ *`//; s/` *$//' <<< "$scope")
    [[ $id =~ ^F[0-9]+$ ]] || continue
    check "$id is $indicator in its scope" is_as_printed "$id" "$indicator" "$scope"
done < demo/README.md
check "a figure in a neighbouring scope is another one" bash -c "! $(declare -f value_of fits is_as_printed); SHANHAI=$SHANHAI programme=$programme list=$list; ! is_as_printed F197 labour.placed 'party=4419 from=2017-01-01 to=2019-07-31'"
