// Words in both languages, the suite in view, and the cut of its table.
window.report = (() => {
  "use strict";
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const words = read("words");
  const languages = Object.keys(words);
  const format = Object.fromEntries(
    languages.map((code) => [code, (value, digits) =>
      value.toLocaleString(code, { minimumFractionDigits: digits, maximumFractionDigits: digits })]),
  );

  // A text in every language; a value may itself be one.
  const say = (key, values = {}) =>
    Object.fromEntries(
      languages.map((code) => [code, words[code][key].replace(/\{(\w+)\}/g, (_, name) => {
        const value = values[name];
        return typeof value === "object" ? value[code] : String(value);
      })]),
    );
  const has = (key) => key in words[languages[0]];
  const worded = (prefix, name) => {
    const key = `${prefix}_${name}`;
    return has(key) ? say(key) : Object.fromEntries(languages.map((code) => [code, name]));
  };
  const figure = (value, digits) =>
    Object.fromEntries(
      languages.map((code) => [code, value == null ? "–" : format[code](value, digits)]),
    );
  // An ISO date in words; anything else as it is.
  const day = (iso) => {
    const date = /^\d{4}-\d\d-\d\d$/.test(iso) ? new Date(iso) : new Date(NaN);
    const options = { dateStyle: "long", timeZone: "UTC" };
    return Object.fromEntries(
      languages.map((code) => [code, isNaN(date) ? iso : date.toLocaleDateString(code, options)]),
    );
  };

  // Write a text into an element so that the switch finds it again.
  const write = (element, text) => {
    for (const code of languages) element.dataset[code] = text[code];
    element.textContent = text[document.documentElement.lang];
    return element;
  };

  const speak = (language) => {
    document.documentElement.lang = language;
    for (const element of document.querySelectorAll("[data-ru]"))
      element.textContent = element.dataset[language];
    for (const element of document.querySelectorAll("[data-in]"))
      element.setAttribute(element.dataset.in, element.getAttribute(`data-in-${language}`));
    for (const button of document.querySelectorAll("#languages button"))
      button.setAttribute("aria-pressed", String(button.value === language));
  };

  const suites = [...document.querySelectorAll(".suite")];
  const showSuite = (number) => {
    suites.forEach((suite, index) => { suite.hidden = index !== number; });
    for (const button of document.querySelectorAll("[data-suite].link"))
      button.setAttribute("aria-current", String(Number(button.dataset.suite) === number));
  };

  const showCut = (suite) => {
    const kind = suite.querySelector(".kinds input:checked")?.value;
    if (!kind) return;
    for (const table of suite.querySelectorAll(".cut-table")) table.hidden = table.dataset.kind !== kind;
  };

  document.getElementById("languages").addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button) speak(button.value);
  });
  for (const button of document.querySelectorAll("[data-suite].link"))
    button.addEventListener("click", () => showSuite(Number(button.dataset.suite)));
  for (const suite of suites) {
    suite.querySelector(".kinds")?.addEventListener("change", () => showCut(suite));
    showCut(suite);
  }
  if (suites.length) showSuite(0);

  return { data: read("data"), day, figure, say, showSuite, suites, worded, write };
})();
