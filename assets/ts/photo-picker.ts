// <photo-picker> around a file input and a <ul class="picked-list">, in a form with `data-upload`: each picture is shown,
// made smaller on the device, and sent at once. The answer is an <li class="picked"> with the hidden input that names
// the file; or a short kind text, with an error status. Without it, the files go with the form.
import { inserted, parse } from "./fragment";

const LARGEST_SIDE = 2048;
const SMALL_ENOUGH = 1_500_000;
const SORRY = "Cette photo n’a pas pu être envoyée. Retirez-la puis essayez encore.";

class PhotoPicker extends HTMLElement {
  connectedCallback(): void {
    const input = this.querySelector<HTMLInputElement>('input[type="file"]');
    const url = this.closest("form")?.dataset.upload;
    this.addEventListener("click", (event) => {
      if ((event.target as Element).closest("[data-remove]")) this.takeOff((event.target as Element).closest(".picked"));
    });
    if (!input || !url) return;
    input.addEventListener("change", () => {
      const files = [...(input.files ?? [])];
      input.value = "";
      // One after the other: a class shares 4 Mbit/s.
      const rows = files.map((file) => [file, this.row(file)] as const);
      void rows.reduce((before, [file, row]) => before.then(() => this.send(url, input.name, file, row)), Promise.resolve());
    });
  }

  private row(file: File): HTMLLIElement {
    const row = document.createElement("li");
    row.className = "picked";
    const image = document.createElement("img");
    image.src = URL.createObjectURL(file);
    image.alt = "";
    image.onload = image.onerror = () => URL.revokeObjectURL(image.src);
    const name = document.createElement("span");
    name.className = "picked-name";
    name.textContent = `${file.name} · ${size(file.size)}`;
    const bar = document.createElement("progress");
    bar.max = 1;
    bar.value = 0;
    bar.setAttribute("aria-label", `Envoi de ${file.name}`);
    const remove = document.createElement("button");
    remove.type = "button";
    remove.className = "button round";
    remove.dataset.remove = "";
    remove.textContent = "×";
    remove.setAttribute("aria-label", `Retirer ${file.name}`);
    row.append(image, name, bar, remove);
    this.querySelector(".picked-list")?.append(row);
    return row;
  }

  private async send(url: string, field: string, file: File, row: HTMLLIElement): Promise<void> {
    if (!row.isConnected) return;
    const body = new FormData();
    body.append(field, await smaller(file), file.name);
    const bar = row.querySelector("progress");
    await new Promise<void>((done) => {
      // Only XMLHttpRequest tells how far an upload is.
      const request = new XMLHttpRequest();
      request.upload.onprogress = ({ loaded, total }) => bar && (bar.value = loaded / total);
      request.onloadend = () => {
        const good = request.status >= 200 && request.status < 300;
        if (good && row.isConnected) this.replace(row, request.responseText);
        else if (!good) this.fail(row, request);
        done();
      };
      request.open("POST", url);
      request.setRequestHeader("X-Fragment", "1");
      request.send(body);
    });
  }

  private replace(row: HTMLLIElement, html: string): void {
    const answer = parse(html).firstElementChild;
    if (!answer?.querySelector('input[type="hidden"]')) return this.fail(row, null);
    row.replaceWith(answer);
    inserted(answer);
    answer.dispatchEvent(new Event("input", { bubbles: true }));
  }

  private fail(row: HTMLLIElement, request: XMLHttpRequest | null): void {
    const plain = request?.getResponseHeader("Content-Type")?.startsWith("text/plain") && request.responseText.length < 300;
    const error = document.createElement("p");
    error.className = "field-error";
    error.setAttribute("role", "alert");
    error.textContent = (plain && request?.responseText) || SORRY;
    row.querySelector("progress")?.replaceWith(error);
  }

  private takeOff(row: Element | null): void {
    row?.remove();
    this.querySelector<HTMLElement>('input[type="file"]')?.focus();
  }
}

function size(bytes: number): string {
  const [value, unit] = bytes < 1_000_000 ? [Math.ceil(bytes / 1_000), "ko"] : [(bytes / 1_000_000).toFixed(1), "Mo"];
  return `${String(value).replace(".", ",")}\u00a0${unit}`;
}

async function smaller(file: File): Promise<Blob> {
  if (file.size < SMALL_ENOUGH || !/^image\/(jpeg|png|webp)$/.test(file.type)) return file;
  const image = await createImageBitmap(file, { imageOrientation: "from-image" }).catch(() => null);
  if (!image) return file;
  const scale = Math.min(1, LARGEST_SIDE / Math.max(image.width, image.height));
  const canvas = Object.assign(document.createElement("canvas"), { width: image.width * scale, height: image.height * scale });
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/jpeg", 0.85));
  return blob && blob.size < file.size ? blob : file;
}

customElements.define("photo-picker", PhotoPicker);
