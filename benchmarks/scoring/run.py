"""One run of `soviec scores` over the benchmark's month: reads the database's address, prints one JSON object."""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path

from benchmarks.scoring.office import MONTH, NOW, YEAR
from bot.commands.scoring import keep_month
from storage.database import Database


def main() -> None:
    """Measure the run alone: seconds on the wall and of this process, and the process's peak memory."""
    database = Database.connect(sys.stdin.read().strip())
    started, busy = time.perf_counter(), time.process_time()
    kept, _ = keep_month(database, YEAR, MONTH, NOW)
    spent, own = time.perf_counter() - started, time.process_time() - busy
    database.close()
    print(json.dumps({"kept": kept.new, "seconds": spent, "own_seconds": own, "peak_mb": peak_mb()}))


def peak_mb() -> float:
    """The most memory this process has held; Linux's own count leaves out what the parent held before the start."""
    status = Path("/proc/self/status")
    lines = status.read_text().splitlines() if status.exists() else []
    peak = next((int(line.split()[1]) for line in lines if line.startswith("VmHWM:")), None)
    return (peak or resource.getrusage(resource.RUSAGE_SELF).ru_maxrss) / 1024


if __name__ == "__main__":
    main()
