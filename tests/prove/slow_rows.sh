# A verdict follows the rows: one more, one of another party, one taken back.
. tests/lib.sh
demonstration
cp -r "$DEMO/programme" "$WORK/programme"
D=$WORK/programme
echo "东莞市、中山市设有人力资源服务机构11个；深圳市设有人力资源服务机构1个。" > "$WORK/text.txt"

verdicts_are() { # verdicts_are WORDS: of the two figures of the text, in order
    "$SHANHAI" -C "$D" --format tsv prove "$WORK/text.txt" --published 2019-09-01 > "$WORK/out.tsv"
    local got
    got=$(awk -F'\t' 'NR > 1 { printf "%s%s=%s", n++ ? " " : "", $12, $18 }' "$WORK/out.tsv")
    echo "$got"
    [ "$got" = "$1" ]
}
enter() { # enter FILE REGION
    printf '服务机构名称,机构所在地,服务地区,设立日期\n%s,%s,鲁甸县,2019-06-01\n' "$1" "$2" \
        > "$WORK/$1.csv"
    "$SHANHAI" -C "$D" import "$WORK/$1.csv" --as labour.institution
}
check "eleven institutions are proved, and none is there for the third party" \
    verdicts_are "proved=11 unproved=0"
check "one of the third party is entered" enter 测试驻深站 深圳市
check "it proves its own figure and leaves the other" verdicts_are "proved=11 proved=1"
check "one more of the two parties is entered" enter 测试驻莞站 东莞市
check "then the print differs" verdicts_are "differs=12 proved=1"
known() {
    local batch
    batch=$("$SHANHAI" -C "$D" --format tsv prove "$WORK/text.txt" --published 2019-09-01 |
        awk -F'\t' 'NR == 2 { print $17 }')
    "$SHANHAI" -C "$D" --format tsv prove "$WORK/text.txt" --published 2019-09-01 \
        --known $((batch - 1)) | awk -F'\t' 'NR == 2 { print $12, $18; exit $12 != "proved" }'
}
check "as known one batch before, it is still proved" known
