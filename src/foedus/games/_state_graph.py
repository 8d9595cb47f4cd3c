"""Perfect information as a graph of merged states: an acyclic graph, draws on the last axis.

The same arrays as an extensive form, except that a state may be reached along several paths, so that a long staged
game does not explode. Every decision state is its own information set. Merging is only right when nothing later
depends on how a state was reached; the compiler proves that, this structure assumes it.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

from ._extensive_form import IntArray, Terms


@dataclass(frozen=True, slots=True, eq=False)
class StateGraph:
    """States in topological order (a state precedes those it leads to); state 0 is the initial one."""

    players: tuple[str, ...]
    owner: IntArray
    """Shape (state,): the player who moves, CHANCE (-1) or TERMINAL (-2)."""
    first_edge: IntArray
    child: IntArray
    probability: IntArray
    """Shape (edge,): the parameter with the probability of a chance edge, else -1."""
    payoffs: Terms
    """Paid on an edge; rows are ``edge * len(players) + player``."""
    parameter_names: tuple[str, ...]
    state_labels: tuple[str, ...]
    action_labels: tuple[str, ...]
    """One an edge."""

    def __post_init__(self) -> None:
        for array in (self.owner, self.first_edge, self.child, self.probability):
            array.flags.writeable = False

    def __reduce__(self) -> tuple[type[StateGraph], tuple[object, ...]]:
        """Travel between processes through the constructor, so that arrays arrive read-only."""
        return type(self), tuple(getattr(self, field.name) for field in fields(self))

    @property
    def nodes(self) -> int:
        """Number of states."""
        return len(self.owner)
