# The yearly assessment, over a programme small enough to count by hand, by schemes that nobody wrote
# in C: targets of the whole, of counties and of sides; proof that is missing; the evidence as a ZIP.
. tests/lib.sh
P=$WORK/programme
shanhai() { "$SHANHAI" --lang zh -C "$P" "$@"; }
quiet() { "$@" > "$WORK/log" 2>&1 || { cat "$WORK/log"; return 1; }; }

# 2019: 甲一 to one side and 乙二 to two, both of 昭阳; 丙三 to one side, 丁四 to none, both of 鲁甸. The
# other side confirmed 甲一's; somebody typed numbers of a person into a trade.
cat > "$WORK/people.csv" << 'CSV'
身份证号,姓名,联系电话,户籍所在地,是否建档立卡
990001198501010015,甲一,13800001111,530602001001,是
990002198602020024,乙二,13800002222,530602001001,否
990003198703030033,丙三,13800003333,530621001002,是
990004198804040042,丁四,13800004444,530621001002,否
CSV
cat > "$WORK/work.csv" << 'CSV'
身份证号,姓名,用工单位,务工地,上岗日期,离岗日期,就业渠道,工种,务工地确认日期
990001198501010015,甲一,厂甲,4419,2019-03-01,,自发,缝纫 990001198501010015 电话13800001111,2019-04-01
990002198602020024,乙二,厂甲,4419,2019-04-01,2019-05-31,自发,焊工,
990002198602020024,乙二,厂乙,4420,2019-06-01,,自发,,
990003198703030033,丙三,厂乙,4420,2019-06-15,,自发,,
990004198804040042,丁四,厂丙,3502,2019-06-20,,自发,,
CSV
cat > "$WORK/targets.csv" << 'CSV'
目标编号,指标代码,目标名称,目标值,目标计量单位,目标地区,目标协作方,下达日期,目标期开始,目标期截止
M1,labour.placed,转移就业,2,人,昭阳区,,2019-03-15,2019-01-01,2019-12-31
M2,labour.placed,转移就业,3,人,鲁甸县,,2019-03-15,2019-01-01,2019-12-31
M3,labour.helped,帮助就业,3,人,昭通市,东莞市,2019-03-15,2019-01-01,2019-12-31
M4,labour.helped,帮助就业,1,人,昭通市,中山市,2019-03-15,2019-01-01,2019-12-31
M5,labour.placed_registered,建档立卡转移就业,3,人,昭通市,,2019-03-15,2019-01-01,2019-12-31
M6,labour.happiness,满意度,90,%,昭通市,,2019-03-15,2019-01-01,2019-12-31
M7,labour.at_work,在岗,90,户,昭通市,,2019-03-15,2019-01-01,2019-12-31
M8,labour.placed,转移就业,50,人,昭通市,,2018-03-15,2018-01-01,2018-12-31
M9,labour.organised_share,有组织占比,50,%,昭阳区,,2019-03-15,2019-01-01,2019-12-31
M10,labour.organised_share,有组织占比,50,%,鲁甸县,,2019-03-15,2019-01-01,2019-12-31
M12,labour.helped_partner,到结对东部就业,2,人,昭阳区,东莞市,2019-03-15,2019-01-01,2019-12-31
M13,labour.helped_partner,到结对东部就业,2,人,鲁甸县,中山市,2019-03-15,2019-01-01,2019-12-31
M11,labour.steady_3,稳岗,1,人,昭通市,,2019-03-15,2019-01-01,2019-12-31
CSV
cat > "$WORK/local.cat" << 'CAT'
scheme trial.points
  label   zh "试行方案" en "A trial"
  source  "示例"
  from    2019-01-01 to 2019-12-31
  targets governance.completion
  score   completion capped 100%
  grade   zh "优" en "high" at 90
  grade   zh "良" en "fair" at 60
  grade   zh "差" en "poor" at 0
  area    zh "劳务：输出/输入?" en "Work" weight 90
  asks    both sampled
  row     labour.placed year against target weight 40
  row     labour.helped year against target weight 50
  asks    none
  row     labour.placed_registered year against target
  asks    both zh "务工单位证明" en "the employer's word"
  row     labour.organised_share year against target
  row     labour.at_work at against target
  row     labour.helped_partner year against target
  area    zh "在岗" en "At work" weight 10
  row     labour.at_work at zh "期末在岗" en "At work at the end" against 2 weight 10
  row     labour.fairs year

scheme trial.bare
  label   zh "不计分的方案"
  source  "示例"
  from    2020-01-01
  grade   zh "好"
  grade   zh "差"
  area    zh "劳务"
  row     labour.placed year
CAT
ready() {
    quiet "$SHANHAI" init "$P" --catalogue tests/examples/programme.cat || return 1
    mkdir -p "$P/catalogue"
    cp "$WORK/local.cat" "$P/catalogue/"
    quiet shanhai import "$WORK/people.csv" --as person --author 李审 &&
        quiet shanhai import "$WORK/work.csv" --as labour.placement --author 李审 &&
        quiet shanhai import "$WORK/targets.csv" --as governance.target --author 李审
}
check "a programme with schemes of its own is ready" ready

says() { # says EXPECTED COMMAND...: the output, blanks taken together
    local wanted=$1 got
    shift
    got=$("$@" 2>&1 | sed 's/[  ][  ]*/ /g; s/ $//')
    grep -qF -- "$wanted" <<< "$got" || { printf 'wanted %s\ngot    %s\n' "$wanted" "$got"; false; }
}
refuses() { # refuses CODE TEXT COMMAND...
    local code=$1 text=$2 rc=0
    shift 2
    "$@" > "$WORK/said" 2>&1 || rc=$?
    [ $rc -eq "$code" ] && grep -qF -- "$text" "$WORK/said" || { echo "exit $rc"; cat "$WORK/said"; false; }
}
assess() { shanhai assess trial.points --year 2019 "$@"; }
tsv() { shanhai --format tsv assess trial.points --year 2019 "$@"; }
# cell KIND INDICATOR CODE COLUMN [option...]: one cell of the table for machines
cell() {
    local kind=$1 indicator=$2 code=$3 column=$4
    shift 4
    tsv "$@" | awk -F '\t' -v k="$kind" -v i="$indicator" -v c="$code" -v w="$column" '
        NR == 1 { for (n = 1; n <= NF; n++) at[$n] = n; next }
        $at["kind"] == k && $at["indicator"] == i && $at["code"] == c { print $at[w]; exit }'
}
is() { [ "$1" = "$2" ] || { echo "\"$2\", not \"$1\""; false; }; }
sql() { sqlite3 "file:$P/ledger.db?mode=ro" "$1"; }
open=9223372036854775807 from=17897 to=18261 # the first and the last day of 2019, since 1970

# ---- schemes ----
check "a scheme that nobody wrote in C is listed with its years" says "trial.points 试行方案 2019-01-01..2019-12-31" shanhai assess list
check "the two national schemes are there" eval 'says "2017-01-01..2020-12-31" shanhai assess list && says "national.2021" shanhai assess list'
check "a scheme is not used in other years, and the one that holds is named" refuses 3 trial.bare shanhai assess trial.points --year 2020
check "an unknown scheme is named with the nearest" refuses 3 trial.points shanhai assess trial.pointz
check "a year that is none is refused" refuses 2 --year shanhai assess trial.points --year 19
check "what a scheme does not define is not scored, and that is said" says "本方案没有规定权重和分数，不计分。" shanhai assess trial.bare --year 2020
check "its grades are named and none is given" says "等次：好、差；各等次的界限，方案没有规定，不定等次。" shanhai assess trial.bare --year 2020
check "without weights there is no column of them" bash -c "! '$SHANHAI' --lang zh -C '$P' assess trial.bare --year 2020 | grep -q '权重  *得分'"

# ---- targets: each beside SQL written by hand ----
placed_sql() { # placed_sql CONDITION
    sql "SELECT count(DISTINCT p.worker) FROM labour_placement p JOIN person q ON q.record = p.worker AND q.until = $open
         WHERE p.until = $open AND p.started_on BETWEEN $from AND $to AND $1"
}
zhaoyang="q.home BETWEEN 530602000000 AND 530602999999" ludian="q.home BETWEEN 530621000000 AND 530621999999"
check "a county's target is met exactly" eval 'is 2 "$(cell target labour.placed M1 done)" && is "$(placed_sql "$zhaoyang")" 2 && is met "$(cell target labour.placed M1 state)" && is 100 "$(cell target labour.placed M1 completion)" && is 0 "$(cell target labour.placed M1 missing)"'
check "a county's target that is one short is behind by one" eval 'is 2 "$(cell target labour.placed M2 done)" && is "$(placed_sql "$ludian")" 2 && is behind "$(cell target labour.placed M2 state)" && is 66.67 "$(cell target labour.placed M2 completion)" && is 1 "$(cell target labour.placed M2 missing)"'
check "the counties' targets are one of the whole, whose doing is counted and not added" eval 'is 5 "$(cell sum labour.placed "" target)" && is "$(placed_sql 1)" "$(cell sum labour.placed "" done)" && is 80 "$(cell sum labour.placed "" completion)"'
check "a side's target counts its own side" eval 'is 2 "$(cell target labour.helped M3 done)" && is 1 "$(cell target labour.helped M4 done)" && is met "$(cell target labour.helped M4 state)"'
check "the sides together leave out who went to none of them" eval 'is 4 "$(cell sum labour.helped "" target)" && is 3 "$(cell sum labour.helped "" done)" && is 4 "$(cell row labour.helped "" figure)" && is 75 "$(cell sum labour.helped "" completion)"'
check "a target of the whole stands in its row" eval 'is 3 "$(cell row labour.placed_registered "" target)" && is 2 "$(cell row labour.placed_registered "" done)" && is 1 "$(cell row labour.placed_registered "" missing)"'
check "a county that is asked alone has its own target and no other" eval 'is 2 "$(cell row labour.placed "" target --in 530602)" && is "" "$(cell target labour.placed M2 done --in 530602)" && is "" "$(cell row labour.placed_registered "" target --in 530602)"'
check "a side that is asked alone has its own target" eval 'is 3 "$(cell row labour.helped "" target --party 东莞)" && is "" "$(cell target labour.helped M4 done --party 东莞)"'
before_targets() { shanhai --format tsv batches | awk -F '\t' 'NR > 1 { n = $1 } END { print n - 1 }'; }
check "as known before the targets came there are none" eval 'is "" "$(cell target labour.placed M1 done --known "$(before_targets)")" && is 4 "$(cell row labour.placed "" figure --known "$(before_targets)")"'
check "--region is --in" eval 'is 2 "$(cell row labour.placed "" target --region 530602)"'
check "shares of counties are not added up" eval 'is "" "$(cell sum labour.organised_share "" target)" && is behind "$(cell target labour.organised_share M9 state)"'
check "a county's target of one side counts both, the county and the side" eval 'is 2 "$(cell target labour.helped_partner M12 done)" && is 1 "$(cell target labour.helped_partner M13 done)" && is behind "$(cell target labour.helped_partner M13 state)"'
check "parts that do not share out one scope are not added up" eval 'is "" "$(cell sum labour.helped_partner "" target)" && is "" "$(cell row labour.helped_partner "" target)"'
check "two counties that are asked have their targets together" eval 'is 5 "$(cell sum labour.placed "" target --in 530602,530621)" && is 4 "$(cell sum labour.placed "" done --in 530602,530621)"'
check "a unit that does not fit cannot be counted, and why is said" eval 'is uncounted "$(cell target labour.at_work M7 state)" && is "计量单位不是该指标的单位" "$(cell target labour.at_work M7 why)"'
check "a target of another year is left out" eval 'is "" "$(cell target labour.placed M8 state)"'
check "targets that no row looks at are named" eval 'is met "$(cell other labour.steady_3 M11 state)" && is uncounted "$(cell other labour.happiness M6 state)"'
early() { shanhai --format tsv assess trial.points --to 2019-03-31 | awk -F '\t' '$5 == "M3" { print $14, $11, $13 }'; }
check "before its day a target is not due, and what is done is of the days so far" eval 'is "open 1 2" "$(early)"'
share() { shanhai --format tsv figure governance.completion --from 2019-01-01 --to 2019-12-31 --where "code = '$1'" | awk -F '\t' 'NR == 2 { printf "%.2f", $6 }'; }
agrees_with_the_indicator() { # the indicator of completion, target by target
    local code bad=0
    for code in M1 M2 M3 M4 M5 M9 M11 M12 M13; do
        is "$(share $code)" "$(tsv | awk -F '\t' -v c=$code '$5 == c { printf "%.2f", $12 }')" || bad=1
    done
    return $bad
}
check "the indicator of completion says the same of each target" agrees_with_the_indicator

# ---- points ----
check "points are weight times completion, up to the cap" eval 'is 32 "$(cell row labour.placed "" points)" && is 37.5 "$(cell row labour.helped "" points)" && says "期末在岗 人 2 4 200.00 0 完成" assess && is 10 "$(tsv | awk -F "\t" "\$4 == \"期末在岗\" { print \$24 }")"'
check "a row without a weight has no points" eval 'is "" "$(cell row labour.placed_registered "" points)"'
check "they add up to those of the whole, and to its grade" eval 'says "得分：79.5（满分 100）。" assess && says "等次：良" assess'
check "where something cannot be scored no grade is given" eval 'says "另有权重 50 的行没有目标或不可核算，未计分。" assess --in 530602 && says "尚有未计分的行，不定等次" assess --in 530602'

# ---- proof ----
check "what proves the records stands beside the figure" says "转移就业人数 人 — 4 — — — 5 0 1 0 0 4 4 40 32.00" assess
missing() { shanhai --format json assess trial.points --year 2019 | jq -r --arg i "$1" '.without_proof[] | select(.indicator == $i) | "\(.file):\(.row)"'; }
check "missing proof names just the rows that have none" eval 'is "work.csv:3 work.csv:4 work.csv:5 work.csv:6" "$(missing labour.placed | xargs)"'
check "... of the registered, just the one" eval 'is "work.csv:5" "$(missing labour.placed_registered | xargs)"'
check "where none is asked none is missing" eval 'is "" "$(missing labour.helped)"'
check "the paper names them with what is lacking" says "建档立卡转移就业人数 转移就业 人员 #3 厂乙 2019-06-15 work.csv 5 务工单位证明：双方确认" assess
sampled() {
    printf '抽查编号,抽查指标,抽查记录类型,抽查记录号,核查方式,核查结果,核查日期\nC1,labour.placed,labour.placement,2,电话,相符,2019-08-01\nC2,labour.placed,labour.placement,3,电话,不符,2019-08-01\n' > "$WORK/sample.csv"
    cp -r "$P" "$WORK/sampled" && quiet "$SHANHAI" -C "$WORK/sampled" import "$WORK/sample.csv" --as sampling.result --author 李审 || return 1
    "$SHANHAI" --format json -C "$WORK/sampled" assess trial.points --year 2019 > "$WORK/sampled.json"
    is "work.csv:4 work.csv:5 work.csv:6" "$(jq -r '.without_proof[] | select(.indicator == "labour.placed") | "\(.file):\(.row)"' "$WORK/sampled.json" | xargs)"
}
check "a sample that agrees proves, one that differs does not" sampled

# ---- documents and receipts ----
for format in xlsx docx pdf html csv txt; do
    check "it is written as $format" quiet assess --author 王报 -o "$WORK/out.$format"
done
check "... and refused as anything else" refuses 2 .xlsx assess -o "$WORK/out.odt"
check "the workbook has a sheet a table" eval '[ "$(unzip -l "$WORK/out.xlsx" | grep -c worksheets/sheet)" = 5 ]'
check "its receipt stands" says "0 个已变" shanhai receipt "$WORK/out.xlsx"
target_changed() {
    cp -r "$P" "$WORK/changed"
    sed 's/^M4,labour.helped,帮助就业,1,/M4,labour.helped,帮助就业,2,/' "$WORK/targets.csv" > "$WORK/again.csv"
    quiet "$SHANHAI" -C "$WORK/changed" import "$WORK/again.csv" --as governance.target --author 周改 || grep -q 1 "$WORK/log"
    "$SHANHAI" --format tsv -C "$WORK/changed" receipt "$WORK/out.txt" > "$WORK/moved.tsv"
    [ $? -eq 1 ] && grep -q 'M4' "$WORK/moved.tsv" && ! grep 'M3' "$WORK/moved.tsv" | grep -qv stands
}
check "a target that is changed later moves its receipt, and the others stand" target_changed
check "it is in English, too" says "not reached" "$SHANHAI" --lang en -C "$P" assess trial.points --year 2019

# ---- evidence ----
Z=$WORK/evidence.zip
check "the evidence is written" says "8 个文件夹，27 条记录，0 份原件" assess --evidence "$Z"
check "it is a ZIP that opens" unzip -tq "$Z"
mkdir "$WORK/x" && (cd "$WORK/x" && unzip -q "$Z")
listed_is_there() { # every file but the list itself, with its size and hash
    (cd "$WORK/x" && tail -n +2 文件清单.tsv | while IFS=$'\t' read -r path bytes digest; do
        [ "$(stat -c %s "$path")" = "$bytes" ] && [ "$(b2sum -l 256 "$path" | cut -d' ' -f1)" = "$digest" ] || echo "$path"
    done; find . -type f ! -name 文件清单.tsv | sed 's|^\./||' | LC_ALL=C sort > "$WORK/there"; tail -n +2 文件清单.tsv | cut -f1 | LC_ALL=C sort | diff - "$WORK/there")
}
check "its list of files is what is in it" eval '[ -z "$(listed_is_there)" ]'
indexed() { # each indicator's folder stands in the index, with its figure and how many records
    find "$WORK/x" -mindepth 2 -maxdepth 2 -type d -printf '%P\n' | LC_ALL=C sort > "$WORK/folders"
    unzip -p "$WORK/x/索引.xlsx" xl/sharedStrings.xml xl/worksheets/sheet2.xml 2> /dev/null | grep -oE '<t[^>]*>[0-9]{2}_[^<]*/[0-9]{2}_[^<]*' | sed 's/<t[^>]*>//' | LC_ALL=C sort -u | diff "$WORK/folders" - &&
        [ "$(wc -l < "$WORK/folders")" = 8 ] && grep -q '01_劳务：输出_输入_/01_转移就业人数' "$WORK/x/索引.html"
}
check "the index names each folder and no other" indexed
check "no name has a sign that Windows bars" eval '! unzip -Z1 "$Z" | grep -qE "[<>:\"|?*\\\\]|[. ](/|$)"'
plain() { # all text of all files, workbooks taken apart
    find "$1" -type f | while read -r file; do
        case $file in *.xlsx) unzip -p "$file" ;; *) cat "$file" ;; esac
    done
}
plain "$WORK/x" > "$WORK/plain"
no_person() { ! grep -aoE '甲一|乙二|丙三|丁四|99000[1-4]19[0-9]{6}[0-9]{4}|1380000[1-4]{5}' "$WORK/plain"; }
check "no name, number or phone of a person stands in any file" no_person
check "... though somebody typed them into a trade" grep -aq '缝纫 990001\*\*\*\*\*\*\*\*0015 电话138\*\*\*\*1111' "$WORK/plain"
check "records stand with file, row and the hash of the row" eval 'h=$(sql "SELECT lower(hex(hash)) FROM labour_placement WHERE row = 5"); [ ${#h} = 64 ] && grep -aq "$h" "$WORK/plain" && grep -aq "work.csv" "$WORK/plain"'
check "what lacks proof has a file of its own" eval '[ -s "$WORK/x/01_劳务：输出_输入_/01_转移就业人数/缺佐证.xlsx" ] && [ ! -e "$WORK/x/01_劳务：输出_输入_/02_帮助就业人数/缺佐证.xlsx" ]'
again() { sleep 2.1; quiet assess --evidence "$WORK/again.zip" --author 别人 && cmp "$Z" "$WORK/again.zip" && quiet env TZ=America/Lima "$SHANHAI" --lang zh -C "$P" assess trial.points --year 2019 --evidence "$WORK/lima.zip" && cmp "$Z" "$WORK/lima.zip"; }
check "the same ledger gives the same bytes, whoever asks, when and where" again
check "its receipt is found by its bytes" says "0 个已变" shanhai receipt "$Z"

# ---- originals ----
check "originals are not to be had without a reason" refuses 2 --why assess --evidence "$WORK/o.zip" --originals
check "... nor without evidence" refuses 2 --evidence assess --originals --why 审计
check "... and nothing is left of it" eval '[ ! -e "$WORK/o.zip" ] && [ ! -e "$WORK/o.zip.new" ] && [ ! -e "$WORK/o.zip.part" ]'
check "with a reason they are in it" says "1 份原件" assess --evidence "$WORK/o.zip" --originals --why "市审计局 调取"
check "byte for byte, once" eval '[ "$(unzip -Z1 "$WORK/o.zip" | grep -c "^原件/")" = 1 ] && unzip -p "$WORK/o.zip" "原件/*work.csv" | cmp - "$WORK/work.csv"'
check "who took them and why is in the disclosure log" eval '[ "$(sql "SELECT count(*) FROM disclosure WHERE why LIKE '"'市审计局 调取: work.csv%'"'")" = 1 ]'
check "the ledger is as it was" quiet shanhai verify
gone() {
    cp -r "$P" "$WORK/gone"
    rm -f "$WORK"/gone/files/*/*
    refuses 3 work.csv "$SHANHAI" -C "$WORK/gone" assess trial.points --year 2019 --evidence "$WORK/g.zip" --originals --why 审计 &&
        [ ! -e "$WORK/g.zip" ] && [ ! -e "$WORK/g.zip.new" ]
}
check "an original that is gone is said, and nothing is written" gone
check "a folder that is not there is said" refuses 4 "$WORK/none/e.zip" assess --evidence "$WORK/none/e.zip"
check "evidence is a ZIP and nothing else" refuses 2 .zip assess --evidence "$WORK/e.rar"
check "one or the other: a document or the evidence" refuses 2 --evidence assess --evidence "$WORK/e.zip" -o "$WORK/e.xlsx"
