# Short cuts only; the commands themselves are POSIX sh and need no make.
.PHONY: run test long check lint lock bench-nlu bench-scoring
run: ; sh scripts/run
test: ; sh scripts/test
long: ; sh scripts/test --long
check: ; sh scripts/check
lint: ; sh scripts/lint
lock: ; sh scripts/lock
bench-nlu: ; .venv/bin/python -m benchmarks.nlu
bench-scoring: ; .venv/bin/python -m benchmarks.scoring
