// The turn that is being answered, and what aborts the latest request, of which the questions to
// follow may still be on their way.
let running, control;

const stop = () => {
  const turn = running;
  running = null;
  control?.abort();
  if (!turn) return;
  showTurn(turn);
  save();
};

const textOf = (answer) => answer.sentences.map((sentence) => sentence.text).join(" ");

/** The turns that a follow-up may lean on, from the last that was asked as it is written. */
const historyOf = (turn) =>
  state.turns
    .slice(0, state.turns.indexOf(turn))
    .filter(({ answer }) => answer)
    .slice(-6)
    .reduce(
      (before, { question, answer, alone }) => [
        ...(alone ? "" : before),
        { role: "user", content: question },
        { role: "assistant", content: textOf(answer) },
      ],
      [],
    );

/** Ask a question and give its answer, or nothing where it was stopped or failed. */
const ask = (question) => {
  stop();
  const turn = { question };
  state.turns.push(turn);
  return answerTo(turn);
};

/** Answer a turn, for the first time or again; `alone`: as it is written. */
const answerTo = (turn, alone = turn.alone) =>
  new Promise((resolve) => {
    stop();
    const { question, node } = turn;
    const { signal } = (control = new AbortController());
    for (const key in turn) delete turn[key];
    Object.assign((running = turn), { question, node, alone, partial: "" });
    const end = () => {
      if (running == turn) running = null;
      showTurn(turn);
      save();
      resolve(turn.answer);
    };
    const receive = async () => {
      const body = { question, history: historyOf(turn), carry: !alone };
      for await (const { event, id, data } of eventsOf(await request("ask/stream", body, signal))) {
        if (event == "token") {
          turn.partial += data.text;
          showTurn(turn);
        } else if (event == "answer") {
          Object.assign(turn, { answer: data, id });
          announce(textOf(data), data.language);
          emit("answer", { ...data, id });
          end();
        } else if (event == "following") {
          turn.following = data.questions;
          turn.node.append(chips(say("page.following"), turn.following) || "");
          follow();
          save();
        } else if (event == "error") throw data;
      }
      if (!turn.answer) throw {};
    };
    showTurn(turn);
    follow(turn);
    // The button that asked may be gone, and the keyboard with it.
    if (root.activeElement != box) log.focus();
    announce(say("page.working"));
    save();
    receive().catch((problem) => {
      if (signal.aborted) return resolve();
      if (turn.answer) return;
      problem.detail ||= say("page.lost");
      turn.problem = problem;
      announce(problem.detail);
      emit("error", problem);
      end();
    });
  });

const beginAnew = () => {
  state.turns = [];
  stop();
  state.session = "";
  save();
  build();
  attend();
};
