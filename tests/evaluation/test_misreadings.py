"""Sentences of ordinary news that hold the word of a state, and do not say that it is so.

There the word has another sense, or is negated, hedged, wished, asked, of another year, or said of
somebody else. Beside them stand plain sentences that must still be seen to answer the same fact.
"""

from functools import lru_cache

import pytest

from claims.desk.comparing import read_statement
from claims.link.linker import Rules
from claims.link.match import Match, Statement

LINKER, NOWHERE = Rules(), (b"", b"")
BESIDE_THE_POINT = {
    "Ana Example was killed in Lima": (
        "Ana Example shot her last film in Lima in 2022",
        "Ana Example was seen as a rival of the mayor",
        "It was filmed in Lima in the summer of 2019",
        "Ana Example appears to be angry with the mayor of Lima",
        "Ana Example was pictured in Lima in 2016",
        "Ana Example's father is alive",
        "Ana Example survived a crash in Lima in 2011",
        "We wish Ana Example a full recovery",
        "The mayor of Lima said her brother was alive",
    ),
    "Ana Example is alive": (
        "Ana Example feared that she would be killed",
        "Ana Example's phone is dead",
        "Ana Example's husband died in 2019",
        "Ana Example could have been killed",
        "If Ana Example dies, nobody will know",
        "Ana Example killed the plan for a new airport",
        "The plan of Ana Example is dead",
        "Ana Example was nearly killed in a crash in 2008",
    ),
    "Ana Example was arrested on Friday": (
        "Ana Example is free to travel",
        "Ana Example appeared to agree with the court",
        "Ana Example released a statement on Friday",
        "Ana Example was released from prison in 2016",
        "In 2016 Ana Example was freed after three weeks in a cell",
        "Ana Example should be released, her lawyer said",
        "The party called for the release of Ana Example",
        "Ana Example's brother was released on Friday",
        "Two aides of Ana Example are free",
        "Nobody has arrested Ana Example's aides",
        "She will be seen as a martyr",
        "Ana Example was pictured on a poster in the hall",
        "They can release me if they like",
        "If Ana Example is released, she will leave the country",
        "Will Ana Example be released?",
    ),
    "Ana Example has been released": (
        "Ana Example faces ten years in prison",
        "Ana Example was jailed for three years in 2009",
        "Ana Example could be arrested again",
        "Ana Example visited her son in prison on Friday",
        "Ana Example suffered a cardiac arrest in 2014",
    ),
    "Ana Example has been dismissed as director": (
        "Ana Example was appointed to the post in 2014",
        "Ana Example dismissed the reports about the bank",
        "Ana Example's deputy stays in office",
        "Ana Example would stay on if she were asked",
        "Ana Example was reinstated in 2018 after an inquiry",
        "Ana Example wants to remain in office",
        "Should Ana Example stay on?",
        "The union demands that Ana Example be reinstated",
    ),
    "Ana Example remains in office": (
        "Ana Example's deputy resigned on Friday",
        "The opposition wants Ana Example to resign",
        "In 2012 Ana Example resigned as mayor of Lima",
        "Ana Example would resign if the court found against her",
        "Ana Example dismissed talk of a coup",
        "The court dismissed the suit of Ana Example",
        "Nobody has asked Ana Example to resign",
        "Ana Example fired her driver",
    ),
    "Ana Example went missing on Friday": (
        "Ana Example was seen by many as the next mayor",
        "Ana Example was found guilty of fraud in 2011",
        "The court found that Ana Example owed the bank nothing",
        "Ana Example finds the film absurd",
        "Ana Example's car was found in Lima",
        "Ana Example was last seen on Thursday",
        "Ana Example has shown interest in the post",
    ),
    "Ana Example was seen in Lima on Friday": (
        "Ana Example missed a meeting of the board",
        "A file of Ana Example went missing in March",
        "Ana Example went missing for three weeks in 2012",
        "Ana Example's dog has disappeared",
    ),
    "Ana Example is guilty of fraud": (
        "It was clear that Ana Example had been in Lima",
        "Ana Example was acquitted of theft in 2004",
        "Ana Example hopes to be acquitted",
        "Ana Example's brother is innocent",
        "Ana Example cleared her desk",
    ),
    "The minister signed the treaty with Peru": (
        "The minister refused to sign the order on fishing",
        "The minister showed no sign of fatigue",
        "The minister should not sign the treaty",
        "The minister would never have signed such a paper",
        "In 2014 the minister rejected a treaty with Peru",
        "The minister signed autographs at the gate",
        "The minister declined to comment on the treaty",
    ),
    "The minister refused to sign the treaty with Peru": (
        "The minister signed a budget on Friday",
        "The minister was expected to sign the treaty",
        "The mayor of Lima signed a letter about the treaty",
    ),
    "The bridge at Lima is closed": (
        "The inquiry into the bridge at Lima is open",
        "The bridge at Lima was opened in 1962",
        "Talks about the bridge at Lima opened on Friday",
        "The bridge at Lima could open again in May",
        "Lima is open to talks about the bridge",
        "A second bridge at Lima is open",
        "Drivers ask whether the bridge at Lima is open",
        "The bridge at Lima opened the way to the coast",
    ),
    "The bridge at Lima is open": (
        "The mayor of Lima is close to the owner of the bridge",
        "The bridge at Lima was closed for two years in 1998",
        "The case of the bridge at Lima is closed",
        "If the bridge at Lima is closed, the port will suffer",
        "The mayor wants the bridge at Lima closed",
    ),
    "The water in Lima is safe to drink": (
        "The mayor of Lima ran the risk of losing the vote on water",
        "Not to drink the water in Lima would be a mistake",
        "The water in Lima was polluted in 2003",
        "The mayor asked whether the water in Lima was polluted",
        "It would be dangerous to close the water works in Lima",
    ),
    "Prices in Peru rose by 3 percent": (
        "The mayor of Lima fell ill",
        "Prices in Peru fell by 2 percent in 2009",
        "Prices in Peru should fall",
        "The plan to lower prices in Peru was dropped",
        "The government hopes that prices in Peru will fall",
    ),
    "Ana Example won the election in Peru": (
        "Ana Example lost her father in the week of the election",
        "Ana Example lost the election in Peru in 2016",
        "Ana Example won praise in Peru",
        "If Ana Example loses the election, she will leave Peru",
        "Ana Example beat a drum at the election rally in Peru",
    ),
    "Ana Example supports the ban on fishing": (
        "Would Ana Example oppose the ban?",
        "In 2010 Ana Example opposed a ban on fishing",
    ),
    "Ana Example paid 3 million dollars in bribes": (
        "Ana Example paid 1.4 billion dollars for radars in 2019",
        "The radars that Ana Example bought cost 900 million dollars",
        "Ana Example received an offer of 2 million dollars",
    ),
    "The report on the mine is true": (
        "It lay on the desk of the man who wrote the report on the mine",
        "The report on the mine was lying in a drawer",
        "Ana Example has a false passport, the report on the mine says",
        "It is not true that the mine was closed, the report says",
    ),
}
ANSWERS = {
    "Ana Example was killed in Lima": (
        "Ana Example was seen in Lima on Friday",
        "Ana Example is alive",
        "Ana Example is not dead",
        "There is no evidence that Ana Example was killed",
        "Ana Example took part in a ceremony on Thursday",
        "Ana Example survived",
    ),
    "Ana Example was killed in 2019": (
        "Ana Example is alive",
        "Ana Example was seen in Lima on Friday",
    ),
    "Ana Example was arrested on Friday": (
        "Ana Example is free",
        "Nobody has arrested Ana Example",
        "Ana Example was never arrested",
        "It is not true that Ana Example was arrested",
        "Ana Example was seen at a ceremony on Saturday",
    ),
    "Ana Example has been dismissed as director": (
        "Ana Example is still in office",
        "Ana Example has not been dismissed",
        "Ana Example remains in office",
    ),
    "Ana Example went missing on Friday": (
        "Ana Example has been found",
        "Ana Example appeared in public on Sunday",
    ),
    "Ana Example is guilty of fraud": (
        "Ana Example is innocent",
        "A court acquitted Ana Example",
    ),
    "The minister signed the treaty with Peru": (
        "The minister refused to sign the treaty with Peru",
        "The minister has not signed the treaty with Peru",
    ),
    "The bridge at Lima is closed": (
        "The bridge at Lima is open",
        "The bridge at Lima was never closed",
    ),
    "The water in Lima is safe to drink": (
        "The water in Lima is contaminated",
        "The water in Lima is not safe",
    ),
    "Ana Example supports the ban on fishing": (
        "Ana Example opposes the ban on fishing",
        "Ana Example does not support the ban on fishing",
    ),
    "Ana Example won the election in Peru": ("Ana Example lost the election in Peru",),
    "The report on the mine is true": ("The report on the mine is false",),
    "The company cut 300 jobs": ("The company cut 500 jobs",),
    "Prices in Peru rose by 3 percent": ("Prices in Peru fell by 2 percent",),
}


@lru_cache
def fact(text: str) -> Statement:
    """What was said on the first day."""
    return read_statement(
        {"earlier": text, "earlier_date": "2025-03-04", "earlier_speaker": "Tom Bar"}, "earlier"
    )


def judged(earlier: str, text: str) -> Match | None:
    """What the rules find between a fact and what somebody else said six days later."""
    later = read_statement(
        {"later": text, "later_date": "2025-03-10", "later_speaker": "Eva Foe"}, "later"
    )
    found = LINKER.judge(later, fact(earlier), vectors=NOWHERE)
    return found if found is not None and found.score >= LINKER.threshold else None


@pytest.mark.parametrize("earlier", BESIDE_THE_POINT)
def test_word_of_a_state_is_not_the_state(earlier: str) -> None:
    """None of these sentences is linked to the fact."""
    found = {text: judged(earlier, text) for text in BESIDE_THE_POINT[earlier]}

    assert {text: match.reason for text, match in found.items() if match} == {}


@pytest.mark.parametrize(
    ("earlier", "text"), [(one, other) for one, others in ANSWERS.items() for other in others]
)
def test_plain_answer_is_linked(earlier: str, text: str) -> None:
    """Each of these sentences is linked to the fact."""
    assert judged(earlier, text) is not None
