# Sizes and layout: warnings, kept in the log; nothing fails for them.
. tests/lib.sh

sizes() {
    find src tests -name '*.[ch]' | LC_ALL=C sort | xargs awk '
        FNR == 1 { if (file && lines > 800) print "# " lines " lines " file; file = FILENAME; start = 0 }
        { lines = FNR }
        /^[A-Za-z_].*\(/ { name = $0 }
        /^\{/ { start = FNR }
        /^\}/ {
            if (start && FNR - start > 70) { sub(/\(.*/, "", name); print "# " FNR - start " lines " file ":" start " " name "()" }
            start = 0
        }
        length($0) > 300 { print "# " file ":" FNR " is " length($0) " bytes long" }
        END { if (lines > 800) print "# " lines " lines " file }'
}
layout() {
    command -v clang-format >/dev/null || { echo "# clang-format is not there"; return; }
    find src tests -name '*.[ch]' | LC_ALL=C sort | while read -r file; do
        clang-format --dry-run -Werror "$file" >/dev/null 2>&1 || echo "# clang-format would change $file"
    done
}
sizes
layout
echo "ok 1 - sizes and layout were looked at (the lines above are warnings)"
