"""The place of cited words in a phrase: «стр. 12», "slide 3", "§ Opening hours"."""

from qa.types import Citation, Language
from qa.wording.messages import message


def place_in_words(citation: Citation, language: Language) -> str:
    """Say on which page, slide or row words stand, else under which heading; "" for neither."""
    place = citation.place
    if place is None:
        heading = citation.section[-1] if citation.section else ""
        return message("place.section", language, heading=heading) if heading else ""
    several = "s" if place.last > place.number else ""
    # A page that has its own number printed on it needs no second one.
    named = place.label is not None and place.label != str(place.number)
    key = f"place.{place.kind}{several}{'_labelled' if named else ''}"
    if named and place.kind == "slide":
        key = f"place.slide{several}"
    return message(key, language, number=place.number, last=place.last, label=place.label or "")
