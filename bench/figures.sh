# Sourced by bench/run: how long figures take over the demonstration, each asked for by a fresh
# process as a person would. Prints only; the first figure's value stands beside separate SQL.
demonstration=$dir/demonstration
[ "$demonstration/programme/ledger.key" -nt "$shanhai" ] || rm -rf "$demonstration"
[ -e "$demonstration/programme/ledger.db" ] || "$shanhai" demo "$demonstration" > "$dir/demo.log" || [ $? -eq 1 ]

time_figure() { # time_figure LABEL ARGUMENTS...: the median of five
    local label=$1
    shift
    for _ in 1 2 3 4 5; do
        "$dir/measure" "$dir/taken" "$shanhai" -C "$demonstration/programme" --format tsv "$@" > "$dir/figure.log" || [ $? -eq 1 ]
        cut -f 1 "$dir/taken"
    done | sort -n | awk -v label="$label" '{ a[NR] = $1 } END { printf "figure  %-40s %5d ms\n", label, a[3] }'
}
time_figure "placed, whole"              figure labour.placed
time_figure "placed, by county"          figure labour.placed --by county
time_figure "placed, by month"           figure labour.placed --by month
time_figure "at work on a day"           figure labour.at_work --at 2019-07-31
time_figure "wages earned, by county"    figure labour.wage_income --by county
time_figure "idle money"                 figure funds.idle_1y --at 2019-07-31
time_figure "every figure of the bulletin" prove demo/bulletin.txt --published 2019-09-01
