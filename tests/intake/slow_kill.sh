#!/bin/bash
# An import killed at any moment leaves nothing half: the ledger verifies, and holds either all of
# the file's rows or none; importing again ends with all of them.
. tests/lib.sh
rows=${KILL_ROWS:-40000} rounds=${KILL_ROUNDS:-12}
P=$WORK/programme

persons() { # persons N: a CSV of N invented persons
    awk -v n="$1" 'BEGIN {
        split("7 9 10 5 8 4 2 1 6 3 7 9 10 5 8 4 2", w, " ")
        print "姓名,身份证号,性别,户籍所在地"
        for (i = 0; i < n; i++) {
            s = sprintf("99%04d19%02d0%d%02d%03d", i / 1000 % 10000, 50 + i % 50, 1 + i % 9, 10 + i % 19, i % 900 + 11)
            sum = 0
            for (k = 1; k <= 17; k++) sum += substr(s, k, 1) * w[k]
            printf "甲%d,%s%s,%s,昭阳区\n", i, s, substr("10X98765432", sum % 11 + 1, 1), i % 2 ? "男" : "女"
        }
    }'
}
programme() {
    rm -rf "$P"
    "$SHANHAI" init "$P" --catalogue tests/examples/programme.cat > /dev/null
}
count() { sqlite3 "$P/ledger.db" "SELECT count(*) FROM person" 2>/dev/null; }
import_all() { "$SHANHAI" -C "$P" import "$WORK/persons.csv" > "$WORK/out" 2>&1; }

persons "$rows" > "$WORK/persons.csv"
programme
began=$(date +%s%N)
check "the file imports when nothing kills it" import_all
took_ms=$((($(date +%s%N) - began) / 1000000))
all=$(count)
check "it holds $rows persons" test "$all" -eq "$rows"

whole_or_none() {
    local seen
    "$SHANHAI" -C "$P" verify > "$WORK/verify" 2>&1 || { cat "$WORK/verify"; return 1; }
    seen=$(count)
    [ "$seen" -eq 0 ] || [ "$seen" -eq "$rows" ] || { echo "$seen rows of $rows"; return 1; }
    [ -z "$(ls "$P"/files/new.* 2>/dev/null)" ] || [ "$seen" -eq 0 ] || { echo "a half copy stays"; return 1; }
}
kill_at() { # kill_at MILLISECONDS
    programme
    "$SHANHAI" -C "$P" import "$WORK/persons.csv" > /dev/null 2>&1 &
    local pid=$!
    sleep "$(printf '%d.%03d' $(($1 / 1000)) $(($1 % 1000)))"
    kill -9 $pid 2>/dev/null
    wait $pid 2>/dev/null
    [ $? -ne 137 ] || echo $1 >> "$WORK/killed" # it was at work
    whole_or_none && import_all && [ "$(count)" -eq "$rows" ] && "$SHANHAI" -C "$P" verify
}
RANDOM=${KILL_SEED:-20161}
for round in $(seq "$rounds"); do
    at=$((RANDOM % (took_ms + 1)))
    check "killed after $at of $took_ms ms nothing is half, and it imports again" kill_at $at
done
check "some of the kills met an import at work" test -s "$WORK/killed"
