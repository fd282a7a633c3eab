(() => {
  "use strict";
  const { words, made, element, remember, recall, act } = window.seedqa;
  const TOKEN = "seedqa-token";
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");

  // The events of a stream: `progress`, then `report` or `error`.
  const events = async function* (answer) {
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = "";
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      const parts = (rest + value).split("\n\n");
      rest = parts.pop();
      for (const part of parts) {
        const [, name, data] = /^event: (.+)\ndata: (.+)$/.exec(part) ?? [];
        if (name) yield [name, JSON.parse(data)];
      }
    }
  };

  const open = async () => {
    const says = words();
    document.getElementById("sq-admin")?.remove();
    const dialog = element("dialog", "sq-admin", { "aria-labelledby": "sq-admin-title" });
    const form = made("form", "", { method: "dialog" });
    const token = made("input", "", { type: "password", autocomplete: "off", required: "" });
    const files = made("input", "", { type: "file", multiple: "", accept: ".md,.markdown,.txt,.text" });
    const bar = made("progress", "", { max: "1", value: "0", "aria-label": says.admin });
    const status = made("p", "", { role: "status" });
    const list = made("ul");
    const add = made("button", says.admin_upload, { type: "submit" });
    const close = made("button", says.admin_close, { type: "button" });
    token.value = recall(TOKEN) ?? "";
    const labelled = (text, field) => {
      const label = made("label", text);
      label.append(field);
      return label;
    };

    // The browser's own words beside a file field are in its own language.
    const chosen = made("span");
    const choice = made("label", "", { class: "sq-files" });
    choice.append(made("span", says.admin_choose), chosen, files);
    files.addEventListener("change", () => {
      chosen.textContent = [...files.files].map((file) => file.name).join(", ");
    });

    const change = async (method, name, body) => {
      bar.removeAttribute("value");
      remember(TOKEN, token.value);
      // A header can't carry it, so it is wrong.
      if (/[^!-~]/.test(token.value)) throw new Error(says.admin_wrong);
      const path = `api/documents/${encodeURIComponent(name)}`;
      const answer = await fetch(new URL(path, document.baseURI), {
        method,
        body,
        credentials: "omit",
        headers: {
          Authorization: `Bearer ${token.value}`,
          "Accept-Language": document.documentElement.lang,
        },
      });
      if (answer.status === 401) throw new Error(says.admin_wrong);
      if (!answer.ok) throw new Error((await answer.json()).detail);
      for await (const [kind, data] of events(answer)) {
        if (kind === "error") throw new Error(data.detail);
        if (kind === "report") return data;
        bar.max = data.total || 1;
        bar.value = data.done;
        status.textContent = fill(says.admin_indexing, data);
      }
      throw new Error(says.lost);
    };

    const run = async (jobs) => {
      const sum = { added: 0, changed: 0, removed: 0 };
      const failures = new Set();
      form.setAttribute("aria-busy", "true");
      for (const job of jobs) {
        try {
          const report = await job();
          for (const name of Object.keys(sum)) sum[name] += report[name].length;
          for (const failure of report.failures) failures.add(failure);
        } catch (error) {
          failures.add(error instanceof TypeError ? says.lost : error.message);
        }
      }
      form.removeAttribute("aria-busy");
      bar.max = bar.value = 1;
      status.textContent = [fill(says.admin_done, sum), ...failures].join(" ");
      status.classList.toggle("sq-failed", failures.size > 0);
      await show();
      act("corpus-all");
    };

    const show = async (page = 1) => {
      const path = `api/documents?page=${page}`;
      const answer = await fetch(new URL(path, document.baseURI), { credentials: "omit" });
      const { documents = [], pages = 0 } = answer.ok ? await answer.json() : {};
      if (page === 1) list.replaceChildren();
      list.append(
        ...documents.map(({ id, title }) => {
          const item = made("li");
          const button = made("button", says.admin_remove, { type: "button" });
          button.setAttribute("aria-label", `${says.admin_remove}: ${title} (${id})`);
          button.addEventListener("click", () => {
            if (!token.reportValidity()) return;
            // The second press does it.
            if (button.classList.toggle("sq-sure")) {
              button.textContent = fill(says.admin_sure, { name: id });
              return;
            }
            run([() => change("DELETE", id)]);
          });
          item.append(made("span", `${title} (${id})`), button);
          return item;
        }),
      );
      if (page >= pages) return;
      const more = made("button", says.admin_more, { type: "button" });
      more.addEventListener("click", async () => {
        more.remove();
        await show(page + 1);
      });
      list.append(more);
    };

    form.addEventListener("submit", (event) => {
      event.preventDefault();
      run(
        [...files.files].map((file) => () => {
          status.textContent = fill(says.admin_sending, { name: file.name });
          return change("PUT", file.name, file);
        }),
      );
    });
    close.addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => {
      dialog.remove();
      document.querySelector(".sq-admin-open")?.focus();
    });
    const row = made("div", "", { class: "sq-row" });
    row.append(add, close);
    form.append(
      made("h2", says.admin, { id: "sq-admin-title" }),
      labelled(says.admin_token, token),
      choice,
      bar,
      status,
      row,
    );
    dialog.append(form, list);
    dialog.showModal();
    (token.value ? files : token).focus();
    await show();
  };

  document.addEventListener("click", (event) => {
    if (event.target instanceof Element && event.target.closest(".sq-admin-open")) open();
  });
})();
