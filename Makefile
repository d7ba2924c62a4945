# Shanhai: one binary from src/, with catalogue/, demo/ and the built ui/ inside.
#
#   make            build/shanhai                make check   the quick tests, under a minute
#   make test       every test                   make san     every test under ASan and UBSan
#   make fuzz       the fuzz targets, long       make bench   speed beside a peer
#   make tidy       layers, sizes, layout        make dist    a .deb (dist-stick: with all it needs)
VERSION := 0.1.0
CC ?= cc
BUILD ?= build
PKGS := sqlite3 libsodium libzip expat libmicrohttpd jansson libseccomp pangocairo
LIBS := $(shell pkg-config --libs $(PKGS)) -lxlsxwriter -lm -pthread
WARN := -Wall -Wextra -Wshadow -Wconversion -Werror
HARDEN := -O2 -D_FORTIFY_SOURCE=3 -fstack-protector-strong -fstack-clash-protection -fcf-protection \
	-ftrivial-auto-var-init=zero
MODE ?= $(HARDEN)
CFLAGS += -std=c17 -g -D_GNU_SOURCE -Isrc -I$(BUILD) -fPIE -pthread $(WARN) $(MODE) \
	$(shell pkg-config --cflags $(PKGS))
LDFLAGS += -pie -Wl,-z,relro,-z,now,-z,noexecstack $(LINK_MODE)

SOURCES := $(sort $(wildcard src/*/*.c))
OBJECTS := $(SOURCES:src/%.c=$(BUILD)/obj/%.o) $(BUILD)/embedded.o
UNIT := $(sort $(wildcard tests/unit/*.c))
UNIT_BIN := $(UNIT:tests/unit/%.c=$(BUILD)/tests/%)
TEST_TOOLS := $(patsubst tests/prove/%.c,$(BUILD)/tests/%,$(sort $(wildcard tests/prove/*.c)))
FUZZ := $(sort $(wildcard tests/fuzz/*.c))

.PHONY: all ready test check san fuzz bench bench-prove tidy dist dist-stick clean
all: $(BUILD)/shanhai

$(BUILD)/shanhai: $(BUILD)/obj/main.o $(BUILD)/libshanhai.a
	$(CC) $(LDFLAGS) -o $@ $^ $(LIBS)

$(BUILD)/libshanhai.a: $(OBJECTS)
	rm -f $@ && ar rcs $@ $^

$(BUILD)/obj/%.o: src/%.c Makefile
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) -MMD -MP -c -o $@ $<

# ---- what travels inside the binary ----
CARRIED := $(sort $(shell find catalogue demo -type f 2>/dev/null))
UI_SOURCES := $(sort $(shell find ui -type f 2>/dev/null))

node_modules/.package-lock.json: package-lock.json
	npm ci --ignore-scripts --prefer-offline --no-audit --no-fund --loglevel=error

$(BUILD)/regions.tsv: tools/regions.mjs catalogue/regions.list node_modules/.package-lock.json
	@mkdir -p $(@D)
	node tools/regions.mjs > $@.new && mv $@.new $@

$(BUILD)/traditional: tools/traditional.mjs node_modules/.package-lock.json
	@mkdir -p $(@D)
	node tools/traditional.mjs > $@.new && mv $@.new $@

$(BUILD)/ui/index.html: tools/ui.mjs $(UI_SOURCES) node_modules/.package-lock.json
	node tools/ui.mjs $(BUILD)/ui

$(BUILD)/embedded.S: tools/embed.sh $(CARRIED) $(BUILD)/regions.tsv $(BUILD)/traditional $(BUILD)/ui/index.html Makefile
	@{ for f in $(CARRIED); do echo "$$f $$f"; done; \
	   echo "catalogue/regions.tsv $(BUILD)/regions.tsv"; \
	   echo "prove/traditional $(BUILD)/traditional"; \
	   find $(BUILD)/ui -type f | sed 's|^$(BUILD)/\(.*\)|\1 $(BUILD)/\1|'; } | \
	   LC_ALL=C sort | sh tools/embed.sh > $@

$(BUILD)/embedded.o: $(BUILD)/embedded.S
	$(CC) -c -o $@ $<

# ---- tests: every program and script prints TAP; tests/run adds them up ----
$(BUILD)/tests/%: tests/unit/%.c $(BUILD)/libshanhai.a
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) -MMD -MP $(LDFLAGS) -o $@ $< $(BUILD)/libshanhai.a -lcmocka $(LIBS)

# Programs that a test script runs.
$(BUILD)/tests/%: tests/prove/%.c $(BUILD)/libshanhai.a
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) -MMD -MP $(LDFLAGS) -o $@ $< $(BUILD)/libshanhai.a $(LIBS)

ready: $(BUILD)/shanhai $(UNIT_BIN) $(TEST_TOOLS)

check: ready
	BUILD=$(BUILD) tests/run quick

test: ready
	BUILD=$(BUILD) tests/run all

SAN := MODE="-O1 -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer" \
	LINK_MODE="-fsanitize=address,undefined" BUILD=build/san
san:
	$(MAKE) $(SAN) all
	$(MAKE) $(SAN) test

# A fuzz target is tests/fuzz/NAME.c; its seeds tests/fuzz/NAME/, its crashes among them. What they
# share is compiled once.
FUZZ_SECONDS ?= 300
FUZZ_MODE := -std=c17 -g1 -O1 -D_GNU_SOURCE -Isrc -pthread $(shell pkg-config --cflags $(PKGS))
FUZZED := $(filter-out $(foreach f,demo cmd match rule report web,src/$(f)/%),$(SOURCES)) src/web/guard.c
FUZZ_BIN := $(FUZZ:tests/fuzz/%.c=$(BUILD)/fuzz/%.bin)

$(BUILD)/fuzz/obj/%.o: src/%.c Makefile
	@mkdir -p $(@D)
	clang $(FUZZ_MODE) -fsanitize=fuzzer-no-link,address,undefined -MMD -MP -c -o $@ $<

$(BUILD)/fuzz/%.bin: tests/fuzz/%.c $(FUZZED:src/%.c=$(BUILD)/fuzz/obj/%.o) $(BUILD)/embedded.o
	clang $(FUZZ_MODE) -fsanitize=fuzzer,address,undefined -MMD -MP -o $@ $(filter-out %.h,$^) $(LIBS)

.PHONY: fuzz-ready
fuzz-ready: $(FUZZ_BIN)
fuzz: $(FUZZ:tests/fuzz/%.c=fuzz-%)
fuzz-%: $(BUILD)/fuzz/%.bin
	@mkdir -p $(BUILD)/fuzz/$*
	$< -max_total_time=$(FUZZ_SECONDS) -max_len=65536 -timeout=10 -rss_limit_mb=2048 \
	  $(BUILD)/fuzz/$* $(wildcard tests/fuzz/$*)

bench: $(BUILD)/shanhai
	bench/run
	$(MAKE) bench-prove

# Figures found beside Microsoft's Recognizers-Text, which nothing else installs.
bench/node_modules/.package-lock.json: bench/package-lock.json
	cd bench && npm ci --ignore-scripts --prefer-offline --no-audit --no-fund --loglevel=error

$(BUILD)/bench/prove: bench/prove.c $(BUILD)/libshanhai.a
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $< $(BUILD)/libshanhai.a $(LIBS)

bench-prove: $(BUILD)/shanhai $(BUILD)/bench/prove bench/node_modules/.package-lock.json
	@for i in $$(seq 40); do cat demo/bulletin.txt tests/prove/*.txt tests/prove/texts/*.txt; done | \
	  LC_ALL=C awk 'n < 1000000 { n += length($$0) + 1; print }' > $(BUILD)/bench/long.txt
	@rm -rf $(BUILD)/bench/empty && $(BUILD)/shanhai init $(BUILD)/bench/empty --catalogue demo/programme.cat > /dev/null
	@printf 'what\tbytes\tfigures\tCPU ms\n'
	@$(BUILD)/bench/prove $(BUILD)/bench/empty demo/bulletin.txt 2019-09-01 21
	@$(BUILD)/bench/prove $(BUILD)/bench/empty $(BUILD)/bench/long.txt 2019-09-01 3
	node bench/prove.mjs $(BUILD)/shanhai $(BUILD)/bench/prove ../shared/page

tidy:
	@! for t in tests/tidy/*.sh; do echo "# $$t"; bash $$t; done | tee /dev/stderr | grep -q '^not ok'

dist: $(BUILD)/shanhai
	BUILD=$(BUILD) tools/dist.sh $(VERSION)

dist-stick: $(BUILD)/shanhai
	BUILD=$(BUILD) tools/dist.sh $(VERSION) stick

compile_commands.json: Makefile
	bear -- $(MAKE) -B $(OBJECTS)

clean:
	rm -rf $(BUILD)

-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)
