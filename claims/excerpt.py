"""The words of a claim and what stands around them, cut from the text of its article."""

# Characters kept before and after a claim, as W3C Web Annotation's TextQuoteSelector has them.
AROUND = 40


def excerpt(text: str, start: int, end: int) -> dict[str, str]:
    """Return the columns of a claim that follow from its envelope.

    Args:
        text: the stored text of the article.
        start: where the claim begins in it.
        end: where it ends.
    """
    return {
        "text": text[start:end],
        "prefix": text[max(0, start - AROUND) : start],
        "suffix": text[end : end + AROUND],
    }
