# No indicator, field or code is named after one place, company or crop, and no code knows one:
# a general indicator in a scope is what counts them. Only src/demo invents places and firms.
. tests/lib.sh
export LC_ALL=C.UTF-8
REGIONS=$BUILD/regions.tsv

# Prefectures without their endings, provinces too, two signs at least.
awk -F'\t' 'length($1) == 4 || length($1) == 2 { print $2 }' "$REGIONS" |
    sed -E 's/(市|地区|盟|省|壮族自治区|回族自治区|维吾尔自治区|自治区|特别行政区)$//; s/([^族]+族)+自治州$//' |
    grep -E '^.{2,}$' | grep -v 直辖 | sort -u > "$WORK/places"
# Parties and the helped region as they are written in names: of the demonstration's own catalogue.
grep -E '^(programme|party|group) ' demo/programme.cat | awk '{ print $2 }' | grep -vE '^(demo|main|two_cities)' | sort -u > "$WORK/parties"
# Firms: whatever the demonstration calls one.
cut -f2- demo/tables/*.tsv | tr '\t' '\n' | grep -oE '[^（）、，]+(公司|集团|合作社|鞋业|光电)$' | grep -E '^.{4,}$' | sort -u > "$WORK/firms"
cat > "$WORK/crops" <<'WORDS'
苹果
马铃薯
土豆
天麻
花椒
核桃
魔芋
香菇
菌棒
樱桃
辣椒
烤烟
茶叶
竹笋
肉牛
apple
potato
walnut
mushroom
bamboo
WORDS
cat "$WORK"/places "$WORK"/parties "$WORK"/firms "$WORK"/crops > "$WORK/words"

# Names and labels of indicators, record types, fields, codes and rules; not their sources, not the
# words that a text uses for them.
labels() { # labels CATALOGUE.json
    jq -r '
      def called: .name, (.label? | if type == "object" then .zh, .en else . end);
      [.indicators[], .records[], (.records[] | (.fields // [])[], (.derives // [])[]), .codes[], (.codes[] | (.codes // [])[] | {name: .code, label: .label}), (.rules // [])[]]
      | .[] | called | strings' "$1"
}
named_after() { labels "$1" | grep -Ff "$WORK/words"; }
# Code without comments; a literal is part of it.
known_in_code() { # known_in_code FOLDER
    find "$1" -name '*.[ch]' ! -path '*/demo/*' | LC_ALL=C sort | xargs -r grep -lFf "$WORK/words" | while read -r file; do
        gcc -fpreprocessed -dD -E -P -w "$file" 2> /dev/null | grep -oFf "$WORK/words" | sed "s|^|$file: |"
    done
}
nothing() { local out; out=$("$@"); [ -z "$out" ] || { echo "$out"; false; }; }
something() { [ -n "$("$@")" ]; }

"$SHANHAI" catalogue json > "$WORK/catalogue.json"
check "there are names to look at" test "$(labels "$WORK/catalogue.json" | wc -l)" -gt 1000
check "... and words to look for: places, firms, crops" eval '[ "$(wc -l < "$WORK/places")" -gt 300 ] && [ -s "$WORK/firms" ] && [ -s "$WORK/parties" ]'
check "no indicator, field, code or rule is named after a place, a firm or a crop" nothing named_after "$WORK/catalogue.json"
check "no code outside the demonstration knows one" nothing known_in_code src
check "an indicator named after a city is found" eval 'jq ".indicators[0].label.zh = \"到东莞就业人数\"" "$WORK/catalogue.json" > "$WORK/city.json" && something named_after "$WORK/city.json"'
check "a code named after a crop is found" eval 'jq ".codes[0].codes[0].label.zh = \"苹果基地\"" "$WORK/catalogue.json" > "$WORK/crop.json" && something named_after "$WORK/crop.json"'
mkdir -p "$WORK/code/count"
echo 'const char *s = "深圳";' > "$WORK/code/count/x.c"
check "a place in a literal is found" something known_in_code "$WORK/code"
printf '/* 深圳 */\nint x;\n' > "$WORK/code/count/x.c"
check "a comment is no code" nothing known_in_code "$WORK/code"
