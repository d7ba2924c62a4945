# A worked example for every indicator: records small enough to count by hand, and what they come
# to. One file tests/examples/FAMILY.txt holds
#
#   table TYPE        then CSV, up to an empty line: imported in the order given, and recognised
#                     as that type by its headings
#   ? INDICATOR ...   what `shanhai figure` is asked; then the wanted answer: one line with a value,
#                     or a line "KEY VALUE" a group of --by; "none" where there is nothing to count
#
# and at least one record that must not count.
. tests/lib.sh

# Splits an example into WORK/FAMILY/NN.TYPE.csv and queries, a line "ARGS<TAB>WANTED;WANTED".
split_example() { # split_example FILE FOLDER
    mkdir -p "$2"
    awk -v to="$2" '
        function query_end() { if (asked != "") print asked "\t" wanted > (to "/queries"); asked = wanted = "" }
        /^#/ { next }
        /^table / { query_end(); csv = sprintf("%s/%02d.%s.csv", to, ++n, $2); next }
        /^\? / { query_end(); csv = ""; asked = substr($0, 3); next }
        /^$/ { query_end(); csv = ""; next }
        csv != "" { print > csv; next }
        asked != "" { wanted = wanted (wanted == "" ? "" : ";") $0; next }
        { print FILENAME ":" FNR ": neither table nor query: " $0 > "/dev/stderr"; exit 1 }
        END { query_end() }' "$1"
}

# All questions of a family at once, to FOLDER/answers.tsv: the last column is the question's number.
ask() { # ask FOLDER
    cut -f1 "$1/queries" > "$1/asked"
    "$SHANHAI" -C "$1/programme" --format tsv figure --each "$1/asked" > "$1/answers.tsv"
}

# One value or "KEY VALUE" lines, values with as many decimal places as wanted, joined by ";".
answer() { # answer FOLDER WANTED NUMBER
    awk -F '\t' -v wanted="$2" -v number="$3" '
        BEGIN { n = split(wanted, want, ";") }
        NR == 1 { for (i = 1; i <= NF; i++) column[$i] = i; next }
        $column["query"] == number {
            value = $column["value"]; key = $column["key"]
            places = want[++rows]; sub(/.* /, "", places)
            places = match(places, /\./) ? length(places) - RSTART : 0
            has = match(value, /\./) ? length(value) - RSTART : 0
            if (value == "") value = "none"
            else if (has > places && wanted ~ /\./ || has < places) value = sprintf("%." places "f", value)
            line = line (rows > 1 ? ";" : "") (key == "" ? "" : key " ") value
        }
        END { print (rows ? line : "none") }' "$1/answers.tsv"
}

programme_of() { # programme_of FOLDER: a fresh programme with the example in it
    cp -r "$WORK/empty" "$1/programme"
    "$SHANHAI" -C "$1/programme" import "$1"/*.csv > "$1/import.log" 2>&1 || { cat "$1/import.log"; return 1; }
    sed -n 's/^  .*（\([a-z_.]*\)），表头在.*/\1/p' "$1/import.log" > "$1/recognised"
    for csv in "$1"/*.csv; do csv=$(basename "$csv" .csv); echo "${csv#*.}"; done | diff - "$1/recognised"
}

is_counted() { # is_counted FOLDER WANTED NUMBER
    local got
    got=$(answer "$1" "$2" "$3")
    [ "$got" = "$2" ] || { printf 'wanted %s\ngot    %s\n' "$2" "$got"; false; }
}

run_example() { # run_example FILE
    local family folder asked wanted number=0
    family=$(basename "$1" .txt)
    folder=$WORK/$family
    check "$family: the example can be read" split_example "$1" "$folder"
    check "$family: its records go into a programme" programme_of "$folder"
    check "$family: its questions are answered" ask "$folder"
    while IFS=$'\t' read -r asked wanted; do
        number=$((number + 1))
        check "$family: $asked is $wanted" is_counted "$folder" "$wanted" $number
    done < "$folder/queries"
}

every_indicator_has_one() {
    "$SHANHAI" catalogue json | jq -r '.indicators[].name' | LC_ALL=C sort > "$WORK/indicators"
    cat "$WORK"/*/queries | sed 's/[ \t].*//' | LC_ALL=C sort -u > "$WORK/worked"
    [ -s "$WORK/indicators" ] && [ -z "$(comm -23 "$WORK/indicators" "$WORK/worked" | tee /dev/stderr)" ]
}
a_wrong_answer_is_seen() { ! is_counted "$WORK/baseline.places" 999 1; }

if ! "$SHANHAI" help | grep -q "^  import"; then
    skip "worked examples" "there is no import yet"
    exit
fi
check "an empty programme is made" "$SHANHAI" init "$WORK/empty" --catalogue tests/examples/programme.cat
for example in tests/examples/*.txt; do run_example "$example"; done
check "every indicator of the catalogue has a worked example" every_indicator_has_one
check "an example with a wrong answer fails" a_wrong_answer_is_seen
