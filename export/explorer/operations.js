// The catalog: the JSON of the element "catalog" with its tables resolved.

function readCatalog() {
  const data = JSON.parse(byId("catalog").textContent);
  const byName = (words) => new Map(words.map((word) => [word.id, word]));
  const catalog = {
    date: data.date,
    defaultAPI: data.default_api,
    levelsURL: data.levels_url || "",
    apis: data.apis,
    needs: data.needs,
    credentials: byName(data.needs),
    bases: byName(data.bases),
    confidences: byName(data.confidences),
    levelsSources: byName(data.levels_sources),
    tags: [...data.tags].sort(),
    scopes: [...data.scopes].sort(),
    levels: [...data.levels].sort((a, b) => (a.name < b.name ? -1 : 1)),
    methods: [...new Set(data.operations.map((o) => o.method))].sort(),
    lineages: data.lineages.map(() => []),
    byKey: new Map(),
  };
  catalog.operations = data.operations.map((stored) => operation(stored, data));
  for (const o of catalog.operations) {
    catalog.lineages[o.lineage].push(o);
    catalog.byKey.set(o.key, o);
    o.differences = new Map(o.differences.map((d) => [catalog.operations[d.operation], d.differs]));
  }
  return catalog;
}

/** One operation with names in place of the indices. */
function operation(stored, data) {
  const named = (indices, table) => (indices || []).map((i) => table[i]);
  const api = data.apis[stored.api];
  const o = {
    ...stored,
    api,
    key: api.id + " " + stored.method + " " + stored.path,
    address: api.base_path + stored.path,
    tags: named(stored.tags, data.tags),
    userScopes: named(stored.user_scopes, data.scopes),
    clientScopes: named(stored.client_scopes, data.scopes),
    levels: named(stored.user_levels, data.levels),
    conditions: named(stored.conditions, data.conditions),
    differsIn: named(stored.differs_in, data.apis),
    evidence: data.evidence[stored.evidence],
    differences: stored.differences || [],
    findings: (stored.findings || []).map((f) => ({ ...f, ...data.finding_classes[f.class] })),
  };
  // What find.Query looks for words in.
  o.text = [o.title, o.path, o.operation_id || "", o.tags.join(" ")].join(" ").toLowerCase();
  o.scopes = [...new Set([...o.userScopes, ...o.clientScopes])];
  return o;
}

/** The whole address of a JSON pointer that may continue the operation's own. */
function sourceOf(o, pointer = ".") {
  return o.api.spec + "#" + (pointer.startsWith(".") ? o.pointer + pointer.slice(1) : pointer);
}
