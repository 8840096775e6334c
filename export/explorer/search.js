// What the search's words name: which operation is meant first, and in which API.

/** Letters and digits of a name, in lower case, without the version at its end: the same for an operationId and an SDK's method. */
const nameOf = (text) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
const withoutVersion = (name) => name.replace(/v\d+$/, "");
const ADDRESS_VERSIONS = /\/(v\d+|beta)(?=\/|$)/g;

/** How closely an operation is what the words name: 0 just that (title, operationId, address), 1 begins so, 2 otherwise. */
function closeness(o, phrase) {
  const name = nameOf(phrase);
  if (!name) return 2;
  const names = [nameOf(o.title), nameOf(o.operation_id || ""), nameOf(o.address), nameOf(o.address.replace(ADDRESS_VERSIONS, ""))];
  if (names.includes(name) || withoutVersion(names[1]) === withoutVersion(name)) return 0;
  if (o.scopes.includes(phrase)) return 1;
  return names[0].startsWith(name) || names[3].startsWith(name) ? 1 : 2;
}

/** The operations with those first that the words name; others stay in their order. */
function ranked(operations, words) {
  const phrase = words.trim().replace(/\s+/g, " ");
  if (!phrase) return operations;
  const groups = [[], [], []];
  for (const o of operations) groups[closeness(o, phrase)].push(o);
  return groups.flat();
}

/** The APIs of an address that the words hold and the chosen APIs don't have; null where they do, or nobody has it. */
function apisOfAddress(operations, words, chosen) {
  if (!chosen.length || !words.split(/\s+/).some(isAddress)) return null;
  const having = operations.filter(wordsHold(words));
  if (!having.length || having.some((o) => chosen.includes(o.api.id))) return null;
  return [...new Set(having.map((o) => o.api.id))];
}
