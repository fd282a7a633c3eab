"""What can be done with a question and its answer: copy, rate, ask again, edit, go on."""

from collections.abc import Sequence

from qa.records.exchanges import Exchange
from qa.server.page.rendering.markup import block, button, text
from qa.types import Answer, Language
from qa.wording.messages import message
from qa.wording.transcript import as_text


def question_block(exchange: Exchange, last: bool, editing: bool, interface: Language) -> str:
    """A question; the last one can be edited."""
    asked = f'<div class="sq-question">{text(exchange.question)}</div>'
    if exchange.pending or not last:
        return asked
    if editing:
        hint = f"<span>{text(message('page.editing', interface))}</span>"
        again = hint + button("keep-last", message("page.keep", interface))
        return block("sq-asked sq-editing", f'{asked}<div class="sq-actions">{again}</div>')
    change = button("edit-last", message("page.edit", interface))
    return block("sq-asked", f'{asked}<div class="sq-actions">{change}</div>')


def understood(turn: int, answer: Answer, last: bool) -> str:
    """How a question was understood; the last one can be asked as it is written instead."""
    if answer.understood is None:
        return ""
    label = message("page.as_written", answer.language)
    instead = f" {button(f'alone-{turn}', label)}" if last else ""
    said = text(answer.sentences[0].text)
    return block("sq-understood", f"<p>{said}{instead}</p>", answer.language)


def actions(turn: int, exchange: Exchange, last: bool, interface: Language) -> str:
    """The buttons under a reply, and questions to go on with under the last one."""
    if exchange.pending:
        return ""
    buttons: list[str] = []
    if exchange.answer and exchange.answer.citations:
        buttons.append(button(f"copy-{turn}", message("page.copy", interface)))
    if last:
        buttons.append(button(f"retry-{turn}", message("page.retry", interface)))
    if exchange.answer:
        for rating in ("up", "down"):
            chosen = "sq-act sq-chosen" if exchange.rating == rating else "sq-act"
            label = message(f"page.rate_{rating}", interface)
            buttons.append(button(f"{rating}-{turn}", label, f"{chosen} sq-rate"))
    row = f'<div class="sq-actions">{"".join(buttons)}</div>' if buttons else ""
    return row + _copied(turn, exchange) + (_following(exchange) if last else "")


def suggested(key: str, questions: Sequence[str], language: Language) -> str:
    """Questions to choose from."""
    if not questions:
        return ""
    heading = f'<p class="sq-heading">{text(message(key, language))}</p>'
    items = "".join(
        f'<li><button class="sq-suggest">{text(question)}</button></li>' for question in questions
    )
    return block("sq-suggestions", f"{heading}<ul>{items}</ul>", language)


def _following(exchange: Exchange) -> str:
    if exchange.answer is None:
        return ""
    return suggested("page.following", exchange.following, exchange.answer.language)


def _copied(turn: int, exchange: Exchange) -> str:
    """What the copy button takes: the answer with its sources, out of sight."""
    if exchange.answer is None or not exchange.answer.citations:
        return ""
    return f'<div class="sq-copied" id="copied-{turn}">{text(as_text(exchange.answer))}</div>'
