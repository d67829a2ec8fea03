"""Tables for spaCy's rule lemmatizer, built from the treebanks and from the words of the news corpus.

Edit trees alone gave "declin" and "dismisse": they see three letters of a word's end. Here a candidate
wins if it is a word that the corpora know; the treebanks' irregular pairs (told, shot) come before that.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from spacy.lookups import Lookups

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from training.treebank import TreeDocument

LOWER_WORD = re.compile(r"(?<![\w'’-])[a-z]{2,}(?![\w-])")
DOUBLED = "bdgklmnprt"
# For words that no corpus knows, the first rule wins; among known words, the last.
MUTE_E = (
    "at iz is yz c v dg rg ng u bl tl dl gl fl kl pl ous ens rs ear uir ak ok ik ut ot id ad "
    "ud od as os us ib in ag am um im yp ap op ip ur or"
).split()
SIBILANTS = ["ss", "sh", "ch", "x", "zz"]
VERB_RULES = [
    *([f"{end}", f"{end}"] for end in ("ss", "us", "eed")),
    ["ies", "y"], ["ied", "y"],
    *([f"{end}es", end] for end in SIBILANTS),
    ["ses", "se"], ["oes", "o"], ["s", ""],
    *([end + ending, end + "e"] for end in MUTE_E for ending in ("ed", "ing")),
    *([letter * 2 + ending, letter] for letter in DOUBLED for ending in ("ed", "ing")),
    ["lled", "l"], ["lling", "l"], ["ed", ""], ["ing", ""], ["ying", "ie"], ["ed", "e"], ["ing", "e"], ["", ""],
]  # fmt: skip
NOUN_RULES = [
    *([f"{end}", f"{end}"] for end in ("ss", "us", "is", "ics")),
    ["ies", "y"], *([f"{end}es", end] for end in SIBILANTS), ["oes", "o"], ["men", "man"], ["ves", "f"], ["s", ""], ["ves", "fe"], ["ves", "ve"], ["", ""],
]  # fmt: skip
ADJECTIVE_RULES = [
    ["iest", "y"], ["ier", "y"],
    *([letter * 2 + ending, letter] for letter in "dgnt" for ending in ("est", "er")),
    ["est", "e"], ["er", "e"], ["est", ""], ["er", ""], ["", ""],
]  # fmt: skip
RULES = {"verb": VERB_RULES, "noun": NOUN_RULES, "adj": ADJECTIVE_RULES, "adv": ADJECTIVE_RULES}
# Irregular forms that the treebanks have seldom, wrongly or not at all.
IRREGULAR_VERBS = (
    "fled flee|thought think|sang sing|sung sing|shot shoot|sank sink|sunk sink|sought seek|swore swear|sworn swear|fought fight|forbade forbid|"
    "forbidden forbid|overthrew overthrow|overthrown overthrow|withdrew withdraw|withdrawn withdraw|withheld withhold|undertook undertake|foresaw foresee|"
    "undertaken undertake|misled mislead|overheard overhear|overcame overcome|bled bleed|fed feed|sped speed|stole steal|stolen steal|slew slay|slain slay|"
    "struck strike|stricken strike|hid hide|hidden hide|rose rise|risen rise|arose arise|drove drive|driven drive|wrote write|written write|rewrote rewrite|"
    "froze freeze|frozen freeze|spoke speak|spoken speak|broke break|broken break|chose choose|chosen choose|woke wake|tore tear|torn tear|bore bear|"
    "wore wear|worn wear|shook shake|shaken shake|took take|taken take|mistook mistake|mistaken mistake|forsook forsake|gave give|given give|forgave forgive|"
    "threw throw|thrown throw|blew blow|blown blow|flew fly|flown fly|grew grow|grown grow|knew know|known know|drew draw|drawn draw|began begin|begun begin|"
    "swam swim|ran run|overran overrun|rang ring|rung ring|sprang spring|drank drink|drunk drink|shrank shrink|stank stink|won win|hung hang|dug dig|stuck stick|"
    "clung cling|flung fling|swung swing|bound bind|ground grind|wound wind|led lead|held hold|upheld uphold|met meet|sat sit|spat spit|lit light|laid lay|paid pay|"
    "repaid repay|said say|told tell|foretold foretell|retold retell|sold sell|stood stand|understood understand|withstood withstand|misunderstood misunderstand|"
    "brought bring|bought buy|caught catch|taught teach|dealt deal|dreamt dream|meant mean|leapt leap|kept keep|slept sleep|swept sweep|wept weep|crept creep|left leave|"
    "lost lose|sent send|lent lend|spent spend|bent bend|rent rend|built build|rebuilt rebuild|burnt burn|learnt learn|spelt spell|spilt spill|became become|came come|"
    "went go|gone go|did do|done do|had have|has have|got get|gotten get|forgot forget|forgotten forget|saw see|seen see|ate eat|eaten eat|beaten beat|bit bite|"
    "bitten bite|fell fall|fallen fall|felt feel|found find|heard hear|made make|lay lie|lain lie|lying lie|dying die|tying tie|rode ride|ridden ride|shone shine|shown show|"
    "sewn sew|sown sow|strove strive|thrust thrust|wed wed|wrung wring|outdid outdo|redid redo|undid undo|underwent undergo|undergone undergo|panicked panic"
)
LOWERED = (
    "det",
    "pron",
    "aux",
    "part",
    "adp",
    "cconj",
    "sconj",
    "intj",
    "num",
    "punct",
    "sym",
    "x",
)
COMMON = 2
# Words count as verbs if they also occur with -ed or -ing: "meetings" must not make "meeting" a base form.
INFLECTIONS = {"verb": ("ed", "ing"), "noun": ("s", "men")} | dict.fromkeys(
    ["adj", "adv", *LOWERED], ("est", "er")
)


def known_words(texts: Iterable[str]) -> Counter[str]:
    """How often each lower-case word occurs; capitalised words could be names."""
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(LOWER_WORD.findall(text))
    return counts


def treebank_pairs(documents: Iterable[TreeDocument]) -> dict[str, dict[str, Counter[str]]]:
    """By part of speech and lower-case form: how often each lemma was annotated."""
    pairs: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for document in documents:
        for token in (t for s in document.sentences for t in s.tokens):
            if token.lemma and token.dep != "goeswith" and "Typo=Yes" not in token.feats:
                pairs[token.upos.lower()][token.form.lower()][token.lemma] += 1
    return pairs


def apply_rules(rules: list[list[str]], index: set[str], form: str) -> str:
    """What the rule lemmatizer would answer without exceptions."""
    known: list[str] = []
    unknown: list[str] = []
    for old, new in rules:
        if form.endswith(old) and (candidate := form[: len(form) - len(old)] + new):
            known.insert(0, candidate) if candidate in index else unknown.append(candidate)
    return (known or unknown or [form])[0]


def read_news(folder: Path) -> Iterable[str]:
    """The texts of the news corpus."""
    return (path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt")))


def build(documents: list[TreeDocument], news: Iterable[str]) -> Lookups:
    """The three tables: rules, known base forms, and exceptions where the rules would be wrong."""
    pairs = treebank_pairs(documents)
    counts = known_words([*news, *(s.text for d in documents for s in d.sentences)])
    common = {word for word, count in counts.items() if count >= COMMON}
    index, exceptions = {}, {}
    rules = dict(RULES) | {kind: [["", ""]] for kind in LOWERED}
    for kind, kind_rules in rules.items():
        base = frequent_lemmas(pairs[kind]) if kind in RULES else set()
        base |= common & outputs(
            common,
            [
                rule
                for rule in RULES.get(kind, [])
                if rule[0].endswith(INFLECTIONS[kind]) and rule[0] != rule[1]
            ],
        )
        exceptions[kind] = exceptions_for(pairs[kind], kind_rules, base)
        index[kind] = sorted(base)
    exceptions["verb"] |= {
        form: [lemma] for form, lemma in (pair.split() for pair in IRREGULAR_VERBS.split("|"))
    }
    lookups = Lookups()
    lookups.add_table("lemma_rules", rules)
    lookups.add_table("lemma_index", index)
    lookups.add_table("lemma_exc", exceptions)
    return lookups


def frequent_lemmas(forms: dict[str, Counter[str]]) -> set[str]:
    """Lemmas that the treebanks have more than once; single ones are often slips."""
    counts: Counter[str] = Counter()
    for lemmas in forms.values():
        counts.update(lemmas)
    return {lemma for lemma, count in counts.items() if count >= COMMON and lemma.islower()}


def outputs(forms: Iterable[str], rules: list[list[str]]) -> set[str]:
    """Every candidate that the rules can propose for these forms."""
    return {f[: len(f) - len(old)] + new for f in forms for old, new in rules if f.endswith(old)}


def exceptions_for(
    forms: dict[str, Counter[str]], rules: list[list[str]], index: set[str]
) -> dict[str, list[str]]:
    """The treebank's most frequent lemma of each form that the rules get wrong."""
    wrong = {}
    for form, lemmas in forms.items():
        best = lemmas.most_common(1)[0][0]
        seldom = lemmas.total() < COMMON and form == best
        if best != apply_rules(rules, index, form) and not seldom:
            wrong[form] = [best]
    return wrong
