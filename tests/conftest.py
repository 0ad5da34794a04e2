"""What all tests share: how hard hypothesis looks, and the folder of given reports."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parents[1]

# Deadlines measure the machine, not the code; in CI the examples are the same in every run, so that red means changed.
settings.register_profile("short", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.register_profile("long", deadline=None, max_examples=5000, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("short")


@pytest.fixture(scope="session", autouse=True)
def no_own_posts(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keeps the posts that the person at this machine has imported out of the tests, and those of the tests out of his; his screen too."""
    os.environ.pop("LEGATION_POSTS", None)
    os.environ.pop("COLUMNS", None)
    os.environ["XDG_DATA_HOME"] = str(tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder ``shared`` beside the repository, with the given reports; CI fails without it."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        say = pytest.fail if os.environ.get("CI") else pytest.skip
        say(f"{folder} is not there; the tests that read the given reports need it beside the repository")
    return folder
