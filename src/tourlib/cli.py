"""The command ``tourlib`` for analysts: build, check, review, list, add, remove."""

from __future__ import annotations

import argparse
import gc
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from tourlib.console import (
    complain,
    end_output,
    has_unicode,
    keep_traceback,
    prepare_output,
    printable,
    say,
)
from tourlib.errors import ReportError

if TYPE_CHECKING:
    from tourlib.report import Report

_Run = Callable[[argparse.Namespace], int]
#: Arguments of a command, as argparse takes them.
_Arguments = dict[str, dict[str, Any]]
#: Maximum length of the message for an unexpected error.
_REASON_CHARS = 300


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command.

    Returns:
        0 on success, 1 when ``check`` has findings of severity error, 2 when the command or a file
        is unusable, 3 for an internal error, 130 when interrupted.
    """
    prepare_output()
    gc.set_threshold(50_000, 20, 20)  # most objects are needed to the end
    try:
        arguments = _parser().parse_args(argv)
        code = int(arguments.run(arguments))
        sys.stdout.flush()
        return code
    except ReportError as error:
        complain(str(error))
        return 2
    except KeyboardInterrupt:
        complain("已中斷，先前的輸出仍在。 Interrupted; earlier exports are untouched.")
        return 130
    except BrokenPipeError:
        end_output()
        return 1
    except OSError as error:
        end_output()
        place = f"{error.filename}: " if error.filename else ""
        complain(f"{place}無法讀寫 cannot be read or written: {error.strerror or error}")
        return 2
    except Exception as error:
        reason = f"{type(error).__name__}: {error}"[:_REASON_CHARS]
        complain(
            f"程式出錯，這不是您的錯。 An error of tourlib itself: {reason}\n"
            f"  → 請將此檔案交給維護者 give this file to the maintainer: {keep_traceback()}"
        )
        return 3


class _Parser(argparse.ArgumentParser):
    """A parser with bilingual headings."""

    def __init__(self, **how: Any) -> None:
        super().__init__(**how)
        self._positionals.title, self._optionals.title = "引數 arguments", "選項 options"
        self._actions[0].help = "顯示這段說明 show this help"

    def error(self, message: str) -> NoReturn:
        complain(f"指令寫法不對 not written so: {message}\n  → {self.prog} --help")
        self.exit(2)


def _parser() -> argparse.ArgumentParser:
    from tourlib import __version__

    parser = _Parser(
        prog="tourlib",
        description="把出國報告讀成表格，畫成圖表，輸出簡報素材。\n"
        "Study-tour reports as tables, charts and briefing material.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="常用步驟 usual steps:\n  tourlib add 報告.pdf     加入新一期 add next year's report\n"
        "  tourlib check 115        檢查讀得對不對 was it read correctly?\n"
        "  tourlib review 115       逐項決定 decide about what was found\n"
        "  tourlib build 115        產生圖表與表格 charts and tables in exports/115/",
    )
    parser.add_argument(
        "--version",
        action="version",
        version=f"tourlib {__version__}",
        help="顯示版本 show the version",
    )
    commands = parser.add_subparsers(title="指令 commands", metavar="COMMAND", required=True)
    for name, (run, about, arguments) in _commands().items():
        command = commands.add_parser(name, help=about)
        command.set_defaults(run=run)
        for argument, how in arguments.items():
            command.add_argument(argument, **how)
    return parser


def _commands() -> dict[str, tuple[_Run, str, _Arguments]]:
    """Return, for each command, its function, its purpose and its arguments."""
    one = {"type": _cohort, "metavar": "COHORT", "help": "期別 a cohort number"}
    build: _Arguments = {
        "cohorts": one | {"nargs": "*", "help": "期別，預設為全部 default: all"},
        "--template": {
            "type": Path,
            "metavar": "PPTX",
            "help": "簡報範本，採用其版面與佈景主題 its layouts and theme are used for briefing.pptx",
        },
        "--lang": {
            "choices": ("zh", "en"),
            "default": "zh",
            "help": "en：另附英文簡報 in English as well",
        },
        "--odf": _flag(
            "另存 ODF 檔(需要 LibreOffice) .odp, .odt and .ods too, through LibreOffice"
        ),
        "--force": _flag("沒有改變也重做 build even what has not changed"),
    }
    check: _Arguments = {
        "source": {"metavar": "COHORT|FILE", "help": "期別或檔案 a cohort number or a file"},
        "--format": {
            "choices": ("text", "md", "csv", "json"),
            "default": "text",
            "help": "輸出格式",
        },
    }
    add = {
        "file": {"type": Path, "metavar": "FILE", "help": "報告檔 the report"},
        "--cohort": {
            "type": _cohort,
            "metavar": "N",
            "help": "期別（114 = 2025），預設依封面 default: what the cover says",
        },
        "--replace": _flag(
            "取代該期的報告，仍相符的校訂保留 replace the cohort's report; decisions that still apply are kept"
        ),
    }
    remove = {
        "cohort": one,
        "--keep-exports": _flag("保留 exports/ 的輸出 keep its exports"),
        "--yes": _flag("不再詢問 do not ask"),
    }
    return {
        "build": (_build, "產生各期的圖表、表格與筆記本 build the exports of cohorts", build),
        "check": (_check, "檢查報告是否讀對 counts and findings of a report", check),
        "review": (
            _review,
            "逐項決定檢查結果，寫入校訂檔 decide about the findings one by one",
            {"cohort": one},
        ),
        "list": (_list, "列出已有的期別 list the cohorts", {}),
        "add": (_add, "加入一份報告（PDF、DOCX、ODT、DOC、文字檔） add a report", add),
        "remove": (_remove, "刪除一期報告 remove a report and its exports", remove),
    }


def _flag(about: str) -> dict[str, Any]:
    return {"action": "store_true", "help": about}


def _cohort(text: str) -> int:
    from tourlib.cohort import is_cohort

    if not is_cohort(text):
        raise argparse.ArgumentTypeError(
            f"期別是 1 到 999 的數 a cohort is a number from 1 to 999: {text[:20]}"
        )
    return int(text)


def _build(arguments: argparse.Namespace) -> int:
    from tqdm import tqdm

    from tourlib.build import build, steps

    total = steps(arguments.cohorts, arguments.lang)
    with tqdm(total=total, unit="步", desc="tourlib build", disable=not sys.stderr.isatty()) as bar:

        def said(text: str) -> None:
            bar.set_postfix_str(text)
            bar.update()
            if bar.disable:
                print(f"  {printable(text)}", file=sys.stderr)

        written = build(
            arguments.cohorts, template=arguments.template, lang=arguments.lang, odf=arguments.odf,
            force=arguments.force, progress=said,
        )  # fmt: skip
    say(f"已寫入 {len(written)} 個檔案 files written:")
    here = Path.cwd()
    for path in written:
        say(f"  {path.relative_to(here) if path.is_relative_to(here) else path}")
    return 0


def _check(arguments: argparse.Namespace) -> int:
    from tourlib.findings import findings_records, findings_table, list_findings
    from tourlib.report import load

    report = load(arguments.source)
    if arguments.format == "csv":
        say(findings_table(report).to_csv(index=False), end="")
    elif arguments.format == "json":
        records = findings_records(report)
        say(json.dumps(records, ensure_ascii=not has_unicode(), indent=1))
    else:
        say(summary(report))
        say(list_findings(report, markdown=arguments.format == "md"))
    return int((report.findings["severity"] == "error").any())


def _review(arguments: argparse.Namespace) -> int:
    from tourlib.report import load
    from tourlib.review.terminal import review_in_terminal

    review_in_terminal(load(arguments.cohort), input, say)
    return 0


def summary(report: Report) -> str:
    """Return a summary of what was read: the cover, and the number of rows of each table."""
    from tourlib.phrases import year_words

    meta = report.meta
    period = f"{meta.start} – {meta.end}" if meta.start else "期間不明 period unknown"
    settled = report.settled.file or "無，單獨的檔案沒有 none: a file on its own has none"
    rows = {name: len(frame) for name, frame in report.tables().items() if name != "findings"}
    lines = [
        f"{year_words(meta) or '年度不明 year unknown'}|{meta.title or '(沒有名稱 no title)'}",
        f"{'、'.join(meta.destination) or '地點不明 destination unknown'}|{period}|{meta.source_name}",
        f"校訂檔 settled: {settled}",
        "",
        *(f"  {name:<16}{many:>6}" for name, many in rows.items()),
        f"  {'未讀懂的行 unclaimed':<14}{len(report.unclaimed):>4}",
    ]
    return "\n".join(lines)


def _list(arguments: argparse.Namespace) -> int:
    from tourlib.about import about
    from tourlib.cohort import list_cohorts

    cohorts = list_cohorts()
    for cohort in cohorts:
        say(about(cohort))
    if not cohorts:
        say("還沒有任何報告。 No report yet: tourlib add FILE")
    return 0


def _add(arguments: argparse.Namespace) -> int:
    from tourlib.add import add_report, beside_last
    from tourlib.findings import list_findings

    added = add_report(arguments.file, arguments.cohort, replace=arguments.replace)
    say(summary(added.report))
    say(beside_last(added.report))
    say(list_findings(added.report))
    say("\n已存入 stored:")
    for path in added.files:
        say(f"  {path}")
    if added.dropped:
        say(
            "\n不再相符、已移出的校訂（原檔在旁） decisions that no longer apply, kept in the file beside it:"
        )
        say("\n".join(f"  {each}" for each in added.dropped))
    say(f"\n下一步 next: tourlib review {added.cohort}、tourlib build {added.cohort}")
    return 0


def _remove(arguments: argparse.Namespace) -> int:
    from tourlib.add import find_folders, settles_nothing
    from tourlib.cohort import data_folder
    from tourlib.staging import remove_folders

    folders = find_folders(arguments.cohort, exports=not arguments.keep_exports)
    say("將刪除 to be removed:")
    for folder in folders:
        say(f"  {folder}（{sum(path.is_file() for path in folder.rglob('*'))} 個檔案 files）")
    settled = data_folder() / "cohorts" / f"{arguments.cohort}.toml"
    if settled.exists():
        kept = "校訂檔沒有校訂，保留" if settles_nothing(settled) else "保留人工校訂"
        say(
            f"{kept}，不再需要時請自行刪除 kept, delete it by hand if no longer needed:\n  {settled}"
        )
    if not arguments.yes and not _confirmed():
        say("沒有刪除任何檔案。 Nothing was removed.")
        return 2
    remove_folders(folders)
    say("已刪除。 Removed.")
    return 0


def _confirmed() -> bool:
    """Ask for confirmation; without a terminal the answer is no."""
    try:
        return input("確定刪除？ Remove them? [y/N] ").strip().lower() in ("y", "yes", "是")
    except EOFError:
        return False


if __name__ == "__main__":
    sys.exit(main())
