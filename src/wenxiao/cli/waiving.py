"""Which waiver files (豁免) a run of `wenxiao check` uses, and what to tell of entries that came to nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from wenxiao.check.waivers import NAME, Waiver, apply, load, matches
from wenxiao.finding import Report


class Waivers:
    """The waivers of one run. All files are read at once, so that a mistake is told before any work is done."""

    def __init__(self, named: str | None, paths: Sequence[str], found: Sequence[Path], today: date) -> None:
        """Read the file that is named, or else those beside the inputs. Raises UsageError for a mistake in one."""
        self._today = today
        self._named = None if named is None else load(Path(named))
        roots = [Path(one).resolve() for one in paths if Path(one).is_dir()]
        self._files: dict[Path, tuple[Waiver, ...]] = {}
        self._beside: dict[Path, list[Path]] = {}
        if named is None:
            for path in found:
                beside = [folder / NAME for folder in _folders(path, roots) if (folder / NAME).is_file()]
                self._beside[path] = beside
                for file in beside:
                    if file not in self._files:
                        self._files[file] = load(file)
        self._used: set[tuple[str, int]] = set()
        self._concerned: set[tuple[str, int]] = set()

    def on(self, path: Path, unit: str | None, report: Report) -> Report:
        """Return the report on one file with the waived findings marked; remember what was used."""
        waivers = self._named
        if waivers is None:
            waivers = tuple(one for file in self._beside.get(path, ()) for one in self._files[file])
        file = str(path.resolve())
        chosen = matches(report, waivers, file=file, unit=unit, today=self._today)
        self._used.update((one.source, one.line) for one in chosen if one is not None)
        self._concerned.update((one.source, one.line) for one in waivers if one.concerns(file=file, unit=unit))
        return apply(report, waivers, file=file, unit=unit, today=self._today)

    def notes(self) -> Iterator[str]:
        """Yield a sentence for each entry that is out of date or matched nothing, those of other units in one."""
        elsewhere: list[Waiver] = []
        for one in self._named if self._named is not None else [one for all_ in self._files.values() for one in all_]:
            key = (one.source, one.line)
            if one.expired(self._today):
                yield f"{one.stands_at}：{one.check} 的豁免已于 {one.until} 到期，不再适用；仍要豁免请另写理由和期限。"
            elif key not in self._used and key in self._concerned:
                yield f"{one.stands_at}：{one.check} 的豁免没有对应的发现，可以删去，或者核对 where 写得对不对。"
            elif key not in self._used:
                elsewhere.append(one)
        if elsewhere:
            places = "、".join(one.stands_at for one in elsewhere[:5])
            more = f"等 {len(elsewhere)} 条" if len(elsewhere) > 5 else ""
            yield f"{places}{more}：豁免所写的 unit 或 file 与这次核验的材料都对不上，没有用到。"


def _folders(path: Path, roots: Sequence[Path]) -> list[Path]:
    """Return where to look: the file's folder, those above it up to the folder that was named, and the one above."""
    here = path.resolve().parent
    top = next((root for root in roots if here.is_relative_to(root)), here)
    above = [here, *(folder for folder in here.parents if folder.is_relative_to(top))]
    return list(dict.fromkeys([*above, top.parent]))
