# Relations that small texts state: each with its verdict, and what is said of those that do not
# hold. tests/prove/slow_relations.sh --write writes the .want files anew, to be read before kept.
. tests/lib.sh
D=$WORK/programme
"$SHANHAI" init "$D" --catalogue tests/prove/ningxia.cat > /dev/null || exit 1
names_enter() {
    local file type
    for file in tests/prove/names/*.csv; do
        type=${file##*/?_} type=${type%.csv}
        case $type in
        organisation) ;;
        site) type=projects.$type ;;
        *) type=industry.$type ;;
        esac
        "$SHANHAI" -C "$D" import "$file" --as "$type" || return 1
    done
}
check "firms, sites and parks that have names are entered" names_enter

proved() { # proved FILE OPTION: rows without their header, exit 1 allowed
    "$SHANHAI" -C "$D" --lang en --format tsv prove "$1" --published 2020-09-01 "$2" || [ $? -eq 1 ]
}
told() { # told FILE: relations, then findings
    proved "$1" --relations | awk -F'\t' 'NR > 1 { print $1 "\t" $2 "\t" $5 }'
    proved "$1" --findings | awk -F'\t' 'NR > 1 && $7 != "ledger" { print $1 "\t" $7 "\t" $4 "\t" $8 "\t" $6 }'
}
for text in tests/prove/relations/*.txt; do
    name=$(basename "$text" .txt)
    told "$text" > "$WORK/$name.got"
    [ "${1:-}" = --write ] && cp "$WORK/$name.got" "tests/prove/relations/$name.want"
    check "relations of ${name//_/ }" same "tests/prove/relations/$name.want" "$WORK/$name.got"
done

# What the names of the files promise: a text that fails has an E, one that holds has nothing.
kept_by_name() { # kept_by_name PATTERN TIERS: no other tier than these, and some where they are
    local name tiers
    for name in tests/prove/relations/*_$1.want; do
        tiers=$(grep -ao '^[ETQL]' "$name" | sort -u | tr -d '\n')
        [ "$tiers" = "$2" ] || { echo "$name: \"$tiers\""; return 1; }
        grep -q "^$3" "$name" || { echo "$name: no relation that $3"; return 1; }
    done
}
check "what fails is E" kept_by_name fails E broken
check "what holds is silent" kept_by_name holds "" holds
check "what was cut off is T" kept_by_name cut T truncated
check "what is only about so much is asked" kept_by_name vague Q broken
check "one digit for another is asked with what is meant" kept_by_name meant Q broken

marked_at_all_figures() { # an E is about each figure of its relation
    "$SHANHAI" -C "$D" --format tsv prove tests/prove/relations/share_fails.txt > "$WORK/all.tsv"
    [ $? -eq 1 ] && awk -F'\t' '$7 != "date" && NR > 1 { print $6, $13; n++; if ($13 != "E") bad = 1 }
        END { exit bad || n != 3 }' "$WORK/all.tsv"
}
check "an E stands at each figure of its relation, and the command says so" marked_at_all_figures
header_is_stable() {
    [ "$(proved tests/prove/relations/share_holds.txt --relations | head -n 1 | tr '\t' ' ')" = \
        "verdict kind byte_start byte_end formula others" ]
}
check "the TSV of relations has its six columns" header_is_stable
json_is_json() {
    "$SHANHAI" -C "$D" --format json prove tests/prove/relations/share_each_holds.txt --relations |
        jq -e 'length > 3 and all(.[]; (.byte_start | type) == "number" and has("others"))'
}
check "JSON of relations has the same columns" json_is_json

no_error() { # texts of other kinds, in which nothing contradicts itself
    local text
    for text in demo/bulletin.txt tests/prove/{ningxia,other,report,refusals,named,no_questions}.txt \
        tests/prove/texts/*.txt tests/prove/texts/*/*.txt; do
        [ -f "$text" ] || continue
        proved "$text" --findings > "$WORK/clean.tsv" || return 1
        awk -F'\t' -v t="$text" '$1 == "E" && $7 != "ledger" { print t, $4; bad = 1 } END { exit bad }' \
            "$WORK/clean.tsv" || return 1
    done
}
check "texts that do not contradict themselves have no E" no_error
