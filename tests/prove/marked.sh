# A marked copy: a page that stands alone, and Word documents with comments at the exact place.
. tests/lib.sh
D=$WORK/programme
"$SHANHAI" init "$D" --catalogue tests/prove/ningxia.cat > /dev/null || exit 1

marks() { # marks FILE OUT [options]
    local rc=0
    "$SHANHAI" -C "$D" --lang en prove "$1" --mark "$2" --published 2020-09-01 "${@:3}" || rc=$?
    [ $rc -le 1 ]
}
printf '%s\n' '2019年，福州市派到隆德县的医疗专家<b>6名</b> & 28名。' '' '教育系统另有专干14人到岗，稳定就业9800人。' > "$WORK/a.txt"

# ---- a page ----
well_formed() { # every tag that opens closes; nothing from outside; no script
    node -e 'const s = require("fs").readFileSync(process.argv[1], "utf8"), open = [], ids = new Set()
        const fail = (why) => { console.log(why); process.exit(1) }
        for (const [, close, name] of s.matchAll(/<(\/?)([a-z][a-z0-9]*)[^>]*>/g)) {
          if (name === "meta") continue
          if (!close) open.push(name)
          else if (open.pop() !== name) fail("</" + name + "> closes another")
        }
        if (open.length) fail("open: " + open)
        if (/<script|https?:|url\(|@import| on[a-z]+=/.test(s)) fail("not alone")
        for (const [, id] of s.matchAll(/ id="([^"]*)"/g)) { if (ids.has(id)) fail("twice " + id); ids.add(id) }
        for (const [, id] of s.matchAll(/href="#([^"]*)"/g)) if (!ids.has(id)) fail("nowhere " + id)' "$1"
}
check "a text becomes a marked page" marks "$WORK/a.txt" "$WORK/a.html"
check "that is well-formed, whole and alone" well_formed "$WORK/a.html"
text_is_kept() { # the words of its paragraphs are the text's
    node -e 'const fs = require("fs"), s = fs.readFileSync(process.argv[1], "utf8")
        const plain = (t) => t.replace(/<sup>\d+<\/sup>/g, "").replace(/<[^>]*>/g, "").replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&")
        const got = [...s.matchAll(/<p class="text">(.*?)<\/p>/gs)].map((m) => plain(m[1])).join("\n")
        const want = fs.readFileSync(process.argv[2], "utf8").trim().split(/\n+/).join("\n")
        if (got !== want) { console.log(got); process.exit(1) }' "$WORK/a.html" "$WORK/a.txt"
}
check "with the text as it is, its own < and & included" text_is_kept
figure_is_marked() { grep -q 'class="m unproved"[^>]*>9800人<sup>' "$WORK/a.html" && grep -q 'class="m date">2019年<' "$WORK/a.html"; }
check "and each figure by its verdict" figure_is_marked
says_what() { grep -q 'class="indicator">Registered' "$WORK/a.html" || grep 'class="indicator"' "$WORK/a.html"; grep -q '<p class="scope">' "$WORK/a.html"; }
check "the list says indicator and scope" says_what
in_chinese() { "$SHANHAI" -C "$D" --lang zh prove "$WORK/a.txt" --mark "$WORK/zh.html" --published 2020-09-01 && grep -q 'lang="zh-CN"' "$WORK/zh.html" && grep -q 缺依据 "$WORK/zh.html"; }
check "in Chinese, too" in_chinese
no_banner() { ! grep -q 'class="banner"' "$WORK/a.html"; }
check "what is no demonstration does not say so" no_banner

# ---- a copy of a Word document ----
part() { unzip -p "$1" "$2"; }
whole() { # whole FILE: parts are XML; each comment has its start, end, reference, once and in order
    local name
    for name in word/document.xml word/comments.xml '[[]Content_Types].xml' word/_rels/document.xml.rels; do
        part "$1" "$name" > "$WORK/part.xml" || return 1
        node -e 'const s = require("fs").readFileSync(process.argv[1], "utf8"), open = []
            for (const [tag, close, name] of s.matchAll(/<(\/?)([A-Za-z][\w:]*)(?:"[^"]*"|[^">])*>/g)) {
              if (tag.endsWith("/>")) continue
              if (!close) open.push(name)
              else if (open.pop() !== name) { console.log(process.argv[2], name, "is not closed"); process.exit(1) }
            }
            process.exit(open.length ? 1 : 0)' "$WORK/part.xml" "$name" || return 1
    done
    part "$1" word/document.xml > "$WORK/d.xml"
    part "$1" word/comments.xml > "$WORK/c.xml"
    node -e 'const read = (f) => require("fs").readFileSync(f, "utf8"), d = read(process.argv[1]), c = read(process.argv[2])
        const at = (s, what) => [...s.matchAll(new RegExp(`<w:${what}\\b[^>]* w:id="(\\d+)"`, "g"))].map((m) => [m[1], m.index])
        const ids = at(c, "comment").map((m) => m[0]), one = (what) => new Map(at(d, what))
        if (new Set(ids).size !== ids.length || ids.length === 0) { console.log("ids", ids); process.exit(1) }
        const [start, end, ref] = ["commentRangeStart", "commentRangeEnd", "commentReference"].map(one)
        for (const what of ["commentRangeStart", "commentRangeEnd", "commentReference"])
          if (at(d, what).length !== ids.length) { console.log(what, at(d, what).length, ids.length); process.exit(1) }
        for (const id of ids) if (!(start.get(id) < end.get(id) && end.get(id) < ref.get(id))) { console.log("range", id); process.exit(1) }' "$WORK/d.xml" "$WORK/c.xml"
    part "$1" word/_rels/document.xml.rels | grep -q 'relationships/comments"' && part "$1" '[[]Content_Types].xml' | grep -q '/word/comments.xml'
}
commented() { # commented FILE: what each comment's range holds, and its first line
    part "$1" word/document.xml > "$WORK/d.xml"
    part "$1" word/comments.xml > "$WORK/c.xml"
    node -e 'const read = (f) => require("fs").readFileSync(f, "utf8"), d = read(process.argv[1]), c = read(process.argv[2])
        const plain = (s) => s.replace(/<[^>]*>/g, "")
        for (const [, id, said] of c.matchAll(/<w:comment\b[^>]* w:id="(\d+)"[^>]*>(.*?)<\/w:comment>/gs)) {
          const m = d.match(new RegExp(`<w:commentRangeStart w:id="${id}"/>(.*?)<w:commentRangeEnd w:id="${id}"/>`, "s"))
          console.log(`${m ? plain(m[1]) : "nowhere"}\t${plain(said.split("</w:p>")[0])}`)
        }' "$WORK/d.xml" "$WORK/c.xml"
}
letter_by_letter() { # the document without our comments, each letter a run of its own with its format
    node -e 'let d = require("fs").readFileSync(0, "utf8").replaceAll(" xml:space=\"preserve\"", "")
        d = d.replace(/<w:commentRange(Start|End) w:id="(?!7")\d+"\/>/g, "").replace(/<w:r><w:commentReference w:id="(?!7")\d+"\/><\/w:r>/g, "")
        process.stdout.write(d.replace(/<w:r>(<w:rPr>(?:(?!<w:r>).)*?<\/w:rPr>)?<w:t>([^<]*)<\/w:t><\/w:r>/g, (_, format, text) => [...text].map((c) => `<w:r>${format ?? ""}<w:t>${c}</w:t></w:r>`).join("")))'
}
node tests/docx.mjs "$WORK/b.docx" --commented <<'TEXT'
2019年，福州市派到隆德县的医疗专家|b:6|i:名。
教育系统另有专干14人到岗，b:稳定就业9800人，其中建档立卡贫困人口|i:稳定就业 |7000人
<w:p><w:commentRangeStart w:id="7"/><w:hyperlink><w:r><w:rPr><w:i/></w:rPr><w:t>人均月收入3200元左右</w:t></w:r></w:hyperlink><w:commentRangeEnd w:id="7"/><w:r><w:commentReference w:id="7"/></w:r></w:p>
<w:p><w:r><w:t>另有</w:t><w:drawing><w:txbxContent><w:p><w:r><w:t>转移就业500人。</w:t></w:r></w:p></w:txbxContent></w:drawing></w:r></w:p>
<w:tbl><w:tr><w:tc><w:p><w:r><w:t>转移就业</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>300人</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
TEXT
cp "$WORK/b.docx" "$WORK/b.before"
check "a Word document is copied with comments" marks "$WORK/b.docx" "$WORK/b.out.docx"
check "the copy is whole" whole "$WORK/b.out.docx"
at_the_place() {
    commented "$WORK/b.out.docx" > "$WORK/comments"
    cat "$WORK/comments"
    grep -q '^6名	6名 ' "$WORK/comments" && grep -q '^9800人	9800人 ' "$WORK/comments" &&
        grep -q '^3200元左右	3200元左右 ' "$WORK/comments" && grep -q '^另有转移就业500人。	500人 ' "$WORK/comments" &&
        grep -q '^人均月收入3200元左右	旧批注' "$WORK/comments"
}
check "each comment at its figure, over the borders of runs, the old one kept" at_the_place
nothing_else() {
    part "$WORK/b.docx" word/document.xml | letter_by_letter > "$WORK/want.xml"
    part "$WORK/b.out.docx" word/document.xml | letter_by_letter > "$WORK/got.xml"
    cmp "$WORK/want.xml" "$WORK/got.xml" || { diff <(sed 's/></>\n</g' "$WORK/want.xml") <(sed 's/></>\n</g' "$WORK/got.xml"); return 1; }
    part "$WORK/b.docx" docProps/app.xml | cmp - <(part "$WORK/b.out.docx" docProps/app.xml) &&
        [ "$(unzip -Z1 "$WORK/b.docx" | sort)" = "$(unzip -Z1 "$WORK/b.out.docx" | sort)" ]
}
check "and nothing else is changed" nothing_else
check "the document itself is not touched" cmp "$WORK/b.before" "$WORK/b.docx"
keeps_format() { part "$WORK/b.out.docx" word/document.xml | grep -q '<w:r><w:rPr><w:b/></w:rPr><w:t>6</w:t></w:r>'; }
check "a bold figure stays bold" keeps_format
again() { marks "$WORK/b.out.docx" "$WORK/twice.docx" && whole "$WORK/twice.docx"; }
check "a copy can be marked again" again
proves_the_same() {
    local f
    for f in b.docx b.out.docx; do
        "$SHANHAI" -C "$D" --format tsv prove "$WORK/$f" --published 2020-09-01 | cut -f5-8,12-15,22 > "$WORK/$f.tsv"
    done
    [ "$(wc -l < "$WORK/b.docx.tsv")" -gt 6 ] && same "$WORK/b.docx.tsv" "$WORK/b.out.docx.tsv"
}
check "and proves like the document" proves_the_same
plain_docx() {
    node tests/docx.mjs "$WORK/c.docx" <<< '教育系统另有专干14人到岗。' && marks "$WORK/c.docx" "$WORK/c.out.docx" && whole "$WORK/c.out.docx"
}
check "a document without comments gets its first" plain_docx

# ---- a new Word document ----
check "a text becomes a Word document" marks "$WORK/a.txt" "$WORK/a.docx"
check "that is whole" whole "$WORK/a.docx"
new_has_text() {
    "$SHANHAI" -C "$D" --format tsv prove "$WORK/a.docx" --published 2020-09-01 | cut -f6-8,12-15 > "$WORK/new.tsv"
    "$SHANHAI" -C "$D" --format tsv prove "$WORK/a.txt" --published 2020-09-01 | cut -f6-8,12-15 > "$WORK/old.tsv"
    same "$WORK/old.tsv" "$WORK/new.tsv" && part "$WORK/a.docx" word/document.xml | sed 's/<[^>]*>//g' | grep -q '&lt;b&gt;'
}
check "of the same text" new_has_text
printf '<html><body><p>教育系统另有专干14人到岗。</p></body></html>' > "$WORK/p.html"
page_too() { marks "$WORK/p.html" "$WORK/p.docx" && whole "$WORK/p.docx" && commented "$WORK/p.docx" | grep -q '^14人'; }
check "a page, too" page_too
if command -v soffice > /dev/null; then
    office_opens() {
        HOME=$WORK timeout 120 soffice --headless --convert-to txt:Text --outdir "$WORK/office" "$WORK/b.out.docx" > /dev/null 2>&1
        grep -q 9800 "$WORK/office/b.out.txt"
    }
    check "an office suite opens it" office_opens
else
    skip "an office suite opens it" "no LibreOffice"
fi

# ---- refusals ----
exits() { # exits CODE TEXT command...
    local want=$1 text=$2 rc=0
    shift 2
    "$@" > "$WORK/out" 2>&1 || rc=$?
    cat "$WORK/out"
    [ $rc -eq "$want" ] && grep -q "$text" "$WORK/out"
}
check "another kind of copy is refused" exits 2 ".html or .docx" "$SHANHAI" -C "$D" --lang en prove "$WORK/a.txt" --mark "$WORK/a.odt"
check "a copy over the document itself is refused" exits 3 "the document itself" "$SHANHAI" -C "$D" --lang en prove "$WORK/b.docx" --mark "$WORK/b.docx"
check "which is still as it was" cmp "$WORK/b.before" "$WORK/b.docx"
check "a folder that is not there is said" exits 4 "cannot write" "$SHANHAI" -C "$D" --lang en prove "$WORK/b.docx" --mark "$WORK/none/b.docx"
nothing_left() { ! ls "$WORK" | grep -q '\.new$'; }
check "nothing half written is left" nothing_left
