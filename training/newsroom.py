"""Sentences of world news with slots, so that entity training covers what the silver corpus lacks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from training import names
from training.passages import Mention, Passage

if TYPE_CHECKING:
    from random import Random

# P person (full), S the same or another person's short name, B public body, A body with acronym in brackets,
# O outlet, L place, D nationality. Written for this project; the events are invented.
TEMPLATES = """
{P} told reporters in {L} on Tuesday that the talks had failed.
“We did not do it,” {S} told {O}.
The {A} told legislators on Wednesday that {P} was alive and had been seen in {L}.
According to {O}, {P} was arrested in {L} last month.
The {O} newspaper, citing an unnamed source, reported that {P} had been executed.
{O}, quoting {D} officials, said that {P} had fled to {L}.
A spokesman for the {B} declined to comment.
{P}, a spokeswoman for the {B}, said the {D} government could not confirm the report.
The {D} daily {O} said on Friday that judge {P} had identified {P} as the leader of the group.
{S} denied the claim, {O} reported.
The {B} dismissed the {O} report as “groundless.”
Lawmaker {P} of the {B} said the {A} had briefed the committee.
{P} was last seen in {L}, {L}, in February.
Former ambassador {P} and his wife vanished from the {D} embassy in {L}.
{D} police in {L} said they had no information on the whereabouts of {P}.
“It is not true,” said {P}, who heads the {B}.
Foreign Minister {P} met {D} counterpart {P} in {L}.
The {B}, known by its initials, refused to say whether {S} had been tried.
{L} and {L} agreed to reopen the border, the {D} state agency {O} said.
In an interview with {O}, {P} accused {L} of supporting the {B}.
{S} later said that he had been misquoted by {O}.
The group, which calls itself {B}, claimed responsibility for the raid in {L}.
{P}’s lawyer, {P}, told a court in {L} that his client was innocent.
Prosecutors in {L} charged {P}, {P} and {P} with espionage.
Two people familiar with the matter told {O} that {S} would resign.
{D} President {P} said in {L} that his country would leave the {B}.
The {O} and {O} carried the same report, but {O} did not.
Neither the {B} nor the {B} responded to questions from {O}.
“{S} is alive,” a {D} diplomat in {L} said on condition of anonymity.
Documents seen by {O} show that {B} paid {P}.
{P}, the son of the late {P}, was killed at the airport in {L}.
Sources in {L} say that {S} was sent to a labour camp in {L}.
{S}, {S} and {S} all attended the ceremony, state media showed.
{A} officials said that the {D} embassy in {L} had been raided by {B}.
The {A} and the {A} signed an agreement in {L}.
{O} also reported that {P}, who served as envoy to {L}, had been demoted.
On Monday, {P} wrote in the {O} that the {B} had known of the plan.
By {P} in {L}
{L}, Nov. 3 ({O}) — {P} will visit {L} next week, the {B} said.
{L} ({O}) – The {D} army shelled positions near {L} on Sunday, killing nine.
{S}: “I was never in {L}.”
{P} of {O} contributed to this report from {L}.
It was {S} who asked {B} to leave {L}, according to {P}.
Mr. {S} said Mrs. {S} had been told by the {B}.
General {P} commanded the {D} forces in {L} until {S} replaced him.
An investigation by {O} and {O} named him as {P}.
Experts at the {B} in {L} doubt that {P} is dead.
{P} ({S}’s deputy) told {O} he knew nothing of it.
“According to the {B}, there is no proof,” {O} quoted {S} as saying.
In {L}, supporters of {S} clashed with {D} police.
The {B} has accused {D} spies of poisoning {P} in {L}.
Professor {P}, who teaches law in {L}, called the {O} story implausible.
{S} was shot at {L} airport in March, a source told {O}.
The plane landed at {L} airport before dawn, with {P} on board.
Guards at {L} prison beat {S}, his wife {P} told the {B}.
He was held in a camp in {L} province, near the city of {L}.
The nerve agent came from a laboratory in {L}, the {A} concluded.
“Where is {S}?” asked {P}, a columnist for {O}.
{P}, {P} and the {D} businessman {P} deny all charges.
The {D} newspaper {O} and the {D} broadcaster {O} both named {S}.
On Thursday {O}’s correspondent in {L} was expelled.
Neither {S} nor {S} has been seen since the summit in {L}.
{S}’s sister, {P}, joined the delegation that flew to {L}.
Western intelligence believes the {B} ordered the attack in {L}.
{L}’s {B} and {L}’s {B} share data with the {A}.
Thousands marched through {L} to demand that {S} step down.
An aide to {S} said: “The {B} has lied from the beginning.”
Police questioned {P}, 47, and {P}, 39, in {L}.
{L}’s ambassador to {L}, {P}, was summoned by the {B}.
In February {P} walked out of the embassy; in March the {B} denied it.
Both {O} and the {B} have since retracted the statement on {S}.
{O} cited {P}, who had defected from {L} in 2016.
She added that {S} had “never worked for the {B}.”
“The {B} knew,” {S} wrote. “So did {S}.”
Officials in {L}, {L} and {L} said they were checking the report.
The {L} summit between {S} and {S} ended without agreement.
{L}’s {O}, citing an unnamed intelligence official, said the body was never found.
{L}'s state broadcaster {O} did not mention {S}.
The {O} newspaper said {S} had been sighted in {L}.
Arms dealer {P} fell ill in {L}, and {D} doctors called the {B}.
Opposition leader {P} and blogger {P} were detained by the {B}.
The suspects in the poisoning of former spy {P} flew from {L} to {L}.
Investigative outlet {O} and its partner {O} named the third man as {P}.
{O} cited sources at the {A}.
{O} first reported the death of dissident {P}, whom the {B} had jailed.
The {A} and {B} condemned the arrest of journalist {P}.
The {B} report, first published by {O}, was disputed by {S}.
""".strip().split("\n")
HEADLINES = """
{S} Executed, {D} Paper Says
{L} denies {O} report on {S}
{B} Says {S} Is Alive
{D} judge names {S} in embassy raid
{P} seen in {L} after reports of his death
{O}: {S} to resign as head of {B}
Who is {P}?
{L}, {L} sign deal despite {D} warning
{S} accuses {B} of lying
{B} spy held in {L}
{S} Alive, {L} Says
{S} Dead, {S} Missing: {O}
{L} Denies Sheltering {S}
Doubts Grow Over {O} Report of Purge
{D} Envoy {S} Seeks Asylum in {L}
""".strip().split("\n")
SLOT = re.compile(r"\{([A-Z])\}")


class Desk:
    """The people, places and bodies of one invented story; later sentences come back to them."""

    def __init__(self, rng: Random) -> None:
        """Cast the story."""
        self.rng = rng
        self.people = [names.person(rng) for _ in range(3)]
        self.places = [names.place(rng) for _ in range(3)]
        self.bodies = [names.public_body(rng) for _ in range(2)]
        self.outlets = [names.outlet(rng) for _ in range(2)]

    def fill(self, slot: str) -> list[tuple[str, str]]:
        """Words and labels for one slot."""
        if slot in "PS":
            name = self.rng.choice(self.people)
            return [(name.full if slot == "P" else name.short, "PERSON")]
        if slot == "A":
            body = self.rng.choice(self.bodies)
            short = names.acronym(body)
            return (
                [(body, "ORG"), (" (", ""), (short, "ORG"), (")", "")]
                if len(short) > 1
                else [(body, "ORG")]
            )
        if slot == "D":
            return [(names.demonym(self.rng), "MISC")]
        pools = {"L": (self.places, "LOC"), "B": (self.bodies, "ORG"), "O": (self.outlets, "ORG")}
        pool, label = pools[slot]
        return [(self.rng.choice(pool), label)]


def write(desk: Desk, template: str) -> Passage:
    """Fill a template's slots."""
    text, mentions = "", []
    for index, part in enumerate(SLOT.split(template)):
        for words, label in desk.fill(part) if index % 2 else [(part, "")]:
            if label:
                mentions.append(Mention(len(text), len(text) + len(words), label))
            text += words
    return Passage(text, mentions)


def story(rng: Random) -> Passage:
    """A short invented story: perhaps a headline, then a few sentences in paragraphs."""
    desk = Desk(rng)
    templates = [rng.choice(HEADLINES)] if rng.random() < 0.4 else []
    body = rng.sample(TEMPLATES, rng.randint(2, 6))
    text, mentions = "", []
    for number, template in enumerate(templates + body):
        if text:
            text += "\n\n" if number == 1 or rng.random() < 0.5 else " "
        piece = write(desk, template)
        mentions += [
            Mention(m.start + len(text), m.end + len(text), m.label) for m in piece.mentions
        ]
        text += piece.text
    return Passage(text, mentions)
