# A programme goes into one file and comes back; what is no backup is refused.
. tests/lib.sh
export SHANHAI_LANG=en

"$SHANHAI" init "$WORK/p" > "$WORK/sheet"
code=$(grep -oE '([0-9A-Z]{5}-)+[0-9A-Z]+' "$WORK/sheet")
head_of() { "$SHANHAI" -C "$1" verify | grep -oE '[0-9a-f]{64}'; }

check "a backup is written" "$SHANHAI" -C "$WORK/p" backup "$WORK/b.zip"
check "a backup is not written over a file" test 3 = "$("$SHANHAI" -C "$WORK/p" backup "$WORK/b.zip" 2>/dev/null; echo $?)"
check "the key is not in it" sh -c "! unzip -l '$WORK/b.zip' | grep -q ledger.key"
check "it comes back" "$SHANHAI" restore "$WORK/b.zip" "$WORK/q"
check "with the same head" test "$(head_of "$WORK/p")" = "$(head_of "$WORK/q")"
check "without its key" sh -c "! '$SHANHAI' -C '$WORK/q' key check"
check "which the recovery code makes anew" "$SHANHAI" -C "$WORK/q" key recover "$code"
check "and then opens" "$SHANHAI" -C "$WORK/q" key check
check "not over a folder that holds something" sh -c "! '$SHANHAI' restore '$WORK/b.zip' '$WORK/q'"

mkdir "$WORK/evil"; echo x > "$WORK/evil/x"
(cd "$WORK/evil" && zip -q ../evil.zip ../evil/x && zip -q ../other.zip x)
check "an archive with other names is refused" sh -c "! '$SHANHAI' restore '$WORK/other.zip' '$WORK/r'"
check "and leaves nothing" sh -c "! ls '$WORK'/r* 2>/dev/null"
head -c 1000 "$WORK/b.zip" > "$WORK/cut.zip"
check "a cut backup is refused" sh -c "! '$SHANHAI' restore '$WORK/cut.zip' '$WORK/r'"
check "and leaves nothing either" sh -c "! ls -d '$WORK'/r* 2>/dev/null"
