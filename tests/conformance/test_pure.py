"""Pure perfect Bayesian equilibria: hand-solved signalling games, lists of others, and checks that share no code."""

import json
from fractions import Fraction
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from foedus.cli import main
from foedus.games import StateGraph, read_efg, read_nfg, write_efg
from foedus.solve import (
    backward_subgame_perfect,
    best_response_gains,
    certify_sequential,
    enumerate_pure_sequential,
    logit_sequential,
)
from support.efg_games import efg_text, spread
from support.trees import tree, with_random_payoffs

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
GAMBIT = json.loads((DATA / "gambit/equilibria.json").read_text())["cases"] if DATA.is_dir() else []
PURE = {case["game"]: case for case in GAMBIT if case["solver"] == "enumpure_solve"}


def solve(game):
    """Return the equilibria after asking all that must hold of each."""
    found = enumerate_pure_sequential(game.form, game.parameters)
    for one in found:
        assert one.max_gain <= 1e-6 * spread(game)
        assert set(one.strategy.tolist()) <= {0.0, 1.0}
        assert best_response_gains(game.form, game.parameters, one.strategy[:, None]).max() <= 1e-6 * spread(game)
        for infoset in range(game.form.infosets):
            assert one.beliefs[game.form.infoset == infoset].sum() == pytest.approx(1)
        if one.consistent:
            assert np.exp(one.log_strategy) == pytest.approx(one.strategy)
            certificate = certify_sequential(game.form, game.parameters, one.log_strategy[:, None])
            assert certificate.max_gain[0] == one.max_gain
    return found


def moves(game, one):
    """Return the chosen action by information set."""
    form = game.form
    chosen = np.flatnonzero(one.strategy)
    return {form.infoset_labels[k]: form.action_labels[action] for k, action in enumerate(chosen)}


def signalling(types, messages, replies, pays):
    """Return a signalling game; *pays* maps (type, message, reply) to a pair."""

    def sent(kind, message):
        return (2, message, [(reply, ("end", pays(kind, message, reply))) for reply in replies])

    roots = [(share, (1, kind, [(message, sent(kind, message)) for message in messages])) for kind, share in types]
    return read_efg(efg_text(["S", "R"], ("chance", roots)))


def beer_quiche(weak="1/10"):
    """Cho and Kreps 1987: 1 for the breakfast one likes, 2 for no duel; the receiver wants to fight the weak only."""

    def pays(kind, breakfast, reply):
        likes = breakfast == ("beer" if kind == "strong" else "quiche")
        return (likes + 2 * (reply == "leave"), int((reply == "duel") == (kind == "weak")))

    shares = [("strong", str(1 - Fraction(weak))), ("weak", weak)]
    return signalling(shares, ["beer", "quiche"], ["duel", "leave"], pays)


def test_beer_and_quiche():
    game = beer_quiche()
    beer, quiche = sorted(solve(game), key=lambda one: one.intuitive, reverse=True)
    assert moves(game, beer) == {"strong": "beer", "weak": "beer", "beer": "leave", "quiche": "duel"}
    assert moves(game, quiche) == {"strong": "quiche", "weak": "quiche", "beer": "duel", "quiche": "leave"}
    assert (beer.intuitive, quiche.intuitive) == (True, False)
    assert beer.consistent
    assert quiche.consistent
    assert beer.payoffs == pytest.approx([2.9, 0.9])
    off = (game.form.infoset == game.form.infoset_labels.index("beer")).nonzero()[0]
    assert quiche.beliefs[off[1]] >= 0.5 - 1e-6  # only a belief in the weak type carries out the threat


def test_beer_and_quiche_has_no_pure_equilibrium_if_the_weak_are_likely():
    assert solve(beer_quiche("9/10")) == ()


def test_education_separates_if_it_costs_the_able_less():
    # Spence 1973, two levels and wages: able work is worth 2, other work 1; school costs 0.6 and 1.5.
    def pays(kind, school, wage):
        cost = {"able": 0.6, "other": 1.5}[kind] * (school == "school")
        worth, paid = (2, 1)[kind == "other"], (2, 1)[wage == "low"]
        return (paid - cost, -((worth - paid) ** 2))

    game = signalling([("able", "1/3"), ("other", "2/3")], ["school", "none"], ["high", "low"], pays)
    found = [(moves(game, one), one.intuitive) for one in solve(game)]
    separating = {"able": "school", "other": "none", "school": "high", "none": "low"}
    pooling = {"able": "none", "other": "none", "school": "low", "none": "low"}
    assert (separating, True) in found
    assert (pooling, False) in found  # school can pay only for the able, so the employer should not doubt it
    assert len(found) == 2


def test_a_cheap_signal_separates_nobody():
    # With school as cheap for the other type it separates no more; nobody goes, and the criterion objects to nothing.
    def pays(kind, school, wage):
        worth, paid = (2, 1)[kind == "other"], (2, 1)[wage == "low"]
        return (paid - 0.5 * (school == "school"), -((worth - paid) ** 2))

    game = signalling([("able", "1/3"), ("other", "2/3")], ["school", "none"], ["high", "low"], pays)
    (one,) = solve(game)
    assert moves(game, one) == {"able": "none", "other": "none", "school": "low", "none": "low"}
    assert one.intuitive is True


def test_seltens_horse_has_one_pure_sequential_equilibrium():
    # Selten 1975, figure 1: of its two pure Nash equilibria one lets player 2 miss a gain where he is never asked.
    after_down = [("L", ("end", (3, 3, 2))), ("R", ("end", (0, 0, 0)))]
    after_d = [("L", ("end", (4, 4, 0))), ("R", ("end", (0, 0, 1)))]
    root = (1, "one", [("D", (3, "three", after_down)),
                       ("C", (2, "two", [("d", (3, "three", after_d)), ("c", ("end", (1, 1, 1)))]))])  # fmt: skip
    game = read_efg(efg_text(["1", "2", "3"], root))
    (one,) = solve(game)
    assert moves(game, one) == {"one": "C", "two": "c", "three": "R"}
    assert one.consistent
    assert one.intuitive is None


def watchers(prior, seen):
    """Two players see the same mistake and reply; it pays the mover unless they believe different things of it."""

    def second(kind, first):
        told = [((-1 if (first, reply) == ("x", "y") else 5), int((first == "x") == (kind == "t")),
                 int((reply == "x") == (kind == "t"))) for reply in ("x", "y")]  # fmt: skip
        return (3, "second", [(reply, ("end", pays)) for reply, pays in zip(("x", "y"), told, strict=True)])

    def after(kind):
        return (2, "first", [(first, second(kind, first)) for first in ("x", "y")])

    kinds = [
        (share, (1, kind if seen else "mover", [("stay", ("end", (0, 0, 0))), ("go", after(kind))]))
        for kind, share in prior
    ]
    return read_efg(efg_text(["A", "B", "C"], ("chance", kinds)))


def test_a_mover_who_does_not_see_the_type_cannot_reveal_it():
    # B replies x only if t is at least as likely as s, but after a mistake the prior of one third still holds.
    # Beliefs are free there by rule 2, so staying is listed, and found to follow from no mistakes.
    game = watchers([("t", "1/3"), ("s", "2/3")], seen=False)
    found = {moves(game, one)["mover"]: one for one in solve(game)}
    assert set(found) == {"stay", "go"}
    assert not found["stay"].consistent
    assert found["go"].consistent


def test_watchers_may_both_believe_in_one_half():
    # B replies x only if t is at least as likely as s, C replies y only if at most: both hold at one half alone.
    game = watchers([("t", "1/2"), ("s", "1/2")], seen=True)
    (stays,) = [one for one in solve(game) if moves(game, one)["t"] == moves(game, one)["s"] == "stay"]
    assert stays.consistent
    firsts = game.form.infoset == game.form.infoset_labels.index("first")
    assert stays.beliefs[firsts] == pytest.approx([0.5, 0.5], abs=1e-6)


def test_watchers_who_would_have_to_disagree_are_not_consistent():
    form, parameters = disagreeing()
    found = enumerate_pure_sequential(form, parameters)
    stays = [one for one in found if one.strategy[0] == one.strategy[2] == 1]
    assert len(stays) == 1
    assert not stays[0].consistent
    assert stays[0].log_strategy is None
    assert stays[0].max_gain == 0
    assert all(one.consistent for one in found if one is not stays[0])
    assert found[-1] is stays[0]


def disagreeing():
    """B replies x only if t has odds of 2 at least, C replies y only if of 1/2 at most."""

    def second(kind, first):
        pays = [(-1 if (first, reply) == ("x", "y") else 5, stakes(kind, first, 1, 2),
                 stakes(kind, reply, 2, 1)) for reply in ("x", "y")]  # fmt: skip
        return ("C", "second", [(pay, None) for pay in pays])

    def stakes(kind, reply, on_t, on_s):
        return on_t * (kind == "t") if reply == "x" else on_s * (kind == "s")

    def after(kind):
        return ("B", "first", [((), second(kind, first)) for first in ("x", "y")])

    kinds = [(0.5, (), ("A", kind, [((0, 0, 0), None), ((), after(kind))])) for kind in ("t", "s")]
    return tree(["A", "B", "C"], ("chance", kinds))


@pytest.mark.parametrize("seed", range(40))
def test_perfect_information_leaves_the_one_of_backward_induction(seed):
    rng = np.random.default_rng(seed)

    def grow(depth):
        if depth == 0 or (depth < 3 and rng.random() < 0.2):
            return None
        if rng.random() < 0.25:
            return ("chance", [(0.5, (), grow(depth - 1)) for _ in range(2)])
        return (f"P{rng.integers(3)}", f"h{rng.random()}", [((), grow(depth - 1)) for _ in range(2)])

    form, parameters = with_random_payoffs(*tree(["P0", "P1", "P2"], grow(3)), 1, rng)
    (one,) = enumerate_pure_sequential(form, parameters)
    states = StateGraph(
        form.players, form.owner, form.first_edge, form.child, form.probability[0].copy(), form.payoffs,
        form.parameter_names, ("",) * form.nodes, ("",) * len(form.child),
    )  # fmt: skip
    assert one.payoffs == pytest.approx(backward_subgame_perfect(states, parameters).values[:, 0])
    assert one.consistent


def random_signalling(seed):
    rng = np.random.default_rng(seed)
    after = {message: [("R", message, [((), None)] * 2) for _ in range(2)] for message in "ab"}
    kinds = [(share, (), ("S", f"t{kind}", [((), after[message][kind]) for message in "ab"]))
             for kind, share in enumerate((0.4, 0.6))]  # fmt: skip
    return with_random_payoffs(*tree(["S", "R"], ("chance", kinds)), 1, rng)


@pytest.mark.parametrize("seed", range(30))
def test_no_profile_that_random_mistakes_support_is_missed(seed):
    form, parameters = random_signalling(seed)
    listed = {tuple(one.strategy): one for one in enumerate_pure_sequential(form, parameters)}
    rng = np.random.default_rng(seed)
    for chosen in product(*(range(size) for size in np.diff(form.first_action))):
        log_strategy = -rng.uniform(40, 45, (form.actions, 300))
        log_strategy[form.first_action[:-1] + np.array(chosen)] = 0
        supported = certify_sequential(form, np.repeat(parameters, 300, axis=1), log_strategy).max_gain.min() < 1e-9
        name = tuple((log_strategy[:, 0] == 0).astype(float))
        assert supported <= (name in listed and listed[name].consistent)
        if name in listed:
            assert supported  # types err alone, so random mistakes reach every belief
            assert best_response_gains(form, parameters, np.array(name)[:, None]).max() < 1e-8


def three_in_turn(types, seen):
    """A sees the type, or only its parity, and may go on; B sees that A did, C what B did after."""

    def after(left):
        return ("CB"[left - 1], f"{left} left", [((), after(left - 1)) for _ in range(2)]) if left else None

    kinds = [(1 / types, (), ("A", f"{kind if seen else kind % 2}", [((), None), ((), after(2))]))
             for kind in range(types)]  # fmt: skip
    return tree(["A", "B", "C"], ("chance", kinds))


@pytest.mark.parametrize("seed", range(36))
def test_what_is_not_found_consistent_no_random_mistakes_support(seed):
    rng = np.random.default_rng(seed)
    form, parameters = with_random_payoffs(*three_in_turn(3 + seed % 2, seed % 3 > 0), 1, rng)
    for one in enumerate_pure_sequential(form, parameters):
        assert best_response_gains(form, parameters, one.strategy[:, None]).max() < 1e-6
        if not one.consistent:
            mistakes = rng.choice([40, 43, 50, 80, 120, 160], (form.actions, 1000)) + rng.normal(
                0, 2, (form.actions, 1000)
            )
            log_strategy = np.where(one.strategy[:, None] > 0, 0, -mistakes)
            gain = certify_sequential(form, np.repeat(parameters, 1000, axis=1), log_strategy).max_gain
            assert gain.min() > 1e-7


@pytest.mark.parametrize("seed", range(10))
def test_a_pure_limit_of_the_logit_branch_is_listed(seed):
    form, parameters = random_signalling(1000 + seed)
    limit = logit_sequential(form, parameters)
    listed = enumerate_pure_sequential(form, parameters)
    if limit.status[0] == 0 and np.abs(limit.strategy - limit.strategy.round()).max() < 1e-6:
        assert any(np.abs(one.strategy - limit.strategy[:, 0]).max() < 1e-6 and one.consistent for one in listed)


def test_simultaneous_games_have_their_pure_nash_equilibria():
    rng = np.random.default_rng(7)
    for _ in range(40):
        first, second = rng.integers(0, 4, (2, 3, 3))
        pays = " ".join(f"{first[i, j]} {second[i, j]}" for j in range(3) for i in range(3))
        game = read_nfg(f'NFG 1 R "" {{ "A" "B" }} {{ {{ "1" "2" "3" }} {{ "1" "2" "3" }} }} {pays}')
        ours = {tuple(np.flatnonzero(one.strategy)) for one in solve(game)}
        theirs = {
            (i, 3 + j)
            for i in range(3)
            for j in range(3)
            if first[i, j] == first[:, j].max() and second[i, j] == second[i].max()
        }
        assert ours == theirs


@pytest.mark.parametrize("file", sorted(PURE))
def test_gambits_pure_equilibria_of_one_stage_games_are_ours(file):
    text = (DATA / "gambit" / file).read_text()
    game = (read_efg if file.endswith(".efg") else read_nfg)(text, name=file)
    ours = {tuple(one.strategy.tolist()) for one in solve(game)}
    stated = {tuple(flat(profile)) for profile in PURE[file]["expected"]}
    if game.form.infosets == len(game.form.players):
        assert ours == stated
    else:
        assert len(ours) <= len(stated)  # every one is a Nash equilibrium, of which these are all


def flat(profile):
    return [v for part in profile for v in flat(part)] if isinstance(profile, list) else [float(Fraction(str(profile)))]


def test_a_long_game_of_perfect_information_is_solved_without_going_through_its_profiles():
    rng = np.random.default_rng(3)

    def grow(depth):
        return (f"P{depth % 3}", f"h{rng.random()}", [((), grow(depth - 1)) for _ in range(2)]) if depth else None

    form, parameters = with_random_payoffs(*tree(["P0", "P1", "P2"], grow(9)), 1, rng)
    assert form.infosets == 511
    (one,) = enumerate_pure_sequential(form, parameters, most=1)
    assert one.consistent
    assert one.max_gain == 0


@pytest.mark.parametrize("seed", range(30))
def test_ruling_out_worse_moves_loses_no_equilibrium(seed, monkeypatch):
    rng = np.random.default_rng(seed)
    form, parameters = with_random_payoffs(*three_in_turn(2, True), 1, rng)
    parameters = parameters.round(1)  # with ties
    short = enumerate_pure_sequential(form, parameters)
    every = [list(range(size)) for size in np.diff(form.first_action).tolist()]
    monkeypatch.setattr("foedus.solve._pure.undominated", lambda *_, **__: every)
    full = enumerate_pure_sequential(form, parameters)
    assert [one.strategy.tolist() for one in short] == [one.strategy.tolist() for one in full]


def test_a_game_with_too_many_profiles_is_refused():
    game = beer_quiche()
    with pytest.raises(ValueError, match=r"16 pure profiles are left .* up to 15"):
        enumerate_pure_sequential(game.form, game.parameters, most=15)


def test_wrong_parameters_and_forgetful_players_are_refused():
    again = [("A", "again", [((1, -1), None), ((0, 0), None)]) for _ in range(2)]
    form, parameters = tree(["A", "B"], ("A", "first", [((), again[0]), ((), again[1])]))
    with pytest.raises(ValueError, match="forgets"):
        enumerate_pure_sequential(form, parameters)
    with pytest.raises(ValueError, match="shape"):
        enumerate_pure_sequential(form, np.ones((9, 1)))


def test_the_command_prints_the_fixed_form(tmp_path):
    game = beer_quiche()
    path = tmp_path / "breakfast.efg"
    path.write_text(write_efg(game.form, game.parameters))
    told = CliRunner().invoke(main, ["solve", str(path), "--concept", "pure", "--json"])
    assert told.exit_code == 0
    found = json.loads(told.stdout)["equilibria"]
    assert {one["intuitive"] for one in found} == {True, False}
    assert all(one["max_gain"] <= 1e-6 and one["method"] == "enumerate_pure_sequential" for one in found)
    assert [[len(rows) for rows in player] for player in found[0]["strategies"]] == [[2, 2], [2, 2]]
    plain = CliRunner().invoke(main, ["solve", str(path), "--concept", "pure"])
    assert "equilibrium 2 of 2" in plain.stdout
    assert "intuitive criterion: failed" in plain.stdout


@pytest.mark.parametrize("concept", ["sequential", "pure", "zero-sum"])
def test_the_command_says_who_forgets(concept, tmp_path):
    path = tmp_path / "forgetful.efg"
    again = (1, "again", [("x", ("end", (1, -1))), ("y", ("end", (0, 0)))])
    path.write_text(efg_text(["Ann", "Bob"], (1, "first", [("l", again), ("r", again)])))
    told = CliRunner().invoke(main, ["solve", str(path), "--concept", concept])
    assert told.exit_code == 1
    assert "Ann forgets an own move at information set" in told.output
