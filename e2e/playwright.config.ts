import { defineConfig } from '@playwright/test'
import { CHROMIUM, CHROMIUM_ARGS } from './chromium.ts'

export default defineConfig({
  testMatch: '*.e2e.ts',
  outputDir: '../artifacts/e2e',
  globalSetup: './build-console.ts',
  // Each worker has a RocketMQ of its own: one for each core is what a small machine bears.
  workers: 2,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  forbidOnly: true,
  reporter: 'list',
  use: {
    actionTimeout: 20_000,
    locale: 'en-GB',
    timezoneId: 'UTC',
    contextOptions: { reducedMotion: 'reduce' },
    screenshot: 'only-on-failure',
    viewport: { width: 1280, height: 800 },
    // Other programs read this file, too: whether there is one is asked before the first test.
    launchOptions: { ...(CHROMIUM !== undefined && { executablePath: CHROMIUM }), args: CHROMIUM_ARGS },
  },
})
