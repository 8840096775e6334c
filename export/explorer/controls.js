// The filters: they show the state and ask for another one.

/** A checkbox with a count; returns it with a function that sets both. */
function choice(group, id, label, hint, className, onChange) {
  const box = element("input", { type: "checkbox", name: group, value: id });
  const count = element("span", { class: "count" });
  const node = element("label", { class: "choice " + className, title: hint },
    box, element("span", { class: "swatch", "aria-hidden": "true" }), element("span", { class: "label" }, isolated(label)), count);
  box.addEventListener("change", () => onChange(id, box.checked));
  const show = (on, n) => {
    box.checked = on;
    count.textContent = number(n);
    node.classList.toggle("empty", n === 0 && !on);
  };
  return { node, show };
}

function createChoices(container, group, items, onChange) {
  const choices = items.map((item) => {
    const made = choice(group, item.id, item.label, item.hint, item.className || "", onChange);
    container.append(made.node);
    return { id: item.id, ...made };
  });
  return (chosen, counts) => {
    for (const c of choices) c.show(chosen.includes(c.id), counts.get(c.id) || 0);
  };
}

const oneLine = (text) => text.replace(/\s+/g, " ").trim().toLowerCase();

/** A text field with suggestions; it filters as soon as it names something that exists. */
function createNameField(id, names, onChange) {
  const field = byId(id);
  const known = new Map(names.map((name) => [oneLine(name), name]));
  byId(id + "-names").append(...names.map((name) => element("option", { value: name })));
  const complain = (on) => {
    field.setAttribute("aria-invalid", String(on));
    byId(id + "-problem").hidden = !on;
  };
  field.addEventListener("input", () => {
    complain(false);
    onChange(known.get(oneLine(field.value)) || "");
  });
  field.addEventListener("change", () => complain(field.value.trim() !== "" && !known.has(oneLine(field.value))));
  return (value) => {
    const halfTyped = document.activeElement === field && value === "" && !known.has(oneLine(field.value));
    if (halfTyped) return;
    if (oneLine(field.value) !== oneLine(value)) field.value = value;
    complain(value !== "" && !known.has(oneLine(value)));
  };
}

function createMenu(id, options, onChange) {
  const menu = byId(id);
  menu.append(...options.map(({ value, label }) => element("option", { value }, label)));
  menu.addEventListener("change", () => onChange(menu.value));
  return (value) => { menu.value = value; };
}

function createControls(catalog, update, get) {
  const toggle = (field) => (id, on) => {
    const others = get()[field].filter((other) => other !== id);
    update({ [field]: on ? [...others, id] : others });
  };
  const set = (field) => (value) => update({ [field]: value });
  const showNeeds = createChoices(byId("filter-needs"), "needs",
    catalog.needs.map((n) => ({ id: n.id, label: n.heading, hint: n.phrase, className: "needs-" + n.id })), toggle("needs"));
  const showAPIs = createChoices(byId("filter-apis"), "apis",
    catalog.apis.map((api) => ({ id: api.id, label: api.id, hint: describeAPI(api) })), toggle("apis"));
  const showFlags = createChoices(byId("filter-flags"), "flags", FLAGS, toggle("flags"));
  const showTag = createNameField("tag", catalog.tags, set("tag"));
  const showScope = createNameField("scope", catalog.scopes, set("scope"));
  const showLevel = createMenu("level", catalog.levels.map((l) => ({ value: l.name, label: l.title ? `${l.name} (${l.title})` : l.name })), set("level"));
  const showMethod = createMenu("method", catalog.methods.map((m) => ({ value: m, label: m })), set("method"));

  return (state, counts) => {
    showNeeds(state.needs, counts.needs);
    showAPIs(state.apis, counts.apis);
    showFlags(state.flags, counts.flags);
    showTag(state.tag);
    showScope(state.scope);
    showLevel(state.level);
    showMethod(state.method);
    showActive(state, catalog, update);
  };
}

const describeAPI = (api) => `${api.title}, ${api.status}` + (api.end_of_life ? `, ends ${api.end_of_life}` : "");

/** The filters that are on, each with a way to take it off. */
function activeFilters(state, catalog) {
  const without = (field, id) => ({ [field]: state[field].filter((other) => other !== id) });
  return [
    ...(state.words.trim() ? [{ label: "Words", value: state.words.trim(), change: { words: "" } }] : []),
    ...state.apis.map((id) => ({ label: "API", value: id, change: without("apis", id) })),
    ...state.needs.map((id) => ({ label: "Credential", value: catalog.credentials.get(id).heading, change: without("needs", id) })),
    ...[["tag", "Feature"], ["scope", "Scope"], ["level", "User level"], ["method", "Method"]]
      .filter(([field]) => state[field]).map(([field, label]) => ({ label, value: state[field], change: { [field]: "" } })),
    ...FLAGS.filter((flag) => state.flags.includes(flag.id)).map((flag) => ({ label: "Flag", value: flag.label, change: without("flags", flag.id) })),
  ];
}

function showActive(state, catalog, update) {
  const filters = activeFilters(state, catalog);
  const chips = filters.map((f) => {
    const chip = button("chip", () => update(f.change), element("span", { class: "chip-label" }, f.label + ": "), isolated(f.value), element("span", { class: "cross", "aria-hidden": "true" }, "\u00d7"));
    chip.setAttribute("aria-label", `Remove the filter ${f.label}: ${f.value}`);
    return element("li", {}, chip);
  });
  if (filters.length > 1) chips.push(element("li", {}, button("chip clear", () => update(noFilters()), "Show everything")));
  if (filters.length === 0) chips.push(element("li", { class: "quiet" }, "No filter: every operation of every API is listed."));
  byId("active").replaceChildren(...chips);
}

const noFilters = () => ({ words: "", needs: [], apis: [], method: "", tag: "", scope: "", level: "", flags: [] });
