# demo/plan.tsv holds parts: no total that the bulletin prints stands in it.
. tests/lib.sh

# Numbers of 1000 and more as the bulletin prints them, and as the plan would hold them (money in
# hundredths of 万元). Smaller ones are as likely as not a part: 198 is a plain number.
printed_totals() {
    tr -d ' \n' < demo/bulletin.txt | grep -oP '\d+(\.\d+)?[万亿]?元?' | awk '
        { n = $0; sub(/[万亿元].*/, "", n); v = n + 0
          if (/亿/) v = n * 1000000; else if (/万元/) v = n * 100; else if (/万/) v = n * 10000
          if (v >= 1000 && v !~ /^20(1[0-9])$/) printf "%d\n", v }' | sort -u
}
plan_numbers() { grep -v '^#' "$1" | tail -n +2 | cut -f6- | tr '\t' '\n' | grep . | sort -u; }
holds_no_total() {
    printed_totals > "$WORK/printed"
    plan_numbers "$1" > "$WORK/parts"
    [ "$(wc -l < "$WORK/printed")" -gt 25 ] || { echo "too few printed numbers were read"; return 1; }
    local both
    both=$(comm -12 "$WORK/printed" "$WORK/parts" | tr '\n' ' ')
    [ -z "$both" ] || { echo "the plan holds $both"; false; }
}
a_total_is_found() {
    cp demo/plan.tsv "$WORK/plan.tsv"
    printf 'placed\t530602\t4419\t2018-01\t\t16298\n' >> "$WORK/plan.tsv"
    ! holds_no_total "$WORK/plan.tsv"
}
parts_are_whole_numbers() {
    ! grep -v '^#' demo/plan.tsv | tail -n +2 | cut -f6-10 | tr '\t' '\n' | grep -vE '^[0-9]*$'
}
every_part_is_explained() {
    local part bad=0
    for part in $(grep -v '^#' demo/plan.tsv | tail -n +2 | cut -f1 | sort -u); do
        grep -qE "^\| .*\b$part\b" demo/README.md || { echo "demo/README.md says nothing of $part"; bad=1; }
    done
    [ $bad -eq 0 ]
}
check "the plan holds no total that the bulletin prints" holds_no_total demo/plan.tsv
check "a total in the plan is found" a_total_is_found
check "parts are whole numbers" parts_are_whole_numbers
check "every part of the plan is explained" every_part_is_explained
