// Tells how a page fits a phone's screen: how wide it is laid out, how far it
// spills over, and what does.
(async (screen) => {
  const cut = (s, n) => { s = String(s).replace(/\s+/g, " ").trim(); return s.length > n ? s.slice(0, n - 1) + "…" : s };
  const settle = () => new Promise(done => setTimeout(done, 60));
  const root = document.scrollingElement || document.documentElement;
  const meta = document.querySelector('meta[name="viewport" i]');
  const out = {title: cut(document.title, 200), layout: root.clientWidth, viewport: meta ? cut(meta.content, 100) : "", declared: !!meta, wide: [], cut: [], loose: []};

  // A page that declares no width of its own, or a fixed one, is tried with the
  // width of the screen.
  if (out.layout > screen + 1) {
    const tried = document.createElement("meta");
    tried.name = "viewport";
    tried.content = "width=device-width, initial-scale=1";
    for (const m of document.querySelectorAll('meta[name="viewport" i]')) m.remove();
    document.head.append(tried);
    for (let i = 0; i < 10 && root.clientWidth > screen + 1; i++) await settle();
    await settle();
  }
  const width = root.clientWidth, edge = width + 1;
  out.width = width;
  out.scroll = root.scrollWidth;
  const clips = (e) => /hidden|clip/.test(getComputedStyle(e).overflowX);
  out.clipped = clips(document.documentElement) || !!document.body && clips(document.body);

  const step = (el) => {
    if (el.id && el.id.length <= 30 && !/\d\d|[^\x20-\x7e]/.test(el.id)) return CSS.escape(el.localName) + "#" + CSS.escape(el.id);
    return CSS.escape(el.localName) + [...el.classList].filter(c => c.length <= 30 && !/\d{3}|[^\x20-\x7e]/.test(c)).slice(0, 2).map(c => "." + CSS.escape(c)).join("");
  };
  const pathOf = (el) => {
    const steps = [];
    for (let e = el; e && e !== document.body && steps.length < 4; e = e.parentElement) {
      steps.unshift(step(e));
      if (steps[0].includes("#")) break;
    }
    return cut(steps.join(" > "), 160);
  };
  const told = (el) => {
    const src = el.currentSrc || el.getAttribute("src");
    return "<" + el.localName + (src ? ' src="' + cut(src.split(/[?#]/)[0].split("/").pop(), 40) + '"' : "") + ">" + (/^(table|iframe|object|select|textarea|script|style)$/.test(el.localName) ? "" : cut(el.textContent.slice(0, 300), 40));
  };
  // held reports whether an ancestor keeps what is inside from widening the page.
  const held = (el, how) => {
    for (let e = el.parentElement; e && e !== document.body && e !== document.documentElement; e = e.parentElement) {
      if (how.test(getComputedStyle(e).overflowX) || e.localName === "marquee") return true;
    }
    return false;
  };
  const note = (list, el, w) => {
    const path = pathOf(el), known = list.find(x => x.path === path);
    if (known) { known.n++; known.width = Math.max(known.width, w); return }
    if (list.length < 5) list.push({path, quote: told(el), width: w, n: 1});
  };

  if (document.body) {
    let left = 8000;
    if (out.scroll > edge && !out.clipped) {
      for (const el of document.body.querySelectorAll("*")) {
        if (--left < 0) break;
        const r = el.getBoundingClientRect();
        if (r.width === 0 || r.right + scrollX <= edge || !el.checkVisibility()) continue;
        // What is inside something too wide is not to blame.
        const p = el.parentElement, q = p.getBoundingClientRect();
        if (p !== document.body && q.width > 0 && q.right + scrollX > edge || held(el, /auto|scroll|hidden|clip/)) continue;
        // Nor is a frame around a picture or table that holds it open.
        const inner = [...el.querySelectorAll("img,table,iframe,video,pre,object")].find(k => k.getBoundingClientRect().right + scrollX > edge && !held(k, /auto|scroll|hidden|clip/));
        note(out.wide, inner || el, Math.round(r.right + scrollX));
      }
    }
    // Words that run over the edge of the screen and cannot be scrolled to.
    left = 4000;
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    for (let n = walk.nextNode(); n && left > 0; n = walk.nextNode(), left--) {
      const el = n.parentElement;
      if (!el || !/[\p{L}\p{N}]{2}/u.test(n.data) || /^(script|style|noscript|option|textarea)$/.test(el.localName)) continue;
      range.selectNodeContents(n);
      const r = range.getBoundingClientRect();
      if (r.width < 8 || r.left >= width - 4 || r.right <= width + 4 || r.right < 0) continue;
      if (!el.checkVisibility({opacityProperty: true, visibilityProperty: true}) || held(el, /auto|scroll/) || getComputedStyle(el).textOverflow === "ellipsis") continue;
      note(out.cut, el, Math.round(r.right));
    }
    // Pictures whose own width is the page's to follow.
    for (const i of document.images) {
      if (out.loose.length >= 50) break;
      if (i.naturalWidth > 1) continue;
      const s = i.computedStyleMap();
      if (String(s.get("width")) === "auto" && String(s.get("max-width")) === "none" && i.currentSrc) out.loose.push(i.currentSrc.slice(0, 500));
    }
  }
  return out;
})
