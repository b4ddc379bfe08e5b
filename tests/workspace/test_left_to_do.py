"""Walking through what is left comes to each thing once before it comes to one again."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from report_editor.workspace.left_to_do import Position, Stop, find_next_stop

PLACES = st.tuples(st.integers(0, 6), st.integers(0, 3), st.integers(0, 9), st.integers(0, 2))


def stand_at(stop: Stop) -> Position:
    """Return where the cursor is once a stop is shown: behind the first character selected."""
    return stop.page, stop.paragraph, stop.start + (stop.start < stop.end)


@given(places=st.sets(PLACES, min_size=1), start=st.tuples(*[st.integers(0, 9)] * 3))
def test_each_stop_comes_once_in_the_order_of_reading(
    places: set[tuple[int, int, int, int]], start: Position
) -> None:
    apart = {(page, paragraph, at): length for page, paragraph, at, length in places}
    stops = sorted(
        Stop(page, paragraph, at, "overview", at + length)
        for (page, paragraph, at), length in apart.items()
    )
    here, last, visited = start, None, []
    for _ in range(2 * len(stops)):
        stop = find_next_stop(stops, here, last)
        assert stop is not None
        visited.append(stop)
        here, last = stand_at(stop), stop
    first = visited[: len(stops)]
    assert sorted(first) == stops
    assert visited[len(stops) :] == first
    behind = [each for each in stops if each[:3] >= start]
    assert first[: len(behind)] == behind


def test_without_anything_left_there_is_nowhere_to_go() -> None:
    assert find_next_stop([], (0, 0, 0), None) is None
