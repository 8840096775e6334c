# authcat: which SailPoint endpoints need a Personal Access Token.
# `make help` lists the targets.

BIN    ?= build/authcat
OUT    ?= build
MIRROR ?= ../shared/mirror
# The day of the specs in the mirror: commit 81ef79d0 of sailpoint-oss/api-specs.
MIRROR_DATE ?= 2026-08-22

GO          ?= go
STATICCHECK ?= honnef.co/go/tools/cmd/staticcheck@v0.8.2
# SQLite takes most of a first build; -O1 halves that and no query is slower by a measurable part.
export CGO_ENABLED := 1
export CGO_CFLAGS  ?= -O1

.DEFAULT_GOAL := help
.PHONY: build catalog test check bench soak snapshot clean help compiler

help: ## List the targets.
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

compiler:
	@cc=$$($(GO) env CC) && command -v $${cc%% *} >/dev/null || { \
		echo "authcat needs a C compiler for SQLite, and there is no '$$($(GO) env CC)' here: install gcc or clang (Debian: apt-get install gcc)."; exit 1; }

build: compiler ## Build the program into BIN (default build/authcat).
	@mkdir -p $(dir $(BIN))
	$(GO) build -trimpath -o $(BIN) ./cmd/authcat

catalog: build ## Crawl into OUT/catalog.db and write the documents; without a network from the bundled snapshot.
	$(BIN) crawl --db $(OUT)/catalog.db --fallback
	$(BIN) export --db $(OUT)/catalog.db --out $(OUT)

test: compiler ## Run the tests.
	$(GO) test ./...

check: compiler ## Check format, vet, staticcheck and that go.mod is tidy.
	@unformatted=$$(gofmt -l .); [ -z "$$unformatted" ] || { echo "run gofmt -w on:" $$unformatted; exit 1; }
	$(GO) vet ./...
	$(GO) run $(STATICCHECK) ./...
	$(GO) mod tidy -diff

bench: compiler ## Run the benchmarks; the README's ratios come from here.
	$(GO) test -run '^$$' -bench . -benchtime 5x ./...

soak: compiler ## Run the long forms of the tests.
	AUTHCAT_SOAK=1 $(GO) test -timeout 60m -count 1 ./...

snapshot: build ## Write the bundled snapshot anew from MIRROR, then build it in.
	$(BIN) crawl --db $(OUT)/snapshot.db --mirror $(MIRROR) --mirror-date $(MIRROR_DATE)
	$(BIN) snapshot --db $(OUT)/snapshot.db --out data/snapshot
	$(MAKE) build

clean: ## Remove what the targets made.
	rm -rf build
