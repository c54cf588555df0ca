package render

// closeDoors runs before a page's own scripts. It takes away what would outlive
// the page or leave it, and lets closed shadow trees be read.
const closeDoors = `(() => {
  const drop = (from, name) => { try { delete from[name] } catch {} };
  drop(Navigator.prototype, "serviceWorker");
  for (const name of ["RTCPeerConnection", "webkitRTCPeerConnection", "RTCDataChannel", "WebTransport", "SharedWorker"]) drop(window, name);
  window.open = () => null;
  window.print = () => {};
  const attach = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (init) { return attach.call(this, {...init, mode: "open"}) };
})()`

// measure counts the letters that a page shows, roughly. A very large page shows
// enough.
const measure = `(() => {
  const b = document.body;
  if (!b) return 0;
  if (b.getElementsByTagName("*").length > 20000) return 1000000;
  return (b.innerText || "").replace(/\s+/g, "").length;
})()`

// snapshot gives the document with shadow trees in their place, and addresses
// that are routes within a script's page ("#/news") made whole, since as such
// they are links to other pages. It copies into an inert document, where nothing
// runs or loads. The placeholder is the most characters.
const snapshot = `(async () => {
  await new Promise(done => setTimeout(done, 0));
  const most = %d, top = document.documentElement;
  if (!top) return {url: location.href, html: "", cut: false};
  let html = "";
  if (document.getElementsByTagName("*").length <= 100000) try {
    const inert = document.implementation.createHTMLDocument("");
    const copy = (n) => {
      const c = inert.importNode(n, false);
      const slotted = n.localName === "slot" && n.assignedNodes ? n.assignedNodes() : [];
      for (const k of n.shadowRoot ? n.shadowRoot.childNodes : slotted.length ? slotted : n.childNodes) c.appendChild(copy(k));
      if (c.localName === "a" && /^#!?\/./.test(c.getAttribute("href") || "")) c.setAttribute("href", new URL(c.getAttribute("href"), location.href).href);
      return c;
    };
    html = copy(top).outerHTML;
  } catch { html = "" }
  if (!html) html = top.outerHTML;
  return {url: location.href, html: "<!doctype html>" + html.slice(0, most), cut: html.length > most};
})()`
