# The same text with other line widths, spaces between letters, full-width forms and Traditional
# characters says the same: a thousand times the hand-read page, where it is there, and the
# repository's own texts.
. tests/lib.sh
PAGE=${SHANHAI_PAGE:-../shared/page}
D=$WORK/programme
"$SHANHAI" init "$D" --catalogue demo/programme.cat > /dev/null || exit 1
sheet() { # sheet TABLES NAME: the right rows of one sheet of demo/tables, as CSV
    awk -v name="$2" '/^[-=] / { split($0, part, "\t"); on = part[1] == "- " name; next }
        on && !/^[!#]/ { sub(/^[?~][^\t]*\t/, ""); gsub(/,/, "，"); gsub(/\t/, ","); print }' \
        "demo/tables/$1.tsv" > "$WORK/$2.csv"
}
names_enter() { # firms and sites link by their names
    set -- 单位名录 organisation 产业园区 industry.park 合作企业 industry.enterprise \
        产业基地 industry.base
    while [ $# -ge 2 ]; do
        sheet industry "$1"
        "$SHANHAI" -C "$D" import "$WORK/$1.csv" --as "$2" || return 1
        shift 2
    done
}
check "the firms, parks and bases that have names are entered" names_enter

stays() { # stays TIMES FILE...
    "$BUILD/tests/rebreak" "$D" 2019-09-01 "$@" > "$WORK/rebreak" || { tail -n 15 "$WORK/rebreak"; return 1; }
}
check "a hundred breakings of the bulletin change nothing" stays 100 demo/bulletin.txt
check "breakings of sentences of other programmes change nothing" stays 20 tests/prove/*.txt
check "breakings of texts of other kinds change nothing" stays 10 tests/prove/texts/*.txt
if [ -f "$PAGE/page.txt" ]; then
    check "a thousand breakings of the hand-read page change nothing" stays 1000 "$PAGE/page.txt"
else
    skip "a thousand breakings of the hand-read page change nothing" "no $PAGE"
fi
