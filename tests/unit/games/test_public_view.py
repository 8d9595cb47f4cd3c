"""Which games have a public tree, and what is said of those that have none."""

import numpy as np
import pytest

from foedus.bench import SIZES, crisis_game, draw_crisis, public_crisis_game
from foedus.games import (
    edge_weights,
    expanded,
    expanded_parameters,
    expected_payoffs,
    public_payoffs,
    public_reach,
    public_view,
    read_efg,
)
from foedus.solve import certify_sequential_public
from support.efg_games import efg_text, kuhn
from support.public_trees import random_play
from support.trees import tree


def deals(*roots):
    return ("chance", [(1 / len(roots), (), root) for root in roots])


def move(player, infoset, *below):
    return (player, infoset, [((), node) for node in below])


def test_kuhn_poker_has_three_types_a_side_that_are_never_equal():
    view = public_view(read_efg(efg_text(["Ann", "Bob"], kuhn())).form)
    assert view.tree.types.tolist() == [3, 3]
    impossible = ~view.tree.possible.reshape(3, 3)  # the second player's types are in the order of the deals
    assert impossible.sum(axis=0).tolist() == impossible.sum(axis=1).tolist() == [1, 1, 1]
    assert view.tree.nodes == 9  # four decisions and five ends
    assert view.tree.infosets == 12
    showdowns = (view.tree.paid[:, 0, 3] >= 0).sum()
    assert showdowns == 3  # the others are won by a fold, whatever the cards
    assert (view.tree.paid[:, 0, 0] >= 0).sum() == 2


@pytest.mark.parametrize("name", ["tiny", "14", "30", "124"])
def test_the_crisis_game_built_publicly_is_the_one_recognised(name):
    size = SIZES[name]
    view, direct = public_view(crisis_game(size)), public_crisis_game(size)
    for array in ("types", "owner", "first_child", "possible"):
        assert getattr(view.tree, array).tolist() == getattr(direct, array).tolist()
    assert view.tree.parameter_names == direct.parameter_names
    assert view.tree.move_labels == direct.move_labels
    assert direct.infosets == size.information_sets
    parameters = draw_crisis(size, draws=3)
    play = np.exp(random_play(direct, 3, np.random.default_rng(0)))
    weights = edge_weights(view.form, parameters, strategy=view.to_form(play))
    expected = expected_payoffs(view.form, parameters, weights)
    assert public_payoffs(direct, parameters, play) == pytest.approx(expected, abs=1e-12)
    contest = public_crisis_game(size, zero_sum=True)
    difference = expected[0] - expected[1]
    assert public_payoffs(contest, parameters, play) == pytest.approx(np.array([difference, -difference]), abs=1e-12)


def test_war_is_kept_by_own_type_and_rows_are_shared():
    view = public_view(crisis_game(SIZES["124"]))
    scopes = (view.tree.paid >= 0).any(axis=0)
    assert scopes.tolist() == [[True, True, False, False], [True, False, True, False]]
    assert len(view.tree.amounts.first) - 1 < 130  # and not 1,505 nodes times two players
    assert len(public_crisis_game(SIZES["124"]).amounts.first) - 1 < 20


def test_reach_multiplies_own_moves_alone():
    game = public_crisis_game(SIZES["14"])
    uniform = np.full((game.entries, 1), 1 / 3)
    challenger, defender = public_reach(game, uniform)
    wars = game.paid[:, 0, 1] >= 0
    assert challenger[wars, 0, 0] == pytest.approx(1 / 9)  # it moves first and third
    assert defender[wars, 0, 0] == pytest.approx(1 / 3)


def test_a_public_chance_move_stays_one():
    weather = ("chance", [("1/4", ("end", (1, 0))), ("3/4", ("end", (0, 1)))])
    starts = [("1/2", (1, f"a{k}", [("go", weather), ("stay", ("end", (0, 0)))])) for k in range(2)]
    game = read_efg(efg_text(["A", "B"], ("chance", starts)))
    view = public_view(game.form)
    assert view.tree.owner.tolist() == [0, -1, -2, -2, -2]
    assert view.tree.types.tolist() == [2, 1]
    go = np.array([[1.0], [1.0], [0.0], [0.0]])
    assert public_payoffs(view.tree, game.parameters, go)[:, 0].tolist() == [0.25, 0.75]


REFUSED = {
    "histories of different length": (
        move("A", "a", move("B", "b", None, None), move("A", "c", move("B", "b", None, None), None)),
        "these differ in length",
    ),
    "some types see more": (
        deals(
            move("A", "a", move("B", "b0", None, None), move("B", "b0", None, None)),
            move("A", "a", move("B", "b1", None, None), move("B", "b2", None, None)),
        ),
        "not all types at B at 'b0' tell the same histories apart",
    ),
    "an own move forgotten": (
        move("A", "a", move("A", "b", None, None), move("A", "b", None, None)),
        "A forgets an own move",
    ),
    "moves by type": (
        deals(move("A", "a0", None, None), move("A", "a1", None, None, None)),
        "which moves there are, depends on types",
    ),
    "mover by type": (deals(move("A", "a", None, None), move("B", "b", None, None)), "who moves"),
    "deal seen by nobody": (
        deals(move("A", "a", None, None), move("A", "a", None, None)),
        "two deals look alike to every player who moves",
    ),
    "told later": (
        deals(move("A", "a", move("A", "x", None, None), None), move("A", "a", move("A", "y", None, None), None)),
        "what A knows of the deal changes in play",
    ),
    "chance by type": (
        deals(
            move("A", "a0", ("chance", [(0.5, (), None), (0.5, (), None)]), None),
            move("A", "a1", ("chance", [(0.4, (), None), (0.6, (), None)]), None),
        ),
        "the probabilities of the chance move at node 3 depend on types",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_game_without_a_public_tree_is_refused_with_the_reason(name):
    root, reason = REFUSED[name]
    with pytest.raises(ValueError, match=reason):
        public_view(tree(["A", "B"], root)[0])


def test_moves_made_together_share_information_sets():
    form, parameters = tree(
        ["A", "B"],
        (
            "A",
            "a",
            [((), ("B", "b", [((4, 0), None), ((0, 1), None)])), ((), ("B", "b", [((0, 1), None), ((1, 0), None)]))],
        ),
    )
    view = public_view(form)
    assert view.tree.seen_as.tolist() == [0, 1, 1, 3, 4, 5, 6]
    assert (view.tree.infosets, view.tree.entries) == (2, 4)
    mixed = np.array([[0.5], [0.5], [0.2], [0.8]])  # the equilibrium: each makes the other indifferent
    certificate = certify_sequential_public(view.tree, parameters, np.log(mixed))
    assert certificate.max_gain[0] == pytest.approx(0, abs=1e-15)
    uniform = np.log(np.full((4, 1), 0.5))
    assert certify_sequential_public(view.tree, parameters, uniform).gain[:, 0] == pytest.approx([0.75, 0])


def test_a_report_that_nobody_sees_branches_unseen():
    end = ("B", "b", [((), None), ((), None)])
    form, parameters = tree(["A", "B"], ("A", "a", [((1, 0), end), ((0, 1), end)]))
    view = public_view(form)
    assert view.tree.seen_as.tolist() == [0, 1, 1, 3, 4, 5, 6]
    assert public_payoffs(view.tree, parameters, np.array([[0.25], [0.75], [0.5], [0.5]]))[:, 0].tolist() == [
        0.25,
        0.75,
    ]


def test_perfect_information_is_the_case_of_one_type_a_side():
    form, parameters = tree(["A", "B"], move("A", "a", move("B", "l", None, None), move("B", "r", None, None)))
    view = public_view(form)
    assert view.tree.types.tolist() == [1, 1]
    assert view.tree.nodes == form.nodes
    assert expanded(view.tree).form.nodes == 1 + form.nodes
    assert expanded_parameters(view.tree, parameters)[-1] == pytest.approx(1.0)
