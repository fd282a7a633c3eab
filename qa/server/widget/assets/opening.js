const phone = matchMedia("(max-width:30em),(max-height:30em)");
const lock = adopt(document, "html{overflow:hidden!important}");

/** On a phone the widget fills the screen, and the page behind it stands still. */
const fill = () => {
  const isFull = phone.matches && !isInline && !panel.hidden;
  const { height, offsetTop } = visualViewport;
  lock.disabled = !isFull;
  panel.ariaModal = isFull || null;
  frame.classList.toggle("full", isFull);
  // The keyboard of a phone covers a part of it.
  panel.style.height = isFull ? height + "px" : "";
  panel.style.top = isFull ? offsetTop + "px" : "";
};

/** Put the keyboard where a question is typed; a phone's own would cover what can be asked. */
const attend = () => (phone.matches ? log : box).focus();

const open = () => {
  if (panel.hidden) {
    panel.hidden = false;
    state.open = true;
    save();
    build();
    fill();
    follow(state.turns[state.turns.length - 1]);
    emit("open");
  }
  attend();
};

const close = () => {
  if (isInline || panel.hidden) return;
  panel.hidden = true;
  bubble.hidden = state.open = false;
  save();
  fill();
  bubble.focus();
  emit("close");
};

panel.onkeydown = (event) => {
  // The page may have shortcuts of its own on letters.
  event.stopPropagation();
  if (event.key == "Escape") closeSource ? closeSource() : close();
  if (event.key != "Tab" || isInline) return;
  const stops = [...panel.querySelectorAll("button,a,textarea,input,[tabindex]")].filter(
    (node) => node.offsetParent && !node.disabled && !node.closest("[inert]"),
  );
  if (event.shiftKey) stops.reverse();
  if (root.activeElement != stops.pop()) return;
  event.preventDefault();
  stops[0].focus();
};
panel.onkeyup = panel.onkeypress = (event) => event.stopPropagation();
