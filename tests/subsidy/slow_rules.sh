# Subsidy rules: the published values of their notices, and refusals at every border. One file
# tests/subsidy/RULE.txt holds
#
#   programme REGION FROM  the region that is helped, and its first day
#   catalogue              then lines of a local catalogue, up to an empty line
#   table TYPE             then CSV, up to an empty line: imported as that type, in the order given
#   ? RULE ...             what `shanhai subsidy` is asked; then the wanted answer, a line a payee:
#                          STATUS NAME AMOUNT [Nd: days short] [=STATE of the application]
#                          [!PROBLEM ...] [paid in parts "(SUM DAY; ...)"] or "none"
#   ?? RULE ...            the same, by status: STATUS COUNT SUM
. tests/lib.sh

split_example() { # split_example FILE FOLDER
    mkdir -p "$2/catalogue"
    awk -v to="$2" '
        function query_end() { if (asked != "") print asked "\t" wanted > (to "/queries"); asked = wanted = "" }
        /^#/ { next }
        /^programme / { print $2 > (to "/west"); print $3 > (to "/from"); next }
        /^catalogue$/ { query_end(); csv = to "/catalogue/local.cat"; keep = 1; next }
        /^table / { query_end(); csv = sprintf("%s/%02d.%s.csv", to, ++n, $2); next }
        /^\?\? / { query_end(); csv = ""; asked = "sums " substr($0, 4); next }
        /^\? / { query_end(); csv = ""; asked = substr($0, 3); next }
        /^$/ { query_end(); csv = ""; next }
        csv != "" { print > csv; next }
        asked != "" { wanted = wanted (wanted == "" ? "" : "|") $0; next }
        { print FILENAME ":" FNR ": neither table nor query: " $0 > "/dev/stderr"; exit 1 }
        END { query_end() }' "$1"
}

answer() { # answer PROGRAMME ARGUMENTS...
    local programme=$1
    shift
    "$SHANHAI" -C "$programme" --lang zh --format tsv subsidy "$@" | awk -F '\t' '
        NR == 1 { for (i = 1; i <= NF; i++) c[$i] = i; next }
        {
            said = $c["status"] " " $c["name"] " " $c["amount"]
            if ($c["short_days"] > 0) said = said " " $c["short_days"] "d"
            if ($c["state"] != "") said = said " =" $c["state"]
            if ($c["problems"] != "") said = said " !" $c["problems"]
            if ($c["payments"] != "") said = said " (" $c["payments"] ")"
            line = line (line == "" ? "" : "|") said
        }
        END { print (line == "" ? "none" : line) }'
}

programme_of() { # programme_of FOLDER: a fresh programme with the example in it
    local folder=$1 csv type
    "$SHANHAI" init "$folder/programme" --west "$(cat "$folder/west")" --from "$(cat "$folder/from")" > "$folder/init.log" 2>&1 || {
        cat "$folder/init.log"
        return 1
    }
    cp "$folder"/catalogue/*.cat "$folder/programme/catalogue/" 2> /dev/null
    for csv in "$folder"/*.csv; do
        type=$(basename "$csv" .csv)
        "$SHANHAI" -C "$folder/programme" import "$csv" --as "${type#*.}" > "$folder/import.log" 2>&1 || {
            cat "$folder/import.log"
            return 1
        }
    done
}

sums() { # sums PROGRAMME ARGUMENTS...
    local programme=$1
    shift
    "$SHANHAI" -C "$programme" --format tsv subsidy "$@" | awk -F '\t' '
        NR == 1 { for (i = 1; i <= NF; i++) c[$i] = i; next }
        { if (!(n[$c["status"]]++)) order[++k] = $c["status"]; fen[$c["status"]] += int($c["amount"] * 100 + 0.5) }
        END { for (i = 1; i <= k; i++) printf "%s%s %d %.2f", (i > 1 ? "|" : ""), order[i], n[order[i]], fen[order[i]] / 100; print "" }'
}

is_due() { # is_due FOLDER WANTED ARGUMENTS...
    local folder=$1 wanted=$2 got
    shift 2
    if [ "$1" = sums ]; then
        shift
        got=$(sums "$folder/programme" "$@")
    else got=$(answer "$folder/programme" "$@"); fi
    [ "$got" = "$wanted" ] || { diff <(tr '|' '\n' <<< "$wanted") <(tr '|' '\n' <<< "$got"); false; }
}

run_example() { # run_example FILE
    local family folder asked wanted
    family=$(basename "$1" .txt)
    folder=$WORK/$family
    check "$family: the example can be read" split_example "$1" "$folder"
    check "$family: its records go into a programme" programme_of "$folder"
    while IFS=$'\t' read -r asked wanted; do
        # shellcheck disable=SC2086 # the words of a query are words
        check "$family: $asked is as published" is_due "$folder" "$wanted" $asked
    done < "$folder/queries"
}

every_rule_has_one() {
    "$SHANHAI" catalogue json | jq -r '.subsidies[].name' | LC_ALL=C sort > "$WORK/rules"
    cat "$WORK"/*/queries | sed 's/^sums //; s/[ \t].*//' | LC_ALL=C sort -u > "$WORK/tried"
    [ -s "$WORK/rules" ] && [ -z "$(comm -23 "$WORK/rules" "$WORK/tried" | tee /dev/stderr)" ]
}
a_wrong_answer_is_seen() { ! is_due "$WORK/travel_flat" "unclaimed 甲* 801.00" subsidy.travel_flat --year 2024; }

for example in ${1:-tests/subsidy/*.txt}; do run_example "$example"; done
[ -n "${1:-}" ] && exit
check "every rule of the catalogue has its values" every_rule_has_one
check "an example with a wrong answer fails" a_wrong_answer_is_seen
