"use strict";
(() => {
  const cases = [...document.querySelectorAll(".case")];
  const find = document.getElementById("find");
  const mark = document.getElementById("mark");
  const tag = document.getElementById("tag");
  const count = document.getElementById("count");
  const has = (item, name, control) =>
    !control || control.value === "all" || (item.dataset[name] || "").split("|").includes(control.value);
  const apply = () => {
    const words = find.value.toLowerCase();
    let shown = 0;
    for (const item of cases) {
      const head = item.firstElementChild.textContent.toLowerCase();
      item.hidden = !(head.includes(words) && has(item, "marks", mark) && has(item, "tags", tag));
      shown += item.hidden ? 0 : 1;
    }
    count.value = `${shown} of ${cases.length} questions`;
  };
  document.getElementById("filters").addEventListener("input", apply);
  document.getElementById("filters").addEventListener("submit", (event) => event.preventDefault());
  document.getElementById("open").addEventListener("click", () => {
    const shown = cases.filter((item) => !item.hidden);
    const open = shown.some((item) => !item.open);
    for (const item of shown) item.open = open;
  });
  const jump = () => {
    const item = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (item && item.classList.contains("case")) { item.hidden = false; item.open = true; item.scrollIntoView(); }
  };
  addEventListener("hashchange", jump);
  apply();
  jump();
})();
