/* The four things pages cannot do without a script. Every page works without this file.
   Nothing is stored in the browser, nothing is counted, nobody is asked. */
(() => {
  "use strict";

  const LEAVE = "/leave/";
  const WITHIN = 5000; // milliseconds between two presses of Shift

  /* Leaving: blank at once, then away. "replace" puts the other site in the place of this page in the history. */
  const leave = () => {
    document.title = " ";
    document.documentElement.replaceChildren();
    // Should the way there be cut off, the session has ended all the same. Nothing is waited for.
    fetch(LEAVE, { keepalive: true, redirect: "manual" }).catch(() => {});
    location.replace(LEAVE);
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.(`a[href="${LEAVE}"]`);
    // With Ctrl or the middle button the browser opens a new tab and this page would stay: leave all the same.
    if (link) {
      event.preventDefault();
      leave();
    }
  });

  /* Shift three times. Another key in between, or a letter typed with Shift, starts the count again. */
  let presses = 0;
  let alone = false;
  let timer = 0;
  const forget = () => {
    presses = 0;
    alone = false;
    clearTimeout(timer);
  };

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Shift") {
      forget();
    } else if (!event.repeat) {
      alone = true;
    }
  });
  document.addEventListener("keyup", (event) => {
    if (event.key !== "Shift" || !alone) {
      return;
    }
    alone = false;
    presses += 1;
    clearTimeout(timer);
    timer = setTimeout(forget, WITHIN);
    if (presses === 3) {
      leave();
    }
  });

  /* A page kept by the browser for "back" is asked for again: after signing out the server no longer shows it. */
  addEventListener("pageshow", (event) => {
    if (event.persisted) {
      document.documentElement.replaceChildren();
      location.reload();
    }
  });

  /* What is shown for a time goes when it is over, also when the device has slept. The server hides it as well. */
  for (const shown of document.querySelectorAll("[data-left]")) {
    const ends = Date.now() + Number(shown.dataset.left) * 1000;
    const hide = () => Date.now() >= ends && shown.remove();
    setTimeout(hide, ends - Date.now());
    document.addEventListener("visibilitychange", hide);
  }

  /* What is to be looked at again is read out first. */
  document.querySelector(".summary")?.focus();
})();
