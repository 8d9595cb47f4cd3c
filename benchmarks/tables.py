"""The tables of the page of results, each from the results as plain data."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from foedus.bench import ROWS

Results = dict[str, Any]

RIVALS = {
    ("tiny", "batch"): ("batch on one thread", "Gambit: logit_solve"),
    ("crisis-14", "batch"): ("batch on one thread", "Gambit: logit_solve"),
    ("crisis-124", "one game"): ("one game a call", "Gambit: logit_solve"),
    ("efg", "read"): ("read_efg", "OpenSpiel: load_efg_game"),
    ("efg", "write"): ("write_efg", "Gambit: to_efg"),
    ("bimatrix", "batch"): ("lemke_howson_nash", "QuantEcon: NormalFormGame, lemke_howson"),
}
"""For a part of a row: how our method and the best peer's are called in the paired run."""


def amount(value: float | None, unit: str) -> str:
    """Return a rate or a duration with three digits."""
    if not value:
        return "–"
    if unit == "games_per_s":
        return f"{value:,.0f}/s" if value >= 100 else f"{value:.3g}/s"
    return seconds(value)


def seconds(value: float) -> str:
    """Return a duration in the unit that suits it."""
    for size, unit in ((1.0, "s"), (1e-3, "ms"), (1e-6, "µs")):
        if value >= size:
            return f"{_three(value / size)} {unit}"
    return f"{_three(value * 1e9)} ns"


def _three(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def gain(value: float | None) -> str:
    """Return a gain as a power of ten."""
    if value is None:
        return "–"
    return "0" if value == 0 else "below 1e-15" if value < 1e-15 else f"{value:.0e}"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table; a bar in a cell is escaped."""
    lines = [head, ["---"] * len(head), *rows]
    return "".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |\n" for line in lines)


def about(results: Results) -> str:
    """Return on what was measured."""
    versions = results["versions"]
    peers = ", ".join(said for said in results["peer_versions"].values() if said != "not installed here")
    absent = ", ".join(name for name, said in results["peer_versions"].items() if said == "not installed here")
    return table(
        ("", ""),
        (
            ("computer", f"{versions['machine']}, {versions['cores']} cores"),
            ("Foedus", f"{versions['foedus']}, commit {results['commit']}"),
            ("with", ", ".join(f"{name} {versions[name]}" for name in ("python", "numpy", "scipy", "numba"))),
            ("peers", peers + (f"; not installed: {absent}" if absent else "") or "none installed"),
            ("run", f"{results['measured']}, {results['seconds']} s for everything on this page"),
            ("processes at work", "{} a minute before the run, {} at its end (load average)".format(*results["load"])),
        ),
    )


def rows(results: Results) -> str:
    """Return every row against its goal."""
    lines = []
    for row in ROWS:
        found = results["rows"].get(row.slug)
        if found is None:
            continue
        for name, part in found["parts"].items():
            unit = _unit(part)
            alone = found.get("one_thread", {}).get("parts", {}).get(name)
            met = {True: "reached", False: "**not reached**", None: "–"}[part["met"]]
            lines.append(
                (
                    str(row.number or "–"), f"`{row.slug}`", name, amount(part["goal"], unit), amount(part[unit], unit),
                    amount(alone[unit], unit) if alone else "–", met, str(found["threads"]), f"{part['draws']:,}",
                    gain(found["max_gain"]), str(found["unsolved"]),
                )
            )  # fmt: skip
    head = (
        "line", "row", "part", "goal", "measured", "on one thread", "goal is", "threads", "games", "largest gain",
        "unsolved",
    )  # fmt: skip
    return table(head, lines)


def work(results: Results) -> str:
    """Return what each row is."""
    return table(("row", "work"), ((f"`{row.slug}`", row.work) for row in ROWS))


def best_peers(results: Results) -> str:
    """Return each row against the best peer of the same run."""
    lines = []
    for (slug, part), (our_method, their_method) in RIVALS.items():
        for subject in results["peers"]:
            ours = [
                tool
                for tool in subject["tools"]
                if tool["method"].startswith("Foedus") and our_method in tool["method"]
            ]
            theirs = [tool for tool in subject["tools"] if tool["method"] == their_method]
            if subject["row"] != slug or not ours or not theirs:
                continue
            one, two = ours[0], theirs[0]
            measured = one["games"] and two["games"]
            ratio = two["median_seconds"] / one["median_seconds"] if measured else 0.0
            lines.append(
                (
                    f"`{slug}`", part, seconds(one["median_seconds"]) if one["games"] else "–",
                    their_method,
                    seconds(two["median_seconds"]) if two["games"] else two["note"].removeprefix("failed: "),
                    f"{_three(ratio)}×" if ratio else "–", f"{two['games']:,}",
                )
            )  # fmt: skip
    head = ("row", "part", "Foedus, one thread, a game", "best peer", "peer, a game", "ratio", "peer's games")
    return table(head, lines) if lines else "No peer was installed in this run.\n"


def all_peers(results: Results) -> str:
    """Return everything that every tool did."""
    lines = []
    for subject in results["peers"]:
        for tool in subject["tools"]:
            done = bool(tool["games"])
            lines.append(
                (
                    subject["subject"], tool["method"], seconds(tool["median_seconds"]) if done else "–",
                    f"{tool['games']:,}", gain(tool.get("max_gain")), str(tool.get("above_1e-6", "–")),
                    tool.get("note", ""),
                )
            )  # fmt: skip
    head = ("subject", "method", "a game (median)", "games", "largest gain", "above 1e-6", "note")
    return table(head, lines) if lines else "No peer was installed in this run.\n"


def cold(results: Results) -> str:
    """Return first calls against later ones, and calls with a tree that was not planned before."""
    lines = []
    for slug, found in results["rows"].items():
        first, planned = results["cold"].get(slug), found["details"].get("new_tree_seconds")
        if not first and not planned:
            continue
        standing = [part for part in found["parts"].values() if part["goal"]] or list(found["parts"].values())
        warm = [1 / part["games_per_s"] if "games_per_s" in part else part["seconds"] for part in standing]
        lines.append(
            (
                f"`{slug}`", seconds(first["compiled"]) if first else "–", seconds(first["loaded"]) if first else "–",
                seconds(planned) if planned else "–", seconds(max(warm)),
            )
        )  # fmt: skip
    return table(
        ("row", "first call, compiling", "first call, loading", "a tree not planned before", "a later game"), lines
    )


def hardware(results: Results) -> str:
    """Return what the computer can do at most."""
    lines = (
        (
            str(limits["threads"]),
            f"{limits['bytes_per_s'] / 1e9:.1f} GB/s",
            f"{limits['flops_per_s'] / 1e9:.0f} GFLOP/s",
        )
        for limits in results["hardware"]
    )
    return table(("threads", "memory, `y = y + s x`", "arithmetic, product of matrices (f64)"), lines)


def distance(results: Results) -> str:
    """Return for each part how far one thread is from the limits, by the least work counted."""
    lines = [
        (
            f"`{row.slug}`", part, _size(found["bytes"], "B"), _size(found["flops"], ""),
            _share(found["of_bandwidth"]), _share(found["of_peak"]),
        )
        for row in ROWS
        for part, found in results["distance"].get(row.slug, {}).items()
    ]  # fmt: skip
    head = ("row", "part", "bytes a game, at least", "operations, at least", "of the bandwidth", "of the arithmetic")
    return table(head, lines)


def _unit(part: dict[str, Any]) -> str:
    return "games_per_s" if "games_per_s" in part else "seconds"


def _size(value: float, unit: str) -> str:
    for size, prefix in ((1e9, "G"), (1e6, "M"), (1e3, "k")):
        if value >= size:
            return f"{_three(value / size)} {prefix}{unit}".rstrip()
    return f"{value:.0f} {unit}".rstrip() if value else "–"


def _share(value: float) -> str:
    return "–" if not value else f"{100 * value:.2g} %" if value >= 1e-4 else f"{100 * value:.0e} %"


TABLES: dict[str, Callable[[Results], str]] = {
    "about": about,
    "work": work,
    "rows": rows,
    "best-peers": best_peers,
    "all-peers": all_peers,
    "cold": cold,
    "hardware": hardware,
    "distance": distance,
}
