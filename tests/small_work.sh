# For tests of documents: three persons and their work, small enough to count by hand. `. tests/small_work.sh`
# behind tests/lib.sh gives $P, shanhai, quiet, $WORK/people.csv and $WORK/work.csv; nothing is made of them yet.
P=$WORK/programme
shanhai() { "$SHANHAI" --lang zh -C "$P" "$@"; }
quiet() { "$@" > "$WORK/log" 2>&1 || { cat "$WORK/log"; return 1; }; }

# 甲 and 乙 start in 昭阳 in 2018 and 2019, 乙 once more in 鲁甸 in 2019; 丙 in 鲁甸 in 2019.
cat > "$WORK/people.csv" << 'CSV'
身份证号,姓名,户籍所在地,是否建档立卡
990001198501010015,甲一,530602001001,是
990002198602020024,乙二,530602001001,否
990003198703030033,丙三,530621001002,是
CSV
cat > "$WORK/work.csv" << 'CSV'
身份证号,姓名,用工单位,务工地,上岗日期,离岗日期,就业渠道
990001198501010015,甲一,厂甲,4419,2018-04-01,2018-07-05,自发
990002198602020024,乙二,厂甲,4419,2019-05-01,,自发
990002198602020024,乙二,厂乙,4420,2019-07-01,,自发
990003198703030033,丙三,厂乙,4420,2019-06-15,,自发
CSV
