# authcat: which SailPoint endpoints need a Personal Access Token.
# `make help` lists the targets.

BIN    ?= build/authcat
OUT    ?= build
MIRROR ?= ../shared/mirror
# The day of the specs in the mirror: commit 81ef79d0 of sailpoint-oss/api-specs.
MIRROR_DATE ?= 2026-08-22
# What is kept from night to night ('make clean' removes it, as it does OUT), and more flags for the night.
STATE         ?= build/state
NIGHTLY_FLAGS ?=

GO          ?= go
STATICCHECK ?= honnef.co/go/tools/cmd/staticcheck@v0.8.2
ACTIONLINT  ?= github.com/rhysd/actionlint/cmd/actionlint@v1.7.12
# SQLite takes most of a first build; -O1 halves that and no query is slower by a measurable part.
export CGO_ENABLED := 1
export CGO_CFLAGS  ?= -O1

.DEFAULT_GOAL := help
.PHONY: build catalog nightly recipes test check bench soak guard-report snapshot clean help compiler

help: ## List the targets.
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

compiler:
	@cc=$$($(GO) env CC) && command -v $${cc%% *} >/dev/null || { \
		echo "authcat needs a C compiler for SQLite, and there is no '$$($(GO) env CC)' here: install gcc or clang (Debian: apt-get install gcc)."; exit 1; }

build: compiler ## Build the program into BIN (default build/authcat).
	@mkdir -p $(dir $(BIN))
	$(GO) build -trimpath -o $(BIN) ./cmd/authcat

catalog: build ## Crawl into OUT/catalog.db and write the documents; without a network from the bundled snapshot.
	$(BIN) crawl --db $(OUT)/catalog.db --fallback
	$(BIN) export --db $(OUT)/catalog.db --out $(OUT)

# In the environment, ACCEPT is the reason to publish what the guard refused, WIKI the URL of a git wiki. The shell
# reads them, never make: they may hold anything.
nightly: build ## Crawl, guard and publish into OUT/docs, as a nightly job does; STATE is kept from night to night.
	$(BIN) nightly --state $(STATE) --out $(OUT)/docs --exit-zero $${ACCEPT:+--accept "$$ACCEPT"} $${WIKI:+--wiki "$$WIKI"} $(NIGHTLY_FLAGS)

test: compiler ## Run the tests.
	$(GO) test ./...

check: compiler ## Check format, vet, staticcheck and that go.mod is tidy.
	@unformatted=$$(gofmt -l .); [ -z "$$unformatted" ] || { echo "run gofmt -w on:" $$unformatted; exit 1; }
	$(GO) vet ./...
	$(GO) run $(STATICCHECK) ./...
	$(GO) mod tidy -diff

recipes: build ## Check the recipes for nightly jobs, with those linters that are installed.
	@if $(GO) list -m $(subst /cmd/actionlint,,$(ACTIONLINT)) >/dev/null 2>&1; then echo actionlint; $(GO) run $(ACTIONLINT); else echo "actionlint can't be had: skipped"; fi
	@if command -v shellcheck >/dev/null; then shellcheck cmd/authcat/deploy/github/state.sh; else echo "shellcheck is not here: skipped"; fi
	@mkdir -p $(OUT)/units
	@for unit in cmd/authcat/deploy/systemd/*; do sed "s|/usr/local/bin/authcat|$(abspath $(BIN))|" $$unit > $(OUT)/units/$${unit##*/}; done
	@if command -v systemd-analyze >/dev/null; then systemd-analyze verify $(OUT)/units/*; else echo "systemd-analyze is not here: skipped"; fi

bench: compiler ## Run the benchmarks; the README's ratios come from here.
	$(GO) test -run '^$$' -bench . -benchtime 5x ./...

soak: compiler ## Run the long forms of the tests.
	AUTHCAT_SOAK=1 $(GO) test -timeout 60m -count 1 ./...

guard-report: compiler ## Measure the guard on CLONE, a clone of the specifications' repository: real nights and damaged ones.
	@test -n "$(CLONE)" || { echo "name a clone: make guard-report CLONE=…, after 'git clone https://github.com/sailpoint-oss/api-specs'"; exit 1; }
	AUTHCAT_CLONE="$(abspath $(CLONE))" $(GO) test -timeout 60m -count 1 -run '^TestGuardReport$$' -v ./cmd/authcat

snapshot: build ## Write the bundled snapshot anew from MIRROR, then build it in.
	$(BIN) crawl --db $(OUT)/snapshot.db --mirror $(MIRROR) --mirror-date $(MIRROR_DATE)
	$(BIN) snapshot --db $(OUT)/snapshot.db --out data/snapshot
	$(MAKE) build

clean: ## Remove what the targets made.
	rm -rf build
