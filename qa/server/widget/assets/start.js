const mount = () => {
  (isInline ? document.querySelector(isInline) : document.body).append(host);
  paint();
  // As the visitor left it, else as its owner wants it; but on a phone the page comes first.
  if (!phone.matches && (state.open ?? (options.open && options.open != "false")))
    panel.hidden = false;
  build();
  fill();
  follow(state.turns[state.turns.length - 1]);
};

dark.onchange = paint;
phone.onchange = visualViewport.onresize = fill;
// A page that replaces its body has loaded another one by then.
addEventListener("pagehide", () => host.isConnected && save());

window.SeedQA = {
  element: host,
  open,
  close,
  ask: (text) => {
    open();
    return ask(text);
  },
  reset: beginAnew,
  language: speak,
  theme: (theme) => {
    options.theme = theme;
    paint();
  },
};

document.readyState == "loading" && (isInline || !document.body)
  ? addEventListener("DOMContentLoaded", mount)
  : mount();
