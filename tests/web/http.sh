# The server's door: who is let in, what is taken, and how it ends.
. tests/lib.sh
command -v curl > /dev/null || { skip "the server's door" "no curl"; exit 0; }

printf 'programme t\n  zh "测试" en "test"\n  west 5306\n  from 2016-09-01\n' > "$WORK/t.cat"
"$SHANHAI" init "$WORK/p" --catalogue "$WORK/t.cat" > /dev/null
"$SHANHAI" -C "$WORK/p" serve --listen 127.0.0.1:0 > "$WORK/log" 2>&1 &
server=$!
trap 'kill -9 $server 2> /dev/null; rm -rf "$WORK"' EXIT
for _ in $(seq 600); do grep -q http "$WORK/log" && break; sleep 0.1; done
url=$(grep -o 'http://[0-9.:]*/' "$WORK/log"); url=${url%/}
token=$(curl -s "$url/" | sed -n 's/.*name="token" content="\([0-9a-f]*\)".*/\1/p')
T="X-Shanhai-Token: $token"

status() { # status WANTED curl-arguments...
    local wanted=$1 got
    shift
    got=$(curl -s -m 20 -o "$WORK/body" -w '%{http_code}' "$@")
    [ "$got" = "$wanted" ] || { echo "status $got, not $wanted"; cat "$WORK/body"; false; }
}
has() { grep -qF -- "$1" "$WORK/body" || { cat "$WORK/body"; false; }; }
upload() { curl -s -H "$T" --data-binary @- "$url/api/upload?name=$1"; }
session_of() { sed -n 's/.*"session":"\([0-9a-f]*\)".*/\1/p'; }

check "serve says where it listens" [ -n "$url" ]
check "the page carries the token of this start" [ ${#token} = 32 ]
check "the programme answers as JSON" status 200 "$url/api/programme"
check "... in Chinese first" has '"name":"测试"'
check "... and in English when asked" status 200 "$url/api/programme?lang=en"
check "... with an English name" has '"name":"test"'
check "localhost is a name of this server" status 200 -H "Host: localhost:1" "$url/api/programme"
check "another name is refused, also for the page itself" status 403 -H "Host: evil.example" "$url/"
check "... and says what to do" has '"hint":"'
check "a name that only begins like ours is refused" status 403 -H "Host: 127.0.0.1.evil.example" "$url/api/programme"
check "a port that is none is refused" status 403 -H "Host: localhost:80x" "$url/api/programme"
check "no name at all is refused" status 403 -0 -H "Host:" "$url/api/programme"
check "what another site asks for is refused" status 403 -H "Sec-Fetch-Site: cross-site" "$url/api/programme"
check "a POST without the token is refused" status 403 -d '{}' "$url/api/dryrun"
check "a POST with a token cut short is refused" status 403 -H "X-Shanhai-Token: ${token%?}" -d '{}' "$url/api/dryrun"
check "a POST from another origin is refused" status 403 -H "$T" -H "Origin: http://evil.example" -d '{}' "$url/api/dryrun"
check "a POST from a page without an origin of its own is refused" status 403 -H "$T" -H "Origin: null" -d '{}' "$url/api/dryrun"
check "a POST from this origin reaches the page" status 404 -H "$T" -H "Origin: $url" -d '{"session":"0"}' "$url/api/dryrun"
check "what is not JSON is refused" status 400 -H "$T" -d '{"session":' "$url/api/dryrun"
check "JSON that is no object is refused" status 400 -H "$T" -d '[1]' "$url/api/dryrun"
check "another method is refused" status 405 -X DELETE "$url/api/dryrun"
check "a page that is not there is absent" status 404 "$url/api/nothing"
check "a path does not leave the binary" status 404 --path-as-is "$url/../../etc/passwd"
check "... also when it is encoded" status 404 --path-as-is "$url/..%2f..%2fetc%2fpasswd"
check "an unknown indicator is absent" status 404 "$url/api/figure?key=labour.placd"
check "... and the nearest one is named" has "labour.placed"
check "a scope that is none is refused" status 422 "$url/api/figure?key=labour.placed&scope=in%3Dnowhere"
check "a number that is none is refused" status 400 "$url/api/trace?key=labour.placed&offset=-1"
check "a known indicator is counted" status 200 "$url/api/figure?key=labour.placed&by=county"
check "a sample of its records is a workbook" status 200 "$url/api/sample?key=labour.placed&count=5"
check "a sample of none is refused" status 400 "$url/api/sample?key=labour.placed&count=0"

big=5000000
head -c $big /dev/zero > "$WORK/big"
check "a declared length above the limit is refused before it comes" status 413 -H "$T" -H "Content-Length: 99999999999999999999" -d x "$url/api/upload?name=a.csv"
check "a body that grows above the limit is refused" status 413 -H "$T" -H "Transfer-Encoding: chunked" --data-binary "@$WORK/big" "$url/api/prove"
check "a file of the same size is taken" status 200 -H "$T" --data-binary "@$WORK/big" "$url/api/upload?name=a.csv"
check "a file without a name is refused" status 422 -H "$T" -d x "$url/api/upload"
check "a name with a control character is refused" status 422 -H "$T" -d x "$url/api/upload?name=a%0ab"
check "a session that is not there is absent" status 404 -H "$T" -d x "$url/api/upload?name=a.csv&session=0123"
check "a path in a name is cut to its last part" status 200 -H "$T" -d x "$url/api/upload?name=..%2F..%2Fp%2Fevil.csv"
check "... so that nothing lies elsewhere" [ -z "$(find "$WORK" -name 'evil*')" ]
check "... and the name is kept" has '"name":"evil.csv"'
s=$(echo x | upload a.txt | session_of)
check "a text is no table" status 422 -H "$T" -d "{\"session\":\"$s\"}" "$url/api/dryrun"
check "what was not looked through is not confirmed" status 422 -H "$T" -d "{\"session\":\"$s\"}" "$url/api/confirm"
s=$(echo x | upload a.csv | session_of)
check "a table that was not looked through is a conflict" status 409 -H "$T" -d "{\"session\":\"$s\"}" "$url/api/confirm"
many() { # the 65th file of one session
    local i
    for i in $(seq 63); do echo x | upload "$i.csv&session=$s" > /dev/null; done
    status 413 -H "$T" -d x "$url/api/upload?name=last.csv&session=$s"
}
check "a session holds sixty-four files" many
older() {
    local i first
    first=$(echo x | upload a.csv | session_of)
    for i in $(seq 8); do echo x | upload a.csv > /dev/null; done
    status 404 "$url/api/dryrun?session=$first"
}
check "the session untouched longest makes room" older
check "at most eight sessions lie there" [ "$(find "$WORK/p/uploads" -type f ! -name lock | wc -l)" -le 8 ]

# What was looked through is what is stored, or nothing.
county() { printf '县区,是否国家扶贫工作重点县,是否深度贫困县,入册日期\n%s,是,是,2014-01-01\n' "$1"; }
state() { # state SESSION: once the desk is done
    local s
    for _ in $(seq 600); do
        s=$(curl -s "$url/api/dryrun?session=$1" | sed -n 's/.*"state":"\([a-z]*\)".*/\1/p')
        case "$s" in waiting | reading) sleep 0.1 ;; *) echo "$s"; return ;; esac
    done
}
ask() { curl -s -o /dev/null -H "$T" -d "{\"session\":\"$2\"}" "$url/api/$1"; state "$2"; }
batches() { "$SHANHAI" -C "$WORK/p" --format tsv batches | tail -n +2 | wc -l; }
one=$(county 530602 | upload one.csv | session_of)
two=$(county 530621 | upload two.csv | session_of)
before=$(batches)
check "a table is looked through" [ "$(ask dryrun "$one")" = read ]
check "... and another beside it" [ "$(ask dryrun "$two")" = read ]
check "looking stores nothing" [ "$(batches)" = "$before" ]
check "what was looked through is stored" [ "$(ask confirm "$one")" = stored ]
check "... as one batch" [ "$(batches)" = $((before + 1)) ]
check "what was compared with an older head is not" [ "$(ask confirm "$two")" = failed ]
check "... because of a conflict" status 200 "$url/api/dryrun?session=$two"
check "... which it says" has '"kind":"conflict"'
check "looked through once more it is stored" [ "$(ask dryrun "$two")$(ask confirm "$two")" = readstored ]
check "what was stored is not stored twice" status 409 -H "$T" -d "{\"session\":\"$two\"}" "$url/api/confirm"
check "a figure counts both" status 200 "$url/api/figure?key=baseline.counties"
check "... at once" has '"value":"2"'

headers() { curl -s -D "$WORK/head" -o /dev/null "$url/$1"; tr -d '\r' < "$WORK/head" > "$WORK/body"; }
headers api/programme
check "data is not kept by the browser" has "Cache-Control: no-store"
check "nothing is loaded from elsewhere" has "Content-Security-Policy: default-src 'self'"
check "types are not guessed" has "X-Content-Type-Options: nosniff"

# Clients that send a byte and wait must not hold up others.
slow=()
for _ in $(seq 40); do
    exec {fd}<> "/dev/tcp/127.0.0.1/${url##*:}"
    printf 'POST /api/prove HTTP/1.1\r\nHost: localhost\r\nX-Shanhai-Token: %s\r\nContent-Length: 100\r\n\r\n{' "$token" >&$fd
    slow+=("$fd")
done
quick() { [ "$(curl -s -m 5 -o /dev/null -w '%{http_code}' "$url/api/programme")" = 200 ]; }
check "forty slow clients hold up nobody" quick

other_address() {
    "$SHANHAI" -C "$WORK/p" serve --listen "$1" > "$WORK/body" 2>&1
    [ $? = 2 ] || { cat "$WORK/body"; false; }
}
check "an address that others reach is refused" other_address 0.0.0.0:8080
check "... and says why" has "127.0.0.1"
check "what is no address is refused" other_address nonsense
taken() { "$SHANHAI" -C "$WORK/p" serve --listen "127.0.0.1:${url##*:}" > "$WORK/body" 2>&1; [ $? = 4 ]; }
check "a port that is taken is a failure of the machine" taken
absent() { "$SHANHAI" -C "$WORK/nothing" serve --listen 127.0.0.1:0 > "$WORK/body" 2>&1; [ $? = 3 ]; }
check "a folder without a programme is refused" absent

kill -TERM $server
wait $server; ended=$?
check "SIGTERM ends it with success, slow clients or not" [ $ended = 0 ]
check "what was dropped is gone with it" [ -z "$(ls -A "$WORK/p/uploads")" ]
for fd in "${slow[@]}"; do exec {fd}>&-; done

"$SHANHAI" -C "$WORK/p" serve --listen 127.0.0.1:0 > "$WORK/log" 2>&1 &
server=$!
for _ in $(seq 600); do grep -q http "$WORK/log" && break; sleep 0.1; done
url=$(grep -o 'http://[0-9.:]*/' "$WORK/log"); url=${url%/}
check "the token of an earlier start is refused" status 403 -H "$T" -d '{}' "$url/api/dryrun"
token=$(curl -s "$url/" | sed -n 's/.*name="token" content="\([0-9a-f]*\)".*/\1/p'); T="X-Shanhai-Token: $token"
echo x | upload a.csv > /dev/null
kill -9 $server; wait $server 2> /dev/null
"$SHANHAI" -C "$WORK/p" serve --listen 127.0.0.1:0 > "$WORK/log" 2>&1 &
server=$!
for _ in $(seq 600); do grep -q http "$WORK/log" && break; sleep 0.1; done
check "what a killed server left is swept by the next" [ "$(find "$WORK/p/uploads" -type f ! -name lock | wc -l)" = 0 ]
kill -INT $server
wait $server; ended=$?
check "SIGINT ends it with success too" [ $ended = 0 ]
