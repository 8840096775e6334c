// The keyboard: "/" searches, arrows move, Enter opens, Escape closes.

const isTyping = (target) => target.matches("input:not([type=checkbox]), select, textarea");

function listenToKeys(list, search, actions) {
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (event.key === "/" && !isTyping(event.target)) {
      event.preventDefault();
      actions.search();
    } else if (event.key === "Escape" && actions.close()) {
      event.preventDefault();
    }
  });

  search.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "Enter") {
      event.preventDefault();
      actions.showList();
      list.activate(Math.max(0, list.active()));
      list.focus();
      if (event.key === "Enter" && list.current()) actions.open(list.current(), true);
    } else if (event.key === "Escape" && search.value) {
      event.preventDefault();
      search.value = "";
      search.dispatchEvent(new Event("input"));
    }
  });

  byId("grid").addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const to = target(event.key, list);
    if (to !== undefined) {
      event.preventDefault();
      if (to < 0) actions.search();
      else list.activate(to);
    } else if ((event.key === "Enter" || event.key === " ") && list.current()) {
      event.preventDefault();
      actions.open(list.current(), true);
    }
  });
  byId("grid").addEventListener("focus", () => {
    if (list.active() < 0) list.activate(0);
  });
}

/** Where a key leads in the list; above the first row is the search. */
function target(key, list) {
  switch (key) {
    case "ArrowDown": return list.active() + 1;
    case "ArrowUp": return list.active() - 1;
    case "PageDown": return list.active() + list.page();
    case "PageUp": return Math.max(0, list.active() - list.page());
    case "Home": return 0;
    case "End": return list.length() - 1;
    default: return undefined;
  }
}
