"use strict";
(() => {
  const d = JSON.parse(document.getElementById("data").textContent);
  const $ = (id) => document.getElementById(id);
  const rows = [...$("rows").rows];
  const lead = rows.length ? rows[0].cells.length - d.standards[0]?.items.length || 2 : 2;
  const texts = rows.map((r) => r.cells[0].textContent.toLowerCase());
  let standard = 0;
  document.querySelector(".filters").hidden = false;

  const fillLack = () => {
    const list = $("lack");
    list.length = 1;
    (d.standards[standard]?.items || []).forEach(([id, title], i) => list.add(new Option(id + " " + title.slice(0, 60), String(i))));
  };

  const apply = () => {
    const text = $("text").value.trim().toLowerCase(), kind = $("kind").value, lack = $("lack").value;
    const picks = [...document.querySelectorAll("[data-pick]")].filter((s) => s.value).map((s) => [s.dataset.pick, s.value]);
    let n = 0;
    rows.forEach((r, i) => {
      const o = d.offices[i];
      const fits = (!text || texts[i].includes(text)) &&
        (!kind || (kind === "fit" ? o.fit : kind === "apart" ? !o.fit : o.worse > 0)) &&
        (!lack || (o.fit && d.lacking.includes(o.v[standard]?.[lack] || "?"))) &&
        picks.every(([key, value]) => key === "tag" ? (o.tag || []).includes(value) : o[key] === value);
      r.hidden = !fits;
      if (fits) n++;
    });
    const parts = d.shown.split("%s");
    $("shown").textContent = parts[0] + n.toLocaleString() + parts[1] + rows.length.toLocaleString() + parts[2];
  };

  const draw = () => {
    const s = d.standards[standard];
    const heads = $("items"), cats = $("cats");
    heads.replaceChildren(...s.items.map(([id, title]) => {
      const th = document.createElement("th"), span = document.createElement("span");
      th.scope = "col"; th.title = id + " " + title; span.textContent = id; th.append(span);
      return th;
    }));
    while (cats.cells.length > lead) cats.deleteCell(-1);
    const top = document.createElement("th");
    top.colSpan = s.items.length; top.textContent = s.title; cats.append(top);
    rows.forEach((r, i) => {
      while (r.cells.length > lead) r.deleteCell(-1);
      const line = d.offices[i].v[standard] || "";
      const cells = document.createDocumentFragment();
      for (let k = 0; k < s.items.length; k++) {
        const td = document.createElement("td"), w = d.words[line.charCodeAt(k) - 97];
        if (w) { td.className = w[0]; td.textContent = w[1]; }
        cells.append(td);
      }
      r.append(cells);
    });
  };

  $("map").addEventListener("pointerover", (e) => {
    const td = e.target.closest("td");
    if (!td || td.classList.contains("s")) return;
    const i = rows.indexOf(td.parentNode), k = td.cellIndex - lead, it = d.standards[standard]?.items[k];
    if (i < 0 || !it) return;
    const w = d.words[(d.offices[i].v[standard] || "").charCodeAt(k) - 97];
    $("told").textContent = rows[i].cells[0].textContent.trim() + " · " + it[0] + " " + it[1] + (w ? " · " + w[1] + " " + w[2] : "");
  });
  document.querySelector(".filters").addEventListener("input", (e) => {
    if (e.target.id === "standard") { standard = Number(e.target.value); draw(); fillLack(); }
    apply();
  });
  $("reset").addEventListener("click", () => {
    document.querySelectorAll(".filters select:not(#standard), .filters input").forEach((x) => { x.value = ""; });
    apply();
  });
  fillLack();
  apply();
})();
