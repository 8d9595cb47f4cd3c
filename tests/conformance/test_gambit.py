"""Our solver against equilibria that Gambit's and OpenSpiel's own tests state, and against games solved by hand."""

import json
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from foedus.games import (
    TERMINAL,
    edge_weights,
    reach_probabilities,
    read_efg,
    read_nfg,
    terminal_distribution,
    write_efg,
)
from foedus.solve import certify_sequential, logit_quantal_response, logit_sequential
from support.efg_games import Solution, efg_text, kuhn, logit_error, payoffs, spread

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
needs_data = pytest.mark.skipif(not DATA.is_dir(), reason="the shared data are not beside this checkout")
FILES = sorted(
    path.relative_to(DATA).as_posix()
    for folder in ("gambit", "gambit/games", "gambit/catalog", "openspiel")
    for path in (DATA / folder).glob("*.?fg")
)
FORGETFUL = {
    "gambit/catalog/books_shohamleytonbrown2008_fig5_12.efg",
    "gambit/catalog/books_vonstengel2022_fig10.7.efg",
    "gambit/catalog/journals_geb_gilboa1997_fig1.efg",
    "gambit/catalog/journals_geb_gilboa1997_fig2.efg",
    "gambit/catalog/journals_geb_wichardt2008.efg",
}
"""A player forgets an own move there; such games are refused, not solved."""


def load(path):
    text = (DATA / path).read_text(encoding="utf-8")
    return read_efg(text, name=path) if path.endswith(".efg") else read_nfg(text, name=path)


def cases(file):
    path = DATA / file
    return json.loads(path.read_text(encoding="utf-8"))["cases"] if path.exists() else []


def flat(profile):
    """Return one number an action from a profile as the lists give it, whatever its nesting."""
    if isinstance(profile, list):
        return [value for part in profile for value in flat(part)]
    return [float(Fraction(str(profile)))]


def play(game, strategy):
    """Return the probability of every end of play."""
    weights = edge_weights(game.form, game.parameters, strategy=strategy)
    return np.array([value[0] for value in terminal_distribution(game.form, weights).values()])


def one_set_a_player(game):
    return len(set(game.form.infoset_player.tolist())) == game.form.infosets


STATED = {}
"""(solver, game) → profiles, in behaviour; mixed strategies count where each player has one information set."""
for _case in cases("gambit/equilibria.json"):
    _path = "gambit/" + _case["game"]
    if _case["expected"] and (not _case["kind"].startswith("strategy") or one_set_a_player(load(_path))):
        STATED.setdefault((_path, _case["solver"]), []).append(_case)
COMPLETE = ("enummixed_solve", "enumpoly_solve")


# ---- games we wrote, always run ---------------------------------------------------------------------------------

POKER = """
EFG 2 R "One-card poker" { "Ann" "Bob" }
"Ann sees the card and raises or folds; a raise with the low card is a bluff. Outcomes stand in the middle,
are repeated, named once or left out; so are actions."
c "" 1 "deal" { "high" 1/2 "low" 0.5 } 0
p "" 1 1 "high" { "raise" "fold" } 0
p "" 2 1 "raised" { "call" "pass" } 1 "stake" { 1 -1 }
t "" 2 "stake too" { 1, -1, }
t "" 0
t "" 3 "ante" { -1e0 10/10 }
p "" 1 2 "low" { "raise" "fold" } 0
p "" 2 1 1
t "" 4 "lost" { -3 3 }
t "" 0
t "" 3
"""


def test_poker_with_a_bluff_is_solved_as_by_hand():
    # Called, a raise wins or loses 2; passed, it wins 1; a fold loses 1. Low must gain nothing by raising:
    # -2 call + (1 - call) = -1, so call = 2/3. Bob loses 1 by passing; calling wins 2 against a bluff and loses 2
    # against the high card: 2 bluff - 2 = -(1 + bluff), so bluff = 1/3.
    solution = Solution(read_efg(POKER))
    assert solution("high", "raise") == pytest.approx(1, abs=1e-6)
    assert solution("low", "raise") == pytest.approx(1 / 3, abs=1e-6)
    assert solution("raised", "call") == pytest.approx(2 / 3, abs=1e-6)
    assert solution.payoffs == pytest.approx([1 / 3, -1 / 3], abs=1e-6)


def test_kuhn_poker_is_worth_minus_one_eighteenth():
    game = read_efg(efg_text(["Ann", "Bob"], kuhn()))
    solution = Solution(game)
    assert solution.payoffs == pytest.approx([-1 / 18, 1 / 18], abs=1e-6)
    bluff, value_bet = solution("0", "bet"), solution("2", "bet")
    assert value_bet == pytest.approx(3 * bluff, abs=1e-6)  # the one-parameter family of optimal first moves
    assert solution("1", "bet") == pytest.approx(0, abs=1e-6)


def test_uniform_kuhn_is_as_exploitable_as_stated():
    # 11/24: the mean over the players of what a best reply to uniform play adds (OpenSpiel's definition).
    assert exploitability_of_uniform(read_efg(efg_text(["Ann", "Bob"], kuhn()))) == pytest.approx(11 / 24, abs=1e-9)


def test_a_mixed_equilibrium_is_found_among_all_listed():
    # Coordination on one of two: (1, 0), (0, 1) and (1/3, 2/3) against (2/3, 1/3) are all there are.
    game = read_nfg('NFG 1 R "sexes" { "A" "B" } { { "x" "y" } { "x" "y" } } 1 2 0 0 0 0 2 1')
    listed = [[1, 0, 1, 0], [0, 1, 0, 1], [1 / 3, 2 / 3, 2 / 3, 1 / 3]]
    ours = Solution(game).strategy[:, 0]
    assert min(np.abs(ours - profile).max() for profile in listed) < 1e-6


def test_an_equilibrium_that_threatens_idly_is_not_chosen():
    text = 'EFG 2 R "" { "E" "I" } p "" 1 1 "e" { "out" "in" } 0 t "" 1 "" { 0 2 } p "" 2 1 "i" { "fight" "share" } 0'
    solution = Solution(read_efg(text + ' t "" 2 "" { -1 -1 } t "" 3 "" { 1 1 }'))
    assert (solution("e", "in"), solution("i", "share")) == pytest.approx((1, 1), abs=1e-6)


def exploitability_of_uniform(game):
    """Return the mean over players of the gain of a best reply, from conditional gains at the players' first sets."""
    form = game.form
    counts = np.diff(form.first_action)
    uniform = np.repeat(1.0 / counts, counts)[:, None]
    certificate = certify_sequential(form, game.parameters, np.log(uniform))
    reach = reach_probabilities(form, edge_weights(form, game.parameters, strategy=uniform))[:, 0]
    gain = 0.0
    for node in np.flatnonzero(form.owner >= 0):
        above = form.parent[node]
        while above >= 0 and form.owner[above] != form.owner[node]:
            above = form.parent[above]
        if above < 0:
            gain += reach[node] * certificate.gain[form.infoset[node], 0]
    return gain / len(form.players)


# ---- the shared games -------------------------------------------------------------------------------------------


@needs_data
def test_there_are_games_to_read():
    assert len(FILES) >= 70


@pytest.mark.parametrize("path", FILES)
def test_every_file_is_read_and_written_alike(path):
    game = load(path)
    again = read_efg(write_efg(game.form, game.parameters))
    kept = ["infoset_player", "first_action", "action_labels", "players"]
    for field in kept:
        assert np.array_equal(getattr(again.form, field), getattr(game.form, field))
    uniform = np.repeat(1.0 / np.diff(game.form.first_action), np.diff(game.form.first_action))[:, None]
    if len(game.form.child):
        assert payoffs(again, uniform) == pytest.approx(payoffs(game, uniform), rel=1e-12, abs=1e-12)


@pytest.mark.parametrize("path", [path for path in FILES if path not in FORGETFUL])
def test_every_game_with_perfect_recall_is_solved_and_certified(path):
    assert Solution(load(path)).regret <= 1e-6


@pytest.mark.parametrize("path", sorted(FORGETFUL) if FILES else [])
def test_games_without_perfect_recall_are_refused(path):
    game = load(path)
    with pytest.raises(ValueError, match="forgets"):
        logit_sequential(game.form, game.parameters)


@pytest.mark.parametrize("key", sorted(key for key in STATED if STATED[key][0]["const_sum"]), ids=" ".join)
def test_constant_sum_games_have_the_stated_value(key):
    game = load(key[0])
    stated = [profile for case in STATED[key] for profile in case["expected"]]
    tolerance = max(float(case["prob_tol"]) for case in STATED[key]) + 1e-6
    ours = Solution(game).payoffs
    for profile in stated:
        theirs = payoffs(game, np.array(flat(profile))[:, None])
        assert ours == pytest.approx(theirs, abs=tolerance * spread(game))


@pytest.mark.parametrize("key", sorted(key for key in STATED if key[1] in COMPLETE), ids=" ".join)
def test_our_equilibrium_is_among_all_that_a_complete_solver_lists(key):
    game = load(key[0])
    ours = play(game, Solution(game).strategy)
    for case in STATED[key]:
        assert case["found_here_16_7_0"] == len(case["expected"])
        listed = [play(game, np.array(flat(profile))[:, None]) for profile in case["expected"]]
        assert min(np.abs(ours - ends).max() for ends in listed) < 1e-6


@pytest.mark.parametrize("key", sorted(key for key in STATED if key[1] == "logit_solve"), ids=" ".join)
def test_the_limit_of_the_branch_is_the_stated_one(key):
    game = load(key[0])
    for case in STATED[key]:
        for profile in case["expected"]:
            assert np.array(flat(profile)) == pytest.approx(Solution(game).strategy[:, 0], abs=float(case["prob_tol"]))


KNOWN = {case["file"]: case for case in cases("openspiel/known_values.json") if "file" in case}


@pytest.mark.parametrize("file", sorted(file for file in KNOWN if "value_p1" in KNOWN[file]))
def test_openspiel_games_have_the_known_value(file):
    game = load("openspiel/" + file)
    value = float(Fraction(str(KNOWN[file]["value_p1"])))
    assert Solution(game).payoffs[0] == pytest.approx(value, abs=1e-6 * spread(game))


@needs_data
def test_openspiel_states_how_exploitable_uniform_kuhn_is():
    stated = KNOWN["kuhn_poker.efg"]["uniform_policy_exploitability"]
    assert exploitability_of_uniform(load("openspiel/kuhn_poker.efg")) == pytest.approx(stated, abs=1e-9)


def guess_the_ace(seen):
    """Miltersen and Sorensen 2006; their first player does not see the card, the one of OpenSpiel's file does."""

    def after(ace):
        reply = (2, "guess", [("ace", ("end", (-1000, 1000) if ace else (0, 0))),
                              ("other", ("end", (0, 0) if ace else (-1000, 1000)))])  # fmt: skip
        return (1, f"card {ace if seen else 'unseen'}", [("stop", ("end", (0, 0))), ("go on", reply)])

    return read_efg(efg_text(["dealer", "guesser"], ("chance", [("1/52", after(True)), ("51/52", after(False))])))


def test_a_guesser_does_not_believe_in_the_ace_without_cause():
    # Guessing the ace is part of a Nash equilibrium, but of no sequential one: nobody has seen the card.
    solution = Solution(guess_the_ace(seen=False))
    assert solution("card unseen", "stop") == pytest.approx(1, abs=1e-6)
    assert solution("guess", "other") == pytest.approx(1, abs=1e-6)


@needs_data
def test_openspiels_dealer_stops_with_either_card():
    # Its dealer sees the card, so beliefs after a mistake are free and a mixed guess is sequential there.
    game, ours = load("openspiel/guess_the_ace.efg"), guess_the_ace(seen=True)
    assert game.form.infosets == ours.form.infosets == 3
    assert Solution(game).strategy[[0, 2], 0] == pytest.approx([1, 1], abs=1e-6)
    assert Solution(game).strategy == pytest.approx(Solution(ours).strategy, abs=1e-9)


@needs_data
def test_nonterminal_outcomes_say_the_same_as_terminal_ones():
    folder = DATA / "gambit" / "games"
    pairs = [path for path in folder.glob("*nonterm_outcomes*") if "False" not in path.name]
    assert len(pairs) >= 5
    one, other = (next(folder.glob(f"create_kuhn_poker_efg_nonterm_outcomes_{word}_*")) for word in ("True", "False"))
    values = [play_values(load(path.relative_to(DATA).as_posix())) for path in (one, other)]
    assert values[0] == pytest.approx(values[1], abs=1e-12)


def play_values(game):
    """Return the first player's payoff at every end of play, in order."""
    form = game.form
    rows = form.payoffs.evaluate(game.parameters).reshape(len(form.child), len(form.players))
    total = np.zeros(form.nodes)
    for node in range(form.nodes):
        for edge in range(form.first_edge[node], form.first_edge[node + 1]):
            total[form.child[edge]] = total[node] + rows[edge, 0]
    return total[form.owner == TERMINAL]


@pytest.mark.parametrize("share", [0.1, 1.0, 10.0])
@pytest.mark.parametrize("path", [path for path in FILES if path not in FORGETFUL])
def test_quantal_responses_solve_their_equations_in_every_game(path, share):
    game = load(path)
    precision = share / max(spread(game), 1e-3)
    result = logit_quantal_response(game.form, game.parameters, at=precision)
    assert result.status[0] == 0
    assert logit_error(game, result.log_strategy, precision) < 1e-6


@pytest.mark.parametrize("precision", [0.1, 1.0, 10.0])
@pytest.mark.parametrize("text", [POKER, efg_text(["Ann", "Bob"], kuhn())], ids=["poker", "kuhn"])
def test_quantal_responses_solve_their_equations(text, precision):
    game = read_efg(text)
    result = logit_quantal_response(game.form, game.parameters, at=precision)
    assert logit_error(game, result.log_strategy, precision) < 1e-6


GAMBITS = {
    ("poker", 0.25): [0.6540936419441594, 0.5221736259618059, 0.5483297105509198],
    ("poker", 2.5): [0.9987634374711695, 0.4793747761438698, 0.6776730317064575],
    ("kuhn", 0.25): [
        0.4770359396971802, 0.5621765008858541, 0.4731193557166095, 0.44045294199517293, 0.4700099576535418,
        0.32082130082445814, 0.48738349061403385, 0.43864485060755815, 0.46888809636458956, 0.3208213008244581,
        0.49109450540364663, 0.5621765008858541,
    ],
    ("kuhn", 2.5): [
        0.7522633041759581, 0.9241418199023111, 0.6374232615328328, 0.376510455316961, 0.45937985741376774,
        0.0005527786387309502, 0.6960438602837553, 0.34469435312683583, 0.3062699222020081, 0.0005527786387309497,
        0.7020657354961207, 0.9241418199023111,
    ],
}  # fmt: skip
"""First action of every information set, as pygambit 16.7.0's ``logit_solve_lambda`` returns them for our texts."""


@pytest.mark.parametrize(("name", "precision"), sorted(GAMBITS))
def test_quantal_responses_are_gambits(name, precision):
    game = read_efg(POKER if name == "poker" else efg_text(["Ann", "Bob"], kuhn()))
    ours = logit_quantal_response(game.form, game.parameters, at=precision).strategy[0::2, 0]
    assert ours == pytest.approx(GAMBITS[name, precision], abs=1e-6)
