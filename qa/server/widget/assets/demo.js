// Writes the snippet for the options chosen, and shows the widget with them.
const form = document.getElementById("options");
const sample = document.getElementById("sample");
const base = new URL("../", document.currentScript.src);
const usual = { accent: "#1f5c56" };

/** What differs from the widget's own choice, by the names of its options. */
const chosen = () => {
  const options = {};
  for (const [name, value] of new FormData(form)) {
    const text = value.trim();
    if (text && text != usual[name] && name != "hostile" && name != "phone") options[name] = text;
  }
  if (options.suggestions) options.suggestions = options.suggestions.split(/\s*\n\s*/).join("|");
  if (options.open) options.open = "true";
  if (options.position == "inline") {
    delete options.position;
    options.inline = "#seedqa";
  }
  return options;
};

const escaped = (text) => text.replace(/[&"<>]/g, (sign) => `&#${sign.charCodeAt()};`);

const snippet = (options) => {
  const attributes = Object.entries(options).map(
    ([name, value]) => ` data-${name}="${escaped(value)}"`,
  );
  const place = options.inline ? '<div id="seedqa" style="height: 36rem"></div>\n' : "";
  const address = escaped(new URL("widget.js", base).href);
  return `${place}<script src="${address}"${attributes.join("")} async></script>`;
};

const frame = ({ inline, position, open, ...options }) => {
  const address = new URL("embed", base);
  address.search = new URLSearchParams(options);
  const title = options.title || form.elements.title.placeholder;
  return (
    `<iframe src="${escaped(address.href)}" title="${escaped(title)}" width="400" height="640"` +
    ' allow="clipboard-write" style="border: 0"></iframe>'
  );
};

let shown;
const show = () => {
  const options = chosen();
  document.getElementById("snippet").textContent = snippet(options);
  document.getElementById("frame").textContent = frame(options);
  const { hostile, phone } = form.elements;
  sample.classList.toggle("phone", phone.checked);
  // There is more to see of a widget that is open.
  const query = new URLSearchParams({
    lang: document.documentElement.lang,
    ...options,
    open: "true",
  });
  if (hostile.checked) query.set("hostile", "");
  const address = `demo/page?${query}`;
  if (address != shown) sample.contentWindow.location.replace((shown = address));
};

let waiting;
// Some of the options stand outside of the form.
document.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(show, 300);
});
form.addEventListener("submit", (event) => event.preventDefault());
for (const button of document.querySelectorAll("[data-copies]"))
  button.addEventListener("click", async () => {
    const text = document.getElementById(button.dataset.copies);
    const { textContent: label } = button;
    getSelection().selectAllChildren(text);
    await navigator.clipboard.writeText(text.textContent);
    button.textContent = button.dataset.done;
    setTimeout(() => (button.textContent = label), 2000);
  });
show();
