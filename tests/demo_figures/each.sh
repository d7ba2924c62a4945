# Many figures of one opened ledger are what each is alone; a line that is wrong is named.
. tests/lib.sh
P=$WORK/p
"$SHANHAI" init "$P" --catalogue tests/examples/programme.cat > /dev/null
printf '行政村,是否贫困村,是否深度贫困村,入册日期\n530602001001,是,否,2014-01-01\n530602001002,否,否,2014-01-01\n' > "$WORK/v.csv"
"$SHANHAI" -C "$P" import "$WORK/v.csv" --as baseline.village > /dev/null
printf 'baseline.villages --at 2019-07-31\n\nbaseline.poor_villages --at 2019-07-31 --by county\n' > "$WORK/asked"
each() { "$SHANHAI" -C "$P" --format tsv figure --each "$WORK/asked" | awk -F '\t' 'NR > 1 { print $NF, $1, $6 }'; }
check "each line is counted, and says which it is" eval '[ "$(each)" = "1 baseline.villages 2
3 baseline.poor_villages 1" ] || { each; false; }'
printf 'baseline.villages\nbaseline.vilages\n' > "$WORK/wrong"
check "a name that is none ends it, with the nearest one" eval '"$SHANHAI" -C "$P" figure --each "$WORK/wrong" 2>&1 | grep -q "baseline.villages"'
check "a file that is not there is said" eval '! "$SHANHAI" -C "$P" figure --each "$WORK/none" 2> /dev/null'
