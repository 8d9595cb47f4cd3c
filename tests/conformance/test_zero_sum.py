"""Zero-sum values by linear program: known ones, closed forms, and agreement with what shares no code with it."""

import json
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from foedus.cli import main
from foedus.games import read_efg, read_nfg
from foedus.solve import best_response_gains, logit_sequential, sequence_form_zero_sum
from support.efg_games import efg_text, kuhn, payoffs, spread
from support.trees import tree

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
needs_data = pytest.mark.skipif(not DATA.is_dir(), reason="the shared data are not beside this checkout")
KNOWN = json.loads((DATA / "openspiel/known_values.json").read_text())["cases"] if DATA.is_dir() else []
VALUES = {
    case["file"]: float(Fraction(str(case["value_p1"]))) for case in KNOWN if "value_p1" in case and "file" in case
}
GAMBIT = json.loads((DATA / "gambit/equilibria.json").read_text())["cases"] if DATA.is_dir() else []
STATED = {case["game"]: case for case in GAMBIT if case["const_sum"] and case["perfect_recall"] and case["expected"]}


def certified(game):
    """Return the solution after asking all that must hold of it."""
    result = sequence_form_zero_sum(game.form, game.parameters)
    assert (result.max_gain <= 1e-6 * result.spread).all()
    assert result.values[:, 0] == pytest.approx(payoffs(game, result.strategy), abs=1e-6 * spread(game))
    return result


def test_kuhn_poker_is_worth_minus_one_eighteenth():
    result = certified(read_efg(efg_text(["Ann", "Bob"], kuhn())))
    assert result.values[:, 0] == pytest.approx([-1 / 18, 1 / 18], abs=1e-9)


def test_uniform_kuhn_gains_are_as_stated():
    # 11/24 is OpenSpiel's exploitability of uniform play: the mean of the two players' gains.
    game = read_efg(efg_text(["Ann", "Bob"], kuhn()))
    uniform = np.full((game.form.actions, 1), 0.5)
    assert best_response_gains(game.form, game.parameters, uniform).mean() == pytest.approx(11 / 24, abs=1e-12)


def leduc():
    """Leduc hold'em (Southey et al. 2005): six cards of three ranks, two rounds, bets of 2 then 4, two raises each.

    Cards of one rank are one move of chance, which changes no value.
    """

    def play(cards, public, stakes, turn, raises, acts, seen):
        size = 4 if public is not None else 2
        own = cards[turn]
        label = f"{own} {'-' if public is None else public} {seen}"
        other = 1 - turn
        facing = stakes[turn] < stakes[other]
        branches = []
        if facing:
            lost = stakes[turn]
            branches.append(("f", ("end", (-lost, lost) if turn == 0 else (lost, -lost))))
        matched = (stakes[other], stakes[other])
        if facing or acts == 1:
            branches.append(("c", after(cards, public, matched, seen + "c")))
        else:
            branches.append(("c", play(cards, public, stakes, other, raises, 1, seen + "c")))
        if raises < 2:
            raised = list(stakes)
            raised[turn] = stakes[other] + size
            branches.append(("r", play(cards, public, tuple(raised), other, raises + 1, 1, seen + "r")))
        return (turn + 1, label, branches)

    def after(cards, public, stakes, seen):
        if public is None:
            left = {rank: 2 - cards.count(rank) for rank in range(3)}
            branches = []
            for rank, count in left.items():
                if count:
                    branches.append((f"{count}/4", play(cards, rank, stakes, 0, 0, 0, seen + "/")))
            return ("chance", branches)
        strength = [3 if card == public else card - 3 for card in cards]
        win = stakes[0] * ((strength[0] > strength[1]) - (strength[0] < strength[1]))
        return ("end", (win, -win))

    deals = [(f"{2 * (1 if one == two else 2)}/30", play((one, two), None, (1, 1), 0, 0, 0, ""))
             for one in range(3) for two in range(3)]  # fmt: skip
    return ("chance", deals)


def test_leduc_poker_has_the_published_value():
    # Lanctot et al. 2017, appendix E.2: -0.085606424078.
    game = read_efg(efg_text(["Ann", "Bob"], leduc()))
    assert game.form.infosets == 288
    result = certified(game)
    assert result.values[0, 0] == pytest.approx(-0.085606424078, abs=1e-9)


def liars_dice(faces, *, wild):
    """One die each; bids rise by number, then face; one that is called wins if it holds. The top face may be wild."""
    bids = [(number, face) for number in (1, 2) for face in range(1, faces + 1)]

    def bid(dice, history, turn):
        last = history[-1] if history else -1
        branches = [(str(place), bid(dice, (*history, place), 1 - turn)) for place in range(last + 1, len(bids))]
        if history:
            number, face = bids[last]
            holds = sum(die == face or (wild and die == faces) for die in dice) >= number
            first = 1 if holds == (turn == 1) else -1
            branches.append(("call", ("end", (first, -first))))
        return (turn + 1, f"{dice[turn]} {history}", branches)

    rolls = [(one, two) for one in range(1, faces + 1) for two in range(1, faces + 1)]
    return ("chance", [(f"1/{faces**2}", bid(dice, (), 0)) for dice in rolls])


@pytest.mark.parametrize(("faces", "value"), [(2, 0), (3, -1 / 9), (4, -1 / 8)])
def test_liars_dice_with_few_faces_has_the_published_value(faces, value):
    # T. D. Ahle's table of the end game (github.com/thomasahle/snyd), one die each, no wild face.
    game = read_efg(efg_text(["Ann", "Bob"], liars_dice(faces, wild=False)))
    assert certified(game).values[0, 0] == pytest.approx(value, abs=1e-9)


@pytest.mark.slow
def test_liars_dice_has_openspiels_value():
    # OpenSpiel's game has one die of six faces each, the sixth wild: 24,576 information sets.
    form, parameters = plain_tree(liars_dice(6, wild=True))
    result = sequence_form_zero_sum(form, parameters)
    assert form.infosets == 24_576
    assert result.max_gain[0] <= 1e-9
    assert result.values[0, 0] == pytest.approx(-0.027131782945736, abs=1e-9)


def plain_tree(root):
    """Return (form, parameters) of a game written for ``efg_text``, without the detour over its text."""

    def turned(node):
        if node[0] == "end":
            return None
        if node[0] == "chance":
            return ("chance", [(float(Fraction(share)), pays(below), turned(below)) for share, below in node[1]])
        return ("AB"[node[0] - 1], f"{node[0]} {node[1]}", [(pays(below), turned(below)) for _, below in node[2]])

    def pays(node):
        return node[1] if node[0] == "end" else ()

    return tree(["A", "B"], turned(root))


@pytest.mark.parametrize("file", sorted(VALUES))
def test_openspiel_games_have_the_known_value(file):
    game = read_efg((DATA / "openspiel" / file).read_text(), name=file)
    assert certified(game).values[0, 0] == pytest.approx(VALUES[file], abs=1e-6)


@pytest.mark.parametrize("file", sorted(STATED))
def test_gambits_constant_sum_games_have_the_stated_value(file):
    text = (DATA / "gambit" / file).read_text()
    game = (read_efg if file.endswith(".efg") else read_nfg)(text, name=file)
    stated = [float(Fraction(str(value))) for value in numbers(STATED[file]["expected"][0])]
    if len(stated) != game.form.actions:  # a profile of plans; the branch's limit has the same value
        stated = logit_sequential(game.form, game.parameters).strategy[:, 0]
    worth = payoffs(game, np.array(stated)[:, None])
    assert certified(game).values[:, 0] == pytest.approx(worth, abs=1e-6 * spread(game))


def numbers(profile):
    return [value for part in profile for value in numbers(part)] if isinstance(profile, list) else [profile]


def test_guessing_the_ace_is_worth_nothing():
    def after(ace):
        reply = (2, "guess", [("ace", ("end", (-1000, 1000) if ace else (0, 0))),
                              ("other", ("end", (0, 0) if ace else (-1000, 1000)))])  # fmt: skip
        return (1, "unseen", [("stop", ("end", (0, 0))), ("go on", reply)])

    root = ("chance", [("1/52", after(True)), ("51/52", after(False))])
    assert certified(read_efg(efg_text(["D", "G"], root))).values[0, 0] == pytest.approx(0, abs=1e-9)


@given(st.integers(1, 5), st.integers(1, 5), st.integers(0, 2**32 - 1), st.floats(-5, 5))
@settings(max_examples=40, deadline=None)
def test_the_value_lies_between_the_pure_security_levels(rows, columns, seed, total):
    rng = np.random.default_rng(seed)
    table = rng.integers(-9, 10, (rows, columns)).astype(float)
    ends = [[((table[i, j], total - table[i, j]), None) for j in range(columns)] for i in range(rows)]
    form, parameters = tree(["A", "B"], ("A", "a", [((), ("B", "b", row)) for row in ends]))
    result = sequence_form_zero_sum(form, parameters)
    assert result.max_gain[0] <= 1e-8
    assert table.min(axis=1).max() - 1e-8 <= result.values[0, 0] <= table.max(axis=0).min() + 1e-8
    assert result.values.sum() == pytest.approx(total, abs=1e-8)
    a, b = np.split(result.strategy[:, 0], [rows])
    assert (a @ table).min() >= result.values[0, 0] - 1e-8  # by hand, from the table
    assert (table @ b).max() <= result.values[0, 0] + 1e-8


def test_payoffs_on_the_way_and_a_report_that_nobody_sees_count():
    # A pays 1 to B for either move of a report that nobody sees, 3 for the other; then pennies for 2.
    pennies = ("B", "b", [((2, -2), None), ((-2, 2), None)]), ("B", "b", [((-2, 2), None), ((2, -2), None)])
    game = ("A", "a", [((), pennies[0]), ((), pennies[1])])
    form, parameters = tree(["A", "B"], ("A", "report", [((-1, 1), game), ((-3, 3), game)]))
    result = sequence_form_zero_sum(form, parameters)
    assert result.values[:, 0] == pytest.approx([-1, 1], abs=1e-9)
    assert result.strategy[:, 0] == pytest.approx([1, 0, 0.5, 0.5, 0.5, 0.5], abs=1e-9)
    assert result.max_gain[0] < 1e-9


def test_draws_do_not_depend_on_their_neighbours():
    form, parameters = tree(["A", "B"], ("chance", [
        (0.25, (1, -1), ("A", "a", [((0, 0), ("B", "b", [((2, -2), None), ((-3, 3), None)])), ((-1, 1), None)])),
        (0.75, (0, 0), ("A", "c", [((0, 0), ("B", "b", [((-2, 2), None), ((1, -1), None)])), ((1, -1), None)])),
    ]))  # fmt: skip
    several = np.repeat(parameters, 4, axis=1)
    several[0] = [1, 2, 5, 0.1]  # parameter 0 is the unit of all payoffs
    assert 0 not in form.probability
    together = sequence_form_zero_sum(form, several)
    assert together.max_gain.max() < 1e-9
    assert together.values == pytest.approx(together.values[:, [0]] * several[0])
    for draw in range(4):
        alone = sequence_form_zero_sum(form, several[:, [draw]])
        assert (alone.strategy[:, 0] == together.strategy[:, draw]).all()
        assert (alone.values[:, 0] == together.values[:, draw]).all()


def test_the_gain_of_a_bad_strategy_is_seen():
    game = read_nfg('NFG 1 R "" { "A" "B" } { { "h" "t" } { "h" "t" } } 1 -1 -1 1 -1 1 1 -1')
    wrong = np.array([[1.0], [0.0], [0.5], [0.5]])
    assert best_response_gains(game.form, game.parameters, wrong)[:, 0].tolist() == [0.0, 1.0]


def refused(players, root, match):
    form, parameters = tree(players, root)
    with pytest.raises(ValueError, match=match):
        sequence_form_zero_sum(form, parameters)


def test_a_game_that_is_not_constant_sum_is_refused():
    refused(["A", "B"], ("A", "a", [((1, 0), None), ((1, 1), None)]), "not constant-sum: .* between 1 and 2")


def test_three_players_are_refused():
    refused(["A", "B", "C"], ("A", "a", [((1, 0, 0), None), ((0, 1, 0), None)]), "two players")


def test_a_player_who_forgets_is_refused():
    again = [("A", "again", [((1, -1), None), ((0, 0), None)]) for _ in range(2)]
    root = ("A", "first", [((), again[0]), ((), again[1])])
    refused(["A", "B"], root, "A forgets an own move at information set 'again'")


def test_disagreement_about_chance_is_refused():
    form, parameters = tree(["A", "B"], ("chance", [(0.5, (1, -1), None), (0.5, (-1, 1), None)]))
    believed = form.probability.copy()
    believed[2] = believed[2, ::-1]
    fields = {name: getattr(form, name) for name in form.__slots__} | {"probability": believed}
    parameters[form.probability[0]] = [[0.25], [0.75]]
    with pytest.raises(ValueError, match="disagree"):
        sequence_form_zero_sum(type(form)(**fields), parameters)


def test_wrong_parameters_are_refused():
    form, _ = tree(["A", "B"], ("A", "a", [((1, -1), None), ((0, 0), None)]))
    with pytest.raises(ValueError, match="shape"):
        sequence_form_zero_sum(form, np.ones((9, 1)))


def test_the_command_prints_the_fixed_form(tmp_path):
    path = tmp_path / "kuhn.efg"
    path.write_text(efg_text(["Ann", "Bob"], kuhn()))
    told = CliRunner().invoke(main, ["solve", str(path), "--concept", "zero-sum", "--json"])
    assert told.exit_code == 0
    (found,) = json.loads(told.stdout)["equilibria"]
    assert found["payoffs"]["Ann"] == pytest.approx(-1 / 18, abs=1e-9)
    assert found["max_gain"] <= 1e-9
    assert found["method"] == "sequence_form_zero_sum"
    assert [len(player) for player in found["strategies"]] == [6, 6]
