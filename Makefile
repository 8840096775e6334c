# authcat: which SailPoint endpoints need a Personal Access Token.
# `make help` lists the targets.

BIN    ?= build/authcat
OUT    ?= build
MIRROR ?= ../shared/mirror
# The day of the specs in the mirror: commit 81ef79d0 of sailpoint-oss/api-specs.
MIRROR_DATE ?= 2026-08-22
MIRROR_COMMIT := 81ef79d05e43806f9083f42015a2a359bbd76e1f
# Where 'make mirror' puts what the tests run on.
TEST_MIRROR := build/mirror
# What is kept from night to night ('make clean' removes it, as it does OUT), and more flags for the night.
STATE         ?= build/state
NIGHTLY_FLAGS ?=

GO          ?= go
STATICCHECK ?= honnef.co/go/tools/cmd/staticcheck@v0.8.2
ACTIONLINT  ?= github.com/rhysd/actionlint/cmd/actionlint@v1.7.12
GORELEASER  ?= $(GO) run github.com/goreleaser/goreleaser/v2@v2.15.1
# Images need a container engine, the bill of materials syft, and only a tag is published.
RELEASE_SKIPS ?= publish,sbom,docker
GOVULNCHECK ?= golang.org/x/vuln/cmd/govulncheck@v1.9.0
# The same source gives the same bytes, in a clone, an unpacked archive and an image: no path and no commit gets in.
BUILD_FLAGS := -trimpath -buildvcs=false
# How long each fuzz target runs; 'make soak' takes SOAK_FUZZTIME.
FUZZTIME      ?= 10s
SOAK_FUZZTIME ?= 2m
# The folder of the public repositories whose calls people labelled: 'make labelled' fills it.
REPOSITORIES ?=
# A database of vulnerabilities in place of https://vuln.go.dev, as file:///DIR. With STRICT set, what can't be checked fails.
VULNDB ?=
STRICT ?=
# SQLite takes most of a first build; -O1 halves that and no query is slower by a measurable part.
export CGO_ENABLED := 1
export CGO_CFLAGS  ?= -O1

.DEFAULT_GOAL := help
.PHONY: build extras install release release-snapshot catalog nightly night recipes test mirror check portable nocgo race fuzz vuln reproduce licenses bench labelled soak guard-report snapshot history clean help compiler

help: ## List the targets.
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

compiler:
	@cc=$$($(GO) env CC) && command -v $${cc%% *} >/dev/null || { \
		echo "authcat needs a C compiler for SQLite, and there is no '$$($(GO) env CC)' here: install gcc or clang (Debian: apt-get install gcc)."; exit 1; }

build: compiler ## Build the program into BIN (default build/authcat).
	@mkdir -p $(dir $(BIN))
	$(GO) build $(BUILD_FLAGS) -o $(BIN) ./cmd/authcat

catalog: build ## Crawl into OUT/catalog.db and write the documents; without a network from the bundled snapshot.
	$(BIN) crawl --db $(OUT)/catalog.db --fallback
	$(BIN) export --db $(OUT)/catalog.db --out $(OUT)

# Where 'make install' puts the program, its completions and its manual pages; DESTDIR goes before it, for packages.
PREFIX  ?= /usr/local
DESTDIR ?=
EXTRAS  := $(OUT)/extras

extras: build ## Write completions and manual pages into OUT/extras.
	@mkdir -p $(EXTRAS)
	$(BIN) completion bash > $(EXTRAS)/authcat.bash
	$(BIN) completion zsh > $(EXTRAS)/_authcat
	$(BIN) completion fish > $(EXTRAS)/authcat.fish
	$(GO) run $(BUILD_FLAGS) -tags man ./cmd/authcat man $(EXTRAS)/man

install: extras ## Install the program, its completions and its manual pages below PREFIX (default /usr/local).
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/man/man1 $(DESTDIR)$(PREFIX)/share/bash-completion/completions \
		$(DESTDIR)$(PREFIX)/share/zsh/site-functions $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d
	install -m 755 $(BIN) $(DESTDIR)$(PREFIX)/bin/authcat
	install -m 644 $(EXTRAS)/man/*.1 $(DESTDIR)$(PREFIX)/share/man/man1
	install -m 644 $(EXTRAS)/authcat.bash $(DESTDIR)$(PREFIX)/share/bash-completion/completions/authcat
	install -m 644 $(EXTRAS)/_authcat $(DESTDIR)$(PREFIX)/share/zsh/site-functions
	install -m 644 $(EXTRAS)/authcat.fish $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d

release-snapshot: ## Build all of a release that this machine can into OUT/release, twice: the same bytes each time.
	$(GORELEASER) release --snapshot --clean --skip $(RELEASE_SKIPS)
	cp $(OUT)/release/checksums.txt $(OUT)/release.sums
	$(GORELEASER) release --snapshot --clean --skip $(RELEASE_SKIPS)
	cmp $(OUT)/release/checksums.txt $(OUT)/release.sums

release: ## Release the tag that is checked out, with the token in GITHUB_TOKEN.
	$(GORELEASER) release --clean

nightly: build night ## Crawl, guard and publish into OUT/docs, as a nightly job does; STATE is kept from night to night.

# In the environment, ACCEPT is the reason to publish what the guard refused, WIKI the URL of a git wiki. The shell
# reads them, never make: they may hold anything.
night: ## As nightly, with the program that BIN names.
	$(BIN) nightly --state $(STATE) --out $(OUT)/docs --exit-zero $${ACCEPT:+--accept "$$ACCEPT"} $${WIKI:+--wiki "$$WIKI"} $(NIGHTLY_FLAGS)

test: compiler ## Run the tests.
	$(GO) test -timeout 20m ./...

# The pages of that day are in a copy only: nobody publishes them any more.
mirror: build ## Get the documents that tests run on into build/mirror: a copy of MIRROR, or the specifications from the network.
	@[ -d "$(MIRROR)" ] || [ "$(origin MIRROR)" = file ] || { echo "MIRROR is no folder: $(MIRROR)"; exit 1; }
	rm -rf $(TEST_MIRROR) $(TEST_MIRROR).new
	mkdir -p $(TEST_MIRROR).new
	if [ -d "$(MIRROR)" ]; then cp -R "$(MIRROR)/." $(TEST_MIRROR).new; else \
		sed 's|/api-specs/main/|/api-specs/$(MIRROR_COMMIT)/|' data/sources.yaml > $(TEST_MIRROR).yaml && \
		$(BIN) crawl --db $(TEST_MIRROR).db --sources $(TEST_MIRROR).yaml --docs none --archive $(TEST_MIRROR).new && \
		cd $(TEST_MIRROR).new/raw.githubusercontent.com/sailpoint-oss/api-specs && mv $(MIRROR_COMMIT) main; \
	fi
	mv $(TEST_MIRROR).new $(TEST_MIRROR)

check: compiler ## Check format, vet, staticcheck (with all that it checks) and that go.mod is tidy.
	@unformatted=$$(gofmt -l .); [ -z "$$unformatted" ] || { echo "run gofmt -w on:" $$unformatted; exit 1; }
	$(GO) vet ./...
	$(GO) run $(STATICCHECK) -checks all ./...
	$(GO) mod tidy -diff

portable: ## Check that the program and its tests compile for Windows and macOS.
	CGO_ENABLED=0 GOOS=windows $(GO) vet ./...
	CGO_ENABLED=0 GOOS=darwin $(GO) vet ./...

# For platforms without a C compiler, and for releases, which have one SQLite everywhere.
nocgo: ## Run the tests of the catalog and the scripts with the SQLite that is Go.
	CGO_ENABLED=0 $(GO) test -timeout 30m ./catalog/sqlite ./export/records
	CGO_ENABLED=0 $(GO) test -timeout 30m -run 'Script|Damage|View|Verify' ./cmd/authcat

# What runs at the same time: sources, pages and hosts, nights, the site. The rest of the tests has one goroutine.
race: compiler ## Run the tests of what runs concurrently under the race detector.
	$(GO) test -race ./catalog/factfile ./crawler ./crawler/docs ./crawler/fetch ./crawler/relay ./cmd/authcat/nightly ./export/publish
	$(GO) test -race -run 'Site|Serve|Record|AtOnce|FirstNight|Pages|Wiki' ./cmd/authcat

# Go runs one target at a time. What one finds is kept below the package's testdata/fuzz, and the rest still runs.
# Before Go 1.27 a target may end with "context deadline exceeded" and no input, https://go.dev/issue/75804: it is run once more.
fuzz: compiler ## Run every fuzz target of the module for FUZZTIME (default 10s).
	@mkdir -p $(OUT)
	@$(GO) test -list '^Fuzz' ./... >$(OUT)/fuzz.txt || { cat $(OUT)/fuzz.txt; exit 1; }
	@awk '/^Fuzz/ { target[++n] = $$1 } /^ok/ { for (i = 1; i <= n; i++) print $$2, target[i]; n = 0 }' $(OUT)/fuzz.txt | { \
		failed=; \
		while read -r package target; do \
			echo "$$target of $$package"; \
			run() { $(GO) test -run '^$$' -fuzz "^$$target$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 1s $$package >$(OUT)/fuzz.log 2>&1; result=$$?; cat $(OUT)/fuzz.log; return $$result; }; \
			run && continue; \
			if grep -q 'context deadline exceeded' $(OUT)/fuzz.log && ! grep -q 'Failing input' $(OUT)/fuzz.log; then run && continue; fi; \
			failed="$$failed $$target"; \
		done; \
		[ -z "$$failed" ] || { echo "failed:$$failed"; exit 1; }; }

vuln: compiler ## Look for known vulnerabilities in what is linked and tested with; skipped without a network.
	@version=$$($(GO) run $(GOVULNCHECK) $(if $(VULNDB),-db $(VULNDB)) -version 2>&1); \
	case $$version in \
	*"DB updated:"*) $(GO) run $(GOVULNCHECK) $(if $(VULNDB),-db $(VULNDB)) -test ./... ;; \
	*) echo "the database of vulnerabilities can't be had (VULNDB=file:///DIR names a copy)$(if $(STRICT),,: skipped)"; $(if $(STRICT),exit 1,:) ;; \
	esac

# Two copies, one of them a repository with a commit, with caches of their own: nothing of the first build is taken for the second.
reproduce: compiler ## Build twice, in two folders, and compare the bytes.
	@dir=$$(mktemp -d) && trap 'rm -rf "$$dir"' EXIT && modules=$$($(GO) env GOMODCACHE) && $(GO) mod download && \
	for copy in plain deeper/repository; do \
		mkdir -p "$$dir/$$copy" && git ls-files -z | tar -c --null -T - | tar -x -C "$$dir/$$copy" || exit 1; \
	done && \
	cd "$$dir/deeper/repository" && git init -q && git add -A && git -c user.name=a -c user.email=a@localhost commit -qm copy && \
	for copy in plain deeper/repository; do \
		GOCACHE="$$dir/$$copy/build/cache" GOMODCACHE="$$dir/$$copy/build/modules" GOPROXY="file://$$modules/cache/download" \
			GOFLAGS=-modcacherw $(MAKE) --no-print-directory -C "$$dir/$$copy" build || exit 1; \
	done && \
	cmp "$$dir/plain/build/authcat" "$$dir/deeper/repository/build/authcat" && \
	{ ! grep -qF "$$dir" "$$dir/plain/build/authcat" || { echo "the program names the folder of its build"; exit 1; }; } && \
	cd "$$dir/plain/build" && { sha256sum authcat 2>/dev/null || shasum -a 256 authcat; }

licenses: compiler ## Write the licenses that the program prints anew, after a change of go.mod.
	$(GO) test -run '^TestLicenses$$' ./cmd/authcat -update

recipes: build ## Check the recipes for nightly jobs, with those linters that are installed.
	@if $(GO) list -m $(subst /cmd/actionlint,,$(ACTIONLINT)) >/dev/null 2>&1; then echo actionlint; $(GO) run $(ACTIONLINT); else echo "actionlint can't be had: skipped"; fi
	@if command -v shellcheck >/dev/null; then shellcheck cmd/authcat/deploy/github/state.sh; else echo "shellcheck is not here: skipped"; fi
	@mkdir -p $(OUT)/units
	@for unit in cmd/authcat/deploy/systemd/*; do sed "s|/usr/local/bin/authcat|$(abspath $(BIN))|" $$unit > $(OUT)/units/$${unit##*/}; done
	@if command -v systemd-analyze >/dev/null; then systemd-analyze verify $(OUT)/units/*; else echo "systemd-analyze is not here: skipped"; fi

bench: compiler ## Run the benchmarks; the README's ratios come from here, and with REPOSITORIES how well calls are found in code.
	AUTHCAT_REPOSITORIES="$(abspath $(REPOSITORIES))" $(GO) test -run '^$$' -bench . -benchtime 5x ./...

labelled: ## Clone into REPOSITORIES the public repositories whose calls people labelled, at the commits of their labels.
	@test -n "$(REPOSITORIES)" || { echo "name a folder: make labelled REPOSITORIES=…"; exit 1; }
	@sed -n 's/^# repository \([^ ]*\) commit \([0-9a-f]*\).*/\1 \2/p' crawler/code/testdata/labels*/*.txt | while read -r name commit; do \
		folder="$(REPOSITORIES)/$$(echo "$$name" | sed 's|/|+|')"; \
		test -d "$$folder" || git clone -q "https://github.com/$$name" "$$folder" && git -C "$$folder" checkout -q "$$commit" || echo "$$name: not at $$commit" >&2; \
	done

soak: compiler ## Run the long forms of the tests, and the fuzz targets for SOAK_FUZZTIME each.
	AUTHCAT_SOAK=1 $(GO) test -timeout 120m -count 1 ./...
	$(MAKE) nocgo
	$(MAKE) release-snapshot
	$(MAKE) fuzz FUZZTIME=$(SOAK_FUZZTIME)

guard-report: compiler ## Measure the guard on CLONE, a clone of the specifications' repository: real nights and damaged ones.
	@test -n "$(CLONE)" || { echo "name a clone: make guard-report CLONE=…, after 'git clone https://github.com/sailpoint-oss/api-specs'"; exit 1; }
	AUTHCAT_CLONE="$(abspath $(CLONE))" $(GO) test -timeout 60m -count 1 -run '^TestGuardReport$$' -v ./cmd/authcat

snapshot: build ## Write the bundled snapshot anew from MIRROR, then build it in.
	$(BIN) crawl --db $(OUT)/snapshot.db --mirror $(MIRROR) --mirror-date $(MIRROR_DATE)
	$(BIN) snapshot --db $(OUT)/snapshot.db --out data/snapshot
	$(MAKE) build

# What a partial clone lacks (--filter=blob:limit=4m) is read from the files that it was made of.
history: build ## Write the bundled history anew from CLONE, a clone of the specifications' repository, then build it in.
	@test -n "$(CLONE)" || { echo "name a clone: make history CLONE=…, after 'git clone https://github.com/sailpoint-oss/api-specs'"; exit 1; }
	$(BIN) backfill --repo "$(CLONE)" --skip-missing --log data/history
	$(MAKE) build

clean: ## Remove what the targets made.
	rm -rf build
