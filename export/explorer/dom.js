// Elements. Text from the catalog only ever becomes a text node.

const byId = (id) => document.getElementById(id);

/** Makes an element; children are nodes or texts, nothing (null, false) is left out. */
function element(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === true) node.setAttribute(key, "");
    else if (value !== false && value != null) node.setAttribute(key, String(value));
  }
  node.append(...children.flat(Infinity).filter((child) => child != null && child !== false));
  return node;
}

/** Text from the catalog: isolated, so that right-to-left marks in it reorder nothing else. */
function isolated(text, className) {
  const node = document.createElement("bdi");
  if (className) node.className = className;
  node.textContent = text;
  return node;
}

/** A link where the address is one of the web, else its text. */
function link(address, text = address) {
  let protocol = "";
  try {
    protocol = new URL(address).protocol;
  } catch {
    // No address: shown as text.
  }
  if (protocol !== "https:" && protocol !== "http:") return isolated(text, "address");
  return element("a", { href: address, rel: "noopener noreferrer", target: "_blank", class: "address" }, isolated(text));
}

/** A button that calls what it is given. */
function button(className, onClick, ...children) {
  const node = element("button", { type: "button", class: className }, ...children);
  node.addEventListener("click", onClick);
  return node;
}

const number = (n) => n.toLocaleString("en-US");
const plural = (n, noun) => number(n) + " " + noun + (n === 1 ? "" : "s");

/** A credential's name with its colour. */
function credentialBadge(credential) {
  return element("span", { class: "badge needs-" + credential.id }, credential.heading);
}
