// The cases of a suite: filtered, listed by the hundred, each drawn when it is opened.
// All that comes from documents and users goes in as text, never as markup.
(() => {
  "use strict";
  const { data, day, figure, say, showSuite, suites, worded, write } = window.report;
  const BATCH = 100;
  const SIGNS = { right: "✓", wrong: "✕", unjudged: "–" };

  // An element with its class; `content` is a text in both languages, a string, or elements.
  const make = (tag, name, content = []) => {
    const element = document.createElement(tag);
    if (name) element.className = name;
    if (typeof content === "string") element.textContent = content;
    else if (Array.isArray(content)) element.append(...content.filter(Boolean));
    else write(element, content);
    return element;
  };
  const inLanguage = (element, language) => {
    if (language) element.lang = language;
    return element;
  };
  const titled = (key, parts) => make("section", "", [make("p", "eyebrow", say(key)), ...parts]);
  const join = (lists, between) => lists.flatMap((list, i) => (i ? [between(), ...list] : list));

  const expected = (one) => {
    if (!one.answerable) return [make("p", "", say("expected_refusal"))];
    if (!one.expected) return [make("p", "soft", say("expected_unjudged"))];
    const groups = one.expected.map((group) =>
      join(group.map((option) => [make("span", "chip good", option)]), () => make("i", "", say("expected_or"))));
    return [make("div", "options", join(groups, () => make("i", "", say("expected_and"))))];
  };

  const said = (one) => {
    const text = inLanguage(make("p", "said"), one.spoken);
    (one.sentences ?? []).forEach(([sentence, numbers], index) => {
      text.append(index ? " " : "", sentence);
      for (const number of numbers) text.append("\u00a0", make("sup", "", `[${number}]`));
    });
    const section = titled(one.answered ? "answer" : "refusal", [
      text,
      one.short && make("p", "place", [make("span", "", say("short")), ": ", inLanguage(make("cite", "", one.short), one.spoken)]),
      one.confidence != null && make("p", "place", say("confidence", { value: figure(one.confidence, 2) })),
    ]);
    if (!one.answered) section.className = "refusal";
    return section;
  };

  const source = (from) => {
    const place = make("p", "place", [
      make("b", "", `[${from.number}]`), " ", inLanguage(make("cite", "", from.title), from.language),
      ` · ${[from.document, from.source].filter(Boolean).join(" · ")}`,
      from.date && " · ", from.date && make("span", "", day(from.date)),
    ]);
    if (from.status) {
      const status = make("span", from.status === "supported" ? "" : "doubt", worded("status", from.status));
      place.append(" · ", status, from.status === "supported" ? "" : ` (${from.reason})`);
    }
    const words = make("blockquote", "", [
      make("span", "around", from.before ?? ""), make("mark", "", from.quote), make("span", "around", from.after ?? ""),
    ]);
    return make("div", "source", [place, inLanguage(words, from.language)]);
  };

  const values = (suite, one) =>
    make("dl", "values", suite.metrics.map(({ label, why }, index) => {
      const term = make("dt", "", label);
      if (why) {
        for (const code of Object.keys(why)) term.setAttribute(`data-in-${code}`, why[code]);
        term.dataset.in = "title";
        term.title = why[document.documentElement.lang];
      }
      const value = one.metrics?.[index];
      const digits = Number.isInteger(value) ? 0 : 3;
      return make("div", "", [term, make("dd", "", figure(value, digits))]);
    }));

  const because = (one) =>
    one.wrong && make("div", "because", one.wrong.map((code) => make("p", "", worded("because", code))));

  const draw = (suite, number, one) => {
    const link = make("a", "", say("link"));
    link.href = `#${number}/${encodeURIComponent(one.id)}`;
    const places = (one.evidence ?? []).map((options) =>
      make("div", "source", options.map(([id, quote]) => make("p", "place", [make("cite", "", quote), ` · ${id}`]))));
    return make("div", "body", [
      because(one),
      one.history && titled("history", one.history.map(([role, content]) =>
        make("p", "place", [make("span", "", worded("role", role)), ": ", make("cite", "", content)]))),
      titled("expected", expected(one)),
      said(one),
      one.cited && titled("citations", one.cited.map(source)),
      one.related && titled("related", one.related.map(source)),
      one.evidence && titled("evidence", places),
      one.relevant && titled("relevant", one.relevant.map(([id, grade]) =>
        make("p", "place", [make("cite", "", id), " · ", make("span", "", say("grade", { grade }))]))),
      titled("metrics", [values(suite, one)]),
      make("p", "foot", [make("span", "", one.id), link]),
    ]);
  };

  const row = (suite, number, one) => {
    const sign = make("span", `sign ${one.verdict}`, SIGNS[one.verdict]);
    sign.setAttribute("aria-hidden", "true");
    const facts = make("span", "summary-facts", [
      one.change && make("span", `chip ${one.change === "broken" ? "warn" : "good"}`, say(one.change)),
      ...(one.wrong ?? []).map((code) => make("span", "chip warn", worded("reason", code))),
      ...(one.tags ?? []).map((tag) => make("span", "chip", tag)),
      make("span", "direction", one.direction.replace("→", "\u00a0→\u00a0")),
    ]);
    const details = make("details", "case", [make("summary", "", [
      sign, make("span", "question", [make("span", "unseen", say(one.verdict)), inLanguage(make("span", "", one.question), one.language)]), facts,
    ])]);
    details.addEventListener("toggle", () => {
      if (details.open && details.childElementCount === 1) details.append(draw(suite, number, one));
    });
    return details;
  };

  const fold = (text) => text.toLowerCase().replaceAll("ё", "е");
  const texts = new WeakMap();
  const wordsOf = (one) => {
    if (!texts.has(one)) {
      const sources = [...(one.cited ?? []), ...(one.related ?? [])].flatMap((s) => [s.title, s.before, s.quote, s.after]);
      const parts = [one.id, one.question, ...(one.sentences ?? []).map(([text]) => text), ...sources,
        ...(one.expected ?? []).flat(), ...(one.evidence ?? []).flat(2)];
      texts.set(one, fold(parts.filter(Boolean).join("\n")));
    }
    return texts.get(one);
  };
  const fits = (one, { verdict, direction, tag, words }) => {
    const [kind, code] = verdict.split(/:(.*)/s);
    if (kind === "reason" ? !one.wrong?.includes(code) : kind === "change" ? one.change !== code : kind && one.verdict !== kind) return false;
    if (direction && one.direction !== direction) return false;
    if (tag && !one.tags?.includes(tag)) return false;
    return words.every((word) => wordsOf(one).includes(word));
  };

  const lists = data.map((suite, number) => {
    const block = document.querySelector(`.cases[data-suite="${number}"]`);
    const form = block.querySelector("form");
    const list = block.querySelector(".list");
    const more = block.querySelector(".show-more");
    let found = [];

    const extend = (upTo = list.childElementCount + BATCH) => {
      const start = list.querySelectorAll(".case").length;
      list.append(...found.slice(start, upTo).map((one) => row(suite, number, one)));
      const left = found.length - Math.min(found.length, upTo);
      more.hidden = left <= 0;
      if (left > 0) write(more, say("show_more", { count: figure(Math.min(BATCH, left), 0) }));
    };
    const refresh = () => {
      const chosen = Object.fromEntries(["verdict", "direction", "tag"].map((name) => [name, form.elements[name]?.value ?? ""]));
      const words = fold(form.elements.text.value).split(/\s+/).filter(Boolean);
      found = suite.cases.filter((one) => fits(one, { ...chosen, words }));
      list.replaceChildren();
      write(block.querySelector(".shown"), say("shown", { shown: figure(found.length, 0), total: figure(suite.cases.length, 0) }));
      if (found.length) extend(BATCH);
      else { more.hidden = true; list.append(make("p", "soft", say("no_cases"))); }
    };
    let timer = 0;
    form.addEventListener("input", (event) => {
      clearTimeout(timer);
      timer = setTimeout(refresh, event.target.name === "text" ? 150 : 0);
    });
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", () => setTimeout(refresh));
    more.addEventListener("click", () => extend());
    refresh();

    // Not by form.reset(), whose event would draw the list anew after this.
    const clear = () => { for (const field of form.querySelectorAll("input, select")) field.value = ""; };
    const choose = (verdict) => {
      clear();
      form.elements.verdict.value = verdict;
      refresh();
      block.scrollIntoView();
    };
    const open = (id) => {
      const position = suite.cases.findIndex((one) => one.id === id);
      if (position < 0) return;
      clear();
      refresh();
      extend(Math.max(position + 1, BATCH));
      const details = list.children[position];
      details.open = true;
      details.scrollIntoView();
      details.querySelector("summary").focus({ preventScroll: true });
    };
    suites[number].addEventListener("click", (event) => {
      const button = event.target.closest("[data-reason], [data-case]");
      if (button?.dataset.case !== undefined) open(button.dataset.case);
      else if (button) choose(`reason:${button.dataset.reason}`);
    });
    return { open };
  });

  // A link to one case: the number of its suite and its id.
  const follow = () => {
    const [, number, id] = /^#(\d+)\/(.+)$/s.exec(location.hash) ?? [];
    if (!id || !lists[number]) return;
    showSuite(Number(number));
    try {
      lists[number].open(decodeURIComponent(id));
    } catch (error) {
      if (!(error instanceof URIError)) throw error;
    }
  };
  window.addEventListener("hashchange", follow);
  follow();
})();
