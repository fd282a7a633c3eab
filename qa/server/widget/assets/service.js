/** Send a request; throws a problem with its `detail`, and how many seconds to `wait`. */
const request = async (path, body, signal) => {
  let problem, response;
  try {
    response = await fetch(base + "api/" + path, {
      credentials: "omit",
      signal,
      method: body ? "POST" : "GET",
      body: body && JSON.stringify(body),
      headers: {
        "Accept-Language": language,
        ...(body && {
          "Content-Type": "application/json",
          // Random, and without HTTPS too.
          "X-SeedQA-Session": (state.session ||= Array.from(
            crypto.getRandomValues(new Uint8Array(16)),
            (byte) => (byte + 256).toString(16).slice(1),
          ).join("")),
        }),
      },
    });
    if (response.ok) return response;
    problem = await response.json();
    problem.wait = response.headers.get("Retry-After");
  } catch {
    // A browser doesn't tell a server that is away from one that doesn't let this page ask.
    problem =
      !response && !signal?.aborted
        ? await fetch(script.src, { mode: "no-cors", cache: "no-store", credentials: "omit" }).then(
            () => ({ code: "origin_refused" }),
            () => ({ detail: say("page.lost") }),
          )
        : {};
  }
  if (problem.code == "origin_refused") {
    console.error("SEEDQA_ALLOWED_ORIGINS", location.origin, say("widget.owner"));
    problem.detail = say("widget.refused");
  }
  throw problem;
};

/** The server-sent events of a response; text may hold any line break of Unicode but CR and LF. */
const eventsOf = async function* (response) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const blocks = (rest + value).split(/\r?\n\r?\n/);
    rest = blocks.pop();
    for (const block of blocks) {
      const fields = {};
      for (const line of block.split(/\r?\n/)) {
        const colon = line.indexOf(":");
        fields[line.slice(0, colon)] = line.slice(colon + 1).trim();
      }
      if (fields.data) yield { ...fields, data: JSON.parse(fields.data) };
    }
  }
};
