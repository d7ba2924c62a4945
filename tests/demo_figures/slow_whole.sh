# The demonstration as a whole: what adds up and what does not, what was known when, and what a
# second hand in ledger.db leaves behind.
. tests/lib.sh
demonstration
P=$WORK/programme
cp -r "$DEMO/programme" "$P"
sql() { sqlite3 -readonly "$P/ledger.db" "$1"; }
value() { # value KEY ARGUMENTS...
    "$SHANHAI" -C "$P" --format tsv figure "$@" | awk -F '\t' 'NR == 1 { for (i = 1; i <= NF; i++) c[$i] = i } NR == 2 { print $c["value"] }'
}
sum_over() { # sum_over DIMENSION KEY ARGUMENTS...
    local by=$1
    shift
    "$SHANHAI" -C "$P" --format tsv figure "$@" --by "$by" |
        awk -F '\t' 'NR == 1 { for (i = 1; i <= NF; i++) c[$i] = i; next } { sum += $c["value"] } END { printf "%.2f", sum }'
}
equal() { # equal A B: the same number, and there is one
    [ -n "$1" ] && [ -n "$2" ] && awk -v a="$1" -v b="$2" 'BEGIN { exit !(a - b < 0.005 && b - a < 0.005) }' ||
        { echo "$1 and $2"; false; }
}
more() { awk -v a="$1" -v b="$2" 'BEGIN { exit !(a + 0 > b + 0) }' || { echo "$1 is not more than $2"; false; }; }
period=(--from 2017-01-01 --to 2019-07-31)

# ---- over counties ----
for key in labour.training_attended labour.wage_income funds.paid talent.expert_training projects.invested labour.training_classes; do
    check "$key: the counties add up to the whole" equal "$(sum_over county "$key" "${period[@]}")" "$(value "$key" "${period[@]}")"
done
moved_sql='SELECT count(*) FROM (SELECT p.worker FROM labour_placement p WHERE p.until = 9223372036854775807 AND p.void_why IS NULL AND p.started_on BETWEEN 17167 AND 18108 GROUP BY p.worker
    HAVING count(DISTINCT coalesce((SELECT m.home FROM person_move m WHERE m.person = p.worker AND m.until = 9223372036854775807 AND m.started_on <= p.started_on ORDER BY m.started_on DESC LIMIT 1),
    (SELECT h.home FROM person h WHERE h.record = p.worker AND h.until = 9223372036854775807)) / 1000000) > 1)'
check "somebody started work from two counties" more "$(sql "$moved_sql")" 0
check "distinct persons over counties come to more than the whole" more "$(sum_over county labour.placed "${period[@]}")" "$(value labour.placed "${period[@]}")"

# ---- what are rows ----
rows_of_two_cities="FROM labour_placement p WHERE p.until = 9223372036854775807 AND p.void_why IS NULL AND p.workplace / 100000000 IN (4419, 4420) AND p.started_on BETWEEN 17167 AND 18108"
check "16,298 distinct workers placed in the two cities are rows" equal "$(sql "SELECT count(DISTINCT p.worker) $rows_of_two_cities")" 16298
check "every one of them is a person record" equal "$(sql "SELECT count(*) FROM person h WHERE h.until = 9223372036854775807 AND h.record IN (SELECT p.worker $rows_of_two_cities)")" 16298
check "28,082 attendances of the registered poor are rows" equal "$(sql "$(node tests/demo_figures/sql.mjs labour.training_attended_registered to=2019-07-31)")" 28082
check "and each can be traced" equal "$("$SHANHAI" -C "$P" --format json trace labour.training_attended_registered --to 2019-07-31 --most 1 | jq .total)" 28082
check "401 classes of the two cities are rows, and each has attendances" equal "$(sql "SELECT count(DISTINCT a.class) FROM labour_attendance a JOIN labour_training_class c ON c.record = a.class AND c.until = 9223372036854775807 WHERE a.until = 9223372036854775807 AND a.void_why IS NULL AND c.void_why IS NULL AND c.party / 100000000 IN (4419, 4420) AND c.starts_on >= 17045")" 401

# ---- as known ----
head_before=$("$SHANHAI" -C "$P" --format tsv batches | awk -F '\t' 'NR > 1 && $1 > max { max = $1 } END { print max }')
before=$(value talent.technologies --to 2019-07-31)
printf '技术编号,技术名称,技术领域,输出或引进,应用地,合作方,落地日期\nJS900,补报技术,农业,引进,530602,4419,2018-05-01\n' > "$WORK/late.csv"
check "a correcting batch lands" "$SHANHAI" -C "$P" import "$WORK/late.csv" --as talent.technology
check "the figure is one more" equal "$(value talent.technologies --to 2019-07-31)" $((before + 1))
check "as known before, it is what it was" equal "$(value talent.technologies --to 2019-07-31 --known "$head_before")" "$before"

# ---- a stale write ----
printf '技术编号,技术名称,技术领域,输出或引进,应用地,合作方,落地日期\nJS901,迟到技术,农业,引进,530602,4419,2018-05-01\n' > "$WORK/stale.csv"
refuses_stale() {
    "$SHANHAI" -C "$P" import "$WORK/stale.csv" --as talent.technology --expects "$head_before"
    [ $? -eq 3 ]
}
check "a write planned on an older head is refused" refuses_stale
check "and nothing of it is there" equal "$(value talent.technologies --to 2019-07-31)" $((before + 1))

# ---- a second hand ----
check "the ledger verifies" "$SHANHAI" -C "$P" verify
refuses_update() { ! sqlite3 "$P/ledger.db" "UPDATE labour_placement SET started_on = started_on + 1 WHERE version = 5"; }
check "the sqlite3 shell cannot change a version past the triggers" refuses_update
tampered() { # tampered SQL: a copy, edited by the sqlite3 shell with the triggers dropped
    rm -rf "$WORK/tampered"
    cp -r "$P" "$WORK/tampered"
    sqlite3 "$WORK/tampered/ledger.db" "SELECT 'DROP TRIGGER ' || name || ';' FROM sqlite_master WHERE type = 'trigger'" > "$WORK/drop.sql"
    sqlite3 "$WORK/tampered/ledger.db" < "$WORK/drop.sql"
    sqlite3 "$WORK/tampered/ledger.db" "$1"
}
named_by_verify() { # named_by_verify SQL WORD: verify ends with 1 and says the word
    local out
    tampered "$1"
    out=$("$SHANHAI" -C "$WORK/tampered" --format tsv verify)
    [ $? -eq 1 ] && grep -q "$2" <<< "$out" || { echo "$out" | head -n 5; false; }
}
check "a changed day is named" named_by_verify "UPDATE labour_placement SET started_on = started_on + 1 WHERE version = 5" labour.placement
check "a changed amount is named" named_by_verify "UPDATE funds_movement SET amount = amount + 1 WHERE version = 5" funds.movement
check "a deleted row is named" named_by_verify "DELETE FROM labour_attendance WHERE version = 7" labour.attendance
check "a row brought back to life is named" named_by_verify "UPDATE talent_technology SET until = 3 WHERE version = 2" talent.technology
check "a dropped trigger alone is named" named_by_verify "SELECT 1" guard
