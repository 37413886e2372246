/** Whether a page can be used by everyone, as far as a machine can tell. */
import { expect, type Page } from '@playwright/test'
import axe, { type AxeResults } from 'axe-core'

/** Every rule but those that are experiments, good practice included. */
const RUN = `axe.run(document, { resultTypes: ['violations'] })`

export async function expectAccessible(page: Page): Promise<void> {
  // Evaluated from outside the page, so that its content security policy stays as it is.
  await page.evaluate(axe.source)
  const { violations }: AxeResults = await page.evaluate(RUN)
  const found = violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id} (${help}): ${html.slice(0, 200)} – ${failureSummary}`),
  )
  expect(found, `what is wrong on ${page.url()}`).toEqual([])
}
