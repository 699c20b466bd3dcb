// <sound-player class="sound"><audio controls …></sound-player>: one big button and a bar in place of the browser's
// small controls. Starting one stops the others.
import { icon } from "./fragment";

const clock = (seconds: number) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;

class SoundPlayer extends HTMLElement {
  connectedCallback(): void {
    const audio = this.querySelector("audio");
    if (!audio || this.querySelector("progress")) return;
    const button = document.createElement("button");
    const bar = document.createElement("progress");
    const time = document.createElement("time");
    button.type = "button";
    button.className = "button round";
    bar.setAttribute("aria-label", "Avancement");
    bar.max = 1;
    bar.value = 0;
    const length = () => (Number.isFinite(audio.duration) ? audio.duration : Number(this.dataset.seconds ?? 0));
    const show = () => {
      const what = this.getAttribute("label") ?? "l’enregistrement";
      button.setAttribute("aria-label", `${audio.paused ? "Écouter" : "Arrêter"} ${what}`);
      button.replaceChildren(icon(audio.paused ? "player-play" : "player-pause"));
      bar.value = length() ? audio.currentTime / length() : 0;
      time.textContent = clock(audio.paused && !audio.currentTime ? length() : audio.currentTime);
    };
    button.onclick = () => void (audio.paused ? audio.play().catch(show) : audio.pause());
    bar.onclick = ({ offsetX }) => (audio.currentTime = (offsetX / bar.offsetWidth) * length());
    for (const event of ["loadedmetadata", "timeupdate", "play", "pause", "ended"]) audio.addEventListener(event, show);
    audio.addEventListener("play", () => {
      for (const other of document.querySelectorAll("audio")) if (other !== audio) other.pause();
    });
    audio.controls = false;
    audio.hidden = true;
    this.append(button, bar, time);
    show();
  }
}

customElements.define("sound-player", SoundPlayer);
