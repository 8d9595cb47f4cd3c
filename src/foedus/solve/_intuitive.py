"""The intuitive criterion for signalling games (Cho and Kreps 1987).

Chance draws a type, one player sees it and sends a message, another sees the message alone and replies, and play
ends. An equilibrium fails if after some message that nobody sends a type would surely gain, once the receiver rules
out every type that could not gain by it whatever the best reply.
"""

from __future__ import annotations

import numpy as np

from foedus.games import CHANCE, TERMINAL, ExtensiveForm, FloatArray

from ._rational_belief import rational_belief


def is_signalling_game(form: ExtensiveForm) -> bool:
    """Return whether chance draws a type, one player who sees it sends a message, another replies, and play ends."""
    types = _below(form, 0)
    senders = {int(form.owner[node]) for node in types}
    told = [node for one in types for node in _below(form, one) if form.owner[node] != TERMINAL]
    receivers = {int(form.owner[node]) for node in told}
    return (
        form.owner[0] == CHANCE
        and len(senders) == len(receivers) == 1
        and min(senders | receivers) >= 0
        and senders != receivers
        and all((form.infoset == form.infoset[node]).sum() == 1 for node in types)
        and all(form.owner[end] == TERMINAL for node in told for end in _below(form, node))
        and all(_distinct([int(form.infoset[node]) for node in _below(form, one)]) for one in types)
    )


def passes_intuitive_criterion(form: ExtensiveForm, parameters: FloatArray, strategy: FloatArray) -> bool | None:
    """Return whether an equilibrium of a signalling game survives the intuitive criterion; None for other games.

    Types that chance never draws are left out.

    Args:
        form: the game.
        parameters: shape (parameter, 1).
        strategy: shape (action,).
    """
    if not is_signalling_game(form):
        return None
    players = len(form.players)
    paid = form.payoffs.evaluate(parameters).reshape(len(form.child), players)
    sender, receiver = int(form.owner[form.child[0]]), -1
    drawn = [edge for edge in _edges(form, 0) if parameters[form.probability[0, edge], 0] > 0]
    worth: dict[int, float] = {}
    """What each type gets in equilibrium, less what it is paid on being drawn."""
    replies: dict[int, dict[int, tuple[FloatArray, FloatArray]]] = {}
    """By message and type: the sender's and the receiver's payoffs, one a reply."""
    sent: set[int] = set()
    for root in drawn:
        one = int(form.child[root])
        worth[one] = 0.0
        for place, edge in enumerate(_edges(form, one)):
            node = int(form.child[edge])
            used = float(strategy[form.first_action[form.infoset[one]] + place])
            if form.owner[node] == TERMINAL:
                worth[one] += used * float(paid[edge, sender])
                continue
            receiver, message = int(form.owner[node]), int(form.infoset[node])
            after = paid[edge] + paid[_edges(form, node)]
            replies.setdefault(message, {})[one] = after[:, sender], after[:, receiver]
            answer = strategy[form.first_action[message] : form.first_action[message + 1]]
            worth[one] += used * float(answer @ after[:, sender])
            if used > 0:
                sent.add(message)
    tolerance = 1e-9 * max(float(np.ptp(paid)), 1e-300)
    return all(message in sent or not _objectionable(able, worth, tolerance) for message, able in replies.items())


def _objectionable(able: dict[int, tuple[FloatArray, FloatArray]], worth: dict[int, float], tolerance: float) -> bool:
    """Return whether some type would surely gain by a message once those who never could are ruled out."""
    best = _best_replies(able, list(able), tolerance)
    left = [one for one, (gets, _) in able.items() if worth[one] <= gets[best].max() + tolerance]
    if not left:
        return False
    best = _best_replies(able, left, tolerance)
    return any(worth[one] < able[one][0][best].min() - tolerance for one in left)


def _best_replies(able: dict[int, tuple[FloatArray, FloatArray]], types: list[int], tolerance: float) -> list[int]:
    """Return the replies that are best under some belief over *types*."""
    payoffs = np.column_stack([able[one][1] for one in types])
    return [
        reply
        for reply in range(len(payoffs))
        if rational_belief(payoffs - payoffs[reply], tolerance=tolerance) is not None
    ]


def _edges(form: ExtensiveForm, node: int) -> list[int]:
    return list(range(int(form.first_edge[node]), int(form.first_edge[node + 1])))


def _below(form: ExtensiveForm, node: int) -> list[int]:
    return [int(form.child[edge]) for edge in _edges(form, node)]


def _distinct(messages: list[int]) -> bool:
    real = [message for message in messages if message >= 0]
    return len(set(real)) == len(real)
