"use strict";
// Everything from the minutes is put on the page as text, never as markup.
(function () {
  const data = JSON.parse(document.getElementById("data").textContent);
  const words = data.words;
  const at = (id) => document.getElementById(id);
  const make = (tag, text, parent) => {
    const made = document.createElement(tag);
    if (text !== undefined && text !== null) made.textContent = text;
    if (parent) parent.append(made);
    return made;
  };
  const say = (id, text) => { at(id).textContent = text; };

  say("title", data.title);
  say("note", data.note);
  say("search-label", words.search);
  at("search").placeholder = words.search;
  say("legend-title", words.legend);
  say("hint", words.hint);
  say("fit", words.fit);
  say("close", words.close);
  say("facts-title", words.facts);
  say("neighbours-title", words.neighbours);
  say("footer", words.footer);
  if (!data.nodes.length) { say("network", words.empty); return; }

  // --- the picture ---------------------------------------------------------------------------------------------------
  const nodes = new vis.DataSet(data.nodes);
  const edges = new vis.DataSet(data.edges);
  const hidden = new Set();
  const neighbours = new Map(data.nodes.map((node) => [node.id, []]));
  for (const edge of data.edges) {
    neighbours.get(edge.from).push({ node: edge.to, edge: edge.id });
    neighbours.get(edge.to).push({ node: edge.from, edge: edge.id });
  }
  const network = new vis.Network(at("network"), { nodes, edges }, {
    physics: { enabled: false },
    layout: { improvedLayout: false },
    interaction: { hover: true, hideEdgesOnDrag: data.edges.length > 600, multiselect: false, tooltipDelay: 1e9, keyboard: { enabled: true, bindToWindow: false } },
    nodes: {
      scaling: { label: { enabled: true, drawThreshold: 7, maxVisible: 30 } },
      font: { face: "system-ui, Segoe UI, Roboto, Arial, sans-serif", color: "#1d2129", strokeWidth: 4, strokeColor: "#fbfcfd" },
      borderWidthSelected: 4,
    },
    edges: { color: { color: "#b9c1cb", highlight: "#00558c", hover: "#5a8fb5" }, smooth: false, selectionWidth: 1.5, hoverWidth: 0.8 },
  });
  const restful = new Map(data.nodes.map((node) => [node.id, node]));
  window.graphbuild = { network, nodes, edges };
  network.once("afterDrawing", () => {
    if (data.centre !== null) show(data.centre);
    network.setSize("100%", "100%");
    network.redraw(); // the panel took some of the room
    network.fit({ maxZoomLevel: 1.4 });
    document.documentElement.dataset.ready = "yes";
  });
  at("fit").addEventListener("click", () => network.fit({ animation: false }));

  // what is not near the chosen node steps back, so that its own lines can be followed
  function dim(near) {
    nodes.update(data.nodes.map((node) => ({
      id: node.id,
      opacity: !near || near.has(node.id) ? 1 : 0.18,
      font: { ...restful.get(node.id).font, ...(!near || near.has(node.id) ? { color: "#1d2129", strokeWidth: 4 } : { color: "rgba(0,0,0,0)", strokeWidth: 0 }) },
    })));
    edges.update(data.edges.map((edge) => ({ id: edge.id, color: { opacity: !near || (near.has(edge.from) && near.has(edge.to)) ? 1 : 0.12 } })));
  }

  // --- the panel -----------------------------------------------------------------------------------------------------
  function properties(list, into) {
    for (const [label, value] of list) { make("dt", label, into); make("dd", value, into); }
  }
  function fact(one) {
    const box = make("div");
    box.className = "fact";
    if (one.heading) make("h4", one.heading, box);
    if (one.properties.length) properties(one.properties, make("dl", null, box));
    if (one.quote !== undefined) {
      const quote = make("blockquote", null, box);
      make("span", "…" + one.before, quote);
      make("mark", one.quote, quote);
      make("span", one.after + "…", quote);
    }
    const told = [one.source ? words.source + ": " + one.source : "", one.sure].filter(Boolean).join(" · ");
    if (told) { make("p", told, box).className = "source"; }
    return box;
  }
  // a person or a body has no passage of its own: what is said of them stands on their lines
  function factsOf(panel, near) {
    if (panel.facts.length || !near.length || !near[0].edge) return panel.facts;
    const told = near.flatMap((one) => data.lines[Number(one.edge.slice(1))].facts);
    return told.sort((a, b) => (a.sort < b.sort ? 1 : a.sort > b.sort ? -1 : 0));
  }
  function open(panel, near) {
    const facts = factsOf(panel, near);
    say("name", panel.name);
    say("kind", panel.kind);
    at("properties").replaceChildren();
    properties(panel.properties || [], at("properties"));
    at("facts").replaceChildren(...facts.slice(0, 40).map(fact));
    const more = facts.length - Math.min(40, facts.length) + panel.more;
    if (more) make("p", words.more_facts.replace("{count}", more), at("facts"));
    at("facts-part").hidden = !facts.length;
    const list = at("neighbours");
    list.replaceChildren();
    const named = near.map((one) => ({ ...one, panel: data.panels[one.node] }))
      .sort((a, b) => a.panel.kind.localeCompare(b.panel.kind, "da") || a.panel.name.localeCompare(b.panel.name, "da", { numeric: true }));
    for (const one of named) {
      const item = make("li", null, list);
      const button = make("button", one.panel.name, item);
      button.type = "button";
      button.addEventListener("click", () => focus(one.node));
      make("small", " " + one.panel.kind + " ", item);
      if (one.edge) {
        const why = make("button", data.lines[Number(one.edge.slice(1))].kind, item);
        why.type = "button";
        why.addEventListener("click", () => showLine(one.edge));
      }
    }
    at("neighbours-part").hidden = !named.length;
    at("panel").hidden = false;
    at("panel").scrollTop = 0;
  }
  function show(id) {
    network.selectNodes([id]);
    dim(new Set([id, ...neighbours.get(id).map((one) => one.node)]));
    open(data.panels[id], neighbours.get(id));
  }
  function showLine(id) {
    const edge = edges.get(id);
    network.setSelection({ nodes: [], edges: [id] }, { highlightEdges: false });
    dim(new Set([edge.from, edge.to]));
    open(data.lines[Number(id.slice(1))], [{ node: edge.from }, { node: edge.to }]);
  }
  function close() {
    at("panel").hidden = true;
    network.unselectAll();
    dim(null);
  }
  function focus(id) {
    if (hidden.has(restful.get(id).kind)) toggle(restful.get(id).kind, true);
    show(id);
    network.focus(id, { scale: Math.max(network.getScale(), 0.9), animation: false });
    at("panel").focus();
  }
  network.on("click", (event) => {
    if (event.nodes.length) show(event.nodes[0]);
    else if (event.edges.length) showLine(event.edges[0]);
    else close();
  });
  network.on("hoverNode", () => { at("network").style.cursor = "pointer"; });
  network.on("hoverEdge", () => { at("network").style.cursor = "pointer"; });
  network.on("blurNode", () => { at("network").style.cursor = ""; });
  network.on("blurEdge", () => { at("network").style.cursor = ""; });
  at("close").addEventListener("click", close);
  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && event.target !== at("search")) close(); });

  // --- legend --------------------------------------------------------------------------------------------------------
  const outlines = {
    dot: "M8 2a6 6 0 1 0 .01 0z", square: "M2.5 2.5h11v11h-11z", diamond: "M8 1l7 7-7 7-7-7z", triangle: "M8 2l6.5 12h-13z",
    triangleDown: "M8 14L1.5 2h13z", hexagon: "M4.5 2h7L15 8l-3.5 6h-7L1 8z", star: "M8 1l2.1 4.6 5 .6-3.7 3.4 1 4.9L8 12l-4.4 2.5 1-4.9L.9 6.2l5-.6z",
  };
  function symbol(kind) {
    const space = "http://www.w3.org/2000/svg";
    const svg = document.createElementNS(space, "svg");
    svg.setAttribute("width", "16");
    svg.setAttribute("height", "16");
    svg.setAttribute("aria-hidden", "true");
    const path = document.createElementNS(space, "path");
    path.setAttribute("d", outlines[kind.shape]);
    path.setAttribute("fill", kind.colour);
    path.setAttribute("stroke", "#444");
    path.setAttribute("stroke-width", "0.6");
    svg.append(path);
    return svg;
  }
  function toggle(kind, on) {
    if (on) hidden.delete(kind); else hidden.add(kind);
    nodes.update(data.nodes.filter((node) => node.kind === kind).map((node) => ({ id: node.id, hidden: !on })));
    const box = document.querySelector(`#kinds input[value="${kind}"]`);
    if (box) box.checked = on;
  }
  const kinds = new Map(data.kinds.map((kind) => [kind.kind, kind]));
  for (const kind of data.kinds) {
    const label = make("label", null, make("li", null, at("kinds")));
    const box = make("input", null, label);
    box.type = "checkbox";
    box.checked = true;
    box.value = kind.kind;
    box.addEventListener("change", () => toggle(kind.kind, box.checked));
    label.append(symbol(kind));
    make("span", kind.label, label);
    make("span", String(data.nodes.filter((node) => node.kind === kind.kind).length), label).className = "count";
  }

  // --- search --------------------------------------------------------------------------------------------------------
  const fold = (text) => text.toLowerCase().replaceAll("æ", "ae").replaceAll("ø", "oe").replaceAll("å", "aa").normalize("NFD").replace(/[\u0300-\u036f]/g, "");
  const names = data.panels.map((panel, id) => ({ id, folded: fold(panel.name), panel }));
  let chosen = -1;
  function matches(text) {
    const asked = fold(text.trim()).split(/\s+/).filter(Boolean);
    if (!asked.length) return [];
    const rank = (one) => (one.folded.startsWith(asked[0]) ? 0 : 1);
    return names.filter((one) => asked.every((word) => one.folded.includes(word)))
      .sort((a, b) => rank(a) - rank(b) || neighbours.get(b.id).length - neighbours.get(a.id).length || a.id - b.id).slice(0, 12);
  }
  function offer() {
    const list = at("found");
    list.replaceChildren();
    chosen = -1;
    const text = at("search").value;
    const found = matches(text);
    for (const one of found) {
      const item = make("li", null, list);
      item.setAttribute("role", "option");
      item.append(symbol(kinds.get(restful.get(one.id).kind)));
      make("span", one.panel.name, item);
      make("small", one.panel.kind, item);
      item.addEventListener("mousedown", (event) => { event.preventDefault(); take(one.id); });
    }
    if (text.trim() && !found.length) make("li", words.nothing_found, list);
    list.hidden = !text.trim();
    at("search").setAttribute("aria-expanded", String(!list.hidden));
    return found;
  }
  function take(id) {
    at("found").hidden = true;
    at("search").setAttribute("aria-expanded", "false");
    focus(id);
  }
  at("search").addEventListener("input", offer);
  at("search").addEventListener("blur", () => { at("found").hidden = true; });
  at("search").addEventListener("keydown", (event) => {
    const found = matches(at("search").value);
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      chosen = Math.max(0, Math.min(found.length - 1, chosen + (event.key === "ArrowDown" ? 1 : -1)));
      [...at("found").children].forEach((item, place) => item.classList.toggle("chosen", place === chosen));
    } else if (event.key === "Enter" && found.length) {
      take(found[Math.max(0, chosen)].id);
    } else if (event.key === "Escape") {
      at("search").value = "";
      offer();
    }
  });
})();
