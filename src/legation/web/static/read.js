// The words of a thing told light up while it is pointed at or focused, and the thing while its words are; so do those a link leads to.
"use strict";
(() => {
  const all = (label) => document.querySelectorAll(`[data-of~="${CSS.escape(label)}"], [data-item="${CSS.escape(label)}"]`);
  const light = (labels, lit) => labels.forEach((label) => all(label).forEach((node) => node.classList.toggle("lit", lit)));
  const labelsOf = (target) => {
    const node = target instanceof Element ? target.closest("[data-item], [data-of]") : null;
    return node ? (node.dataset.item || node.dataset.of).split(" ") : [];
  };
  for (const [begins, ends] of [["mouseover", "mouseout"], ["focusin", "focusout"]]) {
    document.addEventListener(begins, (event) => light(labelsOf(event.target), true));
    document.addEventListener(ends, (event) => light(labelsOf(event.target), false));
  }
  const follow = () => {
    document.querySelectorAll(".aimed").forEach((node) => node.classList.remove("aimed"));
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const held = target && (target.querySelector(":scope > [data-of]") || target);
    labelsOf(held).forEach((label) => all(label).forEach((node) => node.classList.add("aimed")));
  };
  window.addEventListener("hashchange", follow);
  follow();
})();
