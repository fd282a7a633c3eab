/** Make an element from "name.class.class", properties and children; text is only ever text. */
const make = (kind, properties, ...children) => {
  const [tag, ...classes] = kind.split(".");
  const node = Object.assign(
    document.createElement(tag),
    { className: classes.join(" ") },
    properties,
  );
  node.append(...children.filter(Boolean));
  return node;
};

const button = (kind, label, onclick) => make("button" + kind, { onclick }, label);

const iconButton = (kind, label, onclick, path) => {
  const [svg, line] = ["svg", "path"].map((tag) =>
    document.createElementNS("http://www.w3.org/2000/svg", tag),
  );
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.append(line);
  const node = make("button.icon" + kind, { onclick }, svg);
  /** Give the button a name and a picture. */
  node.name_ = (label, path) => {
    node.ariaLabel = node.title = label;
    line.setAttribute("d", path);
  };
  node.name_(label, path);
  return node;
};

/** Cut a text at positions counted in code points, as the server counts. */
const cut = (text, ...positions) =>
  [0, ...positions].map((start, i) => Array.from(text).slice(start, positions[i]).join(""));

const inWords = (date, code) =>
  /^\d{4}-\d\d-\d\d$/.test(date)
    ? new Date(date).toLocaleDateString(code, { dateStyle: "long", timeZone: "UTC" })
    : date;
