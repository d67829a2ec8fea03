"""Sentences of world news, written for this project, with what a claim reader needs from each.

(text, verb or head of the sentence, head of the content, relation of the content, names found)
"""

from __future__ import annotations

from typing import NamedTuple


class Probe(NamedTuple):
    """One sentence; `content` hangs by `relation` on `head`, or is itself the head of the sentence."""

    text: str
    head: str
    content: str
    relation: str
    names: tuple[str, ...]


PROBES = (
    Probe("The NIS told legislators on Tuesday that Kim Hyok-chol was alive.", "told", "alive", "ccomp", ("NIS", "Kim Hyok-chol")),
    Probe("Judge José de la Mata said that the men had fled to Portugal.", "said", "fled", "ccomp", ("José de la Mata", "Portugal")),
    Probe("“We did not do it,” the minister told reporters.", "told", "do", "ccomp", ()),
    Probe('"We did not do it," the minister told reporters.', "told", "do", "ccomp", ()),
    Probe("The ministry denied that its agents had entered the embassy.", "denied", "entered", "ccomp", ()),
    Probe("Reuters could not confirm whether the envoy had been executed.", "confirm", "executed", "ccomp", ("Reuters",)),
    Probe("According to the Chosun Ilbo, Kim was shot at an airport near Pyongyang in March.", "shot", "shot", "ROOT", ("Chosun Ilbo", "Kim", "Pyongyang")),
    Probe(
        "The Wall Street Journal, citing an unnamed source, reported that Cheollima Civil Defense had shared the data with the FBI.",
        "reported", "shared", "ccomp", ("Wall Street Journal", "Cheollima Civil Defense", "FBI"),
    ),
    Probe('"The report is groundless," the National Intelligence Service (NIS) said.', "said", "groundless", "ccomp", ("National Intelligence Service", "NIS")),
    Probe("The attack, officials said, was carried out by Free Joseon.", "carried", "said", "parataxis", ("Free Joseon",)),
    Probe("South Korea’s Unification Ministry declined to comment.", "declined", "comment", "xcomp", ("South Korea", "Unification Ministry")),
    Probe("Two people familiar with the matter told El País that Adrian Hong had led the raid in Madrid.", "told", "led", "ccomp", ("El País", "Adrian Hong", "Madrid")),
    Probe("Jo Song-gil, North Korea’s former ambassador to Rome, is in Seoul, JoongAng Ilbo reported.", "reported", "Seoul", "ccomp", ("Jo Song-gil", "North Korea", "Rome", "Seoul", "JoongAng Ilbo")),
    Probe("He was sent to a labor camp, the paper said, citing a source in Hamhung.", "said", "sent", "ccomp", ("Hamhung",)),
    Probe("“He was seen at a concert,” said Thae Yong-ho, who defected in 2016.", "said", "seen", "ccomp", ("Thae Yong-ho",)),
    Probe("The Kremlin dismissed the claim as false, and Dmitry Peskov said Russia had nothing to do with it.", "dismissed", "said", "conj", ("Kremlin", "Dmitry Peskov", "Russia")),
    Probe("Scotland Yard believes that Sergei Skripal was poisoned with a nerve agent.", "believes", "poisoned", "ccomp", ("Scotland Yard", "Sergei Skripal")),
    Probe("Asked whether the talks had failed, Heather Nauert replied that they were continuing.", "replied", "continuing", "ccomp", ("Heather Nauert",)),
    Probe("The New York Times reported on Monday the vice chairman had lost his post.", "reported", "lost", "ccomp", ("New York Times",)),
    Probe("Ngozi Adeyemi, a spokeswoman for the ministry, said on Friday that no ransom was paid.", "said", "paid", "ccomp", ("Ngozi Adeyemi",)),
    Probe("The army has killed two of its own soldiers, a colonel in Goma told Radio Okapi.", "told", "killed", "ccomp", ("Goma", "Radio Okapi")),
    Probe("In a statement, the European Medicines Agency (EMA) said it had not approved the vaccine.", "said", "approved", "ccomp", ("European Medicines Agency", "EMA")),
    Probe("Abdel Fattah al-Burhan insisted that Sudan would not send troops to Yemen.", "insisted", "send", "ccomp", ("Abdel Fattah al-Burhan", "Sudan", "Yemen")),
    Probe("Xinhua, quoting police in Urumqi, said that Zhao Keqiang had been detained.", "said", "detained", "ccomp", ("Xinhua", "Urumqi", "Zhao Keqiang")),
)  # fmt: skip
