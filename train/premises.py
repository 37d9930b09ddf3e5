from __future__ import annotations
from random import Random
from typing import TYPE_CHECKING
from train.examples import Example
if TYPE_CHECKING:
    from train.pools import Pools

def false_premise(example: Example, passage: str, pools: Pools, rng: Random) -> str | None:
    return None
