"""``python -m tourlib``: the command if its script is not on the path, as often on Windows."""

from tourlib.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
