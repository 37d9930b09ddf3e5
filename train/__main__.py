"""``python -m train``: from the data files to the weights of the reader, and what they are worth."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from train.data import Material
    from train.loop import Course
    from train.recipe import Recipe

app = typer.Typer(add_completion=False, no_args_is_help=True, rich_markup_mode=None)

HERE = Path(__file__).parent
RecipeFile = Annotated[Path, typer.Option("--recipe", help="A TOML file.")]
Data = Annotated[Path, typer.Option(help="The folder of the data files.")]
Work = Annotated[
    Path, typer.Option(help="Where a run keeps what it makes: found.json, checkpoints, the log.")
]
Weights = Annotated[Path, typer.Option(help="The reader's weights.")]
RECIPE = HERE / "recipe.toml"
DATA = Path("../shared/data")
WORK = Path("runs/train")
REACHING = 100  # questions of each source that show how far the layers' inputs go
WEIGHTS = HERE.parent / "rag" / "reader.safetensors"


@app.callback()
def main() -> None:
    """Teach the reader, publish its weights, and measure them."""


@app.command()
def learn(
    recipe: RecipeFile = RECIPE,
    data: Data = DATA,
    work: Work = WORK,
    device: Annotated[str, typer.Option(help="cpu or cuda.")] = "cpu",
    stage: Annotated[int | None, typer.Option(help="Begin at this one, from the weights in use.")] = None,
) -> None:
    """Run a recipe; stopped, it goes on from its last checkpoint."""
    from train.development import Development

    run = _Run(recipe, data, work, device)
    if stage is not None and run.course.stage < stage:
        run.begin(WEIGHTS, stage)
    development = Development(run.material, run.tokenizer, run.recipe.checked)
    run.learn(lambda model: development.check(model, device))


@app.command()
def rehearse(
    data: Data = DATA,
    work: Work = WORK,
    record: Annotated[bool, typer.Option(help="Write the curve instead of comparing with it.")] = False,
) -> None:
    """A reduced run of some minutes from the start; fails where its losses leave the recorded curve."""
    from train.rehearsal import compare, curve

    run = _Run(HERE / "rehearsal.toml", data, work, "cpu", afresh=True)
    run.learn(lambda model: {})
    found = curve(run.log)
    kept = HERE / "rehearsal.json"
    if record:
        kept.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
        return
    away = compare(json.loads(kept.read_text(encoding="utf-8")), found)
    for line in away:
        say(line)
    if away:
        raise typer.Exit(1)


@app.command()
def publish(
    weights: Weights = WEIGHTS, recipe: RecipeFile = RECIPE, data: Data = DATA, work: Work = WORK
) -> None:
    """Write the weights that a course has come to, calibrated on half of the held-out articles."""
    from index.settings import load_settings
    from rag.cross_encoder import CrossEncoder
    from train.calibration import calibrate
    from train.development import Development, whole_pairs
    from train.measure import read_pairs
    from train.publish import recalibrate, store_reaches, write
    from train.reaches import reaches

    run = _Run(recipe, data, work, "cpu")
    run.course.average()
    write(run.course.tuned(), run.course.head(), run.encoder, weights)
    development = Development(run.material, run.tokenizer, 300, half=0)
    store_reaches(weights, reaches(run.encoder, weights, whole_pairs(run.material, REACHING, half=0)))
    pairs = [pair.pair for _, pair in development.pairs]
    scored = read_pairs(CrossEncoder(run.encoder, weights, load_settings().precision), pairs)
    sha256 = recalibrate(weights, calibrate(pairs, scored))
    say(f"{weights}: {weights.stat().st_size:,} bytes; READER_SHA256 = {sha256}")


@app.command()
def reach(
    weights: Weights = WEIGHTS, recipe: RecipeFile = RECIPE, data: Data = DATA, work: Work = WORK
) -> None:
    """See anew what reading in 8 bits has to leave room for, and write it into published weights."""
    from train.development import whole_pairs
    from train.publish import store_reaches
    from train.reaches import reaches

    run = _Run(recipe, data, work, "cpu", searching=False)
    pairs = whole_pairs(run.material, REACHING, half=0)
    sha256 = store_reaches(weights, reaches(run.encoder, weights, pairs))
    say(f"{weights}: {weights.stat().st_size:,} bytes; READER_SHA256 = {sha256}")


@app.command()
def nearness(
    weights: Weights = WEIGHTS, recipe: RecipeFile = RECIPE, data: Data = DATA, work: Work = WORK
) -> None:
    """Fit how much the encoder's cosine counts beside published weights; JSON, for rag/nearness.py."""
    from index.encoder import load_encoder
    from index.settings import load_settings
    from rag.cross_encoder import CrossEncoder
    from train.development import SPANS, Development
    from train.measure import read_pairs
    from train.nearness import cosines, fit_nearness, read_found

    run = _Run(recipe, data, work, "cpu")
    settings = load_settings(library=work / "library")
    model, encoder = CrossEncoder(run.encoder, weights, settings.precision), load_encoder(settings)
    development = Development(run.material, run.tokenizer, 0, half=0)
    pairs = [pair.pair for _, pair in development.pairs]
    piaf = [e for e in development.examples if e.source == SPANS[0]]
    rows = read_found(model, encoder, settings, piaf, SPANS[0])
    print(json.dumps(fit_nearness(rows, pairs, read_pairs(model, pairs), cosines(encoder, pairs)), indent=1))


@app.command()
def measure(
    weights: Weights = WEIGHTS,
    recipe: RecipeFile = RECIPE,
    data: Data = DATA,
    work: Work = WORK,
    questions: Annotated[int, typer.Option(help="Of each source, at most; 0 for all.")] = 0,
    chart: Annotated[Path | None, typer.Option(help="Where to draw the reliability diagram (SVG).")] = None,
) -> None:
    """Score published weights on the other half of the held-out articles; JSON on standard output."""
    from index.settings import load_settings
    from train.development import Development
    from train.measure import measure as scores

    run = _Run(recipe, data, work, "cpu")
    development = Development(run.material, run.tokenizer, questions, half=1)
    settings = load_settings(library=work / "library")
    print(json.dumps(scores(weights, run.encoder, settings, development, run.material, chart), indent=1))


class _Run:
    """What the commands share: the recipe, its material and how far its course has come."""

    def __init__(
        self,
        recipe: Path,
        data: Path,
        work: Path,
        device: str,
        *,
        afresh: bool = False,
        searching: bool = True,
    ) -> None:
        import torch

        from index.settings import load_settings
        from index.weights import unpack
        from train.batches import PairTokenizer
        from train.data import Material
        from train.loop import Course
        from train.model import ReaderModel
        from train.recipe import read_recipe

        self.recipe: Recipe = read_recipe(recipe)
        self.encoder = unpack(load_settings().cache, say)
        self.tokenizer = PairTokenizer(self.encoder)
        searching = searching and any(stage.shares.search for stage in self.recipe.stages)
        self.material: Material = Material(data, work, self.tokenizer.count_tokens, say, searching=searching)
        folder = work / self.recipe.name
        folder.mkdir(parents=True, exist_ok=True)
        self.log = folder / "log.jsonl"
        torch.manual_seed(self.recipe.seed)
        config = json.loads((self.encoder / "config.json").read_text(encoding="utf-8"))
        model = ReaderModel(self.encoder, config, self.recipe.frozen)
        self.course: Course = Course(model, self.recipe, folder, device)
        if afresh:
            self.log.unlink(missing_ok=True)
        elif self.course.resume():
            say(f"at stage {self.course.stage}, step {self.course.step}")

    def begin(self, weights: Path, stage: int) -> None:
        """Stand before a stage that goes onward, with published weights for what it would go onward from."""
        import torch

        from rag.reader_weights import load_weights

        loaded = load_weights(weights, self.encoder, None)
        tuned = {name: torch.from_numpy(loaded.tensors[name]) for name in self.course.tuned()}
        self.course.begin(tuned, (torch.from_numpy(loaded.heads), torch.from_numpy(loaded.bias)), stage)

    def learn(self, check: Any) -> None:
        from train.loop import steps_of

        stages = self.recipe.stages
        while self.course.stage < len(stages):
            seed = self.recipe.seed + self.course.stage
            groups = self.material.groups(stages[self.course.stage], seed)
            steps = steps_of(groups, self.tokenizer, self.recipe.tokens, seed)
            steps = steps[: stages[self.course.stage].steps or len(steps)]
            tokens = sum(len(e.ids) for step in steps for group in step for e in group)
            pairs = sum(map(len, groups))
            say(f"stage {self.course.stage}: {pairs} pairs, {len(steps)} steps, {tokens} tokens")
            self.course.go_onward()
            self.course.run(steps, self.log, check)


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    app()
