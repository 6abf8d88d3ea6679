"""The shared scoring module: facts in, explained points out. Pure, standard library only."""

from scoring.tally import Line, Tally, tally

__all__ = ["Line", "Tally", "tally"]
