// One state, one way to change it, and what follows from a change.

const catalog = readCatalog();
const search = byId("search");
const narrow = matchMedia("(max-width: 1099px)");
let state = parseState(location.hash, catalog);
let pendingWords = 0;
let switchedFrom = null; // the APIs that were chosen before an address led to others

const address = followAddress((hash) => {
  state = parseState(hash, catalog);
  stay();
  search.value = state.words;
  render();
});
const list = createList(catalog, (o, focus) => open(o, focus));
const detail = createDetail(catalog, { open: (o) => open(o, true), close, filter: (change) => update({ ...change, view: "list", ...(narrow.matches ? { open: "" } : {}) }) });
const controls = createControls(catalog, update, () => state);
const features = createFeatures(catalog, (tag, needs) => {
  update({ tag, needs, view: "list" });
  scrollTo(0, 0);
});

/** Changes the state as one step of the browser's history. */
function update(change) {
  state = { ...state, ...change };
  if ("words" in change) search.value = state.words;
  if ("words" in change || "apis" in change) stay();
  render();
  address.push(formatState(state));
}

function open(o, focus) {
  update({ open: o.key });
  if (focus || narrow.matches) detail.focus();
}

/** Closes the detail; false where none is open. */
function close() {
  if (!state.open) return false;
  const o = detail.shown();
  update({ open: "" });
  if (o && list.indexOf(o) >= 0) list.activate(list.indexOf(o));
  list.focus();
  return true;
}

function render() {
  const { selected, counts } = selectAndCount(catalog.operations, state);
  controls(state, counts);
  byId("count").textContent = number(selected.length) + " of " + plural(catalog.operations.length, "operation");
  showView(state.view);
  list.show(ranked(selected, state.words));
  offerOthers(selected.length);
  if (state.view === "features") features(select(catalog.operations, state, "tag", "needs"));
  renderDetail();
}

/** Takes the APIs that are shown for those that are chosen. */
function stay() {
  switchedFrom = null;
  byId("switched").hidden = true;
}

/** Where the chosen APIs have nothing, says what others have. */
function offerOthers(n) {
  const others = n === 0 && state.apis.length ? select(catalog.operations, state, "apis").length : 0;
  byId("others").hidden = others === 0;
  byId("others").textContent = "Show " + plural(others, "operation") + " of other APIs";
}

/** Follows an address to the API that has it, and says so; goes back when the words name none any more. */
function followWords() {
  const chosen = switchedFrom || state.apis;
  const apis = apisOfAddress(catalog.operations, state.words, chosen);
  switchedFrom = apis && chosen;
  byId("switched").hidden = !apis;
  if (apis) byId("switched").textContent = `The address is one of ${apis.join(", ")}: shown instead of ${chosen.join(", ")}.`;
  state = { ...state, apis: apis || chosen };
}

function showView(view) {
  for (const name of ["list", "features", "guide"]) {
    byId("view-" + name).hidden = name !== view;
    byId("to-" + name).setAttribute("aria-current", name === view ? "page" : "false");
  }
}

function renderDetail() {
  const o = catalog.byKey.get(state.open);
  byId("unknown").hidden = !state.open || o !== undefined;
  if (o) detail.show(o);
  else detail.hide();
  document.documentElement.classList.toggle("with-detail", o !== undefined);
  byId("page").inert = o !== undefined && narrow.matches;
  list.showOpen(state.open);
}

// Words are typed letter by letter: the list follows each, the address when the typing pauses.
search.addEventListener("input", () => {
  state = { ...state, words: search.value };
  followWords();
  if (state.view === "guide") state.view = "list";
  render();
  clearTimeout(pendingWords);
  pendingWords = setTimeout(() => address.replace(formatState(state)), 250);
});

byId("others").addEventListener("click", () => update({ apis: [] }));

for (const view of ["list", "features", "guide"]) {
  byId("to-" + view).addEventListener("click", () => {
    update({ view });
    scrollTo(0, 0);
  });
}

// A link by its looks; its address must not replace the state's.
byId("skip").addEventListener("click", (event) => {
  event.preventDefault();
  search.focus();
});
byId("filters").open = matchMedia("(min-width: 800px)").matches;
narrow.addEventListener("change", renderDetail);
listenToKeys(list, search, {
  search: () => { search.focus(); search.select(); },
  showList: () => { if (state.view !== "list") update({ view: "list" }); },
  open, close,
});
search.value = state.words;
render();
address.replace(formatState(state));
document.documentElement.classList.add("ready");
