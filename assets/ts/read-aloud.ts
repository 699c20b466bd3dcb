// <button data-read-aloud="#id" hidden>: reads the text in French, one paragraph lit at a time; again to stop.
import { enhance } from "./fragment";

const canSpeak = "speechSynthesis" in window;
let speaking: HTMLElement | null = null;

if (canSpeak) {
  enhance("[data-read-aloud]", (button) => {
    button.hidden = false;
    button.setAttribute("aria-pressed", "false");
  });
  document.addEventListener("click", (event) => {
    const button = (event.target as Element).closest<HTMLElement>("[data-read-aloud]");
    if (!button) return;
    const again = button === speaking;
    stop();
    if (!again) read(button);
  });
  window.addEventListener("pagehide", stop);
}

function read(button: HTMLElement): void {
  const target = document.querySelector<HTMLElement>(button.dataset.readAloud ?? "");
  if (!target) return;
  speaking = button;
  button.setAttribute("aria-pressed", "true");
  // Some browsers stop after fifteen seconds of one utterance: one for each block.
  const blocks = [...target.querySelectorAll<HTMLElement>("h1,h2,h3,p,li,dt,dd")].filter((block) => !block.closest("[hidden]"));
  const parts = blocks.length ? blocks : [target];
  parts.forEach((block, index) => {
    const words = new SpeechSynthesisUtterance(block.textContent?.trim() ?? "");
    words.lang = target.closest<HTMLElement>("[lang]")?.lang.replace(/^fr$/, "fr-FR") || "fr-FR";
    words.voice = speechSynthesis.getVoices().find((voice) => voice.lang.replace("_", "-") === words.lang) ?? null;
    words.rate = 0.95;
    words.onstart = () => block.classList.add("is-read");
    words.onend = () => {
      block.classList.remove("is-read");
      if (index === parts.length - 1 && speaking === button) stop();
    };
    speechSynthesis.speak(words);
  });
}

function stop(): void {
  speechSynthesis.cancel();
  speaking?.setAttribute("aria-pressed", "false");
  speaking = null;
  document.querySelectorAll(".is-read").forEach((block) => block.classList.remove("is-read"));
}
