/** Whether a page can be used by everyone, as far as a machine can tell. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, type Page } from '@playwright/test'
import type { AxeResults, RunOptions } from 'axe-core'

/** Each page that is looked at has to read it: the short form takes half of the time. */
const AXE = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8')

/** Every rule but those that are experiments, good practice included; none of these reads style sheets. */
const EVERY_RULE: RunOptions = { resultTypes: ['violations'], preload: false }
/** What else may come out differently in other colours. */
const COLOURS: RunOptions = { ...EVERY_RULE, runOnly: ['color-contrast', 'link-in-text-block'] }

export async function expectAccessible(page: Page): Promise<void> {
  await expectNothingWrong(page, EVERY_RULE)
}

/** Of a page that is accessible in other colours. */
export async function expectReadable(page: Page): Promise<void> {
  await expectNothingWrong(page, COLOURS)
}

async function expectNothingWrong(page: Page, options: RunOptions): Promise<void> {
  // Evaluated from outside the page, so that its content security policy stays as it is.
  if (!(await page.evaluate('"axe" in window'))) await page.evaluate(AXE)
  const violations: AxeResults['violations'] = await page.evaluate(
    `axe.run(document, ${JSON.stringify(options)}).then(({ violations }) => violations)`,
  )
  const found = violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id} (${help}): ${html.slice(0, 200)} – ${failureSummary}`),
  )
  expect(found, `what is wrong on ${page.url()}`).toEqual([])
}
