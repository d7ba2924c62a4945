# Figures link by words: a golden list for a programme of another place, and what must not link.
. tests/lib.sh
D=$WORK/programme
"$SHANHAI" init "$D" --catalogue tests/prove/ningxia.cat > /dev/null || exit 1

proved() { # proved FILE [options]: the TSV
    local rc=0
    "$SHANHAI" -C "$D" --lang en --format tsv prove "$@" || rc=$?
    [ $rc -le 1 ]
}
short() { # what is linked: line, surface, verdict, indicator, scope
    awk -F'\t' 'NR > 1 && $7 != "date" { print $5 "\t" $6 "\t" $12 "\t" $14 "\t" $15 }' "$1"
}
linked_as_wanted() { # linked_as_wanted NAME
    proved "tests/prove/$1.txt" --published 2020-09-01 > "$WORK/$1.tsv" &&
        short "$WORK/$1.tsv" > "$WORK/$1.got" && same "tests/prove/$1.want" "$WORK/$1.got"
}
check "sentences of another programme link to indicator and scope" linked_as_wanted ningxia
check "sentences of many other matters link where their words are clear" linked_as_wanted other
check "a work report links section by section" linked_as_wanted report
check "a communique of one year holds for that year, and brackets for themselves" linked_as_wanted communique
check "single cases, plans and other matters stay unlinked" linked_as_wanted refusals

keeps_links() { # keeps_links PROOF TEXT: 20 texts with random numbers; 99 of 100 rows must stay
    for seed in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
        LC_ALL=C awk -v seed=$seed -f tests/prove/random.awk "$1" "$2" > "$WORK/random.txt"
        ! cmp -s "$2" "$WORK/random.txt" || return 1
        proved "$WORK/random.txt" --published "$3" > "$WORK/random.tsv" || return 1
        awk -F'\t' '$14 != "" { print $3, $14, $15 }' "$WORK/random.tsv" >> "$WORK/random.rows"
        awk -F'\t' '$14 != "" { print $3, $14, $15 }' "$1" >> "$WORK/first.rows"
    done
    awk 'FNR == 1 { file++ }
        file == 1 { had[$0]++; next }
        { all++; if (had[$0]-- > 0) kept++ }
        END { print kept " of " all; exit !(all > 100 && kept * 100 >= all * 99) }' \
        "$WORK/random.rows" "$WORK/first.rows"
}
check "other numbers in the same sentences link alike" \
    keeps_links "$WORK/ningxia.tsv" tests/prove/ningxia.txt 2020-09-01

# ---- firms, sites and parks that the ledger knows by name ----
N=$WORK/named
names_enter() {
    local file type
    "$SHANHAI" init "$N" --catalogue tests/prove/ningxia.cat || return 1
    for file in tests/prove/names/*.csv; do
        type=${file##*/?_} type=${type%.csv}
        case $type in
        organisation) ;;
        site) type=projects.$type ;;
        *) type=industry.$type ;;
        esac
        "$SHANHAI" -C "$N" import "$file" --as "$type" || return 1
    done
}
check "what is told of a firm links to nothing while no record has its name" \
    linked_as_wanted unnamed
check "names of firms, sites and parks are entered" names_enter
named_as_wanted() { D=$N linked_as_wanted named; }
check "what is told of a named one is held against its own records" named_as_wanted

# ---- questions to the author ----
questions_of() { # questions_of NAME: tier and formula of each
    D=$N proved "tests/prove/$1.txt" --published 2020-09-01 --findings |
        awk -F'\t' 'NR > 1 { print $1 "\t" $4 "\t" $6 }' > "$WORK/$1.questions"
}
questions_as_wanted() {
    questions_of questions && same tests/prove/questions.want "$WORK/questions.questions" &&
        [ "$(cut -f1 "$WORK/questions.questions" | sort -u | tr -d '\n')" = LQ ]
}
asks_nothing() { # asks_nothing NAME...
    for name in "$@"; do
        questions_of "$name" || return 1
        sed -n "s/^[QL]/$name: &/p" "$WORK/$name.questions" >> "$WORK/asked"
    done
    cat "$WORK/asked"
    [ ! -s "$WORK/asked" ]
}
check "what does not go together is asked, with the reading it stands on" questions_as_wanted
check "the same sentences that go together ask nothing" asks_nothing no_questions
check "texts of another programme ask nothing" asks_nothing ningxia other report communique

header_is_stable() {
    proved tests/prove/ningxia.txt > "$WORK/h.tsv" || return 1
    local want="byte_start byte_end num_start num_end line surface kind value unit lo hi verdict tier"
    want="$want indicator scope basis known ledger_value note cp_start cp_end column"
    [ "$(head -n 1 "$WORK/h.tsv" | tr '\t' ' ')" = "$want" ] &&
        awk -F'\t' 'NF != 22 || (NR > 1 && $13 !~ /^[ETQL]?$/) { exit 1 }' "$WORK/h.tsv"
}
check "the TSV has its twenty-two columns in order" header_is_stable

findings_are_stable() {
    D=$N proved tests/prove/questions.txt --published 2020-09-01 --findings > "$WORK/f.tsv" || return 1
    [ "$(head -n 1 "$WORK/f.tsv" | tr '\t' ' ')" = "tier byte_start byte_end formula others note kind repair" ] &&
        D=$N proved tests/prove/questions.txt --published 2020-09-01 > "$WORK/q.tsv" &&
        awk -F'\t' 'FNR == 1 { file++; next }
            file == 1 { says($2 ".." $3, $1); n = split($5, other, ",")
                for (i = 1; i <= n && $1 ~ /[EQ]/; i++) says(other[i], $1); next }
            { at = $1 ".." $2; if ($13 != worst[at]) bad = 1; marked += $13 != "" }
            function says(at, tier) { if (worst[at] == "" || index("ETQL", tier) < index("ETQL", worst[at])) worst[at] = tier }
            END { exit bad || marked < 12 }' "$WORK/f.tsv" "$WORK/q.tsv"
}
check "the TSV of findings has its eight columns, and a figure the worst tier of those it takes part in" findings_are_stable
findings_json_is_json() {
    "$SHANHAI" -C "$N" --format json prove tests/prove/questions.txt --findings > "$WORK/f.json"
    jq -e 'length > 5 and all(.[]; (.byte_start | type) == "number" and has("others"))' "$WORK/f.json"
}
check "JSON of findings has the same columns" findings_json_is_json

spans_of() { # spans_of PROOF FILE: the bytes of each figure, one a line
    LC_ALL=C awk -F'\t' 'FNR == 1 { file++ }
        file == 1 && FNR > 1 { from[++n] = $1; to[n] = $2 }
        file == 2 { text = text $0 "\n" }
        END { for (i = 1; i <= n; i++) {
                  got = substr(text, from[i] + 1, to[i] - from[i]); gsub(/\n/, "\\n", got); print got } }' "$1" "$2"
}
offsets_are_bytes() {
    tail -n +2 "$WORK/ningxia.tsv" | cut -f6 > "$WORK/surfaces"
    spans_of "$WORK/ningxia.tsv" tests/prove/ningxia.txt > "$WORK/spans"
    [ "$(wc -l < "$WORK/spans")" -gt 20 ] && same "$WORK/surfaces" "$WORK/spans"
}
check "offsets count bytes of the file" offsets_are_bytes

code_points_and_columns() { # cut by characters: the whole file, and the figure's own line
    node -e 'const fs = require("fs"), text = fs.readFileSync(process.argv[2], "utf8")
        const chars = [...text], lines = text.split("\n")
        const rows = fs.readFileSync(process.argv[1], "utf8").trimEnd().split("\n").slice(1).map((l) => l.split("\t"))
        let bad = rows.length < 20
        for (const r of rows) {
          const cut = chars.slice(r[19], r[20]).join(""), at = [...lines[r[4] - 1]].slice(r[21] - 1).join("")
          if (cut === r[5] && at.startsWith(r[5])) continue
          console.log(cut, at.slice(0, 9), "is not", r[5])
          bad = true
        }
        process.exit(bad ? 1 : 0)' "$WORK/ningxia.tsv" tests/prove/ningxia.txt
}
check "code points, line and column lead to the figure, too" code_points_and_columns

gb18030_reads_alike() {
    iconv -f UTF-8 -t GB18030 tests/prove/ningxia.txt > "$WORK/gb.txt" &&
        proved "$WORK/gb.txt" --published 2020-09-01 > "$WORK/gb.tsv" || return 1
    cut -f5- "$WORK/ningxia.tsv" > "$WORK/utf8.rest" && cut -f5- "$WORK/gb.tsv" > "$WORK/gb.rest" &&
        same "$WORK/utf8.rest" "$WORK/gb.rest" || return 1
    spans_of "$WORK/gb.tsv" "$WORK/gb.txt" | iconv -f GB18030 -t UTF-8 > "$WORK/gb.spans" &&
        same "$WORK/surfaces" "$WORK/gb.spans"
}
check "a text in GB18030 is read like one in UTF-8, its offsets its own bytes" gb18030_reads_alike

json_is_json() {
    "$SHANHAI" -C "$D" --format json prove tests/prove/ningxia.txt > "$WORK/p.json"
    jq -e 'length > 20 and all(.[]; (.byte_start | type) == "number" and has("ledger_value"))' \
        "$WORK/p.json"
}
check "JSON has the same columns" json_is_json

exits() { # exits CODE command...
    local want=$1 rc=0
    shift
    "$@" > "$WORK/out" 2>&1 || rc=$?
    cat "$WORK/out"
    [ $rc -eq "$want" ]
}
printf 'PK\003\004\377\376\000\001' > "$WORK/not.text"
head -c 17000000 /dev/zero | tr '\0' 'x' > "$WORK/large.txt"
check "an absent file is refused" exits 3 "$SHANHAI" -C "$D" prove "$WORK/none.txt"
check "what is no text is refused" exits 3 "$SHANHAI" -C "$D" prove "$WORK/not.text"
check "a text over the limit is refused" exits 3 "$SHANHAI" -C "$D" prove "$WORK/large.txt"
check "a day that is none is refused" \
    exits 2 "$SHANHAI" -C "$D" prove tests/prove/ningxia.txt --published 2020-02-30
check "prove without a file is refused" exits 2 "$SHANHAI" -C "$D" prove
check "an unknown option is refused" \
    exits 2 "$SHANHAI" -C "$D" prove tests/prove/ningxia.txt --unknown
check "figures without records do not fail the command" \
    exits 0 "$SHANHAI" -C "$D" prove tests/prove/ningxia.txt --published 2020-09-01

# ---- binding by hand ----
bind() { "$SHANHAI" -C "$D" --lang en bind "$@"; }
check "a figure that is not there is not bound" exits 3 "$SHANHAI" -C "$D" bind \
    tests/prove/refusals.txt --quote "99999人" --indicator labour.placed --scope "to=2020-06-30"
check "an unknown indicator is not bound" exits 3 "$SHANHAI" -C "$D" bind \
    tests/prove/refusals.txt --quote "5000人" --indicator labour.nothing --scope "to=2020-06-30"
check "bind without an indicator is refused" exits 2 "$SHANHAI" -C "$D" bind \
    tests/prove/refusals.txt --quote "5000人"
check "a record that is not there is not bound" exits 3 "$SHANHAI" -C "$D" bind \
    tests/prove/refusals.txt --quote "4800元" --indicator labour.wage_income --record 7
check "a figure that stands there twice needs its line" exits 3 "$SHANHAI" -C "$D" bind \
    tests/prove/refusals.txt --quote "5200元" --indicator labour.wage_mean --scope "to=2020-06-30"
bound_is_found() {
    bind tests/prove/refusals.txt --quote "600人" --line 3 --indicator labour.placed \
        --scope "in=640422 to=2020-06-30" || return 1
    # The same sentence with another number, in another place.
    sed -n 3p tests/prove/refusals.txt | sed 's/600/617/' > "$WORK/again.txt"
    proved "$WORK/again.txt" > "$WORK/again.tsv" || return 1
    short "$WORK/again.tsv"
    short "$WORK/again.tsv" | grep -q $'617人\tunproved\tlabour.placed\tin=640422 to=2020-06-30'
}
check "a bound figure is found again with another number" bound_is_found
