# A returned form dropped on the page: its conflicts are shown, a choice is taken, and what was
# looked through is what lands.
. tests/lib.sh
command -v curl > /dev/null || { skip "a returned form on the page" "no curl"; exit 0; }
. tests/returned_form.sh
token=$(curl -s "$url/" | sed -n 's/.*name="token" content="\([0-9a-f]*\)".*/\1/p')
post() { curl -s -H "X-Shanhai-Token: $token" --data-binary "$2" "$url/api/$1" > "$WORK/body"; }
session=$(curl -s -H "X-Shanhai-Token: $token" --data-binary "@$WORK/back.xlsx" "$url/api/upload?name=back.xlsx" | jq -r .session)
settled() { # settled STATE
    for _ in $(seq 300); do
        curl -s "$url/api/dryrun?session=$session" > "$WORK/body"
        jq -e '.state == "waiting" or .state == "reading"' "$WORK/body" > /dev/null || break
        sleep 0.1
    done
    [ "$(jq -r .state "$WORK/body")" = "$1" ] || { cat "$WORK/body"; false; }
}
has() { jq -e "$1" "$WORK/body" > /dev/null || { jq -c .report "$WORK/body"; false; }; }
left_on() { sqlite3 "$P/ledger.db" "SELECT date(ended_on * 86400, 'unixepoch') FROM labour_placement WHERE until > 1e18"; }

post dryrun "{\"session\":\"$session\"}"
check "a dropped form is looked through" settled read
check "... with its conflict, field by field" has '[.report.conflicts[] | [.who, .prefilled, .in_ledger, .said, .taken]] == [["张*三", "", "2019-07-03", "2019-07-10", ""]]'
check "... open, and nothing to store" has '.report.conflicts_open == 1 and .report.changed == 0'
id=$(jq -r '.report.conflicts[0].id' "$WORK/body")
post dryrun "{\"session\":\"$session\",\"take\":\"$id=form\"}"
check "looked through again with a choice" settled read
check "... it is a change" has '.report.conflicts_open == 0 and .report.changed == 1 and .report.conflicts[0].taken == "form"'
check "... not stored yet" test "$(left_on)" = 2019-07-03
post confirm "{\"session\":\"$session\"}"
check "confirmed" settled stored
check "... the choice is what landed" test "$(left_on)" = 2019-07-10
