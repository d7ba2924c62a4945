# Every message has its Chinese, with the same arguments in the same order.
. tests/lib.sh

complaints() { node tests/tidy/messages.mjs "$1"; }
none() { local out; out=$(complaints "$1") && [ -z "$out" ] || { echo "$out"; false; }; }
names() { complaints "$WORK" | grep -qF "$1"; }

check "every message stands in messages.def, and nothing else does" none .

mkdir -p "$WORK/src/base"
cat > "$WORK/src/base/x.c" <<'C'
/* fault_set(f, FAULT_INPUT, "only a comment") */
bool x(struct fault *f, int n)
{
    puts(tr(n ? "left %s" : "right"));
    return fault_set(f, n ? FAULT_INPUT : FAULT_USAGE, "two "
                     "parts %" PRId64, (int64_t)n);
}
C
cat > "$WORK/src/base/messages.def" <<'C'
M("left %s", "左 %s")
M("two parts %" PRId64, "两部分 %" PRId64)
C
check "a message without Chinese is named" names 'no Chinese for "right"'
echo 'M("right", "右")' >> "$WORK/src/base/messages.def"
check "joined literals and both sides of a condition are found" none "$WORK"
echo 'M("never", "从不")' >> "$WORK/src/base/messages.def"
check "a line that nobody says is named" names 'nobody says "never"'
sed -i 's/左 %s/左 %d/' "$WORK/src/base/messages.def"
check "another conversion in Chinese is named" names 'other conversions in Chinese: "left %s"'
