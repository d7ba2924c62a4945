# A returned form's conflict in a real browser: see conflict.mjs.
. tests/lib.sh
chromium=$(command -v chromium || true)
[ -n "$chromium" ] || { skip "a returned form in a browser" "no chromium"; exit 0; }
. tests/returned_form.sh
LANG=C.UTF-8 CHROMIUM=$chromium node tests/web/conflict.mjs "$url/" "$WORK/back.xlsx"
