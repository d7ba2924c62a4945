# The standard catalogue, and the command that reads it.
. tests/lib.sh
REGIONS=$PWD/$BUILD/regions.tsv

exits() { # exits CODE command...
    local wanted=$1 code=0
    shift
    "$@" > "$WORK/out" 2> "$WORK/err" || code=$?
    [ "$code" -eq "$wanted" ] || { echo "exit $code, not $wanted"; cat "$WORK/err"; false; }
}
says() { local text=$1; shift; "$@" 2>&1 | grep -qF -- "$text"; }
catalogue() { "$SHANHAI" --lang en catalogue "$@"; }

check "the standard catalogue compiles" exits 0 catalogue check
check "its JSON is JSON" bash -c "'$SHANHAI' catalogue json | jq -e '.records | length > 0'"
check "every record type has fields with labels" bash -c "'$SHANHAI' catalogue json |
    jq -e '[.records[].fields[].label.zh | length > 0] | all'"
check "every indicator has a unit that is there" bash -c "'$SHANHAI' catalogue json |
    jq -e '(.units | map(.name)) as \$u | [.indicators[] | .unit | IN(\$u[])] | all'"

laid_out() { # the layout changes no meaning
    mkdir -p "$WORK/fmt/codes" "$WORK/fmt/text"
    cp catalogue/codes/*.tsv "$WORK/fmt/codes/"
    cp catalogue/text/*.txt "$WORK/fmt/text/"
    for f in catalogue/*.cat; do catalogue fmt "$f" > "$WORK/fmt/${f##*/}" || return 1; done
    (cd "$WORK/fmt" && catalogue json --only *.cat codes/*.tsv text/*.txt "$REGIONS") > "$WORK/fmt.json" &&
        (cd catalogue && catalogue json --only *.cat codes/*.tsv text/*.txt "$REGIONS") |
        cmp - "$WORK/fmt.json"
}
check "laid out anew it is the same catalogue" laid_out

mkdir -p "$WORK/place/catalogue/codes"
printf 'code\tzh\nday\t白班\n' > "$WORK/place/catalogue/codes/local_shift.tsv"
printf 'programme here zh "本地" west 5306\nparty south region 4419\n' > "$WORK/place/catalogue/here.cat"
local_catalogue() { "$SHANHAI" --lang en -C "$WORK/place" catalogue "$@"; }
check "a programme's own files come on top" says "party south: 广东省东莞市" local_catalogue show south
check "so do its code lists" says "day: 白班" local_catalogue show local_shift
printf 'record person\n  label zh "另一"\n' > "$WORK/place/catalogue/again.cat"
check "a name of the standard catalogue is not taken twice" exits 3 local_catalogue check
check "and the mistake has its place" says 'base.cat:' local_catalogue check

check "an unknown name is refused" exits 3 catalogue show labour.placd
check "with the nearest known one" says '"labour.placed"' catalogue show labour.placd
check "an unknown word is a mistake of usage" exits 2 catalogue chek
check "fmt takes one file" exits 2 catalogue fmt
check "a file that is not there is refused" exits 3 catalogue fmt "$WORK/none.cat"
check "only .cat files have a layout" exits 3 catalogue fmt catalogue/regions.list
