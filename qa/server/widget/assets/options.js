// What the owner of the page has set: attributes of the script that loads the widget.
const script = document.currentScript || document.querySelector('script[src*="/widget.js"]');
const base = new URL(".", script.src).href;
const options = { ...script.dataset };

// What is kept while the visitor goes from page to page, in this tab and no longer.
const state = { turns: [] };
try {
  Object.assign(state, JSON.parse(sessionStorage[base]));
} catch {
  // Nothing is kept for this page.
}
const save = () => {
  try {
    sessionStorage[base] = JSON.stringify({ ...state, turns: state.turns.slice(-20) });
  } catch {
    // The browser keeps nothing, and nothing else depends on it.
  }
};

let language = [
  state.language,
  options.language,
  document.documentElement.lang,
  ...navigator.languages,
  "en",
]
  .join()
  .toLowerCase()
  .match(/\b(ru|en)\b/)[0];

/** A string of the catalogue, in the widget's language unless another is given. */
const say = (key, code = language) => (code == "ru" ? russian : english)[key];
