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
    const files = made("input", "", { type: "file", multiple: "", accept: says.admin_suffixes });
    const bar = made("progress", "", { max: "1", value: "0", "aria-label": says.admin });
    const status = made("p", "", { role: "status" });
    const list = made("ul");
    const lines = made("ol", "", { class: "sq-lines" });
    const add = made("button", says.admin_upload, { type: "submit" });
    const close = made("button", says.admin_close, { type: "button" });
    token.value = recall(TOKEN) ?? "";
    const labelled = (text, field) => {
      const label = made("label", text);
      label.append(field);
      return label;
    };

    // The browser's own words beside a file field are in its own language.
    const choice = made("label", "", { class: "sq-files" });
    choice.append(made("span", says.admin_choose), made("small", says.admin_kinds), files);
    const announce = (text, kind = "") => {
      status.textContent = text;
      status.className = kind;
    };
    // A line for each file, with what has become of it.
    let jobs = [];
    files.addEventListener("change", () => {
      jobs = [...files.files].map((file) => {
        const line = made("li");
        const state = made("span", says.admin_waiting);
        line.append(made("span", file.name), state);
        const tell = (text, kind = "") => {
          state.textContent = text;
          line.className = kind;
        };
        return { file, line, tell };
      });
      lines.replaceChildren(...jobs.map(({ line }) => line));
    });

    const change = async (method, name, body, tell) => {
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
        tell(fill(says.admin_indexing, data));
      }
      throw new Error(says.lost);
    };

    // Each change comes with whom its course is told; one at a time, since only one may write.
    const run = async (changes) => {
      const sum = { added: 0, changed: 0, removed: 0 };
      const failures = new Set();
      form.setAttribute("aria-busy", "true");
      add.disabled = true;
      for (const { begin, tell } of changes) {
        try {
          const report = await begin();
          for (const name of Object.keys(sum)) sum[name] += report[name].length;
          for (const failure of report.failures) failures.add(failure);
          tell(says.admin_ready);
        } catch (error) {
          const said = error instanceof TypeError ? says.lost : error.message;
          tell(said, "sq-failed");
          if (tell === announce) failures.add(said);
        }
      }
      form.removeAttribute("aria-busy");
      add.disabled = false;
      bar.max = bar.value = 1;
      announce([fill(says.admin_done, sum), ...failures].join(" "), failures.size ? "sq-failed" : "");
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
            lines.replaceChildren();
            run([{ begin: () => change("DELETE", id, undefined, announce), tell: announce }]);
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
        jobs.map(({ file, tell }) => ({
          tell,
          begin: () => {
            tell(says.admin_sending);
            return change("PUT", file.name, file, tell);
          },
        })),
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
      lines,
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
