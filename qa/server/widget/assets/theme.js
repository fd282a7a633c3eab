const dark = matchMedia("(prefers-color-scheme:dark)");

/** Apply theme and accent; text stands out from its ground at 4.5:1 or better. */
const paint = () => {
  const { theme, accent } = options;
  const { style, classList } = frame;
  const isDark = theme == "dark" || (theme != "light" && dark.matches);
  classList.toggle("dark", isDark);
  if (!CSS.supports("color", accent)) return;
  style.color = `color-mix(in srgb,${accent},${accent})`;
  const { color } = getComputedStyle(frame);
  style.color = "";
  const [r, g, b, alpha] = color.match(/[\d.]+(e-\d+)?/g);
  if (alpha < 1) return;
  const luminance = 0.2126 * r ** 2.2 + 0.7152 * g ** 2.2 + 0.0722 * b ** 2.2;
  style.setProperty("--accent", color);
  style.setProperty("--on-accent", luminance > 0.18 ? "#000" : "#fff");
  style.setProperty("--link", (isDark ? luminance > 0.3 : luminance < 0.12) ? color : "var(--ink)");
};
