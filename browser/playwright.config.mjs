// One browser, the product's own demonstration, French people.
import { defineConfig } from "@playwright/test";

export default defineConfig({
  testDir: "journeys",
  outputDir: "shots/failures",
  fullyParallel: false,
  workers: 2,
  forbidOnly: true,
  retries: 0,
  timeout: 90_000,
  expect: { timeout: 10_000 },
  reporter: [["list"]],
  // The year turns a whole school of the demonstration that all journeys share: after them, alone.
  projects: [
    { name: "days", testIgnore: ["year.spec.mjs", "everywhere.spec.mjs"] },
    { name: "pages", testMatch: "everywhere.spec.mjs", dependencies: ["days"] },
    { name: "year", testMatch: "year.spec.mjs", dependencies: ["pages"] },
  ],
  use: {
    baseURL: process.env.PREAU_URL ?? "http://localhost:8080",
    locale: "fr-FR",
    timezoneId: "Europe/Paris",
    reducedMotion: "reduce",
    actionTimeout: 10_000,
    navigationTimeout: 20_000,
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
      ],
    },
  },
});
