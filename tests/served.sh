# For tests of pages: serves the programme $D on a port of its own. Gives $url and $token, and asks.
"$SHANHAI" -C "$D" serve --listen 127.0.0.1:0 > "$WORK/log" 2>&1 &
server=$!
trap 'kill $server 2> /dev/null; wait $server 2> /dev/null; rm -rf "$WORK"' EXIT
for _ in $(seq 600); do grep -q http "$WORK/log" && break; sleep 0.1; done
url=$(grep -o 'http://[0-9.:]*/' "$WORK/log"); url=${url%/}
token=$(curl -s "$url/" | sed -n 's/.*name="token" content="\([0-9a-f]*\)".*/\1/p')

asked() { curl -s -m 60 -o "$WORK/body" -w '%{http_code}' "$url/api/$1"; } # asked PATH?QUERY: the status
posted() { # posted PATH JSON [curl-arguments...]: the status; the body in $WORK/body, the head in $WORK/head
    local path=$1 body=$2
    shift 2
    curl -s -m 60 -o "$WORK/body" -D "$WORK/head" -w '%{http_code}' -H "X-Shanhai-Token: $token" -H "Content-Type: application/json" "$@" -d "$body" "$url/api/$path"
}
is() { # is WANTED JQ-FILTER
    local got
    got=$(jq -r "$2" "$WORK/body"); [ "$got" = "$1" ] || { echo "$got is not $1"; head -c 2000 "$WORK/body"; false; }
}
refused() { # refused STATUS PATH?QUERY [WORDS]: a fault, and what it says
    local got
    got=$(asked "$2"); [ "$got" = "$1" ] && jq -e .error "$WORK/body" > /dev/null && grep -qF -- "${3-}" "$WORK/body" || { echo "status $got"; head -c 600 "$WORK/body"; false; }
}
post_refused() { # post_refused STATUS PATH JSON [curl-arguments...]
    local wanted=$1 got
    shift
    got=$(posted "$@"); [ "$got" = "$wanted" ] && jq -e .error "$WORK/body" > /dev/null || { echo "status $got"; head -c 600 "$WORK/body"; false; }
}
