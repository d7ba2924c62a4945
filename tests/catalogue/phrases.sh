# The words that link a text to an indicator are terms of the field, not sentences of one page:
# no phrase of over eight characters stands in the page that the tests read.
. tests/lib.sh
page=${PAGE:-../shared/page/page.txt}

phrases() {
    "$SHANHAI" catalogue json | jq -r '[.. | objects | (.says?, .reads?) | arrays | .[]?],
        [.. | objects | .label? | objects | .zh?], [.words[].zh[].text] | .[] | select(length > 8)' |
        sort -u
}
# Every long phrase that stands in FILE, its line ends and spaces taken out.
shared() {
    local text
    text=$(tr -d ' \t\r\n' < "$1" | sed 's/　//g')
    phrases | while IFS= read -r phrase; do
        case $text in *"$phrase"*) echo "$phrase" ;; esac
    done
}
none() { local found; found=$(shared "$1"); [ -z "$found" ] || { echo "$found"; false; }; }
finds() { [ "$(shared "$1")" = "$2" ]; }

long=$(phrases | head -n 1)
if [ -n "$long" ]; then
    printf '前 %s\n%s 后' "${long:0:4}" "${long:4}" > "$WORK/page.txt"
    check "a phrase broken over two lines is found" finds "$WORK/page.txt" "$long"
fi
if [ -e "$page" ]; then check "no long phrase stands in the page" none "$page"
else skip "no long phrase stands in the page" "the page is not here"; fi
