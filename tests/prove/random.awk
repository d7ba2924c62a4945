# Replaces the digits of every linked figure by random ones, as many and in the same bytes.
# awk -v seed=N -f random.awk PROOF.tsv TEXT; LC_ALL=C so that offsets are bytes.
BEGIN { srand(seed); FS = "\t" }
FNR == 1 { file++ }
file == 1 && FNR > 1 && $14 != "" { from[++n] = $3; to[n] = $4 }
file == 2 { text = text $0 "\n" }
END {
    k = 1
    first = 1
    for (i = 0; i < length(text); i++) {
        c = substr(text, i + 1, 1)
        while (k <= n && i >= to[k]) { k++; first = 1 }
        if (k <= n && i >= from[k] && c ~ /[0-9]/) {
            c = first ? 1 + int(rand() * 9) : int(rand() * 10)
            first = 0
        }
        printf "%s", c
    }
}
