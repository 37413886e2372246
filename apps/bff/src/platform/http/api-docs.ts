/** `GET /api/openapi.json` and a plain page of the same, without a script: what is there, who may call, what it answers. */
import { ENDPOINTS, type EndpointShape, ERRORS } from '@gantry/contract'
import { openApi } from '@gantry/contract/openapi'
import type { Express } from 'express'
import { VERSION } from '../version.ts'

export function serveDocs(app: Express): void {
  let document: string | undefined
  app.get('/api/openapi.json', (_request, response) => {
    document ??= JSON.stringify(openApi(VERSION))
    response.type('json').send(document)
  })
  app.get('/api/docs', (_request, response) => {
    response.type('html').send(page())
  })
}

const STYLE = `body{font:16px/1.5 system-ui,sans-serif;max-width:64rem;margin:2rem auto;padding:0 1rem;color-scheme:light dark}
table{border-collapse:collapse;width:100%}td,th{text-align:left;vertical-align:top;padding:.35rem .75rem .35rem 0;border-bottom:1px solid #8886}
code{font-size:.9em;overflow-wrap:anywhere}`

function page(): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Gantry API</title><style>${STYLE}</style>
<h1>Gantry API ${escapeHtml(VERSION)}</h1>
<p>Everything is under <code>/api/v1</code>. Schemas of every request and answer: <a href="/api/openapi.json">OpenAPI 3.1</a>.
Programs send <code>Authorization: Bearer &lt;token&gt;</code>; tokens are made on the profile page.</p>
<h2>Operations</h2><table><tr><th>Request<th>What it does<th>Who<th>Refusals</tr>${ENDPOINTS.map(row).join('')}</table>
<h2>Errors</h2><p>Refusals are <code>application/problem+json</code> with one of these codes.</p>
<table><tr><th>Code<th>Status<th>Meaning</tr>${Object.entries(ERRORS)
    .map(
      ([code, { status, title }]) =>
        `<tr id="${code}"><td><code>${code}</code><td>${status}<td>${escapeHtml(title)}</tr>`,
    )
    .join('')}</table></html>`
}

function row({ id, method, path, summary, access, errors = [] }: EndpointShape): string {
  return `<tr id="${id}"><td><code>${method} ${escapeHtml(path)}</code><td>${escapeHtml(summary)}<td>${access}<td>${errors.join(', ')}</tr>`
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}
