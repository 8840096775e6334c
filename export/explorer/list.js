// The list of operations: a grid of which only the rows in sight exist, until it is printed.

const OVERSCAN = 8;

function operationRow(o, index, catalog) {
  const scopes = o.scopes.length ? o.scopes : ["none published"];
  const levels = o.levels.length ? o.levels.map((level) => level.name) : ["none published"];
  const row = element("div", { role: "row", class: "row", id: "row-" + index, "aria-rowindex": index + 2, "aria-selected": "false" },
    element("div", { role: "gridcell", class: "cell method" }, element("span", { class: "verb verb-" + o.method.toLowerCase() }, o.method)),
    element("div", { role: "gridcell", class: "cell what" },
      element("div", { class: "path", title: o.address }, isolated(o.address)),
      element("div", { class: "title" }, isolated(o.title, "name"), marks(o))),
    element("div", { role: "gridcell", class: "cell credential" }, credentialBadge(catalog.credentials.get(o.needs))),
    element("div", { role: "gridcell", class: "cell scopes" + (o.scopes.length ? "" : " silent") }, shortened(scopes)),
    element("div", { role: "gridcell", class: "cell levels" + (o.levels.length ? "" : " silent") }, shortened(levels)),
    element("div", { role: "gridcell", class: "cell api" }, o.api.id));
  row.operation = o;
  return row;
}

/** The first name and how many more there are; print shows them all. */
function shortened(names) {
  return names.map((name, i) => element("span", { class: i ? "more-name" : "first-name", title: names.join("\n") }, isolated(name)))
    .concat(names.length > 1 ? element("span", { class: "more" }, "+" + (names.length - 1)) : []);
}

const mark = (id, label, hint) => element("span", { class: "mark mark-" + id, title: hint }, label);

/** What a reader of the row should not miss, as small words: flags, and where "any one scope" is not the whole answer. */
function marks(o) {
  const found = FLAGS.filter((flag) => flag.id !== "findings" && flag.holds(o)).map((flag) => mark(flag.id, flag.label.toLowerCase(), flag.hint));
  if (o.scope_rule === "all") found.push(mark("scopes", "all scopes", "all the listed scopes are needed together"));
  if (scopesByToken(o)) found.push(mark("scopes", "scopes by token", "a user token and an API client need different scopes"));
  return found;
}

/** Tells whether the two kinds of token need different scopes. */
const scopesByToken = (o) => o.needs === "pat-or-client" && o.userScopes.join("\n") !== o.clientScopes.join("\n");

function createList(catalog, onOpen) {
  const grid = byId("grid");
  const body = byId("rows");
  let operations = [];
  let active = -1;
  let open = "";
  let height = 0;
  let printing = false;
  const drawn = new Map();

  const offset = () => body.getBoundingClientRect().top + scrollY;

  function draw(index) {
    const row = operationRow(operations[index], index, catalog);
    row.style.top = index * height + "px";
    drawn.set(index, row);
    decorate(row, index);
    body.append(row);
  }

  function decorate(row, index) {
    row.classList.toggle("active", index === active);
    row.setAttribute("aria-selected", String(operations[index].key === open));
  }

  /** Draws what is in sight and takes away the rest. */
  function refresh() {
    if (printing || !height) return;
    const top = -body.getBoundingClientRect().top;
    const first = Math.max(0, Math.floor(top / height) - OVERSCAN);
    const last = Math.min(operations.length, Math.ceil((top + innerHeight) / height) + OVERSCAN);
    for (const [index, row] of drawn) {
      if (index >= first && index < last) continue;
      row.remove();
      drawn.delete(index);
    }
    for (let i = first; i < last; i++) if (!drawn.has(i)) draw(i);
    if (drawn.has(active)) grid.setAttribute("aria-activedescendant", "row-" + active);
    else grid.removeAttribute("aria-activedescendant");
  }

  function redraw() {
    for (const row of drawn.values()) row.remove();
    drawn.clear();
    const wanted = parseFloat(getComputedStyle(grid).getPropertyValue("--row-height"));
    height = wanted || 48;
    body.style.height = operations.length * height + "px";
    if (printing) for (let i = 0; i < operations.length; i++) draw(i);
    else refresh();
  }

  function show(selected) {
    const before = operations[active];
    operations = selected;
    active = before ? operations.indexOf(before) : -1;
    grid.setAttribute("aria-rowcount", operations.length + 1);
    byId("nothing").hidden = operations.length > 0;
    if (scrollY > offset()) scrollTo(0, offset() - stickyHeight());
    redraw();
  }

  const stickyHeight = () => byId("bar").getBoundingClientRect().height + byId("columns").getBoundingClientRect().height;

  function activate(index) {
    if (operations.length === 0) return;
    active = Math.max(0, Math.min(operations.length - 1, index));
    const top = offset() + active * height;
    if (top < scrollY + stickyHeight()) scrollTo(0, top - stickyHeight());
    else if (top + height > scrollY + innerHeight) scrollTo(0, top + height - innerHeight + 4);
    refresh();
    for (const [i, row] of drawn) decorate(row, i);
  }

  /** Shows which operation's detail is open. */
  function showOpen(key) {
    open = key;
    for (const [i, row] of drawn) decorate(row, i);
  }

  function print(on) {
    if (printing === on) return;
    printing = on;
    document.documentElement.classList.toggle("printing", on);
    redraw();
  }

  body.addEventListener("click", (event) => {
    const row = event.target.closest(".row");
    if (!row) return;
    activate(operations.indexOf(row.operation));
    onOpen(row.operation, false);
  });
  addEventListener("scroll", refresh, { passive: true });
  new ResizeObserver(redraw).observe(grid);
  // Browsers differ in which of these they tell, and when.
  addEventListener("beforeprint", () => print(true));
  addEventListener("afterprint", () => print(false));
  matchMedia("print").addEventListener("change", (event) => print(event.matches));

  return {
    show, showOpen, activate,
    focus: () => grid.focus({ preventScroll: true }),
    active: () => active,
    current: () => operations[active],
    indexOf: (o) => operations.indexOf(o),
    page: () => Math.max(1, Math.floor((innerHeight - stickyHeight()) / (height || 1)) - 1),
    length: () => operations.length,
  };
}
