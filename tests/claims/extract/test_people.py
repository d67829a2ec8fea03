"""Names of people: which part goes on, and whom a short name means."""

import random
import time

import pytest

from claims.extract.names.people import family_name, full_names


@pytest.mark.parametrize(
    ("name", "family"),
    [
        ("Alexandria Ocasio-Cortez", "Ocasio-Cortez"),
        ("Ana Example-Sample", "Example-Sample"),
        ("Nasrin al-Example", "al-Example"),
        ("Kim Jong-un", "Kim"),
        ("Kim Jong-Un", "Kim"),
        ("Moon Jae-in", "Moon"),
        ("Chiang Kai-shek", "Chiang"),
        ("Lena de Varga", "de Varga"),
        ("Tom Sample Jr.", "Sample"),
    ],
)
def test_family_name_is_what_news_goes_on_with(name: str, family: str) -> None:
    """A hyphen puts the family name first only in a given name of the East."""
    assert family_name(name) == family


@pytest.mark.parametrize(
    ("bare", "short", "full"),
    [
        (["Ana Example", "Example"], "Example", "Ana Example"),
        (["Ana Example", "Ana"], "Ana", "Ana Example"),
        (["Ana Lindgren", "Lindgrn"], "Lindgrn", "Ana Lindgren"),
        (["Example", "Ana Example"], "Example", "Ana Example"),
        (["Ana Example", "Tom Example", "Example"], "Example", "Example"),
        (["Ana Example", "Tom Example", "Tom Example", "Example"], "Example", "Tom Example"),
        (["Ana Example", "Ana Maria Example"], "Ana Example", "Ana Maria Example"),
    ],
)
def test_short_name_means_the_one_who_bears_it(bare: list[str], short: str, full: str) -> None:
    """A part of a name stands for the one full name, or the far commoner one, that has it."""
    assert full_names(bare)[short] == full


def test_time_grows_with_the_names() -> None:
    """Four times as many distinct names cost about four times as long, not sixteen times."""
    chance = random.Random(1)

    def word() -> str:
        return "".join(chance.choice("abcdefghijklmnopqrstuvwxyz") for _ in range(7)).title()

    def seconds(number: int) -> float:
        family = [word() for _ in range(number)]
        bare = [*(f"Ana {one}" for one in family), *family, *(word() for _ in family)]
        began = time.process_time()
        full_names(bare)
        return time.process_time() - began

    seconds(100)
    # Of three, the one in which the garbage of the whole suite was not collected.
    short, long = (min(seconds(number) for _ in range(3)) for number in (1_000, 4_000))

    assert long < 10 * short
