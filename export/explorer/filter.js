// Which operations a state selects; the same answers as find.Query's.

const FLAGS = [
  { id: "inherited", label: "Inherited", hint: "states no security of its own", holds: (o) => o.basis === "inherited" },
  { id: "conflict", label: "Conflict", hint: "sources contradict each other", holds: (o) => o.confidence === "conflict" },
  { id: "contested", label: "Contested", hint: "somebody saw something else than is published", holds: (o) => o.confidence === "contested" },
  { id: "differs", label: "Differs by version", hint: "another version needs another credential", holds: (o) => o.differsIn.length > 0 },
  { id: "experimental", label: "Experimental", hint: "calls need X-SailPoint-Experimental: true", holds: (o) => o.experimental === true },
  { id: "deprecated", label: "Deprecated", hint: "", holds: (o) => o.deprecated === true },
  { id: "findings", label: "Has findings", hint: "something about the published data is odd", holds: (o) => o.findings.length > 0 },
];

const emptyState = () => ({
  words: "", needs: [], apis: [], method: "", tag: "", scope: "", level: "", flags: [], view: "list", open: "",
});

const METHODS = new Set(["GET", "PUT", "POST", "PATCH", "DELETE", "HEAD", "OPTIONS"]);
const isAddress = (word) => word.startsWith("/") || /^https?:\/\//i.test(word);

/**
 * Tells whether an operation has all the words. A word that starts with "/" or
 * "https://" may also be an address that somebody calls, ids filled in; a
 * method in capitals next to it is the call's.
 */
function wordsHold(text) {
  const words = text.split(/\s+/).filter(Boolean);
  const called = words.some(isAddress);
  const tests = words.map((word) => {
    const lower = word.toLowerCase();
    if (called && METHODS.has(word)) return (o) => o.method === word;
    if (isAddress(word)) return addressHolds(lower);
    return (o) => o.text.includes(lower) || (lower.includes(":") && o.scopes.some((scope) => scope.includes(lower)));
  });
  return (o) => tests.every((test) => test(o));
}

function addressHolds(word) {
  const path = word.replace(/^https?:\/\/[^/]*/, "").replace(/[?#].*$/, "").replace(/(.)\/+$/, "$1");
  const segments = path.split("/");
  return (o) => {
    const address = o.address.toLowerCase();
    if (o.text.includes(word) || address.includes(path)) return true;
    const template = address.split("/");
    return template.length === segments.length && template.every((part, i) => part === segments[i] || (part.startsWith("{") && segments[i] !== ""));
  };
}

/** The groups of a state's filters that are on, each with its test. */
function filterGroups(state) {
  const flags = FLAGS.filter((flag) => state.flags.includes(flag.id));
  const groups = {
    words: state.words.trim() && wordsHold(state.words),
    needs: state.needs.length && ((o) => state.needs.includes(o.needs)),
    apis: state.apis.length && ((o) => state.apis.includes(o.api.id)),
    method: state.method && ((o) => o.method === state.method),
    tag: state.tag && ((o) => o.tags.some((tag) => tag.toLowerCase() === state.tag.toLowerCase())),
    scope: state.scope && ((o) => o.scopes.includes(state.scope)),
    level: state.level && ((o) => o.levels.some((level) => level.name === state.level)),
    flags: flags.length && ((o) => flags.every((flag) => flag.holds(o))),
  };
  return Object.entries(groups).filter(([, holds]) => holds);
}

/** The operations that a state selects, but for the groups that it should leave aside. */
function select(operations, state, ...aside) {
  const tests = filterGroups(state).filter(([name]) => !aside.includes(name)).map(([, holds]) => holds);
  return operations.filter((o) => tests.every((holds) => holds(o)));
}

/** Selects, and counts what each choice of credential, API and flag would leave. */
function selectAndCount(operations, state) {
  const groups = filterGroups(state);
  const counts = { needs: new Map(), apis: new Map(), flags: new Map() };
  const add = (map, key) => map.set(key, (map.get(key) || 0) + 1);
  const selected = [];
  for (const o of operations) {
    let failed = "";
    let failures = 0;
    for (const [name, holds] of groups) {
      if (holds(o)) continue;
      failed = name;
      if (++failures > 1) break;
    }
    if (failures > 1) continue;
    if (failures === 0) selected.push(o);
    if (!failures || failed === "needs") add(counts.needs, o.needs);
    if (!failures || failed === "apis") add(counts.apis, o.api.id);
    if (!failures) for (const flag of FLAGS) if (flag.holds(o)) add(counts.flags, flag.id);
  }
  return { selected, counts };
}
