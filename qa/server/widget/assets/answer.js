/** The publisher's page, opened at the quoted words; of a translation, at those of the original. */
const linkTo = (citation, label) => {
  const { url, quote } = citation.original || citation;
  const found = quote.match(/\S+/g) || [];
  const ends = found.length > 10 ? [found.slice(0, 5), found.slice(-5)] : [found];
  const spelt = ends.map((end) => encodeURIComponent(end.join(" ")).replace(/-/g, "%2D"));
  return (
    /^https?:\/\//.test(url) &&
    make(
      "a",
      {
        href: url.split("#")[0] + "#:~:text=" + spelt,
        target: "_blank",
        rel: "noopener noreferrer",
      },
      label,
    )
  );
};

/** The quoted words, those that answer brought out. */
const quoted = ({ quote, focus, start }, tag = "mark") => {
  const [before, answering, after] = cut(quote, ...(focus || []).map((place) => place - start));
  return make(tag, {}, before, answering && make("strong", {}, answering), after);
};

const byline = (...facts) =>
  make("small", {}, ...facts.filter(Boolean).flatMap((fact, i) => (i ? [" · ", fact] : [fact])));

const citeButton = (citation) => {
  const node = button(".cite", `[${citation.number}]`, () => openSource(citation));
  node.ariaLabel = node.title = `${say("page.source_title")} ${citation.number}: ${citation.title}`;
  return node;
};

/** A citation in a list, with what the check found wrong. */
const entry = (citation, code, ...parts) => {
  const doubts = {
    partial: say("page.verdict_partial", code),
    unsupported: say("page.unsupported", code),
  };
  const doubt = doubts[citation.verdict?.status];
  return make(
    "li",
    {},
    button(".title", citation.title, () => openSource(citation)),
    byline(
      citation.source,
      inWords(citation.date, code),
      linkTo(citation, say("page.at_publisher", code)),
      doubt && make("em", {}, doubt),
    ),
    ...parts,
  );
};

const sentenceView = (sentence, answer) => {
  const { text } = sentence;
  const cited = answer.citations.filter(({ number }) => sentence.citations.includes(number));
  const source = cited.find(({ quote, focus }) => focus && text.includes(quote));
  const [before, ...after] = text.split(source?.quote);
  const node = make(
    "span",
    {},
    before,
    source && quoted(source, "span"),
    after.join(source?.quote),
  );
  const isUnsupported = cited.every((citation) => citation.verdict?.status == "unsupported");
  // What a sentence's own verdict found wrong, its text says.
  if (answer.citations[0] && !sentence.remark && !sentence.verdict && isUnsupported)
    node.append(" ", make("em", {}, say("page.unsupported", answer.language)));
  // The marks don't part from the last word at the end of a line.
  if (cited[0]) node.append("\u00a0", ...cited.map(citeButton));
  node.append(sentence.end || " ");
  return node;
};

const answerView = (answer, turn) => {
  const { language: code, sentences, citations, related, model, certainty } = answer;
  const text = make("p", {}, ...sentences.map((sentence) => sentenceView(sentence, answer)));
  // Beside how the question was understood.
  if (answer.understood)
    text.firstChild.append(
      button(".title", say("page.as_written", code), () => answerTo(turn, true)),
      make("br", {}),
    );
  if (answer.answered)
    return make(
      certainty == "unsure" ? "div.unsure" : "div",
      {},
      text,
      make(
        "ol",
        {},
        ...citations.map((citation) => {
          const item = entry(citation, code);
          item.prepend(citeButton(citation));
          return item;
        }),
      ),
      byline(
        model ? say("widget.written", code) + " " + model : say("page.quoted", code),
        say(certainty == "sure" ? "answer.certainty_sure" : "answer.certainty_unsure", code),
      ),
    );
  if (answer.answerer == "reply") return text;
  return make(
    "div.notice",
    {},
    text,
    related[0] && make("small", {}, say("answer.refusal_related", code)),
    make(
      "ul",
      {},
      ...related.map((citation) => entry(citation, code, make("blockquote", {}, citation.quote))),
    ),
  );
};

/** An answer with its sources, as text to take along. */
const asText = ({ sentences, citations, related, language: code }) =>
  [
    sentences
      .map(
        (sentence) => sentence.text + sentence.citations.map((number) => ` [${number}]`).join(""),
      )
      .join(" "),
    ...(citations[0] ? citations : related).map(
      ({ number, title, source, date, quote }) =>
        `[${number}] ${[title, source, inWords(date, code)].filter(Boolean).join(", ")}\n${quote}`,
    ),
  ].join("\n\n");
