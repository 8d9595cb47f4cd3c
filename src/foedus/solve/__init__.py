"""Algorithms on games: each named by its solution concept, each result checked by code it does not share."""

from ._backward import SubgamePerfectResult, backward_subgame_perfect
from ._best_response import best_response_gains
from ._certified import (
    certified_backward_subgame_perfect,
    certified_backward_subgame_perfect_staged,
    certified_logit_sequential,
)
from ._certify import (
    SequentialCertificate,
    SubgamePerfectCertificate,
    beliefs,
    certify_sequential,
    certify_subgame_perfect,
    max_gain_share,
    payoff_ranges,
)
from ._certify_public import (
    certify_sequential_public,
    public_beliefs,
    public_best_response_gains,
    public_gain_share,
)
from ._certify_staged import StagedCertificate, certify_subgame_perfect_staged
from ._cfr_plus import cfr_plus_zero_sum
from ._commitment import CommitmentResult, multiple_lp_commitment
from ._crisis_signalling import CrisisEquilibria, CrisisUtilities, scan_crisis_signalling
from ._lemke_howson import NASH_STATUS_TEXT, LemkeHowsonResult, lemke_howson_nash
from ._logit import STATUS_TEXT, SequentialResult, logit_quantal_response, logit_sequential
from ._multistart import MultistartResult, SequentialEquilibrium, multistart_sequential, same_play
from ._pure import PureEquilibrium, enumerate_pure_sequential
from ._scaled import moderate_payoffs
from ._shards import Keep, Method, iterate_shards, solve_in_shards
from ._shared import Shared
from ._stabilising_orders import least_alternatives, stabilising_orders
from ._stability import (
    CONCEPTS,
    Concept,
    Sanctions,
    Stability,
    Uncertainty,
    coalition_stability,
    ordinal_stability,
)
from ._stability_reasons import Reason, Temptation, Way, improvement_ways, stability_reasons
from ._staged import StagedResult, backward_subgame_perfect_staged
from ._staged_policy import policies_from_the_last_round
from ._strategic_form import StrategicForm, reduced_strategic_form
from ._units import Cancelled, Store, Unit, finish_units
from ._vertex_enumeration import NashEnumeration, vertex_enumeration_nash
from ._zero_sum import ZeroSumResult, sequence_form_zero_sum

__all__ = [
    "CONCEPTS",
    "NASH_STATUS_TEXT",
    "STATUS_TEXT",
    "Cancelled",
    "CommitmentResult",
    "Concept",
    "CrisisEquilibria",
    "CrisisUtilities",
    "Keep",
    "LemkeHowsonResult",
    "Method",
    "MultistartResult",
    "NashEnumeration",
    "PureEquilibrium",
    "Reason",
    "Sanctions",
    "SequentialCertificate",
    "SequentialEquilibrium",
    "SequentialResult",
    "Shared",
    "Stability",
    "StagedCertificate",
    "StagedResult",
    "Store",
    "StrategicForm",
    "SubgamePerfectCertificate",
    "SubgamePerfectResult",
    "Temptation",
    "Uncertainty",
    "Unit",
    "Way",
    "ZeroSumResult",
    "backward_subgame_perfect",
    "backward_subgame_perfect_staged",
    "beliefs",
    "best_response_gains",
    "certified_backward_subgame_perfect",
    "certified_backward_subgame_perfect_staged",
    "certified_logit_sequential",
    "certify_sequential",
    "certify_sequential_public",
    "certify_subgame_perfect",
    "certify_subgame_perfect_staged",
    "cfr_plus_zero_sum",
    "coalition_stability",
    "enumerate_pure_sequential",
    "finish_units",
    "improvement_ways",
    "iterate_shards",
    "least_alternatives",
    "lemke_howson_nash",
    "logit_quantal_response",
    "logit_sequential",
    "max_gain_share",
    "moderate_payoffs",
    "multiple_lp_commitment",
    "multistart_sequential",
    "ordinal_stability",
    "payoff_ranges",
    "policies_from_the_last_round",
    "public_beliefs",
    "public_best_response_gains",
    "public_gain_share",
    "reduced_strategic_form",
    "same_play",
    "scan_crisis_signalling",
    "sequence_form_zero_sum",
    "solve_in_shards",
    "stabilising_orders",
    "stability_reasons",
    "vertex_enumeration_nash",
]
