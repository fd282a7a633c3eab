"""Examples of a few words that the tests of training share."""

from index.types import Span
from training.sets.examples import Example, Passage

PARK = Passage(
    0, "Park", "The park was opened in 1987. Ann Lee designed it. It lies in Oslo.", "en"
)
ZOO = Passage(1, "Zoo", "The zoo in Rome keeps 40 lions. Tom Fox runs it.", "en")


def example(question: str, passage: Passage, answer: str) -> Example:
    """A question that a passage answers, named by itself."""
    start = passage.text.index(answer)
    return Example(question, question, "en", passage, (Span(start, start + len(answer)),))


OPENED = example("When was the park by Ann Lee opened after 1980?", PARK, "1987")
WHERE = example("Where does the park lie?", PARK, "Oslo")
LIONS = example("How many lions does Tom Fox keep in Rome?", ZOO, "40")
EXAMPLES = [OPENED, WHERE, LIONS]
