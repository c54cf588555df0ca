// Runs behind axe in a world of its own. Its value is what is kept of a page:
// faults put together by rule and by the place in the page's template.
(async (tags, mostPlaces, mostQuote) => {
  const cut = (s, n) => { s = String(s).replace(/\s+/g, " ").trim(); return s.length > n ? s.slice(0, n - 1) + "…" : s };

  // regions are looked for from the element outwards, the first that fits.
  const regions = [
    ["footer", "footer,[role=contentinfo],[id*=footer i],[class*=footer i]"],
    ["menu", "nav,[role=navigation],[id*=menu i],[class*=menu i],[class*=navbar i]"],
    ["header", "header,[role=banner],[id*=header i],[class*=header i]"],
    ["aside", "aside,[role=complementary],[id*=sidebar i],[class*=sidebar i]"],
  ];
  const regionOf = (el) => {
    for (let e = el; e && e !== document.body && e !== document.documentElement; e = e.parentElement) {
      if (e.localName === "main" || e.getAttribute("role") === "main") return "main";
      for (const [name, selector] of regions) if (e.matches(selector)) return name;
    }
    return "main";
  };

  // step is an element as a selector says it, without what numbers the things of
  // a list.
  const step = (el) => {
    let out = CSS.escape(el.localName);
    const id = el.id;
    if (id && id.length <= 30 && !/\d\d|[^\x20-\x7e]/.test(id) && document.querySelectorAll("#" + CSS.escape(id)).length === 1) return out + "#" + CSS.escape(id);
    for (const c of [...el.classList].filter(c => c.length <= 30 && !/\d{3}|[^\x20-\x7e]/.test(c)).slice(0, 2)) out += "." + CSS.escape(c);
    return out;
  };
  const pathOf = (el) => {
    const steps = [];
    for (let e = el; e && e.nodeType === 1 && steps.length < 5; e = e.parentElement) {
      steps.unshift(step(e));
      if (steps[0].includes("#") || e === document.body || e === document.documentElement) break;
    }
    return cut(steps.join(" > "), 200);
  };

  // told is an element's own tag and the beginning of its text. Values that
  // people may have typed in are left out.
  const told = (el) => {
    let out = "<" + el.localName;
    for (const a of el.attributes) {
      if (a.name === "value" || a.name === "srcset" || a.name.startsWith("on") || out.length > mostQuote) continue;
      out += " " + a.name + '="' + cut(a.value, 60) + '"';
    }
    out += ">";
    const text = /^(script|style|html|body|select|textarea|table|iframe|object)$/.test(el.localName) ? "" : cut(el.textContent.slice(0, 400), 50);
    return cut(out, mostQuote) + text;
  };

  // noted gives the figures of contrast, or why axe could not tell.
  const noted = (node, unsure) => {
    for (const check of [...node.any, ...node.all, ...node.none]) {
      const d = check.data;
      if (!d || typeof d !== "object") continue;
      if (d.fgColor && d.bgColor && d.contrastRatio) return {colours: [d.fgColor, d.bgColor].map(c => cut(c, 20)), ratio: Number(d.contrastRatio) || 0, wanted: parseFloat(d.expectedContrastRatio) || 0};
      if (unsure && typeof d.messageKey === "string") return {key: cut(d.messageKey, 30)};
    }
    return {};
  };

  const together = (results, unsure) => results.map(r => {
    const places = new Map();
    for (const node of r.nodes) {
      const el = node.element || document.documentElement;
      const region = regionOf(el), path = pathOf(el), why = noted(node, unsure), key = region + " " + path + " " + (why.key || "");
      const known = places.get(key);
      if (known) { known.n++; continue }
      places.set(key, {region, path, n: 1, quote: told(el), ...why});
    }
    return {rule: r.id, n: r.nodes.length, places: [...places.values()].sort((a, b) => b.n - a.n).slice(0, mostPlaces), kinds: places.size};
  });

  const r = await axe.run(document, {runOnly: {type: "tag", values: tags}, iframes: false, elementRef: true, selectors: false, resultTypes: ["violations", "incomplete", "passes"]});
  return {
    version: axe.version,
    title: cut(document.title, 200),
    passed: Object.fromEntries(r.passes.map(p => [p.id, p.nodes.length])),
    failed: together(r.violations, false),
    unsure: together(r.incomplete, true),
  };
})
