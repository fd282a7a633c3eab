// The page in the language chosen, the suite in view, and the cut of its table.
// Each language has a page of its own: the one shown takes over what was chosen in the one before.
window.report = (() => {
  "use strict";
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const words = read("words");
  const root = document.documentElement;
  let page = document.querySelector(".page");
  const pages = { [root.lang]: page };
  for (const template of document.querySelectorAll("template"))
    pages[template.lang] = template.content.firstElementChild;

  const has = (key) => key in words[root.lang].strings;
  const say = (key, values = {}) =>
    words[root.lang].strings[key].replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
  const worded = (prefix, name) => (has(`${prefix}_${name}`) ? say(`${prefix}_${name}`) : name);
  const metric = (name) => words[root.lang].metrics[name];
  const figure = (value, digits) =>
    value == null
      ? "–"
      : value.toLocaleString(root.lang, { minimumFractionDigits: digits, maximumFractionDigits: digits });
  // An ISO date in words; anything else as it is.
  const day = (iso) => {
    const date = /^\d{4}-\d\d-\d\d$/.test(iso) ? new Date(iso) : new Date(NaN);
    return isNaN(date) ? iso : date.toLocaleDateString(root.lang, { dateStyle: "long", timeZone: "UTC" });
  };

  // The suite that an element belongs to, by number, and back.
  const numberOf = (element) => Number(element.closest(".suite").dataset.number);
  const suite = (number) => page.querySelector(`#suite-${number}`);

  let shown = 0;
  const showSuite = (number) => {
    shown = number;
    for (const one of page.querySelectorAll(".suite")) one.hidden = numberOf(one) !== number;
    for (const button of page.querySelectorAll("[data-suite]"))
      button.setAttribute("aria-current", String(Number(button.dataset.suite) === number));
  };
  const showCut = (kinds) => {
    const kind = kinds.querySelector("input:checked").value;
    for (const table of kinds.closest(".card").querySelectorAll(".cut-table"))
      table.hidden = table.dataset.kind !== kind;
  };
  const show = () => {
    showSuite(shown);
    for (const kinds of page.querySelectorAll(".kinds")) showCut(kinds);
  };

  // Both pages come from one template: the fields stand in the same order.
  const takeOver = (before, selector, take) => {
    const others = before.querySelectorAll(selector);
    page.querySelectorAll(selector).forEach((element, index) => take(element, others[index]));
  };
  const speak = (language) => {
    const before = page;
    const focused = before.querySelector("#languages").contains(document.activeElement);
    page = pages[language];
    root.lang = language;
    document.title = say("title");
    before.replaceWith(page);
    takeOver(before, "input, select", (field, other) => {
      if (field.type === "radio") field.checked = other.checked;
      else field.value = other.value;
    });
    takeOver(before, ".more", (details, other) => { details.open = other.open; });
    show();
    if (focused) page.querySelector(`#languages [value="${language}"]`).focus();
    document.dispatchEvent(new CustomEvent("spoken", { detail: before }));
  };

  document.addEventListener("click", (event) => {
    const language = event.target.closest("#languages button");
    if (language && language.value !== root.lang) speak(language.value);
    const link = event.target.closest("[data-suite]");
    if (link) showSuite(Number(link.dataset.suite));
  });
  document.addEventListener("change", (event) => {
    const kinds = event.target.closest(".kinds");
    if (kinds) showCut(kinds);
  });
  show();

  return { data: read("data"), day, figure, metric, numberOf, say, showSuite, suite, worded };
})();
