# Every construct of the catalogue language: NAME.cat is compiled with the files of with/, and what
# it shows, or the fault, is NAME.want. tests/catalogue/golden.sh --write writes the .want anew.
. tests/lib.sh
cd tests/catalogue || exit 1

# A first line "# show a b" names what is shown; without it the file is to be refused.
outcome() {
    local names
    names=$(sed -n '1s/^# show //p' "$1")
    # shellcheck disable=SC2086
    "$SHANHAI" --lang en catalogue show $names --only "$1" with/*.cat with/codes/*.tsv \
        with/text/*.txt with/regions.tsv 2>&1
    echo "exit $?"
}
agrees() { outcome "$1.cat" | diff -u "$1.want" -; }
is_refused() { grep -q "^exit 3$" "$1.want" && grep -Eq "^shanhai: ($1.cat|with/text/[a-z]+.txt):[0-9]+:[0-9]+: " "$1.want"; }
is_accepted() { grep -q "^exit 0$" "$1.want" && [ "$(wc -l < "$1.want")" -gt 1 ]; }
stable() {
    "$SHANHAI" catalogue fmt "$1" > "$WORK/once.cat" &&
        "$SHANHAI" catalogue fmt "$WORK/once.cat" | diff -u "$WORK/once.cat" -
}
more_refused_than_accepted() { [ "$(ls refused_*.cat | wc -l)" -ge "$(ls [!r]*.cat | wc -l)" ]; }

for file in *.cat; do
    name=${file%.cat}
    [ "${1:-}" = --write ] && outcome "$file" > "$name.want"
    case $name in
    refused_*) check "$name is refused, with its place" is_refused "$name" ;;
    *) check "$name is accepted" is_accepted "$name"
       check "$name is laid out the same twice" stable "$file" ;;
    esac
    check "$name says what $name.want says" agrees "$name"
done
check "at least as many examples are refused as accepted" more_refused_than_accepted
