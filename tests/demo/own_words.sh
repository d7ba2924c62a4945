# The bulletin and the catalogue are in our own words: the printed page lends figures, no sentence.
. tests/lib.sh
page=../shared/page/page.txt
[ -e "$page" ] || page=../../shared/page/page.txt
if [ ! -e "$page" ]; then
    skip "the bulletin shares no run of over 12 characters with the page" "the page is not here"
    skip "no phrase of the catalogue over 8 characters stands on the page" "the page is not here"
    exit
fi

# Prints the runs of more than 12 characters that both texts share, digits and breaks left out.
shared_runs() { # shared_runs TEXT PAGE
    node -e '
        const plain = (f) => [...require("fs").readFileSync(f, "utf8").replace(/[\s\d.]/g, "")];
        const [a, b] = process.argv.slice(1).map(plain), page = b.join("");
        for (let i = 0; i + 13 <= a.length; i++) {
            const run = a.slice(i, i + 13).join("");
            if (page.includes(run)) console.log(run);
        }' "$1" "$2"
}
none_shared() { local out; out=$(shared_runs "$1" "$page"); [ -z "$out" ] || { echo "$out"; false; }; }

long_phrases() { # phrases of a catalogue text that stand on the page
    node -e '
        const fs = require("fs"), page = fs.readFileSync(process.argv[1], "utf8").replace(/\s/g, "");
        for (const f of process.argv.slice(2))
            for (const [, p] of fs.readFileSync(f, "utf8").matchAll(/"([^"]*)"/g))
                if ([...p].length > 8 && /[一-鿿]/.test(p) && page.includes(p)) console.log(f, p);' "$page" "$@"
}
none_long() { local out; out=$(long_phrases "$@"); [ -z "$out" ] || { echo "$out"; false; }; }

a_copy_is_found() {
    tr -d '\n' < "$page" | head -c 900 > "$WORK/copy.txt"
    [ -n "$(shared_runs "$WORK/copy.txt" "$page")" ]
}
a_long_phrase_is_found() {
    printf 'indicator x\n  says "%s"\n' "$(tr -d '\n ' < "$page" | grep -oP '\p{Han}{10}' | head -1)" > "$WORK/x.cat"
    [ -n "$(long_phrases "$WORK/x.cat")" ]
}
check "the bulletin shares no run of over 12 characters with the page" none_shared demo/bulletin.txt
check "no phrase of the catalogue over 8 characters stands on the page" none_long catalogue/*.cat demo/programme.cat
check "a copied sentence is found" a_copy_is_found
check "a long phrase is found" a_long_phrase_is_found
