// Keys for judging one pair after the other; they can be switched off, and never fire while somebody types.
"use strict";
(() => {
  const form = document.getElementById("decide");
  const keys = document.getElementById("keys");
  const on = document.getElementById("keys-on");
  if (!form || !keys || !on) return;
  const held = () => { try { return localStorage.getItem("judging-keys"); } catch { return null; } };
  keys.hidden = false;
  on.checked = held() !== "off";
  on.addEventListener("change", () => { try { localStorage.setItem("judging-keys", on.checked ? "on" : "off"); } catch { /* nothing is kept */ } });
  let sent = false;
  form.addEventListener("submit", (event) => { if (sent) event.preventDefault(); sent = true; });
  window.addEventListener("pageshow", () => { sent = false; });
  document.addEventListener("keydown", (event) => {
    if (!on.checked || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (event.target instanceof Element && event.target.closest("input:not([type=checkbox]), select, textarea")) return;
    const meant = form.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
    if (meant) { event.preventDefault(); meant.click(); }
  });
})();
