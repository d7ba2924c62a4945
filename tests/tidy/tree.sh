# What the tree must hold, and what must not stand in it.
. tests/lib.sh

listed() {
    git ls-files 2>/dev/null || find . -type f ! -path './.git/*' ! -path './build/*' ! -path './node_modules/*'
}

# Paths of somebody's machine: spelled in halves, so that this file does not find itself.
machine_paths() {
    local w=wo h=ho r=ro b=bash_jo
    listed | tr '\n' '\0' | xargs -0 grep -nIE \
        "(^|[^A-Za-z0-9_.~-])(/${w}rk/|/${h}me/[a-z]|/${r}ot/|/tmp/${b}bs)" 2>/dev/null
}
no_machine_paths() { local out; out=$(machine_paths); [ -z "$out" ] || { echo "$out"; false; }; }

folders_explain_themselves() {
    local folder bad=0
    for folder in src/*/; do
        if [ ! -s "${folder}README.md" ]; then echo "${folder}README.md is missing"; bad=1
        elif ! grep -qi '^#* *to add a' "${folder}README.md"; then
            echo "${folder}README.md does not say how \"To add a ...\""; bad=1
        fi
    done
    [ $bad -eq 0 ]
}

glossary_covers() { # glossary_covers: every record type and system word of the catalogue
    local name bad=0
    for name in $(sed -n 's/^record  *\([a-z_.]*\).*/\1/p' catalogue/*.cat | sort -u); do
        grep -qF "\`$name\`" docs/glossary.md || { echo "docs/glossary.md has no \`$name\`"; bad=1; }
    done
    [ $bad -eq 0 ]
}

documents_are_there() {
    local name bad=0
    for name in README.md LICENSE docs/architecture.md docs/catalogue.md docs/dependencies.md \
        docs/glossary.md docs/shanhai.1; do
        [ -s "$name" ] || { echo "$name is missing"; bad=1; }
    done
    [ $bad -eq 0 ]
}

# Links between the documents lead somewhere.
links_lead_somewhere() {
    local file target bad=0
    for file in *.md docs/*.md src/*/README.md; do
        [ -e "$file" ] || continue
        for target in $(grep -oE '\]\([^)#: ]+' "$file" | sed 's/](//'); do
            [ -e "$(dirname "$file")/$target" ] || { echo "$file leads to $target"; bad=1; }
        done
    done
    [ $bad -eq 0 ]
}

commands_are_in_the_manual() {
    local name bad=0
    for name in $(sed -n 's/^ *{"\([a-z]*\)", "[^"]*", *.*/\1/p' src/main.c); do
        grep -qE "^\.B(R|I)? .*\b$name\b" docs/shanhai.1 || { echo "docs/shanhai.1 has no $name"; bad=1; }
    done
    [ $bad -eq 0 ]
}

packages_are_explained() {
    local name bad=0
    for name in $(sed -n '/_packages="/,/"$/p' tools/setup.sh | tr -d '"' | sed 's/.*packages=//'); do
        grep -qF "$name" docs/dependencies.md || { echo "docs/dependencies.md has no $name"; bad=1; }
    done
    for name in $(jq -r '(.dependencies + .devDependencies) | keys[]' package.json); do
        grep -qF "$name" docs/dependencies.md || { echo "docs/dependencies.md has no $name"; bad=1; }
    done
    [ $bad -eq 0 ]
}

check "no path of one machine stands in the tree" no_machine_paths
check "every folder of src/ says what it is and how to add to it" folders_explain_themselves
check "the glossary has every record type" glossary_covers
check "the documents are there" documents_are_there
check "links between documents lead somewhere" links_lead_somewhere
check "the man page has every command" commands_are_in_the_manual
check "every package is explained in docs/dependencies.md" packages_are_explained
