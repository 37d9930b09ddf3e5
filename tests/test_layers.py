"""The house keeps its order: imports point one way, modules fit in the head, nothing happens on import."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

ROOMS = ("index", "rag", "eval", "page")
DOORS = ("cli", "app", "lines", "measure", "terminal", "upkeep")
LONGEST = 330  # lines of a module
HEAVY = {
    "chromadb",
    "docx",
    "gradio",
    "llama_index",
    "openai",
    "openvino",
    "pypdf",
    "scipy",
    "sentence_transformers",
    "tokenizers",
    "torch",
    "trafilatura",
    "transformers",
    "xllamacpp",
}
ALLOWED = {"eval": {"scipy"}, "page": {"gradio"}}  # what a room is made of
ADAPTERS = {"rag.chat_engine", "rag.llamaindex"}  # for programs that have imported LlamaIndex already


def modules() -> list[str]:
    files = [file for room in ROOMS for file in (ROOT / room).rglob("*.py")]
    inside = [".".join(file.relative_to(ROOT).with_suffix("").parts) for file in files]
    return [*DOORS, *sorted(name.removesuffix(".__init__") for name in inside)]


def test_imports_point_one_way() -> None:
    program = Path(sys.executable).parent / "lint-imports"
    if not program.exists():
        pytest.skip("import-linter is not installed here")
    ran = subprocess.run(
        [program, "--no-cache"], cwd=ROOT, env=_environment(), capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "0 broken" in ran.stdout


def test_no_room_imports_a_door() -> None:
    """The linter sees packages only; the doors are single files."""
    for name in modules():
        if name not in DOORS:
            tree = ast.parse(_file(name).read_text(encoding="utf-8"))
            found = {
                alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names
            }
            found |= {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
            assert found.isdisjoint(DOORS), name


def test_a_module_fits_in_the_head() -> None:
    lines = {name: len(_file(name).read_text(encoding="utf-8").splitlines()) for name in modules()}
    assert {name: count for name, count in lines.items() if count > LONGEST} == {}


def _file(module: str) -> Path:
    path = ROOT.joinpath(*module.split("."))
    package = path / "__init__.py"
    return package if package.exists() else path.with_suffix(".py")


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    """Every module imported in one new process, in an empty folder that is its home too."""
    home = tmp_path_factory.mktemp("home")
    code = """
import importlib, json, os, sys, threading
names, heavy = json.loads(sys.argv[1])
before = dict(os.environ)
blame = {}
for name in names:
    importlib.import_module(name)
    found = sorted({module.split(".")[0] for module in sys.modules} & set(heavy) - set(blame))
    blame.update({one: name for one in found})
same, threads = before == dict(os.environ), threading.active_count()
print(json.dumps({"heavy": blame, "environment": same, "threads": threads}))
"""
    names = [name for name in modules() if name not in ADAPTERS]
    ran = subprocess.run(
        [sys.executable, "-c", code, json.dumps([names, sorted(HEAVY)])],
        cwd=home,
        env=_environment(HOME=str(home), XDG_CACHE_HOME=str(home / "cache"), DOSSIER_LIBARY="misspelt"),
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    seen: dict[str, object] = json.loads(ran.stdout)  # nothing else was printed
    assert ran.stderr == ""
    return {**seen, "files": [str(path.relative_to(home)) for path in home.rglob("*")]}


def test_importing_makes_no_file_and_starts_nothing(imported: dict[str, object]) -> None:
    assert imported["files"] == []
    assert imported["environment"] is True
    assert imported["threads"] == 1


def test_importing_loads_no_heavy_library(imported: dict[str, object]) -> None:
    blame = imported["heavy"]
    assert isinstance(blame, dict)
    assert {
        library: module
        for library, module in blame.items()
        if library not in ALLOWED.get(module.split(".")[0], set())
    } == {}


def _environment(**more: str) -> dict[str, str]:
    path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    kept = {k: v for k, v in os.environ.items() if not k.startswith("DOSSIER_")}
    return {**kept, "PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1", **more}
