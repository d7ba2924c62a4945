# The include rule, and who alone may touch the database, HTTP and memory.
. tests/lib.sh

# Prints "file: complaint" for every include that goes up or aside under ROOT/src.
layer_breaks() { # layer_breaks ROOT
    (cd "$1" && find src -name '*.[ch]' -path 'src/*/*' | LC_ALL=C sort | xargs -r awk '
        BEGIN {
            n = split("base|store file|catalogue|ledger|intake count|rule|match|report prove demo|web|cmd", layer, "|")
            for (i = 1; i <= n; i++) {
                m = split(layer[i], name, " ")
                for (j = 1; j <= m; j++) rank[name[j]] = i
            }
        }
        FNR == 1 { split(FILENAME, part, "/"); own = part[2] }
        !(own in rank) { if (FNR == 1) print FILENAME ": the folder " own " is in no layer"; next }
        match($0, /^[ \t]*#[ \t]*include[ \t]*"[^"\/]+\//) {
            other = substr($0, RSTART, RLENGTH - 1); sub(/.*"/, "", other)
            if (other == own) next
            if (!(other in rank)) print FILENAME ":" FNR ": includes " other "/, which is in no layer"
            else if (rank[other] >= rank[own]) print FILENAME ":" FNR ": " own " includes " other
            else if (own == "catalogue" && other != "base") print FILENAME ":" FNR ": catalogue includes " other
        }')
}

# Prints where HEADER is included outside src/FOLDER.
header_breaks() { # header_breaks ROOT HEADER FOLDER
    (cd "$1" && grep -rnE "^[ \t]*#[ \t]*include[ \t]*<$2>" src --include='*.[ch]' | grep -v "^src/$3/")
}

# Prints calls of the allocator outside base/, comments and literals left aside.
memory_breaks() { # memory_breaks ROOT
    local calls='(malloc|calloc|realloc|reallocarray|free|strdup|strndup|asprintf|vasprintf) *\('
    (cd "$1" && find src -name '*.[ch]' -path 'src/*/*' ! -path 'src/base/*' | LC_ALL=C sort |
        xargs -r grep -lE "$calls" | while read -r file; do
            gcc -fpreprocessed -dD -E -P -w "$file" 2>/dev/null |
                sed -E 's/"([^"\\]|\\.)*"/""/g' |
                grep -oE "(^|[^A-Za-z0-9_.>])$calls" |
                sed "s|^|$file: |"
        done)
}

nothing() { # nothing COMMAND...: what it prints are complaints
    local out
    out=$("$@")
    [ -z "$out" ] || { echo "$out"; false; }
}
something() { [ -n "$("$@")" ]; }

check "a folder includes itself and lower layers only" nothing layer_breaks .
check "only store/ includes the database's header" nothing header_breaks . 'sqlite3\.h' store
check "only web/ knows HTTP" nothing header_breaks . 'microhttpd\.h' web
check "only base/ calls malloc and free" nothing memory_breaks .

mkdir -p "$WORK/src/ledger" "$WORK/src/count" "$WORK/src/catalogue" "$WORK/src/elsewhere"
echo '#include "count/count.h"' > "$WORK/src/ledger/up.c"
check "an include of a higher layer is found" something layer_breaks "$WORK"
rm "$WORK/src/ledger/up.c"
echo '#include "intake/intake.h"' > "$WORK/src/count/aside.c"
check "an include of a sibling is found" something layer_breaks "$WORK"
rm "$WORK/src/count/aside.c"
echo '#include "store/store.h"' > "$WORK/src/catalogue/down.c"
check "a catalogue that knows the database is found" something layer_breaks "$WORK"
rm "$WORK/src/catalogue/down.c"
echo 'int x;' > "$WORK/src/elsewhere/x.c"
check "a folder outside the layers is found" something layer_breaks "$WORK"
rm -r "$WORK/src/elsewhere"
printf '#include <sqlite3.h>\nvoid *p(void) { /* free() */ return realloc(0, 1); }\n' > "$WORK/src/count/x.c"
check "a second user of the database is found" something header_breaks "$WORK" 'sqlite3\.h' store
check "a call of realloc is found" something memory_breaks "$WORK"
printf '/* malloc() and free() */\nconst char *s = "free(x)"; void memory_free(void *);\n' > "$WORK/src/count/x.c"
check "a comment, a literal and memory_free() are no calls" nothing memory_breaks "$WORK"
