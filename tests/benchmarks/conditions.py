"""Which conditions of the reading decide nothing in any report.

    python tests/benchmarks/conditions.py                     all of the reading and checking
    python tests/benchmarks/conditions.py parse/days checks   these modules or packages
    python tests/benchmarks/conditions.py --reports FOLDER …  in these reports, not in those of the tests

Every ``if``, operand of ``and`` and ``or``, conditional expression and filter of a comprehension is
watched while the reports are read and checked. Printed are those that always had one value or were
never reached: what they stand for is deleted, unless it guards against empty or hostile input.
"""

from __future__ import annotations

import ast
import builtins
import importlib.abc
import importlib.machinery
import importlib.util
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "tourlib"
WATCHED = ("readers", "tables", "outline", "people", "parse", "checks", "directory")
ENDINGS = {".txt", ".md", ".docx", ".odt", ".pdf"}
#: What the watched code calls with the number of a condition and its value.
_CALL = "_watched"


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition: its module, line, kind and text."""

    module: str
    line: int
    kind: str
    text: str


class _Watch(ast.NodeTransformer):
    """Passes every condition of a module through :data:`_CALL`."""

    def __init__(self, module: str, source: str, conditions: list[Condition]) -> None:
        self.module, self.source, self.conditions = module, source, conditions

    def _seen(self, nodes: Sequence[ast.expr], kind: str, owner: ast.AST) -> list[ast.expr]:
        numbers = []
        for node in nodes:
            text = " ".join((ast.get_source_segment(self.source, node) or "").split())
            numbers.append(len(self.conditions))
            self.conditions.append(Condition(self.module, node.lineno, kind, text))
        self.generic_visit(owner)
        return [ast.Constant(number) for number in numbers]

    @staticmethod
    def _call(number: ast.expr, node: ast.expr) -> ast.expr:
        return ast.copy_location(ast.Call(ast.Name(_CALL, ast.Load()), [number, node], []), node)

    def visit_If(self, node: ast.If) -> ast.AST:
        (number,) = self._seen([node.test], "if", node)
        node.test = self._call(number, node.test)
        return node

    def visit_IfExp(self, node: ast.IfExp) -> ast.AST:
        (number,) = self._seen([node.test], "if … else", node)
        node.test = self._call(number, node.test)
        return node

    def visit_BoolOp(self, node: ast.BoolOp) -> ast.AST:
        numbers = self._seen(node.values, type(node.op).__name__.lower(), node)
        node.values = [self._call(*each) for each in zip(numbers, node.values, strict=True)]
        return node

    def visit_comprehension(self, node: ast.comprehension) -> ast.AST:
        numbers = self._seen(node.ifs, "filter", node)
        node.ifs = [self._call(*each) for each in zip(numbers, node.ifs, strict=True)]
        return node


class _Loader(importlib.abc.Loader):
    def __init__(self, path: Path, conditions: list[Condition]) -> None:
        self.path, self.conditions = path, conditions

    def exec_module(self, module: ModuleType) -> None:
        source = self.path.read_text(encoding="utf-8")
        name = self.path.relative_to(SOURCE).as_posix()
        tree = _Watch(name, source, self.conditions).visit(ast.parse(source))
        code = compile(ast.fix_missing_locations(tree), str(self.path), "exec")
        exec(code, vars(module))


class _Finder(importlib.abc.MetaPathFinder):
    """Finds the modules to watch before Python does."""

    def __init__(self, conditions: list[Condition]) -> None:
        self.conditions = conditions

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> Any:
        package, *rest = name.split(".")
        if package != "tourlib" or not rest or rest[0] not in WATCHED:
            return None
        folder = SOURCE.joinpath(*rest)
        file = folder / "__init__.py" if folder.is_dir() else folder.with_suffix(".py")
        below = [str(folder)] if folder.is_dir() else None
        return importlib.util.spec_from_file_location(
            name, file, loader=_Loader(file, self.conditions), submodule_search_locations=below
        )


def watch(reports: Iterable[Path]) -> tuple[list[Condition], dict[int, set[bool]]]:
    """Return all conditions, and the values that each had while the reports were read and checked."""
    conditions: list[Condition] = []
    values: dict[int, set[bool]] = {}

    def watched(number: int, value: Any) -> Any:
        values.setdefault(number, set()).add(bool(value))
        return value

    setattr(builtins, _CALL, watched)
    sys.meta_path.insert(0, _Finder(conditions))
    sys.path.insert(0, str(ROOT / "src"))
    from tourlib.errors import ReportError
    from tourlib.readers import read_bytes
    from tourlib.readers.pdf import read_pdf
    from tourlib.report import build_report

    for path in reports:
        try:
            data = path.read_bytes()
            # PDF files are otherwise read in a separate process, where nothing is watched.
            read = read_pdf if path.suffix == ".pdf" else read_bytes
            _ = build_report(read(data, path.name)).findings
        except ReportError:
            continue
    return conditions, values


def main() -> None:
    wanted, _mark, folders = " ".join(sys.argv[1:]).partition("--reports")
    places = [Path(each) for each in folders.split()] or [ROOT / "data", ROOT / "tests" / "reports"]
    files = [p for place in places for p in sorted(place.rglob("*")) if p.suffix in ENDINGS]
    conditions, values = watch(files)
    names = wanted.split() or [""]
    idle: Counter[str] = Counter()
    for number, each in enumerate(conditions):
        if not any(each.module.startswith(name) for name in names):
            continue
        had = values.get(number, set())
        if len(had) < 2:
            told = f"always {had.pop()}" if had else "never reached"
            print(f"{each.module}:{each.line}: {each.kind} «{each.text[:90]}»: {told}")
            idle[each.module] += 1
    print(f"\n{sum(idle.values())} of {len(conditions)} conditions decide nothing", end="; ")
    print(", ".join(f"{name} {count}" for name, count in idle.most_common(12)))


if __name__ == "__main__":
    main()
