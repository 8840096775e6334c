// The chart: features against credentials, a table whose numbers are filters.

function countFeatures(operations, catalog) {
  const features = new Map();
  for (const o of operations) {
    for (const tag of o.tags) {
      if (!features.has(tag)) features.set(tag, { tag, total: 0, needs: Object.fromEntries(catalog.needs.map((n) => [n.id, 0])) });
      const feature = features.get(tag);
      feature.total++;
      feature.needs[o.needs]++;
    }
  }
  return [...features.values()].sort((a, b) => (a.tag < b.tag ? -1 : 1));
}

function stackedBar(feature, largest, catalog) {
  const bar = element("div", { class: "stack", "aria-hidden": "true" });
  for (const credential of catalog.needs) {
    if (!feature.needs[credential.id]) continue;
    const part = element("span", { class: "part needs-" + credential.id, title: `${credential.heading}: ${feature.needs[credential.id]}` });
    part.style.width = (100 * feature.needs[credential.id]) / largest + "%";
    bar.append(part);
  }
  return bar;
}

function createFeatures(catalog, choose) {
  const head = byId("features-head");
  const body = byId("features-body");
  let sorted = "tag";
  let shown = [];
  const columns = [{ id: "tag", label: "Feature" }, ...catalog.needs.map((n) => ({ id: n.id, label: n.heading })), { id: "total", label: "All" }];
  const cells = columns.map((column) => element("th", { scope: "col", class: column.id === "tag" ? "" : "figure" },
    button("sort", () => { sorted = column.id; draw(); }, column.label)));
  cells.splice(1, 0, element("th", { scope: "col", class: "chart" }, "Share"));
  head.append(...cells);
  const headOf = (column) => cells[column === 0 ? 0 : column + 1];

  const value = (feature, id) => (id === "total" ? feature.total : feature.needs[id]);

  function figure(feature, n, credential) {
    if (n === 0) return element("td", { class: "figure zero" }, "0");
    const what = credential ? credential.heading : "all";
    const made = button("figure-button", () => choose(feature.tag, credential ? [credential.id] : []), number(n));
    made.setAttribute("aria-label", `${feature.tag}, ${what}: ${plural(n, "operation")}`);
    return element("td", { class: "figure" + (credential ? " needs-" + credential.id : "") }, made);
  }

  function draw() {
    const rows = sorted === "tag" ? shown : [...shown].sort((a, b) => value(b, sorted) - value(a, sorted));
    const largest = Math.max(1, ...shown.map((f) => f.total));
    columns.forEach((column, i) => headOf(i).setAttribute("aria-sort", column.id !== sorted ? "none" : sorted === "tag" ? "ascending" : "descending"));
    body.replaceChildren(...rows.map((feature) => element("tr", {},
      element("th", { scope: "row" }, button("feature", () => choose(feature.tag, []), isolated(feature.tag)), stackedBar(feature, largest, catalog)),
      element("td", { class: "chart" }, stackedBar(feature, largest, catalog)),
      ...catalog.needs.map((n) => figure(feature, feature.needs[n.id], n)),
      figure(feature, feature.total, null))));
  }

  return (operations) => {
    shown = countFeatures(operations, catalog);
    byId("features-none").hidden = shown.length > 0;
    draw();
  };
}
