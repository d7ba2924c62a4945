# docs/catalogue/ is what `shanhai catalogue pages` writes of the standard catalogue.
. tests/lib.sh
mkdir "$WORK/pages" "$WORK/local"
as_written() {
    "$SHANHAI" --lang zh catalogue pages "$WORK/pages" > /dev/null &&
        diff -r docs/catalogue "$WORK/pages" || { echo "write them anew: build/shanhai catalogue pages docs/catalogue"; false; }
}
every() { # every KIND: each name of that kind stands on the page of its system
    local name
    "$SHANHAI" catalogue json | jq -r ".$1[].name" | while read -r name; do
        grep -qF "\`$name\`" "$WORK/pages/${name%%.*}.md" || echo "$name"
    done > "$WORK/missing"
    [ ! -s "$WORK/missing" ] || { cat "$WORK/missing"; false; }
}
every_scheme() { # its name, its areas and its rows
    "$SHANHAI" catalogue json | jq -r '.schemes[] | .name, .areas[].rows[].indicator' | sort -u | while read -r name; do
        grep -qF "\`$name\`" "$WORK/pages/schemes.md" || echo "$name"
    done > "$WORK/missing"
    [ ! -s "$WORK/missing" ] && [ "$(grep -c '^### ' "$WORK/pages/schemes.md")" -eq "$("$SHANHAI" catalogue json | jq '[.schemes[].areas[]] | length')" ] ||
        { cat "$WORK/missing"; false; }
}
english() { "$SHANHAI" --lang en catalogue pages "$WORK/local" > /dev/null && grep -q '^# Funds$' "$WORK/local/funds.md"; }
a_homeless_type_is_refused() {
    mkdir -p "$WORK/programme"
    "$SHANHAI" init "$WORK/programme/p" --catalogue tests/examples/programme.cat > /dev/null
    printf 'record nowhere.thing\n  label zh "物"\n  key code\n  field 1 code text required zh "编号"\n' > "$WORK/programme/p/catalogue/local.cat"
    ! "$SHANHAI" -C "$WORK/programme/p" catalogue pages "$WORK/local" 2> "$WORK/said" && grep -q nowhere.thing "$WORK/said"
}
check "docs/catalogue/ is as the catalogue says" as_written
check "every record type stands on its system's page" every records
check "every indicator stands on its system's page" every indicators
every_rule() {
    local name
    "$SHANHAI" catalogue json | jq -r '.rules[] | select(.check | not) | .name' | while read -r name; do
        grep -qF "\`$name\`" "$WORK/pages/${name%%.*}.md" || echo "$name"
    done > "$WORK/missing"
    [ ! -s "$WORK/missing" ] || { cat "$WORK/missing"; false; }
}
check "every rule stands on its system's page" every_rule
check "every scheme stands on the page of schemes, with all its areas and rows" every_scheme
check "the pages are there in English" english
check "a record type of no system is refused" a_homeless_type_is_refused
