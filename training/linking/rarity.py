"""How rare words are in running English: what a key that two claims share says about them.

    python -m training.linking.rarity TARGET.json TEXT...

TEXT as for `training.compact`. A word counts once a paragraph, by its concept; words in fewer than one of `LEAST` paragraphs are left out:
whatever is not in the table is as rare as that.
"""

from __future__ import annotations

import argparse
import json
import math
import re
from collections import Counter
from pathlib import Path

from claims.link.lexicon import lexicon
from training.texts import texts_in

LEAST = 3000
WORD = re.compile(r"[a-z]+(?:[-'][a-z]+)*", re.IGNORECASE)


def main() -> None:
    """Read the arguments and write the table: concept to ln(paragraphs / paragraphs with it)."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("target", type=Path)
    parser.add_argument("texts", type=Path, nargs="+")
    arguments = parser.parse_args()
    known = lexicon()
    counts: Counter[str] = Counter()
    paragraphs = 0
    for path in arguments.texts:
        for text in texts_in(path):
            counts.update({known.concept(word) for word in WORD.findall(text)})
            paragraphs += 1
    table = {
        word: round(math.log(paragraphs / n), 2)
        for word, n in sorted(counts.items())
        if n * LEAST >= paragraphs
    }
    values = {"rarest": round(math.log(LEAST), 2), "words": table}
    arguments.target.write_text(json.dumps(values, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{len(table)} words of {paragraphs} paragraphs")


if __name__ == "__main__":
    main()
