let closeSource;

/** Open the cited words in their document, and the original's words where that is a translation. */
const openSource = async (citation) => {
  const opener = root.activeElement;
  const { original, title, source, date, language: code, number, start, end } = citation;
  const inset =
    original &&
    make(
      "aside",
      { lang: original.language },
      make("p.label", { lang: language }, say("page.original")),
      quoted(original),
    );
  const text = make("div.text", { lang: code }, quoted(citation), inset);
  const scroll = make("div.scroll", { tabIndex: 0 }, text);
  closeSource = () => {
    sourceView.hidden = true;
    main.inert = false;
    closeSource = null;
    (opener || log).focus();
  };
  const back = iconButton("", say("widget.close"), closeSource, "M15 5l-7 7 7 7");
  sourceView.replaceChildren(
    make(
      "header",
      {},
      back,
      make(
        "div",
        {},
        make("p.label", {}, `${say("page.source_title")} [${number}]`),
        make("h2", { lang: code }, title),
        byline(source, inWords(date, language), linkTo(citation, say("page.at_publisher"))),
      ),
    ),
    scroll,
  );
  sourceView.hidden = false;
  main.inert = true;
  back.focus();
  try {
    const path = `documents/${encodeURIComponent(citation.document_id)}?start=${start}&end=${end}`;
    const found = await (await request(path)).json();
    const [before, words, after] = cut(found.text, start - found.offset, end - found.offset);
    const mark = quoted(citation);
    const [rest] = after.split("\n", 1);
    // Else the index has changed since, and the words as they were cited are all there is.
    if (words == citation.quote)
      text.replaceChildren(
        before,
        mark,
        rest,
        inset || "",
        inset ? after.slice(rest.length).trimStart() : after.slice(rest.length),
      );
    scroll.scrollTop = mark.offsetTop - scroll.clientHeight / 3;
  } catch {
    // The same.
  }
};
