"""What is imported is what is installed: the packages of the tests are not there where Handrail runs."""

import ast
import re
import sys
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
LOCKED = re.findall(r"^([a-z0-9-]+)==", (ROOT / "requirements.txt").read_text(encoding="utf-8"), re.M)


def imported(source: str) -> Iterator[str]:
    """The packages that a file imports as soon as it is read."""
    for node in ast.parse(source).body:
        if isinstance(node, ast.Import):
            yield from (name.name.split(".")[0] for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.split(".")[0]


def test_nothing_is_imported_that_only_the_tests_have() -> None:
    shipped = {"handrail", *sys.stdlib_module_names}
    shipped |= {
        module for module, names in packages_distributions().items() if {n.lower() for n in names} & set(LOCKED)
    }
    missing = {
        (path.relative_to(ROOT).as_posix(), name)
        for path in (ROOT / "handrail").rglob("*.py")
        for name in imported(path.read_text(encoding="utf-8"))
        if name not in shipped
    }
    assert not missing
