"""Standoff files are read with all their oddities."""

from pathlib import Path

from training.attribution.brat import read_articles

TEXT = "The dam, Ada Byrne said, is safe. Bo Lund denied it."
SPANS = """T1\tContent 0 7;25 32\tThe dam is safe
#1\tAnnotatorNotes T1\ta note
E1\tAttribution:T4 Content:T1 Cue:T3 Source:T2
T2\tSource 9 18\tAda Byrne
T3\tCue 19 23\tsaid
T4\tAttribution 19 23\tsaid
T5\tAttribution 42 48\tdenied
E2\tAttribution:T5 Source:T2
E3\tAttribution:T5 Content:T1 Content2:T6
T6\tContent 49 51\tit
"""


def test_reads_events(tmp_path: Path) -> None:
    """Interrupted and second contents come through, of the first file by name."""
    for name in ("text", "attributions"):
        (tmp_path / name).mkdir()
    (tmp_path / "text" / "dam.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "text" / "bare.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "attributions" / "dam_a.ann").write_text(SPANS, encoding="utf-8")
    (tmp_path / "attributions" / "dam_b.ann").write_text("", encoding="utf-8")
    (article,) = read_articles(tmp_path)
    first, second = article.attributions
    assert (first.source, first.cue) == (((9, 18),), ((19, 23),))
    assert first.content == ((0, 7), (25, 32))
    assert (second.source, second.content) == ((), ((0, 7), (25, 32), (49, 51)))
