# What `shanhai demo` writes: the same rows each time, invented persons, wrong rows listed.
. tests/lib.sh
"$SHANHAI" demo "$WORK/one" --workbooks > /dev/null 2>&1
"$SHANHAI" demo "$WORK/two" --workbooks > /dev/null 2>&1

# All texts of a workbook; the times in docProps are left out.
texts() { # texts FOLDER
    local file part
    for file in "$1"/workbooks/*; do
        echo "== $(basename "$file")"
        case $file in
        *.xlsx)
            for part in $(unzip -Z1 "$file" | grep '^xl/' | LC_ALL=C sort); do unzip -p "$file" "$part"; done ;;
        *.zip)
            mkdir -p "$WORK/unzipped/workbooks"
            rm -f "$WORK"/unzipped/workbooks/*
            unzip -qqo "$file" -d "$WORK/unzipped/workbooks"
            texts "$WORK/unzipped" ;;
        *) cat "$file" ;;
        esac
    done
}
same_twice() {
    texts "$WORK/one" | sha256sum > "$WORK/first"
    texts "$WORK/two" | sha256sum > "$WORK/second"
    [ "$(texts "$WORK/one" | wc -c)" -gt 5000000 ] && same "$WORK/first" "$WORK/second"
}
numbers() { texts "$WORK/one" | iconv -c -f UTF-8 -t UTF-8 | grep -aoP '(?<!\d)99\d{4}(19|20)\d{9}[\dX](?![\dX])' | sort -u; }
numbers_are_invented() {
    numbers > "$WORK/numbers"
    [ "$(wc -l < "$WORK/numbers")" -gt 20000 ] || { echo "few numbers: $(wc -l < "$WORK/numbers")"; return 1; }
    ! cut -c1-6 "$WORK/numbers" | grep -vE '^99'
}
bad_digits() { # numbers whose check digit is not right
    awk '{ split("7 9 10 5 8 4 2 1 6 3 7 9 10 5 8 4 2", w, " "); s = 0
           for (i = 1; i <= 17; i++) s += substr($0, i, 1) * w[i]
           if (substr("10X98765432", s % 11 + 1, 1) != substr($0, 18, 1)) print }' "$1"
}
# Only planted rows have a wrong one, two a county: a digit moved on by one, the last three made 000.
digits_are_right() {
    bad_digits "$WORK/numbers" > "$WORK/bad"
    [ "$(wc -l < "$WORK/bad")" -le 22 ] || { wc -l < "$WORK/bad"; false; }
}
planted_rows_are_listed() {
    [ "$(wc -l < "$WORK/one/workbooks/planted.tsv")" -gt 100 ] || return 1
    ! awk -F '\t' 'NR > 1 && (NF != 4 || $3 + 0 < 2 || $4 == "")' "$WORK/one/workbooks/planted.tsv" | grep .
}
no_region_99() { ! cut -f1 "$BUILD/regions.tsv" | grep -q '^99'; }
a_demonstration_is_kept() {
    echo mine > "$WORK/one/workbooks/mine.txt"
    "$SHANHAI" demo "$WORK/one" --workbooks > /dev/null && [ -s "$WORK/one/workbooks/mine.txt" ]
}
check "the same seed gives the same rows" same_twice
check "numbers of persons belong to a region that does not exist" numbers_are_invented
check "no region begins with 99" no_region_99
check "check digits are right but for planted rows" digits_are_right
check "every wrong row is listed with file, row and what is wrong" planted_rows_are_listed
check "a demonstration that is there is kept" a_demonstration_is_kept
