/** Draw a turn, anew where it is shown already. */
const showTurn = (turn) => {
  setBusy();
  if (!state.turns.includes(turn)) return;
  const node = make("section", {}, make("p.question", {}, turn.question), ...replyView(turn));
  if (turn.node?.isConnected) turn.node.replaceWith(node);
  else {
    // The greeting makes room for what is asked.
    if (turn == state.turns[0]) log.replaceChildren();
    log.append(node);
  }
  turn.node = node;
  follow();
};

const replyView = (turn) => {
  const { answer, partial, problem } = turn;
  if (answer) return [make("div", { lang: answer.language }, answerView(answer, turn)), ...actions(turn)];
  const soFar = partial && make("p", {}, partial);
  if (running == turn) return [soFar || make("p.working", {}, say("page.working"))];
  const again = button(".chip", say("page.retry"), () => answerTo(turn));
  again.disabled = problem?.wait > 0;
  setTimeout(() => (again.disabled = false), problem?.wait * 1e3);
  return [
    soFar,
    make("div.notice", {}, make("p", {}, problem?.detail || say("page.stopped")), again),
  ];
};

const chips = (label, questions) =>
  questions?.[0] &&
  make(
    "div.chips",
    {},
    make("p.label", {}, label),
    ...questions.map((text) => button(".chip", text, () => ask(text))),
  );

/** What can be done with an answer. */
const actions = (turn) => {
  const note = make("small", { role: "status" });
  const rate = async (rating, comment = "") => {
    try {
      await request("feedback", { answer: turn.id, rating, comment });
      turn.rating = rating;
      mark();
      form.hidden = !rating || comment;
      save();
      note.textContent = rating ? say("page.rated") : "";
      emit("feedback", { answer: turn.answer, rating, comment });
    } catch (problem) {
      note.textContent = problem.detail;
    }
  };
  const rates = ["up", "down"].map((rating, i) =>
    button(".act", say(i ? "page.rate_down" : "page.rate_up"), () =>
      rate(turn.rating == rating ? null : rating),
    ),
  );
  const mark = () => rates.map((node, i) => (node.ariaPressed = turn.rating == ["up", "down"][i]));
  mark();
  const label = say("page.comment");
  const comment = make("input", { ariaLabel: label, placeholder: label, maxLength: 2000 });
  const form = make(
    "form",
    {
      hidden: true,
      onsubmit: (event) => {
        event.preventDefault();
        rate(turn.rating, comment.value);
      },
    },
    comment,
    button(".chip", say("page.comment_send")),
  );
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(asText(turn.answer));
      note.textContent = say("widget.copied");
    } catch {
      note.textContent = say("page.not_copied");
    }
  };
  return [
    make(
      "div.actions",
      {},
      button(".act", say("page.copy"), copy),
      button(".act", say("page.retry"), () => answerTo(turn)),
      ...(turn.id ? rates : []),
      note,
    ),
    form,
    chips(say("page.following"), turn.following),
  ];
};
