"""Which places have a character in common, found in the time of a binary search."""

import bisect
from collections.abc import Iterable, Sequence

Place = tuple[int, int]


class Places:
    """Places in the order of the text; those that overlap are joined."""

    def __init__(self, places: Iterable[Place]) -> None:
        joined: list[Place] = []
        for start, end in sorted(places):
            if joined and start < joined[-1][1]:
                joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
            elif start < end:
                joined.append((start, end))
        self._places = joined
        self._starts = [start for start, _ in joined]
        self._ends = [end for _, end in joined]

    def touching(self, place: Place) -> Sequence[Place]:
        """Give the places that have a character in common with one, in order."""
        start, end = place
        if start >= end:
            return ()
        return self._places[bisect.bisect_right(self._ends, start) : bisect.bisect_left(self._starts, end)]
