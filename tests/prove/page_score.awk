# awk -f page_score.awk figures.tsv found.tsv: how many of the hand-read figures were found. Found:
# the numeral lies inside the hand-read span, the span inside it widened by qualifier and noun
# (four and eight characters), and the value is equal.
BEGIN { FS = "\t" }
function equal(a, b) {
    return a == b || (a ~ /^[0-9.e+-]+$/ && b ~ /^[0-9.e+-]+$/ && a + 0 == b + 0)
}
FNR == 1 { file++; next }
file == 1 {
    n++; id[n] = $1; surface[n] = $4; value[n] = $5; kind[n] = $7
    from[n] = $18; to[n] = $19; lo[n] = $20; hi[n] = $21
    next
}
{
    m++; start[m] = $1; end[m] = $2; num[m] = $3; num_end[m] = $4; text[m] = $6; got[m] = $8
    got_lo[m] = $10; got_hi[m] = $11
}
END {
    for (i = 1; i <= n; i++) {
        hit = touched = 0
        for (j = 1; j <= m; j++) {
            if (num[j] < to[i] && num_end[j] > from[i]) touched = used[j] = j
            if (num[j] >= from[i] && num_end[j] <= to[i] && start[j] >= from[i] - 12 &&
                end[j] <= to[i] + 24 && equal(value[i], got[j])) hit = j
        }
        if (kind[i] == "name_not_figure") {
            if (touched) { taken++; print "name taken:", id[i], surface[i], text[touched] }
        } else if (!hit) {
            print "missed:", id[i], surface[i], value[i], touched ? text[touched] : "-"
        } else {
            found++
            if (lo[i] != "" && !(equal(lo[i], got_lo[hit]) && equal(hi[i], got_hi[hit]))) {
                intervals++
                print "interval:", id[i], surface[i], lo[i], hi[i], got_lo[hit], got_hi[hit]
            }
        }
    }
    for (j = 1; j <= m; j++) if (!used[j]) { others++; print "other:", text[j], got[j] }
    print "found", found + 0
    print "taken", taken + 0
    print "intervals", intervals + 0
    print "others", others + 0
}
