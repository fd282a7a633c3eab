// The cases of a suite: filtered, listed by the hundred, each drawn when it is opened.
// All that comes from documents and users goes in as text, never as markup.
(() => {
  "use strict";
  const { data, day, figure, metric, numberOf, say, showSuite, suite, worded } = window.report;
  const BATCH = 100;
  const SIGNS = { right: "✓", wrong: "✕", unjudged: "–" };

  // An element with its class; `content` is a text or elements.
  const make = (tag, name, content = []) => {
    const element = document.createElement(tag);
    if (name) element.className = name;
    if (typeof content === "string") element.textContent = content;
    else element.append(...content.filter(Boolean));
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
      one.short && make("p", "place", [`${say("short")}: `, inLanguage(make("cite", "", one.short), one.spoken)]),
      one.confidence != null && make("p", "place", say("confidence", { value: figure(one.confidence, 2) })),
    ]);
    if (!one.answered) section.className = "refusal";
    return section;
  };

  const source = (from) => {
    const place = make("p", "place", [
      make("b", "", `[${from.number}]`), " ", inLanguage(make("cite", "", from.title), from.language),
      ` · ${[from.document, from.source].filter(Boolean).join(" · ")}`,
      from.date && ` · ${day(from.date)}`,
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

  const values = (names, one) =>
    make("dl", "values", names.map((name, index) => {
      const [label, why] = metric(name);
      const term = make("dt", "", label);
      if (why) term.title = why;
      const value = one.metrics?.[index];
      const digits = Number.isInteger(value) ? 0 : 3;
      return make("div", "", [term, make("dd", "", figure(value, digits))]);
    }));

  const because = (one) =>
    one.wrong && make("div", "because", one.wrong.map((code) => make("p", "", worded("because", code))));

  const draw = (number, one) => {
    const link = make("a", "", say("link"));
    link.href = `#${number}/${encodeURIComponent(one.id)}`;
    const places = (one.evidence ?? []).map((options) =>
      make("div", "source", options.map(([id, quote]) => make("p", "place", [make("cite", "", quote), ` · ${id}`]))));
    return make("div", "body", [
      because(one),
      one.history && titled("history", one.history.map(([role, content]) =>
        make("p", "place", [`${worded("role", role)}: `, make("cite", "", content)]))),
      one.understood && titled("understood", [
        make("p", "place", [inLanguage(make("cite", "", one.understood), one.language)])]),
      titled("expected", expected(one)),
      said(one),
      one.cited && titled("citations", one.cited.map(source)),
      one.related && titled("related", one.related.map(source)),
      one.evidence && titled("evidence", places),
      one.relevant && titled("relevant", one.relevant.map(([id, grade]) =>
        make("p", "place", [make("cite", "", id), ` · ${say("grade", { grade })}`]))),
      titled("metrics", [values(data[number].metrics, one)]),
      make("p", "foot", [make("span", "", one.id), link]),
    ]);
  };

  const row = (number, one) => {
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
      if (details.open && details.childElementCount === 1) details.append(draw(number, one));
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

  // Of each suite the cases that its filter lets through; the list shows the first of them.
  const found = data.map(() => []);
  const list = (number) => suite(number).querySelector(".list");
  const form = (number) => suite(number).querySelector("form");

  const extend = (number, upTo) => {
    const start = list(number).querySelectorAll(".case").length;
    list(number).append(...found[number].slice(start, upTo).map((one) => row(number, one)));
    const left = Math.max(0, found[number].length - upTo);
    const more = suite(number).querySelector(".show-more");
    more.hidden = !left;
    more.textContent = say("show_more", { count: figure(Math.min(BATCH, left), 0) });
  };
  const refresh = (number) => {
    const { elements } = form(number);
    const chosen = Object.fromEntries(["verdict", "direction", "tag"].map((name) => [name, elements[name]?.value ?? ""]));
    const words = fold(elements.text.value).split(/\s+/).filter(Boolean);
    const { cases } = data[number];
    found[number] = cases.filter((one) => fits(one, { ...chosen, words }));
    suite(number).querySelector(".shown").textContent =
      say("shown", { shown: figure(found[number].length, 0), total: figure(cases.length, 0) });
    list(number).replaceChildren();
    extend(number, BATCH);
    if (!found[number].length) list(number).append(make("p", "soft", say("no_cases")));
  };

  // Not by form.reset(), whose event would draw the list anew after this.
  const clear = (number) => {
    for (const field of form(number).querySelectorAll("input, select")) field.value = "";
  };
  const choose = (number, verdict) => {
    clear(number);
    form(number).elements.verdict.value = verdict;
    refresh(number);
    suite(number).querySelector(".cases").scrollIntoView();
  };
  const open = (number, id) => {
    const position = data[number].cases.findIndex((one) => one.id === id);
    if (position < 0) return;
    clear(number);
    refresh(number);
    extend(number, Math.max(position + 1, BATCH));
    const details = list(number).children[position];
    details.open = true;
    details.scrollIntoView();
    details.querySelector("summary").focus({ preventScroll: true });
  };

  let timer = 0;
  document.addEventListener("input", (event) => {
    if (!event.target.closest(".filter")) return;
    const number = numberOf(event.target);
    clearTimeout(timer);
    timer = setTimeout(() => refresh(number), event.target.name === "text" ? 150 : 0);
  });
  document.addEventListener("submit", (event) => event.preventDefault());
  // Before the fields are empty.
  document.addEventListener("reset", (event) => setTimeout(refresh, 0, numberOf(event.target)));
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-reason], [data-case], .show-more");
    if (!button) return;
    const number = numberOf(button);
    if (button.dataset.case !== undefined) open(number, button.dataset.case);
    else if (button.dataset.reason !== undefined) choose(number, `reason:${button.dataset.reason}`);
    else extend(number, list(number).childElementCount + BATCH);
  });
  // Another language: as many cases as before, the same ones open.
  document.addEventListener("spoken", (event) => data.forEach((_, number) => {
    const before = [...event.detail.querySelectorAll(`#suite-${number} .case`)];
    refresh(number);
    extend(number, Math.max(before.length, BATCH));
    before.forEach((details, position) => {
      if (details.open) list(number).children[position]?.setAttribute("open", "");
    });
  }));
  data.forEach((_, number) => refresh(number));

  // A link to one case: the number of its suite and its id.
  const follow = () => {
    const [, number, id] = /^#(\d+)\/(.+)$/s.exec(location.hash) ?? [];
    if (!id || !data[number]) return;
    showSuite(Number(number));
    try {
      open(Number(number), decodeURIComponent(id));
    } catch (error) {
      if (!(error instanceof URIError)) throw error;
    }
  };
  window.addEventListener("hashchange", follow);
  follow();
})();
