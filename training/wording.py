"""What reported speech is built of: words with their features, and tests on phrases."""

from __future__ import annotations

from training.treebank import Sentence, Token

PAST = "Mood=Ind|Number=Sing|Person=3|Tense=Past|VerbForm=Fin"
SINGULAR = "Number=Sing"
SAYING = {
    "said": "say", "reported": "report", "added": "add", "claimed": "claim", "announced": "announce", "confirmed": "confirm", "insisted": "insist",
    "wrote": "write", "stated": "state", "alleged": "allege", "revealed": "reveal", "argued": "argue", "warned": "warn", "noted": "note",
}  # fmt: skip
DENYING = {
    "denied": "deny",
    "confirmed": "confirm",
    "believes": "believe",
    "claims": "claim",
    "suspects": "suspect",
    "alleges": "allege",
    "says": "say",
}
ROLES = (
    "minister spokesman spokeswoman ministry newspaper judge court agency embassy ambassador "
    "lawyer general report source diplomat defector government broadcaster prosecutor "
    "lawmaker official expert group organization service president envoy paper analyst "
    "colonel witness commission"
).split()
PLURALS = {"officials": "official", "sources": "source", "reporters": "reporter", "legislators": "legislator", "lawmakers": "lawmaker", "journalists": "journalist",
           "analysts": "analyst", "diplomats": "diplomat", "experts": "expert", "prosecutors": "prosecutor", "investigators": "investigator"}  # fmt: skip
TITLES = (
    "Minister President Judge Ambassador General Senator Secretary Professor Colonel Chancellor"
).split()
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
SHORTEST, LONGEST = 5, 24
FEATS = {
    "NN": SINGULAR, "NNP": SINGULAR, "NNS": "Number=Plur", "VBD": PAST, "VBZ": "Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin",
    "VBG": "Tense=Pres|VerbForm=Part", "VB": "VerbForm=Inf", "JJ": "Degree=Pos", "MD": "VerbForm=Fin",
}  # fmt: skip


def word(  # noqa: PLR0917  the columns of a treebank, in its order
    form: str, upos: str, xpos: str, dep: str, head: Token | None = None, lemma: str | None = None
) -> Token:
    """A token with the features that its tag implies."""
    return Token(form, lemma or form, upos, xpos, FEATS.get(xpos, ""), dep, head)


def comma(head: Token) -> Token:
    """A comma hung on the phrase that it sets off."""
    return word(",", "PUNCT", ",", "punct", head)


def below(token: Token, top: Token) -> bool:
    """Whether a token belongs to the phrase under another."""
    node: Token | None = token
    while node is not None and node is not top:
        node = node.head
    return node is top


def lower_first(body: list[Token]) -> list[Token]:
    """The content no longer begins the sentence."""
    first = body[0]
    if (
        first.upos != "PROPN"
        and first.xpos != "NNP"
        and first.form != "I"
        and not first.form.isupper()
    ):
        first.form = first.form[0].lower() + first.form[1:]
    return body


def suitable(sentence: Sentence) -> bool:
    """A plain statement of middle length with a subject of its own and a full stop at the end."""
    tokens = sentence.tokens
    root = next((t for t in tokens if t.head is None), None)
    return (
        root is not None
        and SHORTEST <= len(tokens) <= LONGEST
        and tokens[-1].form == "."
        and tokens[-1].head is root
        and tokens[0].form[:1].isupper()
        and any(t.head is root and t.dep.startswith("nsubj") for t in tokens)
        and not any(
            t.xpos in {"``", "''", ":", "UH"}
            or t.dep in {"parataxis", "goeswith", "list", "dep", "reparandum"}
            for t in tokens
        )
        and not any("Mood=Imp" in t.feats for t in tokens)
    )
