# A programme is made in one line, by who never wrote a catalogue; what it cannot be is said.
. tests/lib.sh
export SHANHAI_LANG=zh

refused() { # refused CODE args...: exit code, and nothing left behind
    local want=$1 rc
    shift
    "$SHANHAI" init "$WORK/none" "$@" > /dev/null 2>&1; rc=$?
    [ $rc -eq "$want" ] && ! ls -d "$WORK"/none* 2> /dev/null
}

check "place, day and parties make a programme" \
    "$SHANHAI" init "$WORK/p" --west 昭通 --from 2016-09-01 --party 东莞市,深圳市@2019-04-01 --name 试验
check "its parties answer to their short names" \
    sh -c "'$SHANHAI' -C '$WORK/p' figure labour.placed --party 东莞 --format tsv | grep -q 'party=4419'"
check "a party joins on its own day" grep -q 'region 4403 from 2019-04-01' "$WORK/p/catalogue/programme.cat"
check "its catalogue compiles and stays in its layout" "$SHANHAI" -C "$WORK/p" catalogue check
check "a place that is none is refused" refused 3 --west 没有这个地方 --from 2016-09-01
check "a day that is none is refused" refused 2 --west 昭通 --from 2016-09
check "a party's day that is none is refused" refused 2 --west 昭通 --from 2016-09-01 --party 东莞市@9月
check "a name with a quotation mark is refused" refused 2 --west 昭通 --from 2016-09-01 --name 'a"b'
check "parties without a place are refused" refused 2 --party 东莞市

# The table of visits.house_room has the name that an index on field room of visits.house once had.
cat "$WORK/p/catalogue/programme.cat" - > "$WORK/clash.cat" <<'CAT'

record visits.room
  label   zh "房间" en "Room"
  key     code
  field 1  code  text required  zh "房间编号"

record visits.house
  label   zh "房屋" en "House"
  key     code
  field 1  code  text required  zh "房屋编号"
  field 2  room  ref visits.room  zh "所含房间"

record visits.house_room
  label   zh "房屋房间" en "Room of a house"
  key     code
  field 1  code  text required  zh "对应编号"
CAT
check "a type may be called as another type's field" \
    sh -c "'$SHANHAI' init '$WORK/clash' --catalogue '$WORK/clash.cat' > /dev/null && '$SHANHAI' -C '$WORK/clash' verify"
