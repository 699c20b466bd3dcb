# Two commands do all: `make run` and `make test`. The others are for who changes Préau.
.PHONY: run test check prepare assets bench

DATA ?= data
# Where `cargo test --workspace` leaves the program and the examples that the journeys use.
BUILT := $(or $(CARGO_TARGET_DIR),target)/debug

## Installs what is missing, builds, and starts a living demonstration on http://localhost:8080
run: export PREAU_DATA := $(DATA)
run:
	@bin/setup run
	@bin/assets
	cargo run -p web --bin preau -- demo

## All tests: rules, features through HTTP on a real PostgreSQL, browser journeys
test:
	@bin/setup test
	@bin/assets
	cargo test --workspace --no-fail-fast
	@browser/run
	@$(BUILT)/examples/test_cluster stop

## Format, lints, checked queries, types of the scripts
check:
	@bin/setup test
	@bin/assets
	cargo fmt --all --check
	cd assets && npx tsc --noEmit
	bin/prepare --check

## Renews the cache of checked queries (after a query or a migration changed)
prepare:
	@bin/assets
	bin/prepare

assets:
	@bin/assets

## Measures: printed as ratios, with the figures beside
bench:
	@bin/setup test
	@bin/assets
	bench/run
