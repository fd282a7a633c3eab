const isInline = options.inline;
try {
  customElements.define("seedqa-widget", class extends HTMLElement {});
} catch {
  // The page has replaced its body, and the widget in it, but what is defined stays.
}
const host = make("seedqa-widget", {});
host.toggleAttribute("inline", !!isInline);
const root = host.attachShadow({ mode: "open" });
const adopt = (target, text) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  target.adoptedStyleSheets.push(sheet);
  return sheet;
};
adopt(root, css);

const frame = make("div.frame." + (isInline ? "inline" : options.position), {});
const panel = make("div.panel", {
  role: isInline ? "region" : "dialog",
  hidden: !isInline,
  tabIndex: -1,
});
root.append(frame);
let main, log, box, send, status, sourceView, bubble;

const emit = (name, detail) =>
  host.dispatchEvent(new CustomEvent("seedqa:" + name, { detail, bubbles: true, composed: true }));

const announce = (text, code = language) => {
  status.lang = code;
  status.textContent = text;
};

/** Keep the last question in sight, unless the visitor has scrolled away. */
let followed;
const follow = (turn = followed) => {
  followed = turn;
  if (turn) log.scrollTop = turn.node.offsetTop - 16;
};

const setBusy = () =>
  running
    ? send.name_(say("page.stop"), "M7 7h10v10H7z")
    : send.name_(say("page.send"), "M12 19V5l-7 7m7-7l7 7");

/** Build what is inside the panel, in the widget's language. */
const build = () => {
  const label = options.title || say("widget.title");
  const question = say("page.placeholder");
  const other = language == "ru" ? "en" : "ru";
  log = make("div.scroll", { role: "log", ariaLive: "off", ariaLabel: label, tabIndex: 0 });
  log.onwheel = log.ontouchmove = () => (followed = null);
  status = make("div.status", { role: "status" });
  const fit = () => {
    state.draft = box.value;
    box.style.height = 0;
    box.style.height = box.scrollHeight + "px";
  };
  const submit = () => {
    if (running || !box.value.trim()) return;
    ask(box.value.trim());
    box.value = "";
    fit();
    save();
  };
  box = make("textarea", {
    ariaLabel: question,
    placeholder: question,
    rows: 1,
    value: state.draft || "",
    oninput: fit,
    onkeydown: (event) => {
      if (event.key != "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      submit();
    },
  });
  send = iconButton(".send", "", () => (running ? stop() : submit()), "");
  const switcher = button(".act", other == "ru" ? "Русский" : "English", () => speak(other));
  switcher.lang = other;
  sourceView = make("article.source", { hidden: true });
  main = make(
    "article.main",
    {},
    make(
      "header",
      {},
      make("h2", {}, label),
      switcher,
      iconButton("", say("page.new_chat"), beginAnew, "M12 5v14m-7-7h14"),
      !isInline && iconButton("", say("widget.close"), close, "M6 6l12 12m0-12L6 18"),
    ),
    log,
    make("div.field", {}, box, send),
    status,
  );
  frame.lang = language;
  panel.ariaLabel = label;
  panel.replaceChildren(main, sourceView);
  bubble = iconButton(".bubble", label, open, "M4 5h16v12h-8l-5 4v-4H4zm4 4h8m-8 4h5");
  bubble.hidden = !panel.hidden;
  frame.replaceChildren(bubble, panel);
  closeSource = null;
  setBusy();
  welcome();
  state.turns.map(showTurn);
  fit();
};

const welcome = async () => {
  const set = options.suggestions;
  const list = make("div", {});
  log.append(make("p.greeting", {}, options.greeting || say("widget.greeting")), list);
  const show = (questions) => list.replaceChildren(chips(say("page.suggestions"), questions) || "");
  if (set) return set == "off" || show(set.split("|"));
  // They are made of the documents, which takes a while after the server has started.
  for (let looks = 0; looks < 30 && list.isConnected && !panel.hidden && !state.turns[0]; looks++) {
    try {
      const { questions, ready } = await (await request("suggestions?language=" + language)).json();
      show(questions);
      if (ready) return;
    } catch {
      // Questions of one's own can be asked without them.
    }
    await new Promise((done) => setTimeout(done, 4e3));
  }
};

const speak = (code) => {
  language = state.language = code;
  save();
  build();
  root.querySelector("header .act").focus();
};
