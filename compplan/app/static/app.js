"use strict";
{
  // Pages work without this script: the slider is then sent with a button, a plan is checked when it is sent.
  const part = () => document.getElementById("part");
  let asking = null;
  // A screen reader is told the headline, not everything that changed.
  const tell = (found) => {
    document.getElementById("told").textContent = [...found].map((each) => each.innerText).join("; ");
  };

  const load = async (address) => {
    asking?.abort();
    asking = new AbortController();
    part().setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(address + (address.includes("?") ? "&" : "?") + "part=1", {signal: asking.signal});
      part().innerHTML = await answer.text();
      part().setAttribute("aria-busy", "false");
      tell(part().querySelectorAll("h1, .figures div"));
      history.replaceState(null, "", address);
    } catch (error) {
      if (error.name !== "AbortError") {
        part().textContent = "The application does not answer; start 'compplan app' again.";
        part().setAttribute("aria-busy", "false");
      }
    }
  };

  const view = document.querySelector("form[data-written]");
  const range = document.getElementById("bold");
  if (view) {
    const addressed = () => {
      const fields = [...new FormData(view)].filter(([name, value]) => value !== "");
      const written = fields.some(([name, value]) => name === "path" && value === "written");
      const kept = fields.filter(([name]) => name !== "path" && !(written && name === "bold"));
      const query = new URLSearchParams(kept).toString();
      return location.pathname + (query ? "?" + query : "");
    };
    const told = () => {
      const written = document.getElementById("written").checked;
      const text = written ? view.dataset.written : range.value + "%";
      document.getElementById("boldness").textContent = text;
      range.setAttribute("aria-valuetext", range.value + "% bold");
    };
    range?.addEventListener("input", () => {
      document.getElementById("family").checked = true;
      told();
      load(addressed());
    });
    view.addEventListener("change", (event) => {
      if (event.target === range) return;
      if (event.target.name === "path") {
        told();
        load(addressed());
      } else {
        view.requestSubmit();
      }
    });
  }

  const text = document.getElementById("text");
  if (text) {
    const gutter = document.getElementById("gutter");
    const problems = document.getElementById("problems");
    const number = () => {
      const marked = new Map();
      for (const each of problems.querySelectorAll("[data-line]")) {
        if (marked.get(each.dataset.line) !== "error") marked.set(each.dataset.line, each.dataset.severity);
      }
      gutter.replaceChildren();
      const lines = text.value.split("\n").length;
      for (let line = 1; line <= lines; line += 1) {
        const span = document.createElement("span");
        span.textContent = line + "\n";
        span.className = marked.get(String(line)) ?? "";
        gutter.append(span);
      }
      gutter.scrollTop = text.scrollTop;
    };
    let waiting = 0;
    let last = 0;
    const check = async () => {
      last += 1;
      const mine = last;
      const form = new URLSearchParams(new FormData(text.form));
      const answer = await fetch("/check", {method: "POST", body: form});
      const html = await answer.text();
      if (mine !== last) return;
      problems.innerHTML = html;
      const wrong = problems.querySelector(".error") !== null;
      text.setAttribute("aria-invalid", String(wrong));
      tell(problems.querySelectorAll(".summary, .error > b"));
      number();
    };
    text.addEventListener("input", () => {
      number();
      clearTimeout(waiting);
      waiting = setTimeout(check, 150);
    });
    text.addEventListener("scroll", () => { gutter.scrollTop = text.scrollTop; });
    problems.addEventListener("click", (event) => {
      const link = event.target.closest("a[data-line], a[data-jump]");
      if (!link) return;
      event.preventDefault();
      const line = Number(link.dataset.line ?? link.dataset.jump);
      const lines = text.value.split("\n");
      const start = lines.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
      text.focus();
      text.setSelectionRange(start, start + (lines[line - 1] ?? "").length);
      const height = text.scrollHeight / lines.length;
      text.scrollTop = Math.max(0, (line - 6) * height);
    });
    number();
  }

  if (document.getElementById("running")) {
    const poll = async () => {
      const answer = await fetch(location.pathname + location.search + "&part=1");
      part().innerHTML = await answer.text();
      if (document.getElementById("running")) setTimeout(poll, 400);
    };
    setTimeout(poll, 400);
  }
}
