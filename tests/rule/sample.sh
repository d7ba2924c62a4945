# A sample is drawn by its seed, is the same for everybody, and what was found of it stands beside
# the figure.
. tests/lib.sh
demonstration
D=$WORK/programme
cp -r "$DEMO/programme" "$D"
scope=(--party 4419,4420 --from 2017-01-01 --to 2019-07-31)
sample() { "$SHANHAI" -C "$D" sample labour.placed "${scope[@]}" "$@"; }
column() { # column NAME FILE: of a TSV with a heading
    awk -F '\t' -v name="$1" 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == name) c = i; next } { print $c }' "$2"
}
evidence() { # evidence NAME: of the figure the sample was drawn from
    "$SHANHAI" -C "$D" --format tsv figure labour.placed "${scope[@]}" > "$WORK/figure.tsv" && column "$1" "$WORK/figure.tsv"
}
equal() { [ "$1" = "$2" ] || { echo "$1 is not $2"; false; }; }

sample --count 40 --seed a > "$WORK/a.tsv"
sample --count 40 --seed a > "$WORK/again.tsv"
sample --count 40 --seed b > "$WORK/b.tsv"
sample --count 10 --seed a > "$WORK/ten.tsv"
sample --count 5 > "$WORK/head.tsv"
sample --count 5 --seed "$(sqlite3 -readonly "$D/ledger.db" "SELECT lower(hex(hash)) FROM batch ORDER BY batch DESC LIMIT 1")" > "$WORK/named.tsv"
differ() { ! cmp -s "$1" "$2"; }
begins() { head -n 11 "$1" | cmp - "$2"; }
distinct() { [ "$(column record "$WORK/a.tsv" | sort -u | wc -l)" -eq 40 ]; }
check "forty different records are drawn" distinct
check "the same seed draws the same" cmp "$WORK/a.tsv" "$WORK/again.tsv"
check "another seed draws others" differ "$WORK/a.tsv" "$WORK/b.tsv"
check "a smaller sample is the beginning of a larger one" begins "$WORK/a.tsv" "$WORK/ten.tsv"
check "without a seed it is the ledger's head" cmp "$WORK/head.tsv" "$WORK/named.tsv"

masked() { ! column name "$1" | grep -q .; }
named() { [ "$(column name "$1" | grep -c .)" -eq 3 ]; }
sample --count 3 --seed a --why "电话核查" > "$WORK/open.tsv"
disclosures() { sqlite3 -readonly "$D/ledger.db" "SELECT count(*) FROM disclosure WHERE why = '电话核查'"; }
check "names are not shown without a reason" masked "$WORK/a.tsv"
check "with one they are" named "$WORK/open.tsv"
check "and each is written down" equal "$(disclosures)" 3
refuses() { "$SHANHAI" -C "$D" sample labour.placed --count "$1" > "$WORK/refused" 2>&1; [ $? -ne 0 ] && [ -s "$WORK/refused" ]; }
check "a sample of none is refused" refuses 0
check "a sample beyond all bounds is refused" refuses 20000000

# ---- there and back ----
"$SHANHAI" -C "$D" sample labour.placed "${scope[@]}" --count 4 --seed a -o "$WORK/sample.xlsx" > /dev/null
recognised() { # the workbook as it was written: every row lacks its result, and none lands
    "$SHANHAI" -C "$D" --format tsv import --dry-run "$WORK/sample.xlsx" > "$WORK/dry.tsv"
    [ $? -eq 1 ] && [ "$(grep -c "^refuse" "$WORK/dry.tsv")" -ge 4 ]
}
check "the empty workbook is recognised, and wants its results" recognised
{
    echo "抽查编号,核查方式,核查结果,核查说明,核查日期,核查人,抽查指标,抽查统计范围,抽查记录类型,抽查记录号"
    paste -d , <(column code "$WORK/a.tsv") <(printf '电话,相符,,2019-08-02,甲\n现场,不符,已返乡,2019-08-02,甲\n电话,未联系上,,2019-08-02,甲\n电话,相符,,2019-08-02,甲\n') \
        <(yes 'labour.placed,,labour.placement' | head -4) <(column record "$WORK/a.tsv") | head -4
} > "$WORK/back.csv"
whole_before=$(evidence one_side) value_before=$(evidence value)
check "results come back through the ordinary import" "$SHANHAI" -C "$D" import "$WORK/back.csv"
check "two of the figure's records are sampled and agree" equal "$(evidence sampled_agree)" 2
check "one is sampled and differs" equal "$(evidence sampled_differ)" 1
check "three fewer stand on one side's word" equal "$(evidence one_side)" $((whole_before - 3))
check "the figure itself is what it was" equal "$(evidence value)" "$value_before"
check "as known before, nothing was sampled" equal "$("$SHANHAI" -C "$D" --format tsv figure labour.placed "${scope[@]}" --known 2 > "$WORK/early.tsv" && column sampled_agree "$WORK/early.tsv")" 0
