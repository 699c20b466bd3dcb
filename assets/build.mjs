// Bundles the look: CSS, TypeScript, fonts and icons go to dist/ under names that carry a hash of their content,
// with manifest.json (logical name -> hashed name) and .br/.gz beside what compresses.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const dist = join(here, "dist");
// @layer and <dialog> set the floor: tablets updated since the spring of 2022.
const common = { absWorkingDir: here, bundle: true, minify: true, target: ["chrome99", "firefox98", "safari15.4"], logLevel: "warning" };
const manifest = {};

rmSync(dist, { recursive: true, force: true });
mkdirSync(dist);
await bundle();
writeHashed("sprite.svg", sprite());
writeHashed("pictures.svg", pictures());
writeHashed("preau.webmanifest", webManifest());
await serviceWorker();
writeFileSync(join(dist, "manifest.json"), `${JSON.stringify(manifest, Object.keys(manifest).sort(), 2)}\n`);
compress();

async function bundle() {
  const { metafile } = await build({
    ...common,
    entryPoints: ["css/app.css", "ts/app.ts", "icons/favicon.svg"],
    outdir: dist,
    format: "esm",
    entryNames: "[name]-[hash]",
    assetNames: "[name]-[hash]",
    loader: { ".woff2": "file", ".svg": "copy" },
    metafile: true,
  });
  for (const [output, { entryPoint, inputs }] of Object.entries(metafile.outputs)) {
    const source = entryPoint ?? Object.keys(inputs)[0];
    manifest[basename(source).replace(/\.ts$/, ".js")] = basename(output);
  }
}

function sprite() {
  const names = readFileSync(join(here, "icons/icons.txt"), "utf8").split("\n").filter(Boolean);
  const pen = 'viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"';
  const symbols = names.map((name) => {
    const svg = readFileSync(join(here, `node_modules/@tabler/icons/icons/outline/${name}.svg`), "utf8");
    const drawing = svg.slice(svg.indexOf(">", svg.indexOf("<svg")) + 1, svg.lastIndexOf("</svg>"));
    return `<symbol id="${name}" ${pen}>${drawing.replace(/\s*\n\s*/g, "")}</symbol>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg"><!-- Tabler Icons, MIT, (c) Pawel Kuna -->${symbols.join("")}${own()}</svg>\n`;
}

// Our own pictures, in their own colours: the same on every device, whatever its fonts.
function own() {
  return `<!-- below: Préau, AGPL-3.0-or-later -->${drawings("icons/own", 24)}`;
}

// The animals of children and the pictures of their codes: a file apart, for the pages that show them.
function pictures() {
  return `<svg xmlns="http://www.w3.org/2000/svg"><!-- Fluent Emoji, MIT, (c) Microsoft -->${drawings("icons/pictures", 32)}</svg>\n`;
}

function drawings(name, side) {
  const folder = join(here, name);
  return readdirSync(folder).filter((file) => file.endsWith(".svg")).sort().map((file) => {
    const svg = readFileSync(join(folder, file), "utf8");
    const drawing = svg.slice(svg.indexOf(">") + 1, svg.lastIndexOf("</svg>"));
    return `<symbol id="${basename(file, ".svg")}" viewBox="0 0 ${side} ${side}">${drawing}</symbol>`;
  }).join("");
}

function webManifest() {
  const icons = [{ src: `/a/${manifest["favicon.svg"]}`, sizes: "any", type: "image/svg+xml" }];
  const colours = { theme_color: "#17545b", background_color: "#fbf7ef" };
  return JSON.stringify({ name: "Préau", short_name: "Préau", lang: "fr", start_url: "/", display: "standalone", ...colours, icons });
}

// The worker keeps its one name (browsers compare its bytes); it carries the hashed names that it may keep.
async function serviceWorker() {
  const kept = ["app.css", "app.js", "sprite.svg", "favicon.svg"].map((name) => `/a/${manifest[name]}`);
  await build({ ...common, entryPoints: ["ts/sw.ts"], outfile: join(dist, "sw.js"), define: { KEPT: JSON.stringify(kept) } });
  manifest["sw.js"] = "sw.js";
}

function writeHashed(name, text) {
  const hash = createHash("sha256").update(text).digest("hex").slice(0, 8).toUpperCase();
  manifest[name] = name.replace(/(\.\w+)$/, `-${hash}$1`);
  writeFileSync(join(dist, manifest[name]), text);
}

function compress() {
  for (const file of readdirSync(dist).filter((name) => /\.(css|js|svg|webmanifest)$/.test(name))) {
    const bytes = readFileSync(join(dist, file));
    writeFileSync(join(dist, `${file}.br`), brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }));
    writeFileSync(join(dist, `${file}.gz`), gzipSync(bytes, { level: 9 }));
  }
}
