"""Models of the literature with answers in closed form, built as finite games and solved.

Every model is built twice: with numbers of ours and the closed form written out here (always run), and with the
numbers and answers of the shared collection where it is present.
"""

import json
from pathlib import Path

import pytest

from support.efg_games import solve_text

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "literature" / "closed-forms.json"


def stated(model):
    """Return the shared cases of one model; without the file one that skips and says why."""
    if not SHARED.exists():
        return [pytest.param(None, marks=pytest.mark.skip(reason="the shared data are not beside this checkout"))]
    cases = json.loads(SHARED.read_text(encoding="utf-8"))["cases"]
    expected = next(case for case in cases if case["id"] == model)["expected"]
    return expected if isinstance(expected, list) else [expected]


def end(*payoffs):
    return ("end", payoffs)


def lottery(nodes):
    """Return a chance move with equally likely branches."""
    return ("chance", [(f"1/{len(nodes)}", node) for node in nodes])


# ---- Cho and Kreps 1987 -----------------------------------------------------------------------------------------


def beer_quiche():
    def breakfast(name, strong):
        bonus = 1 if (name == "beer") == strong else 0
        duel = ("duel", end(bonus, 0 if strong else 1))
        return (2, name, [duel, ("leave", end(bonus + 2, 1 if strong else 0))])

    def sender(strong):
        meals = [(name, breakfast(name, strong)) for name in ("beer", "quiche")]
        return (1, "strong" if strong else "weak", meals)

    return solve_text(["sender", "receiver"], ("chance", [("0.9", sender(True)), ("0.1", sender(False))]))


def test_both_types_have_beer_and_nobody_duels():
    solution = beer_quiche()
    played = solution("strong", "beer"), solution("weak", "beer"), solution("beer", "leave")
    assert played == pytest.approx((1, 1, 1), abs=1e-6)
    assert solution.payoffs[0] == pytest.approx(0.9 * 3 + 0.1 * 2, abs=1e-6)


@pytest.mark.parametrize("case", stated("beer_quiche"))
def test_the_stated_senders_payoffs_are_paid(case):
    paid = case["sender_payoffs_beer"]
    assert beer_quiche().payoffs[0] == pytest.approx(0.9 * paid["strong"] + 0.1 * paid["weak"], abs=1e-6)


# ---- Kreps and Wilson 1982 --------------------------------------------------------------------------------------


def reputation(challengers, prior, gain, stake):
    """The weak defender may fight, the tough one does; a challenger gets *stake* if let in, stake - 1 if fought."""
    names = ["defender", *(f"challenger {left}" for left in range(challengers, 0, -1))]

    def stage(left, tough, history, paid):
        if left == 0:
            return end(*paid)
        mover = challengers - left + 1

        def after(event, defender, challenger):
            now = list(paid)
            now[0] += 0 if tough else defender
            now[mover] += challenger
            return stage(left - 1, tough, f"{history} {event}", now)

        fight = after("fought", -1, stake - 1)
        reply = fight if tough else (1, f"reply{history}", [("fight", fight), ("yield", after("yielded", 0, stake))])
        return (mover + 1, f"enter{history}", [("out", after("out", gain, 0)), ("in", reply)])

    types = [stage(challengers, tough, "", [0] * (challengers + 1)) for tough in (True, False)]
    return solve_text(names, ("chance", [(str(prior), types[0]), (repr(1 - prior), types[1])]))


def along_the_path(solution, path):
    """Compare with *path*: what happens while every entry is fought and what is certain stays out."""
    history = ""
    for step in path:
        last = step["n"] == 1
        assert solution(f"enter{history}", "in") == pytest.approx(step["enter"], abs=1e-5)
        if not last or step["weak_fights"] == 0:
            assert solution(f"reply{history}", "fight") == pytest.approx(step["weak_fights"], abs=1e-5)
        history += " out" if step["enter"] == 0 else " fought"


def reputation_path(challengers, prior, gain, stake):
    """Kreps and Wilson's equilibrium, written out; belief follows the path that ``along_the_path`` takes."""
    steps, belief = [], prior
    for left in range(challengers, 0, -1):
        threshold, later = stake**left, stake ** (left - 1)
        enter = 1 - 1 / gain if abs(belief - threshold) < 1e-12 else float(belief < threshold)
        fights = 1.0 if belief >= later else (1 - later) * belief / ((1 - belief) * later)
        fights = 0.0 if left == 1 else fights
        steps.append({"n": left, "enter": enter, "weak_fights": fights})
        if enter > 0:
            belief = belief / (belief + (1 - belief) * fights) if left > 1 else belief
    return steps


@pytest.mark.parametrize(
    ("challengers", "prior", "gain", "stake"), [(1, 0.3, 2, 0.5), (2, 0.1, 3, 0.4), (3, 0.1, 2, 0.5)]
)
def test_a_weak_defender_builds_a_reputation(challengers, prior, gain, stake):
    solution = reputation(challengers, prior, gain, stake)
    along_the_path(solution, reputation_path(challengers, prior, gain, stake))


@pytest.mark.parametrize("case", stated("kreps_wilson_1982_reputation")[:1])  # the other's tree has 3**10 plays
def test_the_stated_reputation_is_built(case):
    solution = reputation(case["N"], case["p0"], case["a"], case["b"])
    along_the_path(solution, case["path"])


# ---- Fearon 1995 ------------------------------------------------------------------------------------------------


def take_it_or_leave_it(p, own_cost, low, high, step):
    """A demand p + z on a grid; the responder's cost of war is uniform on the midpoints of the grid's cells."""
    types = round((high - low) / step)
    demands = [low + step * place for place in range(types + 1)]
    if low > 0:
        demands = [0.0, *demands]

    def responder(place, z):
        cost = low + (place + 0.5) * step
        war = end(p - own_cost, 1 - p - cost)
        return (2, f"{place} offered {z:.6f}", [("accept", end(p + z, 1 - p - z)), ("fight", war)])

    offers = [(1, "demand", [(f"{z:.6f}", responder(place, z)) for z in demands]) for place in range(types)]
    solution = solve_text(["proposer", "responder"], lottery(offers))
    chosen = next(z for z in demands if solution("demand", f"{z:.6f}") > 0.5)
    war = sum(solution(f"{place} offered {chosen:.6f}", "fight") for place in range(types)) / types
    return p + chosen, war


@pytest.mark.parametrize(
    ("p", "cost", "low", "high", "step"),
    [(0.5, 0.2, 0.0, 0.6, 0.1), (0.3, 0.5, 0.0, 0.4, 0.1), (0.5, 0.1, 0.3, 0.5, 0.1)],
)
def test_a_demand_trades_its_size_against_war(p, cost, low, high, step):
    best = max(low, (high - cost) / 2)
    demand, war = take_it_or_leave_it(p, cost, low, high, step)
    assert demand == pytest.approx(p + best, abs=1e-9)
    assert war == pytest.approx((best - low) / (high - low), abs=1e-6)


@pytest.mark.parametrize("case", stated("fearon1995_tili"))
def test_the_stated_demand_is_made(case):
    step = 0.025 if case["c2_low"] else 0.05
    demand, war = take_it_or_leave_it(case["p"], case["c1"], case["c2_low"], case["c2_high"], step)
    assert demand == pytest.approx(case["offer"], abs=1e-9)
    assert war == pytest.approx(case["war_prob"], abs=1e-6)


# ---- deterrence, commitment, brinkmanship, endorsement ----------------------------------------------------------


def challenge(credibility, status_quo, gain, conflict):
    """Kilgour and Zagare 1991: only a hard defender prefers conflict to giving way; return how often it is tested."""

    def defender(hard):
        resist = ("resist", end(conflict, 0.5 if hard else -1))
        return (2, "hard" if hard else "soft", [("concede", end(gain, 0)), resist])

    tested = [(1, "challenger", [("wait", end(status_quo, 1)), ("test", defender(hard))]) for hard in (True, False)]
    types = ("chance", [(repr(credibility), tested[0]), (repr(1 - credibility), tested[1])])
    return solve_text(["challenger", "defender"], types)("challenger", "test")


@pytest.mark.parametrize(("status_quo", "gain", "conflict"), [(0, 2, -2), (0.2, 1, -1.8)])
def test_deterrence_holds_from_the_critical_credibility_on(status_quo, gain, conflict):
    critical = (gain - status_quo) / (gain - conflict)
    assert challenge(critical + 0.01, status_quo, gain, conflict) == pytest.approx(0, abs=1e-6)
    assert challenge(critical - 0.01, status_quo, gain, conflict) == pytest.approx(1, abs=1e-6)


@pytest.mark.parametrize("case", stated("zagare_kilgour_unilateral_deterrence"))
def test_deterrence_holds_from_the_stated_credibility_on(case):
    critical = case["deterred_iff_credibility_at_least"]
    game = case["status_quo"], case["gain"], case["conflict"]
    assert challenge(critical + 0.01, *game) == pytest.approx(0, abs=1e-6)
    assert challenge(critical - 0.01, *game) == pytest.approx(1, abs=1e-6)


def burning_bridges(cost):
    """Schelling 1960: with the bridge burnt A cannot retreat; return what A and B get."""

    def attacked(burnt):
        fight = ("fight", end(-1 - cost * burnt, -1))
        reply = [fight] if burnt else [fight, ("retreat", end(0, 1))]
        attack = ("attack", (1, f"reply {burnt}", reply))
        return (2, f"bridge {burnt}", [attack, ("leave", end(2 - cost * burnt, 0))])

    return solve_text(["A", "B"], (1, "bridge", [("keep", attacked(0)), ("burn", attacked(1))])).payoffs


@pytest.mark.parametrize(("cost", "expected"), [(1.9, (0.1, 0)), (2.1, (0, 1))])
def test_a_bridge_is_burnt_if_that_costs_less_than_it_saves(cost, expected):
    assert burning_bridges(cost) == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize("case", stated("schelling_burning_bridges"))
def test_the_stated_bridges_are_burnt(case):
    assert burning_bridges(case["e"]) == pytest.approx(case["spe"], abs=1e-6)


def runs_the_risk(risk, win, leave, disaster):
    """A step that ends in disaster with probability *risk*, else the other side gives in."""
    step = ("chance", [(repr(risk), end(disaster)), (repr(1 - risk), end(win))])
    return solve_text(["A"], (1, "brink", [("quit", end(leave)), ("step", step)]))("brink", "step")


@pytest.mark.parametrize(
    ("win", "leave", "disaster", "critical"),
    [(1, 0, -1, 0.5)] + [
        (case["win"], case["quit"], case["disaster"], case["critical_risk"])
        for case in stated("powell_critical_risk") if isinstance(case, dict)
    ],
)  # fmt: skip
def test_a_risk_is_run_up_to_the_critical_one(win, leave, disaster, critical):
    assert runs_the_risk(critical - 0.01, win, leave, disaster) == pytest.approx(1, abs=1e-6)
    assert runs_the_risk(critical + 0.01, win, leave, disaster) == pytest.approx(0, abs=1e-6)


def endorsement(cost, types):
    """Two endorse in turn, each with a private benefit at the midpoints of *types* cells of 0..1; Pr(passed)."""

    def second(one, two):
        passed = end((one + 0.5) / types - cost, (two + 0.5) / types - cost)
        return (2, f"second {two}", [("endorse", passed), ("refuse", end(-cost, 0))])

    def first(one, two):
        return (1, f"first {one}", [("endorse", second(one, two)), ("refuse", end(0, 0))])

    solution = solve_text(["1", "2"], lottery([first(one, two) for one in range(types) for two in range(types)]))
    firsts = sum(solution(f"first {place}", "endorse") for place in range(types)) / types
    return firsts * sum(solution(f"second {place}", "endorse") for place in range(types)) / types


def test_two_endorsers_pass_a_measure_as_often_as_their_costs_leave():
    # The second endorses from 1/3 on, the first from (1/3) / (2/3) = 1/2 on: both borders of cells.
    assert endorsement(1 / 3, 6) == pytest.approx(1 - 2 / 3, abs=1e-6)


@pytest.mark.parametrize("case", stated("sequential_unanimity_endorsement")[:1])  # the first has two endorsers
def test_two_endorsers_pass_the_stated_measure(case):
    assert endorsement(case["c"], 20) == pytest.approx(case["success_prob"], abs=1e-6)
