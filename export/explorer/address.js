// The state in the address, after "#": what is shown can be sent to others, and
// back and forward work. The hash is used because a file has no server to ask.
//
//   #api=v1&needs=pat&tag=Accounts&open=v1+GET+%2Faccounts%2Fv1
//
// "api=all" says that no API is chosen. An empty hash is the page's default.

const SINGLE = ["method", "tag", "scope", "level", "open"];

function formatState(state) {
  const params = new URLSearchParams();
  const set = (key, value) => value && params.set(key, value);
  set("view", state.view === "list" ? "" : state.view);
  set("q", state.words.trim());
  set("api", state.apis.join(",") || "all");
  set("needs", state.needs.join(","));
  set("flags", state.flags.join(","));
  for (const key of SINGLE) set(key, state[key]);
  return "#" + params;
}

/** Reads a hash; what the catalog does not know is left out. */
function parseState(hash, catalog) {
  const state = emptyState();
  const params = new URLSearchParams(hash.replace(/^#/, ""));
  const many = (key, known) => (params.get(key) || "").split(",").filter((id) => known.includes(id));
  if (hash.length < 2 && catalog.defaultAPI) {
    state.apis = [catalog.defaultAPI];
    return state;
  }
  state.words = params.get("q") || "";
  state.apis = many("api", catalog.apis.map((api) => api.id));
  state.needs = many("needs", catalog.needs.map((word) => word.id));
  state.flags = many("flags", FLAGS.map((flag) => flag.id));
  for (const key of SINGLE) state[key] = params.get(key) || "";
  if (["features", "guide"].includes(params.get("view"))) state.view = params.get("view");
  return state;
}

/** Keeps the address bar and the state in step. */
function followAddress(onChange) {
  let written = "";
  addEventListener("hashchange", () => {
    if (location.hash === written) return;
    written = location.hash;
    onChange(location.hash);
  });
  return {
    push(hash) {
      if (hash === location.hash) return;
      written = hash;
      location.hash = hash;
    },
    replace(hash) {
      if (hash === location.hash) return;
      written = hash;
      location.replace(hash);
    },
  };
}
