"""Reported speech made from real sentences, because treebanks of web text hold little of it.

A treebank sentence becomes the content; speakers, addressees and relays are put around it by the
conventions of the treebanks: content before or after "said" is its `ccomp`, content around ", officials
said," is the root and the verb its `parataxis`, "told" has an `iobj`, "According" is `case`.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from training import augment, names
from training.treebank import Sentence, Token
from training.wording import (
    DAYS,
    DENYING,
    PLURALS,
    ROLES,
    SAYING,
    SINGULAR,
    TITLES,
    below,
    comma,
    lower_first,
    word,
)

if TYPE_CHECKING:
    from random import Random


class Writer:
    """Puts speakers and verbs around contents."""

    def __init__(self, rng: Random) -> None:
        """Keep the source of chance."""
        self.rng = rng

    def full_name(self) -> list[Token]:
        """A person: further names hang on the first by `flat`, sometimes with a title before."""
        first, *rest = names.person(self.rng).full.split()
        head = word(first, "PROPN", "NNP", "?")
        tokens = [head, *(word(part, "PROPN", "NNP", "flat", head) for part in rest)]
        sentence = Sentence(tokens)
        for token in sentence.tokens.copy():
            start, *more = token.form.split("-")
            if len(more) == 1 and more[0]:
                token.form = token.lemma = start
                augment.insert_hyphenated(sentence, token, more[0])
        if self.rng.random() < 0.25:
            title = self.rng.choice(TITLES)
            sentence.tokens.insert(0, word(title, "PROPN", "NNP", "nmod:desc", head))
        return sentence.tokens

    def named_body(self, name: str, *, article: bool) -> list[Token]:
        """A body whose name is a row of capitalised words; other names are taken apart too coarsely, so skip them."""
        words = name.split()
        plain = all(part.isalpha() and part[0].isupper() for part in words)
        words = words if plain else ["National", "Police", "Agency"]
        head = word(words[-1], "PROPN", "NNP", "?")
        tokens = []
        for part in words[:-1]:
            adjective = part in names.BODY_ADJECTIVES or part in {"New", "Foreign", "Public"}
            tokens.append(
                word(
                    part,
                    "ADJ" if adjective else "PROPN",
                    "NNP",
                    "amod" if adjective else "compound",
                    head,
                )
            )
            tokens[-1].feats = "Degree=Pos" if adjective else SINGULAR
        the = [word("the", "DET", "DT", "det", head)] if article else []
        short = names.acronym(" ".join(words))
        if len(short) > 1 and self.rng.random() < 0.4:
            return [*the, *tokens, head, *self.bracket(short, head)]
        return [*the, *tokens, head]

    def bracket(self, short: str, head: Token) -> list[Token]:
        """Write "(NIS)" after a name."""
        apposition = word(short, "PROPN", "NNP", "appos", head)
        opening, closing = (
            word("(", "PUNCT", "-LRB-", "punct", apposition),
            word(")", "PUNCT", "-RRB-", "punct", apposition),
        )
        opening.space = apposition.space = False
        return [opening, apposition, closing]

    def common(self) -> list[Token]:
        """Write "the ministry", "a source" or "officials"."""
        if self.rng.random() < 0.25:
            form = self.rng.choice(sorted(PLURALS))
            return [word(form, "NOUN", "NNS", "?", None, PLURALS[form])]
        head = word(self.rng.choice(ROLES), "NOUN", "NN", "?")
        return [word(self.rng.choice(["the", "the", "a"]), "DET", "DT", "det", head), head]

    def speaker(self, dep: str, head: Token) -> list[Token]:
        """Any kind of source, hung on its verb or on the content."""
        lot = self.rng.random()
        if lot < 0.3:
            tokens = self.full_name()
        elif lot < 0.45:
            tokens = self.named_body(names.public_body(self.rng), article=True)
        elif lot < 0.6:
            tokens = self.named_body(names.outlet(self.rng), article=self.rng.random() < 0.5)
        elif lot < 0.75:
            tokens = self.spokesman()
        else:
            tokens = self.common()
        top = next(t for t in tokens if t.dep == "?")
        top.dep, top.head = dep, head
        return tokens

    def spokesman(self) -> list[Token]:
        """Write "a spokesman for the ministry", or a name with that in apposition."""
        owner = (
            self.common()
            if self.rng.random() < 0.5
            else self.named_body(names.public_body(self.rng), article=True)
        )
        role = word(
            self.rng.choice(["spokesman", "spokeswoman", "lawyer", "adviser"]), "NOUN", "NN", "?"
        )
        base = next(t for t in owner if t.dep == "?")
        base.dep, base.head = "nmod", role
        phrase = [
            word("a", "DET", "DT", "det", role),
            role,
            word("for", "ADP", "IN", "case", base),
            *owner,
        ]
        if self.rng.random() < 0.5:
            return phrase
        person = self.full_name()
        top = next(t for t in person if t.dep == "?")
        role.dep, role.head = "appos", top
        return [*person, comma(role), *phrase, comma(role)]

    def time(self, head: Token) -> list[Token]:
        """Write "on Tuesday", or nothing."""
        if self.rng.random() < 0.6:
            return []
        day = word(self.rng.choice(DAYS), "PROPN", "NNP", "obl", head)
        if self.rng.random() < 0.2:
            day.dep = "obl:unmarked"
            return [day]
        return [word("on", "ADP", "IN", "case", day), day]

    def citing(self, head: Token) -> list[Token]:
        """Write "citing a source in the ministry": the relay between the speaker and the reader."""
        form, lemma = self.rng.choice(
            [("citing", "cite"), ("citing", "cite"), ("quoting", "quote")]
        )
        verb = word(form, "VERB", "VBG", "advcl", head, lemma)
        if self.rng.random() < 0.4:
            source = word(
                self.rng.choice(["source", "official", "diplomat", "document"]),
                "NOUN",
                "NN",
                "obj",
                verb,
            )
            kind = self.rng.choice(
                ["unnamed", "unidentified", "anonymous", "senior", "confidential"]
            )
            article = "a" if kind in {"senior", "confidential"} else "an"
            return [
                verb,
                word(article, "DET", "DT", "det", source),
                word(kind, "ADJ", "JJ", "amod", source),
                source,
            ]
        return [verb, *self.speaker("obj", verb)]

    def wrap(self, content: Sentence) -> Sentence:
        """Report a content in one of the ways newspapers do."""
        root = next(t for t in content.tokens if t.head is None)
        body, stop = content.tokens[:-1], content.tokens[-1]
        body[-1].space = True
        patterns = [
            self.that,
            self.that,
            self.told,
            self.relayed,
            self.fronted,
            self.fronted,
            self.according,
            self.medial,
            self.whether,
        ]
        tokens = self.rng.choice(patterns)(lower_first(body), root)
        stop.head = next(t for t in tokens if t.head is None)
        tokens[-1].space = False
        tokens = [
            t
            for i, t in enumerate(tokens)
            if not (t.form == "," and (i + 1 == len(tokens) or tokens[i + 1].form == ","))
        ]
        for before, after in pairwise(tokens):
            before.space = before.space and after.form != "," and after.xpos not in {"''", "-RRB-"}
        first = tokens[0] if tokens[0].xpos != "``" else tokens[1]
        first.form = first.form[0].upper() + first.form[1:]
        return Sentence([*tokens, stop], starts_paragraph=self.rng.random() < 0.5)

    def verb(self) -> Token:
        """Choose "said" half of the time."""
        form = self.rng.choice(["said", self.rng.choice(sorted(SAYING))])
        return word(form, "VERB", "VBD", "root", None, SAYING[form])

    def mark(self, form: str, root: Token, verb: Token, *, share: float = 0.75) -> list[Token]:
        """Hang the content on the verb, with "that" or "whether" before it."""
        root.dep, root.head = "ccomp", verb
        return [word(form, "SCONJ", "IN", "mark", root)] if self.rng.random() < share else []

    def that(self, body: list[Token], root: Token) -> list[Token]:
        """X said that Y; X denied that Y."""
        if self.rng.random() < 0.35:
            form = self.rng.choice(sorted(DENYING))
            verb = word(
                form, "VERB", "VBZ" if form.endswith("s") else "VBD", "root", None, DENYING[form]
            )
            return [
                *self.speaker("nsubj", verb),
                verb,
                *self.mark("that", root, verb, share=1),
                *body,
            ]
        verb = self.verb()
        return [
            *self.speaker("nsubj", verb),
            verb,
            *self.time(verb),
            *self.mark("that", root, verb),
            *body,
        ]

    def told(self, body: list[Token], root: Token) -> list[Token]:
        """X told Z on Tuesday that Y."""
        verb = word("told", "VERB", "VBD", "root", None, "tell")
        addressee = self.speaker("iobj", verb)
        return [
            *self.speaker("nsubj", verb),
            verb,
            *addressee,
            *self.time(verb),
            *self.mark("that", root, verb),
            *body,
        ]

    def relayed(self, body: list[Token], root: Token) -> list[Token]:
        """X, citing Z, reported that Y; or Y, X reported, citing Z."""
        verb = self.verb()
        relay = self.citing(verb)
        if self.rng.random() < 0.3:
            root.dep, root.head = "ccomp", verb
            return [*body, comma(root), *self.speaker("nsubj", verb), verb, comma(relay[0]), *relay]
        return [
            *self.speaker("nsubj", verb),
            comma(relay[0]),
            *relay,
            comma(relay[0]),
            verb,
            *self.mark("that", root, verb),
            *body,
        ]

    def fronted(self, body: list[Token], root: Token) -> list[Token]:
        """Y, X said; with or without quotation marks, verb or speaker first."""
        verb = self.verb()
        root.dep, root.head = "ccomp", verb
        tail = (
            [*self.speaker("nsubj", verb), verb]
            if self.rng.random() < 0.7
            else [verb, *self.speaker("nsubj", verb)]
        )
        if self.rng.random() < 0.5:
            opening, closing = (
                word('"', "PUNCT", "``", "punct", root),
                word('"', "PUNCT", "''", "punct", root),
            )
            opening.space = False
            return [opening, *body, comma(root), closing, *tail]
        return [*body, comma(root), *tail]

    def according(self, body: list[Token], root: Token) -> list[Token]:
        """According to X, Y; or Y, according to X."""
        source = self.speaker("obl", root)
        top = next(t for t in source if t.dep == "obl")
        case = word("according", "VERB", "VBG", "case", top, "accord")
        case.feats = "ExtPos=ADP|Tense=Pres|VerbForm=Part"
        phrase = [case, word("to", "ADP", "IN", "fixed", case), *source]
        return (
            [*phrase, comma(top), *body]
            if self.rng.random() < 0.6
            else [*body, comma(top), *phrase]
        )

    def medial(self, body: list[Token], root: Token) -> list[Token]:
        """The attack, officials said, was ...: only where the subject comes first and is short."""
        subject = next((t for t in body if t.dep.startswith("nsubj") and t.head is root), None)
        if subject is None:
            return self.that(body, root)
        cut = next(i for i, t in enumerate(body) if t is subject) + 1
        if (
            any(below(t, subject) for t in body[cut:])
            or not all(below(t, subject) for t in body[:cut])
            or subject.upos == "PRON"
        ):
            return self.that(body, root)
        verb = self.verb()
        verb.dep, verb.head = "parataxis", root
        return [
            *body[:cut],
            comma(verb),
            *self.speaker("nsubj", verb),
            verb,
            comma(verb),
            *body[cut:],
        ]

    def whether(self, body: list[Token], root: Token) -> list[Token]:
        """X could not confirm whether Y."""
        form = self.rng.choice(["confirm", "say", "verify"])
        verb = word(form, "VERB", "VB", "root")
        chain = [
            word("could", "AUX", "MD", "aux", verb, "can"),
            word("not", "PART", "RB", "advmod", verb),
        ]
        return [
            *self.speaker("nsubj", verb),
            *chain,
            verb,
            *self.mark(self.rng.choice(["whether", "that"]), root, verb, share=1),
            *body,
        ]
