(() => {
  "use strict";
  const { words, tell, act } = window.seedqa;
  const KEY = "seedqa-key";
  const DRAFT = "seedqa-draft";
  const AGAIN = "seedqa-again";
  const box = () => document.querySelector("#sq-question textarea");

  // Storage may be forbidden; the page then forgets and works on.
  const remember = (name, value) => {
    try {
      if (value === null) sessionStorage.removeItem(name);
      else sessionStorage.setItem(name, value);
    } catch {}
  };
  const recall = (name) => {
    try {
      return sessionStorage.getItem(name);
    } catch {
      return null;
    }
  };

  // The conversation of this tab: the server keeps it under a key that can't be guessed.
  let key = recall(KEY);
  if (!/^[0-9a-f]{32}$/.test(key ?? "")) {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    key = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
    remember(KEY, key);
  }
  let untoldKey = key;
  let draft = recall(DRAFT);
  let again = recall(AGAIN);
  remember(AGAIN, null);
  addEventListener("pagehide", () => remember(DRAFT, box()?.value || null));

  const made = (tag, text, attributes = {}) => {
    const piece = document.createElement(tag);
    if (text) piece.textContent = text;
    for (const [name, value] of Object.entries(attributes)) piece.setAttribute(name, value);
    return piece;
  };
  const element = (tag, id, attributes) => {
    const piece = made(tag, "", { id, ...attributes });
    (document.querySelector("main") ?? document.body).append(piece);
    return piece;
  };

  let toastEnds = 0;
  const toast = (text) => {
    const shown =
      document.getElementById("sq-toast") ?? element("div", "sq-toast", { role: "status" });
    shown.textContent = text;
    shown.classList.add("sq-shown");
    clearTimeout(toastEnds);
    const reading = Math.max(3500, 70 * text.length);
    toastEnds = setTimeout(() => shown.classList.remove("sq-shown"), reading);
  };
  Object.assign(window.seedqa, { made, element, remember, recall });

  const ask = (question) => {
    tell("sq-question", question);
    // Gradio takes the value over before the click.
    setTimeout(() => document.getElementById("sq-send")?.click(), 30);
    box()?.focus();
  };

  const copy = async (button) => {
    const source = document.getElementById(button.id.replace("copy", "copied"));
    if (!source) return;
    const lines = source.cloneNode(true);
    for (const end of lines.querySelectorAll("br")) end.replaceWith("\n");
    const text = lines.textContent.trim();
    try {
      await navigator.clipboard.writeText(text);
      toast(words().copied);
    } catch {
      // Without a secure connection there is only the old way.
      const area = element("textarea", "sq-clipboard", { "aria-hidden": "true" });
      area.value = text;
      area.select();
      toast(document.execCommand("copy") ? words().copied : words().not_copied);
      area.remove();
      button.focus();
    }
  };

  let pressed = "";
  const press = (button) => {
    const [kind] = button.id.split("-");
    // What asks as it is written goes with the answer that it was beside.
    pressed = button.id.replace("alone", "retry");
    if (kind === "copy") copy(button);
    else if (kind === "retry" || kind === "alone") tell("sq-retry", `${kind}|${Date.now()}`);
    else act(button.id);
    if (kind === "edit" || kind === "keep") box()?.focus();
    button.closest("details")?.removeAttribute("open");
  };

  document.addEventListener("click", (event) => {
    if (!(event.target instanceof Element)) return;
    const button = event.target.closest("button.sq-act, button.sq-suggest");
    const menu = event.target.closest(".sq-menu");
    for (const open of document.querySelectorAll(".sq-menu[open]"))
      if (open !== menu) open.removeAttribute("open");
    if (button?.classList.contains("sq-suggest")) ask(button.textContent);
    else if (button) press(button);
    if (event.target.closest("#sq-send, #sq-stop, #sq-new")) box()?.focus();
  });

  const underWay = () => document.querySelector(".sq-working, .sq-partial");

  // What is typed during an answer stays in the box.
  document.addEventListener(
    "keydown",
    (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.target !== box() || !underWay()) return;
      event.preventDefault();
      event.stopPropagation();
    },
    true,
  );

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    hideTip();
    const menu = document.querySelector(".sq-menu[open]");
    if (menu) {
      menu.removeAttribute("open");
      menu.querySelector("summary")?.focus();
    } else if (underWay()) document.getElementById("sq-stop")?.click();
    else if (document.querySelector(".sq-editing")) act("keep-last");
  });

  // The words of a citation, while the pointer or the focus is on its number.
  let tipped = null;
  const hideTip = () => document.getElementById("sq-tip")?.classList.remove("sq-shown");
  const showTip = (event) => {
    const mark = event.target instanceof Element && event.target.closest("a.sq-cite");
    if (!mark) return;
    tipped = mark;
    if (mark.title) {
      mark.dataset.words = mark.title;
      mark.removeAttribute("title");
      mark.setAttribute("aria-describedby", "sq-tip");
    }
    const tip = document.getElementById("sq-tip") ?? element("div", "sq-tip", { role: "tooltip" });
    tip.textContent = mark.dataset.words;
    tip.lang = mark.closest("[lang]")?.lang ?? "";
    tip.classList.add("sq-shown");
    const place = mark.getBoundingClientRect();
    const above = place.top > tip.offsetHeight + 12;
    tip.style.top = `${above ? place.top - tip.offsetHeight - 8 : place.bottom + 8}px`;
    const right = document.documentElement.clientWidth - tip.offsetWidth - 8;
    tip.style.left = `${Math.max(8, Math.min(place.left, right))}px`;
  };
  for (const kind of ["mouseover", "focusin"]) document.addEventListener(kind, showTip);
  for (const kind of ["mouseout", "focusout"]) document.addEventListener(kind, hideTip);
  // The panel shows the words then; on a phone, where no pointer moves on, the tip lay over it.
  document.addEventListener("click", hideTip, true);
  document.addEventListener(
    "scroll",
    (event) => {
      if (tipped && event.target.contains(tipped)) hideTip();
    },
    true,
  );

  // A new question goes to the top, and again when its reply is whole and leaves room for that.
  let followed = "";
  const follow = () => {
    const asked = document.querySelectorAll("#sq-chat .sq-question");
    const scroller = document.querySelector("#sq-chat .panel-wrap");
    const last = asked[asked.length - 1];
    const state = `${asked.length} ${Boolean(underWay())}`;
    if (scroller && last && state !== followed)
      scroller.scrollTop += last.getBoundingClientRect().top - scroller.getBoundingClientRect().top - 8;
    followed = state;
  };

  // A file comes as a piece of the page.
  let saved = "";
  const save = () => {
    const file = document.querySelector("#sq-file [id^='sq-file-']");
    if (!file || file.id === saved) return;
    saved = file.id;
    const bytes = Uint8Array.from(atob(file.textContent.trim()), (char) => char.charCodeAt(0));
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([bytes], { type: `${file.lang};charset=utf-8` }));
    link.download = file.title;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  };

  // What the server has to say of an event.
  let told = "";
  const say = () => {
    const sentence = document.querySelector("#sq-told [id^='sq-says-']");
    if (!sentence || sentence.id === told) return;
    told = sentence.id;
    toast(sentence.textContent.trim());
  };

  // Gradio says in English that the connection is lost, and loads the page anew when it is back.
  const lose = () => {
    if (document.getElementById("sq-lost")) return;
    const bar = element("div", "sq-lost", { role: "alert" });
    const says = made("span", words().lost);
    const button = made("button", words().lost_retry);
    button.addEventListener("click", async () => {
      try {
        const answer = await fetch(new URL("healthz", document.baseURI), { cache: "no-store" });
        if (!answer.ok) throw new Error(answer.statusText);
        if (underWay()) remember(AGAIN, "1");
        location.reload();
      } catch {
        says.textContent = words().lost_still;
      }
    });
    bar.append(says, button);
  };
  addEventListener("offline", lose);
  addEventListener("online", () => document.getElementById("sq-lost")?.remove());

  const heard = new WeakSet();
  const hear = () => {
    for (const told of document.querySelectorAll(".toast-body")) {
      if (heard.has(told)) continue;
      heard.add(told);
      if (/connection|fetch|network/i.test(told.textContent)) lose();
      else toast(words().busy);
    }
  };

  new MutationObserver(() => {
    if (untoldKey && tell("sq-key", untoldKey)) untoldKey = null;
    if (draft && box() && !box().value && tell("sq-question", draft)) draft = null;
    if (again && document.querySelector("[id^='retry-']")) {
      again = null;
      tell("sq-retry", `retry|${Date.now()}`);
    }
    // What was pressed keeps the focus when its message is drawn anew.
    if (pressed && document.activeElement === document.body) {
      const button = document.getElementById(pressed);
      if (button) button.focus();
    }
    follow();
    save();
    say();
    hear();
  }).observe(document.documentElement, { childList: true, subtree: true });
})();
