"""Networks: the same each time, inside the frame, and in proportion."""

from __future__ import annotations

from random import Random

import pytest

from kb.pictures.network import HEIGHT, WIDTH, Tie, count_pairs, count_shared, draw_network, positions

TIES = [Tie(1, 2, 9), Tie(2, 3, 1), Tie(1, 4, 4), Tie(3, 4, 2), Tie(4, 5, 1)]


def test_network_is_laid_out_the_same_each_time() -> None:
    assert positions([3, 1, 2, 4, 5], TIES) == positions([1, 2, 3, 4, 5], list(TIES))


@pytest.mark.parametrize("number", [0, 1, 2, 5])
def test_network_fits_its_frame(number: int) -> None:
    keys = list(range(1, number + 1))
    ties = [tie for tie in TIES if tie.one in keys and tie.other in keys]
    drawn = draw_network(positions(keys, ties), ties, dict.fromkeys(keys, 3))
    assert [node.key for node in drawn.nodes] == keys
    assert all(0 < node.x < WIDTH and 0 < node.y < HEIGHT for node in drawn.nodes)
    assert len({(node.x, node.y) for node in drawn.nodes}) == number
    assert len(drawn.lines) == len(ties)


def test_network_sizes_follow_numbers() -> None:
    drawn = draw_network(positions([1, 2, 3, 4, 5], TIES), TIES, {1: 90, 2: 40, 3: 10, 4: 10, 5: 1})
    radius = {node.key: node.radius for node in drawn.nodes}
    assert radius[1] > radius[2] > radius[3] == radius[4] > radius[5]
    width = {line.tie: line.width for line in drawn.lines}
    assert width[Tie(1, 2, 9)] > width[Tie(1, 4, 4)] > width[Tie(2, 3, 1)]


def test_network_centre_stands_in_the_middle() -> None:
    assert positions([1, 2, 3, 4, 5], TIES, centre=1)[1] == (0.0, 0.0)


def test_network_pairs_are_counted_alike_by_meeting_and_by_actor() -> None:
    chance = Random(3)
    rows = [(meeting, actor) for meeting in range(40) for actor in chance.sample(range(12), 3)]
    attended = {actor: [meeting for meeting, each in rows if each == actor] for actor in reversed(range(12))}
    assert count_shared(attended) == count_pairs(rows)
    assert count_shared({1: [5], 2: [6]}) == [] == count_shared({})


def test_network_groups_apart_leave_each_other_room() -> None:
    """Two who meet none of the others pushed these into half of the picture."""
    chance = Random(3)
    ties = [Tie(*sorted(chance.sample(range(1, 29), 2)), 3) for _ in range(80)]
    ties = [*{(tie.one, tie.other): tie for tie in ties}.values(), Tie(41, 42, 3)]
    keys = sorted({key for tie in ties for key in (tie.one, tie.other)})
    drawn = draw_network(positions(keys, ties), ties, dict.fromkeys(keys, 3))
    across = [node.x for node in drawn.nodes if node.key < 40]
    down = [node.y for node in drawn.nodes if node.key < 40]
    assert max(across) - min(across) > 0.6 * WIDTH
    assert max(down) - min(down) > 0.6 * HEIGHT
    assert len(drawn.lines) == len(ties)
