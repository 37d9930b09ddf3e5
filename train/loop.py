"""The course itself: steps, checkpoints, a log of losses and development scores."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from train.batches import Encoded, PairTokenizer, batches, collate
from train.examples import Pair
from train.model import ReaderModel, losses
from train.recipe import Recipe

SAVE_EVERY = 100  # steps

Steps = list[Sequence[Sequence[Encoded]]]


def steps_of(groups: Sequence[Sequence[Pair]], tokenizer: PairTokenizer, tokens: int, seed: int) -> Steps:
    """The batches of a stage, in the order in which they are learnt."""
    rng = random.Random(seed)
    flat = tokenizer.encode([pair for group in groups for pair in group], rng)
    encoded, at = [], 0
    for group in groups:
        kept = [e for e in flat[at : at + len(group)] if e is not None]
        at += len(group)
        if kept:
            encoded.append(kept)
    return [batch for batch in batches(encoded, tokens, rng)]


class Course:
    """A run: its model, its optimizer, and how far it has come. float32 weights are kept beside the
    bfloat16 ones that are computed with."""

    def __init__(self, model: ReaderModel, recipe: Recipe, folder: Path, device: str) -> None:
        self.recipe, self.folder, self.device = recipe, folder, device
        self.parameters = [p for p in model.parameters() if p.requires_grad]
        self.exact = [p.detach().float().clone().to(device).requires_grad_() for p in self.parameters]
        head = {id(p) for p in model.head.parameters()}
        paired = list(zip(self.parameters, self.exact, strict=True))
        self.model = model.to(device, torch.bfloat16)
        self.optimizer = torch.optim.AdamW(
            [
                {"params": [e for p, e in paired if id(p) not in head], "rate": recipe.rate},
                {"params": [e for p, e in paired if id(p) in head], "rate": recipe.head_rate},
            ],
            weight_decay=0.0,
            betas=(0.9, 0.98),
            fused=True,
        )
        self.stage, self.step = 0, 0

    def tuned(self) -> dict[str, Tensor]:
        """The layers' exact weights, by the names that the encoder's file gives them."""
        exact = {id(p): e for p, e in zip(self.parameters, self.exact, strict=True)}
        return {name: exact[id(p)] for name, p in self.model.tuned().items()}

    def head(self) -> tuple[Tensor, Tensor]:
        """Its exact weight (4, hidden) and bias (4,)."""
        exact = {id(p): e for p, e in zip(self.parameters, self.exact, strict=True)}
        return exact[id(self.model.head.weight)], exact[id(self.model.head.bias)]

    @property
    def checkpoint(self) -> Path:
        return self.folder / "checkpoint.pt"

    def save(self) -> None:
        partial = self.checkpoint.with_suffix(".partial")
        torch.save(
            {
                "stage": self.stage,
                "step": self.step,
                "exact": self.exact,
                "optimizer": self.optimizer.state_dict(),
            },
            partial,
        )
        partial.rename(self.checkpoint)

    def resume(self) -> bool:
        """Go on where a run with the same recipe stopped; False where there was none."""
        if not self.checkpoint.exists():
            return False
        kept = torch.load(self.checkpoint, map_location=self.device, weights_only=True)
        self.stage, self.step = kept["stage"], kept["step"]
        self.optimizer.load_state_dict(kept["optimizer"])
        with torch.no_grad():
            for exact, stored in zip(self.exact, kept["exact"], strict=True):
                exact.copy_(stored)
        self._round()
        return True

    def run(self, steps: Steps, log: Path, check: Callable[[ReaderModel], dict[str, Any]]) -> None:
        """Learn from the stage's ``steps``, from where it stands to the end; a line of ``log`` for every ten.

        At the end it stands before the next stage's first step.
        """
        total, began, sums, tokens = len(steps), time.monotonic(), dict[str, float](), 0
        while self.step < total:
            share = self._share(self.step, total)
            tokens += sum(len(e.ids) for group in steps[self.step] for e in group)
            parts = self.learn(steps[self.step], total)
            for name, value in parts.items():
                sums[name] = sums.get(name, 0.0) + value / 10
            if self.step % 10 == 0:
                row: dict[str, Any] = {
                    "stage": self.stage,
                    "step": self.step,
                    "of": total,
                    "rate": round(share, 4),
                }
                row |= {name: round(value, 4) for name, value in sums.items()}
                row["tokens_per_second"] = round(tokens / (time.monotonic() - began))
                _write(log, row)
                sums = {}
            if self.step % SAVE_EVERY == 0:
                self.save()
            if self.step % self.recipe.check_every == 0 or self.step == total:
                self.model.eval()
                with torch.no_grad():
                    _write(log, {"stage": self.stage, "step": self.step, **check(self.model)})
                self.model.train()
        torch.save([e.detach() for e in self.exact], self._end(self.stage))
        self.stage, self.step = self.stage + 1, 0
        self.save()

    def _end(self, stage: int) -> Path:
        return self.folder / f"stage-{stage}.pt"

    def begin(self, tuned: Mapping[str, Tensor], head: tuple[Tensor, Tensor], stage: int) -> None:
        """Stand before ``stage``, one that goes onward, with weights that are the mean it begins at."""
        exact = [*self.tuned().values(), *self.head()]
        with torch.no_grad():
            for own, found in zip(exact, [*tuned.values(), *head], strict=True):
                own.copy_(found)
        for before in chain.from_iterable(self.recipe.stages[stage].onward):
            torch.save([e.detach() for e in self.exact], self._end(before))
        self.stage, self.step = stage, 0
        self.save()

    def go_onward(self) -> None:
        """Before the first step of a stage that goes onward: take the mean that it begins at."""
        if self.recipe.stages[self.stage].onward and not self.step:
            self._average(self.recipe.stages[self.stage].onward)
            self.optimizer.state.clear()

    def average(self) -> None:
        """Take the mean of the weights at the ends of the recipe's ``averaged`` stages.

        They lie in one basin, and their mean is better than each (Izmailov et al. 2018, arXiv:1803.05407;
        of several runs from one start: Wortsman et al. 2022, arXiv:2203.05482). Raises FileNotFoundError
        where a stage has not ended.
        """
        self._average(self.recipe.averaged)

    def _average(self, groups: Sequence[Sequence[int]]) -> None:
        total = [torch.zeros_like(exact) for exact in self.exact]
        for group in groups:
            for stage in group:
                ends = torch.load(self._end(stage), self.device, weights_only=True)
                for into, end in zip(total, ends, strict=True):
                    into += end / (len(group) * len(groups))
        with torch.no_grad():
            for exact, mean in zip(self.exact, total, strict=True):
                exact.copy_(mean)
        self._round()

    def _share(self, step: int, total: int) -> float:
        """Of the full rate: rising from the start or from a mean, falling over a stage's last part."""
        stage = self.recipe.stages[self.stage]
        falling = (total - step) / max(1.0, stage.decay * total)
        first = not self.stage or stage.onward
        rising = (step + 1) / max(1, self.recipe.warmup) if first else 1.0
        return stage.rate * min(1.0, rising, falling)

    def learn(self, groups: Sequence[Sequence[Encoded]], total: int) -> dict[str, float]:
        """One step, of ``total`` in the stage; what it cost, by part."""
        for group in self.optimizer.param_groups:
            group["lr"] = group["rate"] * self._share(self.step, total)
        batch = collate(groups, self.device)
        scores = self.model(batch.ids, batch.mask.to(torch.bfloat16))
        parts = losses(
            scores,
            batch.touchable,
            batch.starts,
            batch.ends,
            batch.relevant,
            batch.answerable,
            batch.group,
        )
        torch.stack(list(parts.values())).sum().backward()  # type: ignore[no-untyped-call]
        for parameter, exact in zip(self.parameters, self.exact, strict=True):
            exact.grad = None if parameter.grad is None else parameter.grad.float()
            parameter.grad = None
        torch.nn.utils.clip_grad_norm_(self.exact, self.recipe.clip)
        self.optimizer.step()
        self._round()
        self.step += 1
        return {name: float(value.detach()) for name, value in parts.items()}

    def _round(self) -> None:
        with torch.no_grad():
            for parameter, exact in zip(self.parameters, self.exact, strict=True):
                parameter.copy_(exact)


def _write(log: Path, row: dict[str, Any]) -> None:
    with log.open("a", encoding="utf-8") as out:
        out.write(json.dumps(row) + "\n")
    print(json.dumps(row), flush=True)
