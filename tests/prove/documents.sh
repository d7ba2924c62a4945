# Texts as HTML, DOCX and PDF prove like plain ones; what is said of them leads into the source.
. tests/lib.sh
D=$WORK/programme
"$SHANHAI" init "$D" --catalogue tests/prove/ningxia.cat > /dev/null || exit 1

proved() { # proved FILE [options]: the TSV
    local rc=0
    "$SHANHAI" -C "$D" --lang en --format tsv prove "$@" --published 2020-09-01 || rc=$?
    [ $rc -le 1 ]
}
node -e 'const fs = require("fs"), esc = (s) => s.replaceAll("&", "&amp;").replaceAll("<", "&lt;")
    const lines = fs.readFileSync("tests/prove/ningxia.txt", "utf8").trimEnd().split("\n").filter((l) => l)
    const tagged = lines.map((l) => "<p>" + [...esc(l)].map((c, i) => (/[0-9]/.test(c) && i % 3 === 0 ? `&#${c.charCodeAt(0)};` : c)).join("") + "</p>")
    fs.writeFileSync(process.argv[1] + "/a.txt", lines.join("\n") + "\n")
    fs.writeFileSync(process.argv[1] + "/a.html", "<!DOCTYPE html>\n<html><head><title>12人</title></head><body>\n" + tagged.join("\n") + "</body></html>\n")
    fs.writeFileSync(process.argv[1] + "/a.runs", lines.map((l) => [...l].map((c, i) => c + (i % 7 === 3 ? "|" : "")).join("")).join("\n") + "\n")' "$WORK"
node tests/docx.mjs "$WORK/a.docx" < "$WORK/a.runs"
iconv -f UTF-8 -t GB18030 "$WORK/a.html" > "$WORK/gb.html"

short() { awk -F'\t' 'NR > 1 { print $6 "\t" $7 "\t" $8 "\t" $12 "\t" $14 "\t" $15 }' "$1"; }
proves_like_plain() { # proves_like_plain NAME
    proved "$WORK/a.txt" > "$WORK/a.txt.tsv" && proved "$WORK/$1" > "$WORK/$1.tsv" &&
        short "$WORK/a.txt.tsv" > "$WORK/want" && short "$WORK/$1.tsv" > "$WORK/got" &&
        [ "$(wc -l < "$WORK/want")" -gt 20 ] && same "$WORK/want" "$WORK/got"
}
check "an HTML page proves like its text" proves_like_plain a.html
check "an HTML page in GB18030 does, too" proves_like_plain gb.html
check "a DOCX of many runs proves like its text" proves_like_plain a.docx

unzip -p "$WORK/a.docx" word/document.xml > "$WORK/document.xml"
leads_to() { # leads_to PROOF SOURCE ENCODING: each span, without tags and references, is the surface
    node -e 'const fs = require("fs"), bytes = fs.readFileSync(process.argv[2]), decoder = new TextDecoder(process.argv[3])
        const rows = fs.readFileSync(process.argv[1], "utf8").trimEnd().split("\n").slice(1).map((l) => l.split("\t"))
        const plain = (s) => s.replace(/<[^>]*>/g, "").replace(/&#(\d+);/g, (_, n) => String.fromCharCode(n))
        const chars = [...decoder.decode(bytes)]
        let bad = rows.length < 20
        for (const r of rows) {
          const got = plain(decoder.decode(bytes.subarray(r[0], r[1]))), again = plain(chars.slice(r[19], r[20]).join(""))
          if (got !== r[5] || again !== r[5]) { console.log(got, again, "is not", r[5]); bad = true }
        }
        process.exit(bad ? 1 : 0)' "$@"
}
check "its offsets lead into the file" leads_to "$WORK/a.html.tsv" "$WORK/a.html" utf-8
check "in the file's own encoding" leads_to "$WORK/gb.html.tsv" "$WORK/gb.html" gb18030
check "those of a DOCX lead into word/document.xml" leads_to "$WORK/a.docx.tsv" "$WORK/document.xml" utf-8
lines_are() { # lines_are FILE BY: line and column, as in the plain text but for `BY` lines more
    awk -F'\t' -v by="$2" 'NR > 1 { print $5 + by "\t" ($22 > 0) }' "$WORK/a.txt.tsv" > "$WORK/want"
    awk -F'\t' 'NR > 1 { print $5 "\t" ($22 > 0) }' "$WORK/$1.tsv" > "$WORK/got"
    same "$WORK/want" "$WORK/got"
}
check "a line of a page is the file's" lines_are a.html 2
check "a line of a DOCX is its paragraph" lines_are a.docx 0
columns_are() {
    cut -f22 "$WORK/a.txt.tsv" > "$WORK/want" && cut -f22 "$WORK/a.docx.tsv" > "$WORK/got" && same "$WORK/want" "$WORK/got"
}
check "its column counts within the paragraph" columns_are

# What tells how a paragraph looks is no text of it: its tab stops, a box within a run's properties.
sed 's/.*/<w:p><w:pPr><w:tabs><w:tab w:val="left" w:pos="420"\/><\/w:tabs><\/w:pPr><w:r><w:rPr><w:p><w:r><w:t>99人<\/w:t><\/w:r><\/w:p><w:b\/><\/w:rPr><w:t>&<\/w:t><\/w:r><\/w:p>/' "$WORK/a.txt" > "$WORK/tabs"
node tests/docx.mjs "$WORK/tabs.docx" < "$WORK/tabs"
check "how a paragraph looks is not read as its text" proves_like_plain tabs.docx
tab_columns_are() { cut -f22 "$WORK/tabs.docx.tsv" > "$WORK/got" && same "$WORK/want" "$WORK/got"; }
cut -f22 "$WORK/a.txt.tsv" > "$WORK/want"
check "and moves no column" tab_columns_are

# ---- PDF ----
pdf() { # a page that draws this
    printf '%%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n'
    printf '3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>endobj\n'
    printf '4 0 obj<</Length %d>>stream\n%s\nendstream endobj\n' "${#1}" "$1"
    printf '5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\ntrailer<</Root 1 0 R>>\n%%%%EOF\n'
}
pdf "BT /F1 12 Tf 50 700 Td (On 2019-07-31 there were 1234 of them) Tj ET" > "$WORK/a.pdf"
pdf "" > "$WORK/picture.pdf"
exits() { # exits CODE TEXT command...
    local want=$1 text=$2 rc=0
    shift 2
    "$@" > "$WORK/out" 2>&1 || rc=$?
    cat "$WORK/out"
    [ $rc -eq "$want" ] && grep -q "$text" "$WORK/out"
}
if command -v pdftotext > /dev/null; then
    pdf_is_read() { proved "$WORK/a.pdf" > "$WORK/pdf.tsv"; cut -f6 "$WORK/pdf.tsv" | grep -q 2019-07-31; }
    check "a PDF with text is read" pdf_is_read
    check "one of pictures is told apart" exits 3 "only pictures" "$SHANHAI" -C "$D" --lang en prove "$WORK/picture.pdf"
else
    skip "a PDF with text is read" "no pdftotext"
fi
check "without poppler-utils it is asked for" exits 3 "poppler-utils" env PATH=/nonexistent "$SHANHAI" -C "$D" --lang en prove "$WORK/a.pdf"

# ---- refusals ----
printf 'PK\003\004 and nothing else' > "$WORK/torn.docx"
(cd "$WORK" && mkdir -p other && echo x > other/x && zip -q -r other.zip other)
printf '\320\317\021\340old' > "$WORK/old.doc"
node tests/docx.mjs "$WORK/entity.docx" <<< '<w:p>&lol;</w:p>'
check "a torn DOCX is refused" exits 3 "torn.docx" "$SHANHAI" -C "$D" --lang en prove "$WORK/torn.docx"
check "a ZIP that is none is refused" exits 3 "no Word document" "$SHANHAI" -C "$D" --lang en prove "$WORK/other.zip"
check "an old Word document is refused, with what to do" exits 3 "save it as .docx" "$SHANHAI" -C "$D" --lang en prove "$WORK/old.doc"
check "a DOCX with entities is refused" exits 3 "broken" "$SHANHAI" -C "$D" --lang en prove "$WORK/entity.docx"

# ---- a binding goes from one edition to the next, whatever it is kept in ----
bound_in() { awk -F'\t' -v s="$2" '$6 == s && $14 == "labour.staff" { n++ } END { exit !n }' "$1"; }
binding_is_kept() {
    local text='教育系统另有专干14人到岗任职'
    printf '<html><body><p>%s。</p></body></html>\n' "$text" > "$WORK/one.html"
    node tests/docx.mjs "$WORK/two.docx" <<< "${text:0:8}|${text:8:2}|b:5${text:10}。"
    "$SHANHAI" -C "$D" bind "$WORK/one.html" --quote 14人 --line 1 --indicator labour.staff --scope "to=2020-09-01" || return 1
    proved "$WORK/one.html" > "$WORK/one.tsv" && bound_in "$WORK/one.tsv" 14人 || return 1
    proved "$WORK/two.docx" > "$WORK/two.tsv" && cat "$WORK/two.tsv" && [ "$(wc -l < "$WORK/two.tsv")" -gt 1 ] &&
        awk -F'\t' 'NR == 2 { exit !($14 == "labour.staff") }' "$WORK/two.tsv"
}
check "a figure bound in a page is found again in a Word document" binding_is_kept
check "and not bound in a line where it does not stand" exits 3 "no figure" "$SHANHAI" -C "$D" --lang en bind "$WORK/one.html" --quote 14人 --line 2 --indicator labour.staff
