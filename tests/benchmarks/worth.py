"""What each recogniser is worth: which tables change when it finds nothing.

    python tests/benchmarks/worth.py                      all of the reading
    python tests/benchmarks/worth.py parse outline/nesting these packages or modules

Every function of the reading whose result can say "nothing" (``None``, ``False``, an empty list …)
is switched off, one at a time, and the reports of the tests in which it had found something are
read again. Printed are those that move no table of any report, with their lines: what moves no
report is deleted; a new recogniser comes with the report that needs it.
"""

from __future__ import annotations

import contextlib
import functools
import importlib
import inspect
import pkgutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tools"), str(ROOT / "tests")]

import same  # noqa: E402

import tourlib  # noqa: E402
from tourlib.readers.apart import read_apart  # noqa: E402
from tourlib.readers.pdf import read_pdf  # noqa: E402

#: Where reports are read; what checks and counts is no recogniser.
READING = ("readers", "tables", "outline", "people", "parse")
#: The beginning of a return type → what says that nothing was found.
NOTHING: dict[str, Callable[[], Any]] = {
    "bool": bool,
    "list[": list,
    "tuple[()": tuple,
    "dict[": dict,
    "set[": set,
    "str": str,
    "Iterator[": lambda: iter(()),
}


def nothing(function: Callable[..., Any]) -> Callable[[], Any] | None:
    """What makes the result that says "nothing found"; ``None`` where there is no such result."""
    said = str(inspect.get_annotations(function).get("return", ""))
    if said.endswith("| None"):
        return lambda: None
    found = (make for begin, make in NOTHING.items() if said.startswith(begin))
    return next(found, None)


def recognisers(wanted: list[str]) -> list[Callable[..., Any]]:
    """The functions that can be switched off, in the order of their modules."""
    found = []
    for info in pkgutil.walk_packages(tourlib.__path__, "tourlib."):
        path = info.name.removeprefix("tourlib.").replace(".", "/")
        if path.split("/")[0] not in READING:
            continue
        if wanted and not any(path == each or path.startswith(f"{each}/") for each in wanted):
            continue
        module = importlib.import_module(info.name)
        own = (f for _name, f in inspect.getmembers(module) if _is_own(f, module.__name__))
        found += [function for function in own if nothing(function)]
    return found


def _is_own(value: object, module: str) -> bool:
    function = inspect.unwrap(value) if callable(value) else value
    return inspect.isfunction(function) and function.__module__ == module


@contextlib.contextmanager
def instead(function: Callable[..., Any], other: Callable[..., Any]) -> Iterator[None]:
    """``other`` wherever the library has ``function``, with nothing remembered from before."""
    places = [
        (module, name)
        for key, module in list(sys.modules.items())
        if key.startswith("tourlib")
        for name, value in list(vars(module).items())
        if value is function
    ]
    for module, name in places:
        setattr(module, name, other)
    forget()
    try:
        yield
    finally:
        for module, name in places:
            setattr(module, name, function)
        forget()


def forget() -> None:
    """Clear what the library remembers from call to call."""
    for key, module in list(sys.modules.items()):
        if key.startswith("tourlib"):
            for value in vars(module).values():
                if hasattr(value, "cache_clear"):
                    value.cache_clear()


def finds(functions: list[Callable[..., Any]]) -> tuple[dict[str, Any], dict[int, list[str]]]:
    """The tables of every report; and for each function the reports in which it found something."""
    found: dict[int, list[str]] = {place: [] for place in range(len(functions))}
    tables: dict[str, Any] = {}
    now = ""

    def told(place: int, function: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(function)
        def call(*args: Any, **kwargs: Any) -> Any:
            result = function(*args, **kwargs)
            some = result is not None if inspect.isgenerator(result) else bool(result)
            if some and found[place][-1:] != [now]:
                found[place].append(now)
            return result

        return call

    with contextlib.ExitStack() as stack:
        for place, function in enumerate(functions):
            stack.enter_context(instead(function, told(place, function)))
        for now in reversed(same.report_files()):
            tables[now] = same.read_tables(now)[1]
    return tables, found


def moved(function: Callable[..., Any], names: list[str], tables: dict[str, Any]) -> str | None:
    """The first report whose tables change when the function finds nothing."""
    make = nothing(function)
    assert make is not None
    with instead(function, lambda *args, **kwargs: make()):
        return next((name for name in names if same.read_tables(name)[1] != tables[name]), None)


def main() -> None:
    # PDF files are read in a process apart, where nothing can be switched off from here.
    with instead(read_apart, read_pdf):
        print_idle(sys.argv[1:])


def print_idle(wanted: list[str]) -> None:
    """Print the recognisers that move no table."""
    functions = recognisers(wanted)
    tables, found = finds(functions)
    idle = [f for place, f in enumerate(functions) if not found[place]]
    worthless = [
        f
        for place, f in enumerate(functions)
        if found[place] and moved(f, found[place], tables) is None
    ]
    for title, those in (("finds nothing anywhere", idle), ("moves no table", worthless)):
        print(f"{title}: {len(those)} of {len(functions)}")
        for function in those:
            lines = len(inspect.getsource(inspect.unwrap(function)).splitlines())
            print(f"  {function.__module__}.{function.__name__}  {lines} lines")


if __name__ == "__main__":
    main()
