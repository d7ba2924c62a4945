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

# ---- one worker's pay: only by its own record, bound by hand ----
echo "“我在东莞每月能领到工资4000多元。”一位务工者说。" > "$WORK/case.txt"
case_is() {
    "$SHANHAI" -C "$D" --format tsv prove "$WORK/case.txt" > "$WORK/case.tsv"
    awk -F'\t' 'NR == 2 { print $12, $14, $18; exit $12 != "'"$1"'" }' "$WORK/case.tsv"
}
pay_record() { # pay_record LEAST MOST: a wage month within
    "$SHANHAI" -C "$D" --lang zh --format tsv trace labour.wage_income --in 鲁甸县 --most 400 |
        awk -F'\t' -v least="$1" -v most="$2" 'match($8, /实发工资=[0-9.]+/) {
            split(substr($8, RSTART, RLENGTH), pay, "=")
            if (pay[2] + 0 >= least && pay[2] + 0 < most) { print $2; exit } }'
}
bound_to() { # bound_to RECORD
    [ -n "$1" ] && "$SHANHAI" -C "$D" bind "$WORK/case.txt" --quote 4000多元 \
        --indicator labour.wage_income --record "$1"
}
check "one worker's pay is not linked by its words" case_is unlinked
check "it is bound to the record of another pay" bound_to "$(pay_record 2000 3500)"
check "and differs from it" case_is differs
check "it is bound to the record of such a pay" bound_to "$(pay_record 4000 5000)"
check "and is proved by it" case_is proved
