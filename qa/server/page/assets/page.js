(() => {
  "use strict";
  const words = () => window.seedqaWords[document.documentElement.lang.slice(0, 2)];
  // The other scripts of the page build on these.
  window.seedqa = { words };
  const narrow = window.matchMedia("(max-width: 56rem)");
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
  let count = 0;
  let revealed = null;
  let moved = false;
  let cameFrom = null;

  // Gradio takes a value of its boxes from an input event.
  const tell = (id, value) => {
    const box = document.querySelector(`#${id} textarea, #${id} input`);
    if (!box) return false;
    const prototype = box.tagName === "TEXTAREA" ? HTMLTextAreaElement : HTMLInputElement;
    Object.getOwnPropertyDescriptor(prototype.prototype, "value").set.call(box, value);
    box.dispatchEvent(new Event("input", { bubbles: true }));
    return true;
  };

  window.seedqa.tell = tell;
  window.seedqa.act = (action) => tell("sq-action", `${action}|${++count}`);

  const chosen = new URLSearchParams(location.search).get("lang");
  let untold = chosen === "ru" || chosen === "en" ? chosen : null;

  const speak = (language) => {
    document.documentElement.lang = language;
    const url = new URL(location.href);
    url.searchParams.set("lang", language);
    history.replaceState(history.state, "", url);
    tell("sq-language", language);
  };

  const openPanel = (link) => {
    cameFrom = link;
    revealed = null;
    moved = false;
    document.body.classList.add("sq-reading");
    window.seedqa.act(link.hash.slice(1));
    if (narrow.matches) document.querySelector(".sq-close")?.focus();
  };

  const closePanel = () => {
    document.body.classList.remove("sq-reading");
    if (cameFrom?.isConnected) cameFrom.focus();
    cameFrom = null;
  };

  document.addEventListener(
    "click",
    (event) => {
      const link = event.target instanceof Element && event.target.closest("a[href*='#']");
      if (event.target instanceof Element && event.target.closest(".sq-close")) closePanel();
      const tongue = event.target instanceof Element && event.target.closest("#sq-top nav a[lang]");
      if (tongue) {
        event.preventDefault();
        event.stopPropagation();
        speak(tongue.lang);
      }
      if (!link) return;
      const [, kind] = /^#(src|doc|at|corpus)-/.exec(link.hash) ?? [];
      if (!kind) return;
      event.preventDefault();
      event.stopPropagation();
      openPanel(link);
    },
    true,
  );

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && document.body.classList.contains("sq-reading")) closePanel();
  });

  // Bring the marked words into view inside the panel, never moving the page itself.
  const reveal = () => {
    const side = document.getElementById("sq-side");
    const source = side?.querySelector(".sq-source");
    if (!source || source === revealed) return;
    revealed = source;
    // On the picture of a page, where there is one, the words are seen first.
    const mark = source.querySelector(".sq-here") ?? source.querySelector("#sq-mark");
    const header = source.querySelector("header")?.offsetHeight ?? 0;
    const top = mark
      ? side.scrollTop + mark.getBoundingClientRect().top - side.getBoundingClientRect().top
      : 0;
    // Already in sight below the header, or brought there with a paragraph before it.
    const room = side.clientHeight - header;
    const behavior = calm.matches ? "auto" : "smooth";
    side.scrollTo({ top: top < header + room / 2 ? 0 : top - header - room / 4, behavior });
    revealAcross(source);
  };

  // A wide table or a long line of code is moved until the words that answer are in its middle.
  const revealAcross = (source) => {
    const words = source.querySelector("mark strong") ?? source.querySelector("#sq-mark");
    const wide = words?.closest(".sq-table, pre");
    if (!wide) return;
    const [inner, outer] = [words.getBoundingClientRect(), wide.getBoundingClientRect()];
    const middle = (inner.left + inner.right - outer.left - outer.right) / 2;
    // Of words that are wider than all there is to see, what stands before them says more.
    const begun = inner.width > outer.width && inner.left < outer.left + outer.width / 2;
    if (inner.right > outer.right && !begun) wide.scrollLeft += Math.min(inner.left - outer.left, middle);
  };

  // A picture that has come may be of another shape than the room that was kept for it.
  document.addEventListener(
    "load",
    (event) => {
      if (moved || !(event.target instanceof Element) || !event.target.closest(".sq-page")) return;
      revealed = null;
      reveal();
    },
    true,
  );
  for (const act of ["wheel", "touchmove", "keydown", "pointerdown"])
    document.addEventListener(
      act,
      (event) => {
        moved ||= event.target instanceof Element && !!event.target.closest("#sq-side");
      },
      { capture: true, passive: true },
    );

  const set = (element, name, value) => {
    if (element && element.getAttribute(name) !== value) element.setAttribute(name, value);
  };

  // What Gradio leaves out, or says in English only.
  const furnish = () => {
    const { title, chat_label: chat, close_source: close, source_title: source } = words() ?? {};
    if (!title) return;
    if (document.title !== title) document.title = title;
    const side = document.getElementById("sq-side");
    if (side && !side.querySelector(".sq-close")) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "sq-close";
      button.textContent = "×";
      side.prepend(button);
      side.tabIndex = 0;
    }
    set(side, "role", "region");
    set(side, "aria-label", source);
    set(side?.querySelector(".sq-close"), "aria-label", close);
    set(document.querySelector("#sq-chat [role=log]"), "aria-label", chat);
    for (const button of document.querySelectorAll(".sq-rate"))
      set(button, "aria-pressed", String(button.classList.contains("sq-chosen")));
    // These labels would read the markup of a message aloud.
    for (const message of document.querySelectorAll("#sq-chat [data-testid][aria-label]"))
      message.removeAttribute("aria-label");
    for (const link of document.querySelectorAll("#sq-top nav a"))
      set(link, "aria-current", String(link.lang === document.documentElement.lang.slice(0, 2)));
    if (untold && tell("sq-language", untold)) untold = null;
  };

  new MutationObserver(() => {
    furnish();
    reveal();
  }).observe(document.documentElement, { childList: true, subtree: true });
})();
