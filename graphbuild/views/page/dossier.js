"use strict";
// The page is whole without this script; it only hides what does not fit the filter.
(function () {
  const fold = (text) => text.toLowerCase().replaceAll("æ", "ae").replaceAll("ø", "oe").replaceAll("å", "aa").normalize("NFD").replace(/[\u0300-\u036f]/g, "");
  const rows = [...document.querySelectorAll(".row")].filter((row) => !row.parentElement.closest(".row")).map((row) => ({ row, text: fold(row.textContent + " " + (row.dataset.find || "")), status: row.dataset.status }));
  const groups = [...document.querySelectorAll(".group")];
  const box = document.getElementById("filter");
  const boxes = [...document.querySelectorAll("input.status")];
  const shown = document.getElementById("shown");
  function apply() {
    const asked = fold(box.value.trim()).split(/\s+/).filter(Boolean);
    const statuses = new Set(boxes.filter((one) => one.checked).map((one) => one.value));
    let count = 0;
    for (const { row, text, status } of rows) {
      const fits = (!status || !boxes.length || statuses.has(status)) && asked.every((word) => text.includes(word));
      row.hidden = !fits;
      count += fits;
    }
    for (const group of groups) group.hidden = !group.querySelector(".row:not([hidden])");
    shown.textContent = shown.dataset.words.replace("{count}", count).replace("{total}", rows.length);
  }
  if (box) {
    box.addEventListener("input", apply);
    for (const one of boxes) one.addEventListener("change", apply);
    apply();
  }
  // what is folded is opened for the printer; in tables the document and place will do
  window.addEventListener("beforeprint", () => { for (const one of document.querySelectorAll("details")) if (!one.closest("table")) one.open = true; });
  document.documentElement.dataset.ready = "yes";
})();
