"""Promises about the tree itself: sizes, who imports whom, words that are not used, data that is what its page says it is."""

from __future__ import annotations

import ast
import io
import os
import re
import subprocess
import sys
import tokenize
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "legation"
DATA = SOURCE / "tables" / "data"

MODULE_LINES = 400
FUNCTION_LINES = 40
SHORT_FUNCTION_LINES = 30
SHORT_SHARE = 0.9
POSITIONAL_ARGUMENTS = 5
LARGER: dict[str, str] = {}
"""Modules and functions (``gather.py``, ``gather.py:gather``) that may be larger, each with its reason."""

BASE = {
    "span",
    "when",
    "errors",
    "lexicon",
    "model",
    "identity",
    "stored",
    "parse",
    "word_forms",
    "record",
    "claim_form",
    "screen",
    "tables",
}
STAGES = {
    "read": "read",
    "segment": "segment",
    "repair": "segment",
    "mention": "mention",
    "tell": "tell",
    "gather": "gather",
    "resolve": "resolve",
    "register": "register",
    "ask": "ask",
    "export": "export",
    "imports": "imports",
    "sample": "sample",
}
DOORS = {"__init__", "__main__", "api", "checking", "cli", "corpus", "doors", "kit", "official", "pipeline", "web"}
ACROSS = {
    ("segment/__init__.py", "legation.read.lines"): "both cut a text into the same lines",
    ("register/asking.py", "legation.ask.query"): "the register answers the questions that ask puts",
    ("register/asking.py", "legation.ask.said"): "the same of statements and claims",
    ("register/derived.py", "legation.ask.query"): "the same, of entries that are kept",
    ("register/found.py", "legation.ask.query"): "a question is put to the tables as it would be to the entries",
    ("register/entry_rows.py", "legation.ask.query"): "entries are kept under the days and words that a question asks for",
    ("register/sightings.py", "legation.ask.query"): "the same of the words of findings",
    ("register/overview.py", "legation.ask.query"): "a selection is seen from above by the question that entries are",
    ("register/looking.py", "legation.ask.query"): "pairs in doubt are looked for by the question that entries are",
    ("register/looking.py", "legation.ask.said"): "a statement or claim is looked up as it is asked for",
    ("register/judging.py", "legation.ask.query"): "a statement or claim that a person has rejected is asked for by the same question",
    ("register/judging.py", "legation.ask.said"): "statements and claims are asked for as people have judged them",
    ("export/tabular.py", "legation.ask.query"): "a row of a table shows the contact that an answer shows",
    ("export/tabular.py", "legation.ask.said"): "the same of statements and claims",
    ("sample/draw.py", "legation.ask.query"): "the key holds the contact that an answer shows",
    ("sample/fields.py", "legation.ask.query"): "names are compared as a question compares them",
    ("sample/fields.py", "legation.imports.days"): "coders write days as data sets do",
}
"""Imports from one stage into another, each with its reason."""

CATCH_ALL = {
    "doors/run.py:attempt": "a report that finds a hole in the rules must not cost the others",
    "web/answers.py:__call__": "a page that finds a hole in the program must show its reader a number and no stack trace",
    "read/sources.py:guarded": "the parsers of pages, feeds and mails raise what they like on hostile bytes",
}
"""Functions that may catch any error, because they note it."""

BANNED_IN_NAMES = re.compile(r"manager|helper|processor|(?<![a-z])utils?(?![a-z])|(?<![a-z])misc(?![a-z])", re.IGNORECASE)
BANNED_IN_PROSE = re.compile(r"\b(?:sessions?|agents?|prompts?)\b|\bissue\s+#?\d|(?<![\w&/])#\d+\b", re.IGNORECASE)
MACHINE_PATHS = re.compile(r"(?<![\w.~-])/(?:work|home|root|Users)/\w")
RUN = 60
"""Characters of another's text that may not stand in a row in a file of ours."""
GIVEN_TEXTS = ("seed/report.txt", "gold/contacts/reports.jsonl")


def test_sizes_of_modules_and_functions() -> None:
    too_large = [f"{name}: {lines} lines" for name, lines in lines_of_modules().items() if lines > MODULE_LINES]
    too_large += [f"{name}: {lines} lines" for name, (lines, _) in functions().items() if lines > FUNCTION_LINES]
    assert [row for row in too_large if row.rsplit(": ", 1)[0] not in LARGER] == []


def test_nine_functions_in_ten_are_short() -> None:
    lines = [lines for lines, _ in functions().values()]
    assert len(lines) > 100
    assert sum(count <= SHORT_FUNCTION_LINES for count in lines) / len(lines) >= SHORT_SHARE


def test_functions_take_five_positional_arguments_at_most() -> None:
    assert [f"{name}: {count}" for name, (_, count) in functions().items() if count > POSITIONAL_ARGUMENTS and name not in LARGER] == []


def test_exceptions_to_the_sizes_are_still_needed() -> None:
    large = {name for name, lines in lines_of_modules().items() if lines > MODULE_LINES}
    large |= {name for name, (lines, count) in functions().items() if lines > FUNCTION_LINES or count > POSITIONAL_ARGUMENTS}
    assert set(LARGER) - large == set()


def test_stages_import_no_other_stage() -> None:
    across = {(module, target) for module, target in imports() if crosses(module, target)}
    assert across - set(ACROSS) == set()
    assert set(ACROSS) - across == set(), "an exception that nothing needs any more"


def test_every_module_has_its_place_in_the_way_of_the_data() -> None:
    tops = {path.relative_to(SOURCE).parts[0].removesuffix(".py") for path in modules()}
    assert tops - BASE - set(STAGES) - DOORS == set()


def test_base_modules_import_base_modules_only() -> None:
    assert [(module, target) for module, target in imports() if top(module) in BASE and top_of_target(target) not in BASE] == []


def test_pipeline_is_short_enough_to_be_read_first() -> None:
    assert lines_of_modules()["pipeline.py"] < 60


def test_import_loads_no_parser_and_opens_no_file_of_the_package() -> None:
    program = (
        "import sys; opened = []\n"
        "sys.addaudithook(lambda event, args: opened.append(str(args[0])) if event == 'open' else None)\n"
        "import legation\n"
        "ours = [p for p in opened if 'legation' in p and not p.endswith(('.py', '.pyc')) and '.pyc.' not in p]\n"
        "print(sorted(m for m in ('spacy', 'numpy', 'rich', 'typer') if m in sys.modules), ours)"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, env=os.environ | {"PYTHONPATH": str(SOURCE.parent)}
    )
    assert run.stdout.strip() == "[] []"


def test_names_are_of_the_field() -> None:
    found = [f"{path.relative_to(ROOT)}: {name}" for path in modules() for name in names_of(path) if BANNED_IN_NAMES.search(name)]
    found += [str(path.relative_to(ROOT)) for path in tracked() if BANNED_IN_NAMES.search(path.name)]
    assert found == []


def test_prose_speaks_of_the_product_only() -> None:
    mine = Path(__file__)
    found = [
        f"{path.relative_to(ROOT)}: {match.group()}"
        for path in tracked()
        if path != mine
        for match in BANNED_IN_PROSE.finditer(prose_of(path))
    ]
    assert found == []


def test_no_path_of_a_machine_stands_in_a_file() -> None:
    assert [str(path.relative_to(ROOT)) for path, text in texts().items() if MACHINE_PATHS.search(text)] == []


def test_errors_are_caught_by_name() -> None:
    found = {
        f"{path.relative_to(SOURCE).as_posix()}:{node.name}"
        for path in modules()
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and any(catches_all(inner) for inner in ast.walk(node))
    }
    assert found == set(CATCH_ALL)


def test_every_table_is_named_with_its_digest() -> None:
    page = (SOURCE / "tables" / "SOURCE.md").read_text(encoding="utf-8")
    tables = [path for path in sorted(DATA.iterdir()) if path.suffix != ".json"]
    assert tables
    unnamed = [path.name for path in tables if f"data/{path.name}`" not in page and f"data/{path.name} " not in page]
    digests = {path.name: sha256(path.read_bytes()).hexdigest() for path in tables}
    assert unnamed == []
    assert [name for name, digest in digests.items() if digest not in page] == [], "the page names another digest than the file has"


def test_the_schema_on_the_shelf_is_the_packaged_one() -> None:
    assert (ROOT / "docs" / "record.schema.json").read_bytes() == (DATA / "record.schema.json").read_bytes()


def test_changelog_names_the_version() -> None:
    version = re.search(r'__version__ = "([^"]+)"', (SOURCE / "__init__.py").read_text(encoding="utf-8"))
    newest = re.search(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert version and newest and newest.group(1) == version.group(1)


def test_every_chore_named_on_the_pages_is_in_the_makefile() -> None:
    chores = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    pages = [ROOT / "README.md", ROOT / "CONTRIBUTING.md"]
    named = {word for page in pages for word in re.findall(r"(?:`|^ {4})make ([a-z-]+)", page.read_text(encoding="utf-8"), re.MULTILINE)}
    assert {"demo", "test"} <= named
    assert named <= chores


def test_pages_point_at_files_that_are_there() -> None:
    pages = [path for path in tracked() if path.suffix == ".md"]
    targets = [(page, target) for page in pages for target in re.findall(r"\]\((?!https?:|#)([^)#\s]+)", page.read_text(encoding="utf-8"))]
    assert [f"{page.relative_to(ROOT)}: {target}" for page, target in targets if not (page.parent / target).exists()] == []


def test_no_text_of_the_given_reports_is_in_a_file(shared: Path) -> None:
    given = runs_of(" ".join(squeezed((shared / name).read_text(encoding="utf-8")) for name in GIVEN_TEXTS))
    found = [str(path.relative_to(ROOT)) for path, text in texts().items() if any(run in given for run in all_runs(squeezed(text)))]
    assert found == []


# What the promises are measured on.


@cache
def tracked() -> tuple[Path, ...]:
    """Files that git keeps or would keep; in a copy without git, all but what makes begin with a dot."""
    asked = subprocess.run(["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=False)
    names = asked.stdout.splitlines()
    paths = (
        [ROOT / name for name in names]
        if names
        else [p for p in ROOT.rglob("*") if not any(q.startswith(".") for q in p.relative_to(ROOT).parts)]
    )
    return tuple(sorted(path for path in paths if path.is_file()))


@cache
def texts() -> dict[Path, str]:
    """Every tracked file that is text."""
    found: dict[Path, str] = {}
    for path in tracked():
        try:
            found[path] = path.read_bytes().decode("utf-8")
        except UnicodeDecodeError:
            continue
    return found


def modules() -> list[Path]:
    return sorted(SOURCE.rglob("*.py"))


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def lines_of_modules() -> dict[str, int]:
    return {path.relative_to(SOURCE).as_posix(): len(path.read_text(encoding="utf-8").splitlines()) for path in modules()}


@cache
def functions() -> dict[str, tuple[int, int]]:
    """Lines and positional arguments (self and cls not counted) of every function, as ``module.py:name``."""
    found: dict[str, tuple[int, int]] = {}
    for path in modules():
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                arguments = [a.arg for a in (*node.args.posonlyargs, *node.args.args) if a.arg not in ("self", "cls")]
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                name = f"{path.relative_to(SOURCE).as_posix()}:{node.name}"
                before = found.get(name, (0, 0))
                found[name] = (max(lines, before[0]), 0 if is_command(node) else max(len(arguments), before[1]))
    return found


def catches_all(node: ast.AST) -> bool:
    """Whether this handler takes any error and does not pass it on."""
    if not isinstance(node, ast.ExceptHandler) or (node.type is not None and ast.unparse(node.type) not in ("Exception", "BaseException")):
        return False
    last = node.body[-1]
    return not (isinstance(last, ast.Raise) and last.exc is None)


def is_command(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Whether the arguments are the options of a command, which nobody passes by position."""
    return any(ast.unparse(d).split("(")[0].endswith((".command", ".callback")) for d in node.decorator_list)


@cache
def imports() -> tuple[tuple[str, str], ...]:
    """(module's path, module imported) for every import of one module of ours by another."""
    found: list[tuple[str, str]] = []
    for path in modules():
        module = path.relative_to(SOURCE).as_posix()
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "legation":
                whole = [f"legation.{a.name}" for a in node.names] if node.module == "legation" else [node.module]
                found += [(module, target) for target in whole]
            elif isinstance(node, ast.Import):
                found += [(module, a.name) for a in node.names if a.name.split(".")[0] == "legation"]
    return tuple(found)


def top(module: str) -> str:
    return module.split("/")[0].removesuffix(".py")


def top_of_target(target: str) -> str:
    name = target.split(".")[1] if "." in target else "__init__"
    return "__init__" if name.startswith("__") else name


def crosses(module: str, target: str) -> bool:
    """Whether a module of a stage imports what is neither base nor its own stage."""
    here, there = top(module), top_of_target(target)
    return here in STAGES and there not in BASE and STAGES.get(there) != STAGES[here]


def names_of(path: Path) -> Iterator[str]:
    """Names that a module gives: to functions, classes, arguments and values."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id


def prose_of(path: Path) -> str:
    """What a file says to its reader: a page whole, of code the comments and docstrings."""
    if path.suffix in (".md", "") or path.name == ".gitignore":
        return texts().get(path, "")
    if path.suffix in (".toml", ".sh"):
        return "\n".join(line for line in texts()[path].splitlines() if line.lstrip().startswith("#"))
    if path.suffix != ".py":
        return ""
    text = texts()[path]
    comments = [t.string[1:] for t in tokenize.generate_tokens(io.StringIO(text).readline) if t.type == tokenize.COMMENT]
    strings = [
        node.value.value
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
    ]
    return "\n".join(comments + strings)


def squeezed(text: str) -> str:
    """Letters and digits in lower case, one blank between words, so that no new line or quotation mark hides a copy."""
    return " ".join(re.findall(r"\w+", text.lower().replace("\\n", " ")))


def runs_of(text: str) -> frozenset[str]:
    """Every stretch of RUN characters."""
    return frozenset(all_runs(text))


def all_runs(text: str) -> Iterator[str]:
    return (text[i : i + RUN] for i in range(len(text) - RUN + 1))


def test_the_measure_of_copies_sees_one(shared: Path) -> None:
    given = squeezed((shared / GIVEN_TEXTS[0]).read_text(encoding="utf-8"))
    assert any(run in runs_of(given) for run in all_runs(squeezed("Intro.\n" + given[200:300])))


@pytest.mark.parametrize("prose", ["see issue #4", "an agent wrote it", "closes #12"])
def test_the_measure_of_prose_sees_what_is_banned(prose: str) -> None:
    assert BANNED_IN_PROSE.search(prose)
