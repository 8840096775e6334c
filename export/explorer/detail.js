// The panel about one operation: the answer, why, and how it is known.

const term = (name, ...values) => [element("dt", {}, name), element("dd", {}, ...values)];

function createDetail(catalog, actions) {
  const panel = byId("detail");
  const content = byId("detail-content");
  let shown = null;

  const filterButton = (text, change) => button("name-button", () => actions.filter(change), isolated(text));
  const names = (list, change) => element("ul", { class: "names" }, list.map((name) => element("li", {}, filterButton(name, change(name)))));

  function decision(o) {
    const credential = catalog.credentials.get(o.needs);
    const verdicts = [["PAT", credential.pat], ["Authorization-code token", credential.authorization_code], ["API client", credential.client_credentials]];
    return element("section", { class: "decision needs-" + o.needs, "aria-label": "Decision" },
      element("p", { class: "verdict" }, credential.heading, marks(o)),
      element("p", { class: "phrase" }, "It needs " + credential.phrase + "."),
      element("dl", { class: "verdicts" }, verdicts.map(([name, answer]) =>
        element("div", {}, element("dt", {}, name), element("dd", { class: "answer-" + answer }, answer)))));
  }

  function scopeList(title, scopes, rule) {
    const many = rule === "all" ? "all of them are needed together" : "any one of them suffices";
    const hint = scopes.length > 1 ? many : "";
    return term(title, hint && element("p", { class: "hint" }, hint),
      scopes.length ? names(scopes, (scope) => ({ scope })) : element("span", { class: "silent" }, "none published"));
  }

  function requirements(o) {
    if (o.needs === "none" || o.needs === "other") return [];
    const list = [];
    if (scopesByToken(o)) {
      list.push(scopeList("Scopes, user token", o.userScopes, o.scope_rule), scopeList("Scopes, API client", o.clientScopes, o.scope_rule));
    } else {
      list.push(scopeList("Scopes", o.scopes, o.scope_rule));
    }
    if (o.needs !== "client") list.push(levels(o));
    return list.flat();
  }

  function levels(o) {
    const items = o.levels.map((level) => element("li", {}, filterButton(level.name, { level: level.name }), level.title ? element("span", { class: "hint" }, " " + level.title) : null));
    const source = catalog.levelsSources.get(o.levels_source);
    return term("User levels",
      element("p", { class: "hint" }, items.length ? "the user behind the token needs one of them, in addition to a scope; " + (source ? source.phrase : "") : ""),
      items.length ? element("ul", { class: "names" }, items) : element("span", { class: "silent" }, "none published"),
      !items.length && catalog.levelsURL ? element("p", { class: "hint" }, "They may follow from the ", link(catalog.levelsURL, "User Level Access Matrix"), ".") : null);
  }

  function facts(o) {
    const list = [...requirements(o)];
    if (o.conditions.length) list.push(...term("Conditions", element("ul", {}, o.conditions.map((c) => element("li", {}, isolated(c))))));
    if (o.since) list.push(...term("Since", o.since));
    list.push(...term("Basis", catalog.bases.get(o.basis).phrase), ...term("Confidence", catalog.confidences.get(o.confidence).phrase));
    if (o.experimental) list.push(...term("Experimental", "calls must send ", element("code", {}, "X-SailPoint-Experimental: true")));
    if (o.deprecated) list.push(...term("Deprecated", "yes", o.successor ? element("span", {}, ", see ", link(o.successor)) : ""));
    else if (o.successor) list.push(...term("Successor", link(o.successor)));
    list.push(...term("API", `${o.api.id}: `, isolated(describeAPI(o.api))));
    if (o.tags.length) list.push(...term("Feature", names(o.tags, (tag) => ({ tag }))));
    if (o.operation_id) list.push(...term("operationId", isolated(o.operation_id, "code")));
    return element("dl", { class: "facts" }, list);
  }

  function observed(o) {
    if (!o.observed) return null;
    return section("Observed", element("ul", {}, o.observed.map((seen) => element("li", {}, isolated(seen.phrase), seen.url ? [" ", link(seen.url)] : null))));
  }

  function findings(o) {
    if (o.findings.length === 0) return null;
    return section("Findings", element("ul", { class: "findings" }, o.findings.map((f) => element("li", { class: "severity-" + f.severity },
      element("p", { class: "finding-title" }, element("span", { class: "severity" }, f.severity), " ", f.title),
      element("p", {}, "Seen: ", isolated(f.seen)),
      element("p", {}, "Assumed: " + f.assumed + "."),
      f.pointer ? element("p", { class: "pointer" }, isolated(sourceOf(o, f.pointer).split("#")[1])) : null))));
  }

  function versions(o) {
    const rows = catalog.lineages[o.lineage].map((v) => {
      const differs = o.differences.get(v) || [];
      const name = v === o ? isolated(v.address, "code") : button("version", () => actions.open(v), isolated(v.address));
      return element("tr", v === o ? { "aria-current": "true" } : {},
        element("th", { scope: "row" }, v.api.id + (v.variant ? " variant" : "")),
        element("td", {}, name, v.deprecated ? element("span", { class: "mark mark-deprecated" }, "deprecated") : null),
        element("td", {}, credentialBadge(catalog.credentials.get(v.needs)),
          element("span", { class: "hint" }, v === o ? " this one" : differs.length ? " other " + differs.map(differenceName).join(", ") : " the same")));
    });
    return section(rows.length > 1 ? `All ${rows.length} versions of the endpoint` : "The only version of the endpoint", element("table", { class: "versions" }, element("tbody", {}, rows)));
  }

  function evidence(o) {
    return section("Evidence", element("p", {}, link(o.api.spec, "OpenAPI document"), " at"),
      element("p", { class: "pointer" }, isolated(o.pointer)),
      o.docs_url ? element("p", {}, link(o.docs_url, "Documentation page")) : null,
      o.override ? element("p", {}, `Corrected by hand on ${o.override.date} (${o.override.fact}): `, isolated(o.override.reason), " ", link(o.override.evidence)) : null,
      element("details", {}, element("summary", {}, "Where each fact stands"),
        element("dl", { class: "pointers" }, o.evidence.map((e) => term(e.fact.replaceAll("_", " "), isolated(sourceOf(o, e.pointer).split("#")[1]))))));
  }

  const differenceName = (what) => (what === "needs" ? "credential" : what);
  const section = (title, ...children) => element("section", {}, element("h3", {}, title), ...children);

  function show(o) {
    if (o === shown) return;
    shown = o;
    byId("detail-title").replaceChildren(element("span", { class: "verb verb-" + o.method.toLowerCase() }, o.method), " ", isolated(o.address, "code"));
    byId("detail-name").replaceChildren(isolated(o.title));
    content.replaceChildren(...[decision(o), facts(o), observed(o), findings(o), versions(o), evidence(o)].filter(Boolean));
    panel.hidden = false;
    panel.scrollTop = 0;
  }

  function hide() {
    shown = null;
    panel.hidden = true;
  }

  byId("detail-close").addEventListener("click", () => actions.close());
  return { show, hide, focus: () => byId("detail-title").focus({ preventScroll: true }), shown: () => shown };
}
