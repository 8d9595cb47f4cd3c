"""What to say when a game grows too large."""

from __future__ import annotations

from ._program import Begin, End, Group, Program


def too_large(program: Program, limit: int) -> str:
    """Return which stages multiply and what to do about it."""
    rounds, sizes = 1, []
    for place, step in enumerate(program.steps):
        if isinstance(step, Begin):
            rounds = next(item.rounds for item in program.steps[place:] if isinstance(item, End))
        elif isinstance(step, End):
            rounds = 1
        elif isinstance(step, Group):
            for stage in step.stages:
                count = stage.audience.steps if stage.audience else len(stage.moves)
                sizes.append((count**rounds, f"{stage.stage.id} ({count} moves, {rounds} times)"))
    widest = ", ".join(text for _, text in sorted(sizes, reverse=True)[:3])
    return (
        f"the game of {program.scenario.case} has more than {limit:,} nodes; it multiplies most at {widest}:"
        " use fewer rounds, guards (`when:`) or `until:`, or let everyone see every move so that states merge"
    )
