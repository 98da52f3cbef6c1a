/* Time is up. Five minutes before, a dialogue asks; when it is over, the page is empty at once, also when the
   device has slept. What was typed is brought to safety first. Without this file the server signs out alone. */
(() => {
  "use strict";

  const meta = document.querySelector('meta[name="idle"]');
  const dialog = document.getElementById("still-there");
  if (!meta || !dialog?.showModal) {
    return;
  }

  const WARN = 5 * 60 * 1000;
  const whole = Number(meta.content) * 1000;
  let ends = Date.now() + whole;
  let over = false;
  let asking = false;

  const edited = new Set();
  document.addEventListener("input", ({ target }) => {
    if (target.form?.method === "post" && target.closest("main")) {
      edited.add(target.form);
    }
  });

  /* How long it is really: she may have been busy in another tab. */
  const left = async () => {
    const answer = await fetch("/me/idle/", { redirect: "manual" });
    return answer.ok ? (await answer.json()).left * 1000 : 0;
  };

  const keep = () =>
    Promise.all(
      [...edited].map((form) => {
        const body = new FormData(form);
        for (const [name, value] of [...body]) {
          if (typeof value !== "string") {
            body.delete(name);
          }
        }
        body.set("to", new URL(form.action, location.href).pathname);
        return fetch("/me/kept/park/", { method: "POST", body, redirect: "manual" });
      }),
    );

  const end = async () => {
    over = true;
    dialog.open && dialog.close();
    const shown = [...document.body.childNodes];
    document.body.replaceChildren();
    try {
      await keep();
      const more = await left();
      if (more > 0) {
        document.body.append(...shown);
        ends = Date.now() + more;
        over = false;
        return;
      }
    } catch {
      /* No network: the page stays empty, and the next one asks to sign in. */
    }
    location.replace(`/in/?next=${encodeURIComponent(location.pathname)}`);
  };

  const ask = async () => {
    asking = true;
    const more = await left().catch(() => 0);
    asking = false;
    ends = Date.now() + more;
    if (more <= 0) {
      end();
    } else if (more <= WARN && !dialog.open) {
      dialog.showModal();
    }
  };

  const look = () => {
    if (over || asking) {
      return;
    }
    if (Date.now() >= ends) {
      end();
    } else if (Date.now() >= ends - WARN && !dialog.open) {
      ask();
    }
  };

  const stay = async () => {
    dialog.open && dialog.close();
    const form = dialog.querySelector("form[data-stay]");
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form), redirect: "manual" });
    if (answer.ok) {
      ends = Date.now() + whole;
    } else {
      end();
    }
  };

  dialog.querySelector("form[data-stay]").addEventListener("submit", (event) => {
    event.preventDefault();
    stay();
  });
  /* Esc stays signed in. */
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    stay();
  });

  setInterval(look, 500);
  for (const when of ["visibilitychange", "focus"]) {
    document.addEventListener(when, look);
  }
  addEventListener("pageshow", look);
})();
