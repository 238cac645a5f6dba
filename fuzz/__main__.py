"""`python -m fuzz word --seconds 3600`: mutate inputs by the coverage that they reach (needs `pip install atheris`).

Inputs that reach new code are added to the folder given with --found; `--keep` writes the smallest set that
covers the same into fuzz/corpus.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
import zipfile
from pathlib import Path

HERE = Path(__file__).parent
CASES = HERE.parent / "conformance" / "cases"
_MEMBERS = ("word/", "xl/")
_LARGEST = 16_384


def seeds(target: str, folder: Path) -> None:
    """Write the inputs that fuzzing starts from: the parts of the conformance cases."""
    from fuzz.targets import wrapped  # noqa: PLC0415 - imports the readers

    number = 0
    endings = {"word": ".docx", "page": ".html", "workbook": ".xlsx"}
    for path in sorted(CASES.glob(f"*{endings[target]}")):
        if target == "page":
            (folder / path.stem).write_bytes(path.read_bytes())
            continue
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                content = archive.read(name)
                if name.startswith(_MEMBERS) and len(content) < _LARGEST:
                    (folder / f"seed{number}").write_bytes(wrapped(name, content))
                    number += 1


def dictionary(target: str, path: Path) -> None:
    """Write the words that mutations are made of: the names and values that the seeds use."""
    words: set[bytes] = set()
    with tempfile.TemporaryDirectory() as folder:
        seeds(target, Path(folder))
        for seed in Path(folder).iterdir():
            data = seed.read_bytes()
            words.update(re.findall(rb"</?[A-Za-z:]{1,30}", data))
            words.update(re.findall(rb'[a-zA-Z:]{1,20}="[^"<>\\]{0,20}"', data))
    lines = (b'"' + word.replace(b'"', b'\\"') + b'"' for word in sorted(words) if word.isascii())
    path.write_bytes(b"\n".join(lines) + b"\n")


def main() -> None:
    """Run the fuzzer until the time is over or something is found."""
    asked = argparse.ArgumentParser()
    asked.add_argument("target", choices=["word", "page", "workbook"])
    asked.add_argument("--seconds", type=int, default=60)
    asked.add_argument("--found", type=Path)
    asked.add_argument("--keep", action="store_true")
    given = asked.parse_args()
    if given.keep:
        from fuzz.keep import keep  # noqa: PLC0415
        from fuzz.targets import TARGETS  # noqa: PLC0415

        kept = HERE / "corpus" / given.target
        print(f"留下 {keep(given.found, kept, TARGETS[given.target])} 份")
        return
    import atheris  # noqa: PLC0415 - only who fuzzes needs it, and it has to come before what it watches

    with atheris.instrument_imports(include=["wenxiao.read"]):
        from fuzz.targets import TARGETS  # noqa: PLC0415

        TARGETS[given.target](b"\x00<a/>")  # readers are imported on first use
    found = given.found or Path(tempfile.mkdtemp(prefix="fuzz"))
    found.mkdir(parents=True, exist_ok=True)
    seeds(given.target, found)
    words = found.parent / f"{given.target}.words"
    dictionary(given.target, words)
    kept = HERE / "corpus" / given.target
    kept.mkdir(parents=True, exist_ok=True)
    limits = ["-timeout=4", "-rss_limit_mb=900", f"-max_len={_LARGEST}", f"-artifact_prefix={found.parent}/"]
    options = [sys.argv[0], f"-max_total_time={given.seconds}", f"-dict={words}", *limits, str(found), str(kept)]
    atheris.Setup(options, TARGETS[given.target])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
