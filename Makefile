# What people and CI call by name. `make` alone lists it.

LINT_VERSION := v2.15.0
VULN := go run golang.org/x/vuln/cmd/govulncheck@v1.9.0
LINT := go run github.com/golangci/golangci-lint/v2/cmd/golangci-lint@$(LINT_VERSION)

# Packages in which goroutines share something: they are tested once more with
# the race detector, where there is a C compiler for it.
RACE := ./checks/crawl/... ./checks/auditor/... ./checks/database/... ./checks/round/... ./cmd/truatweb/...

# The sizes of the site that bench has crawled.
BENCH_PAGES := 1000,10000

# How long each fuzz target runs in fuzz-short.
FUZZTIME := 10s

# A checkout that belongs to another user has no version to stamp.
export GOFLAGS := $(GOFLAGS) -buildvcs=false

# Programs that some tests need, each with the Debian packages that bring it.
# Without them those tests are skipped and say so.
NEEDS := wget=wget chromium=chromium pdftotext=poppler-utils soffice=libreoffice-calc fc-list=fontconfig tesseract=tesseract-ocr pg_createcluster=postgresql
FONTS := fonts-thai-tlwg fonts-noto-core

.PHONY: help
help: ## list what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

.PHONY: run
run: ## audit a website: make run URL=https://www.example.go.th
	@test -n "$(URL)" || { echo 'which website?  make run URL=https://www.example.go.th' >&2; exit 2; }
	go run ./cmd/truatweb audit "$(URL)"

.PHONY: demo
demo: ## audit the small site that comes with the program; no network needed
	go run ./cmd/truatweb demo

.PHONY: test
test: needs format vet ## everything that must hold before a change is taken
	go test -timeout 15m ./...
	@$(MAKE) --no-print-directory race lint

.PHONY: needs
needs: ## install, or ask for, what the tests need from Debian
	@missing=; \
	for need in $(NEEDS); do command -v "$${need%%=*}" >/dev/null 2>&1 || missing="$$missing $${need#*=}"; done; \
	fc-list :lang=th family 2>/dev/null | grep -q . || missing="$$missing $(FONTS)"; \
	tesseract --list-langs 2>/dev/null | grep -qx tha || missing="$$missing tesseract-ocr-tha"; \
	test -n "$$missing" || { echo 'needs: all there'; exit 0; }; \
	as=; \
	if command -v apt-get >/dev/null 2>&1; then \
	  if test "$$(id -u)" = 0 && test "$$CI" = true; then as=env; \
	  elif test "$$(id -u)" != 0 && sudo -n true >/dev/null 2>&1; then as='sudo -n env'; fi; \
	fi; \
	if test -n "$$as"; then \
	  echo "needs: installing$$missing"; \
	  if { $$as DEBIAN_FRONTEND=noninteractive apt-get -qq -o Acquire::Retries=1 -o Acquire::http::Timeout=30 update && \
	       $$as DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=120 install -y --no-install-recommends $$missing; } </dev/null >/dev/null; \
	  then echo 'needs: installed'; exit 0; fi; \
	  echo 'needs: apt-get could not install them'; \
	fi; \
	echo 'needs: MISSING, the tests that want them will be SKIPPED:'; \
	echo "  sudo apt-get install$$missing"

.PHONY: format
format: ## refuse Go files that are not as gofmt writes them
	@bad=$$(gofmt -l cmd checks rules reports *.go); \
	test -z "$$bad" || { echo "gofmt -w these:"; echo "$$bad"; exit 1; }

.PHONY: vet
vet: ## go vet
	go vet ./...
	go vet -tags buckets ./cmd/truatweb

.PHONY: race
race: ## test what runs concurrently with the race detector
	@if test "$$(go env CGO_ENABLED)" = 1 && command -v "$$(go env CC)" >/dev/null 2>&1; \
	then echo 'go test -race $(RACE)'; go test -race -timeout 15m $(RACE); \
	else echo 'race: SKIPPED, the race detector needs a C compiler:  sudo apt-get install gcc libc6-dev'; fi

.PHONY: lint
lint: ## golangci-lint, at the version pinned here
	@if $(LINT) version >/dev/null 2>&1; \
	then echo 'golangci-lint run'; $(LINT) run; \
	else echo 'lint: SKIPPED, golangci-lint $(LINT_VERSION) cannot be had from the Go module proxy'; fi

.PHONY: build
build: ## the program as one file: the same bytes from the same sources and Go, wherever they lie
	CGO_ENABLED=0 go build -mod=readonly -trimpath -o truatweb ./cmd/truatweb

.PHONY: vuln
vuln: ## known holes in what the program is built from: make vuln VULNDB=file:///a/copy/of/the/database
	$(VULN) $(if $(VULNDB),-db $(VULNDB)) ./...

.PHONY: fix
fix: ## let gofmt and the linter mend what they can
	gofmt -w cmd checks rules reports *.go
	$(LINT) run --fix

.PHONY: bench
bench: ## what a whole audit costs beside a bare crawl (muffet on the PATH): make bench BENCH_PAGES=1000,10000,100000
	BENCH_PAGES=$(BENCH_PAGES) go test -timeout 4h -run '^$$' -bench '^BenchmarkCrawlers$$' -benchtime 1x ./cmd/truatweb

.PHONY: bench-all
bench-all: ## the benchmarks of all packages, no tests
	go test -timeout 4h -run '^$$' -bench . -benchmem ./...

.PHONY: fuzz-short
fuzz-short: ## each fuzz target for a few seconds: make fuzz-short FUZZTIME=30s
	@for package in $$(go list ./...); do \
	  for target in $$(go test -list '^Fuzz' "$$package" | grep '^Fuzz'); do \
	    echo "$$package $$target"; \
	    go test -run '^$$' -fuzz "^$$target\$$" -fuzztime $(FUZZTIME) "$$package" || exit 1; \
	  done; \
	done

.PHONY: update
update: ## write anew what tests compare with: goldens and schemas
	@for package in $$(go list ./...); do \
	  if grep -qsE 'flag\.Bool\("update"' $$(go list -f '{{$$d := .Dir}}{{range .TestGoFiles}}{{$$d}}/{{.}} {{end}}{{range .XTestGoFiles}}{{$$d}}/{{.}} {{end}}' "$$package") /dev/null; \
	  then go test "$$package" -update || exit 1; fi; \
	done
