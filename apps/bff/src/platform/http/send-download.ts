/** A file as the answer. It is never shown in the page: what messages hold could be a page of its own. */
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Response } from 'express'
import type { Download } from './operation.ts'

/** Resolves when the caller has all of it, or has hung up. */
export async function sendDownload(
  response: Response,
  mediaType: string,
  { fileName, content }: Download,
): Promise<void> {
  response.attachment(fileName)
  response.setHeader('content-type', mediaType)
  if (Buffer.isBuffer(content)) {
    response.send(content)
    return
  }
  await pipeline(Readable.from(content), response).catch((error: unknown) => {
    // Half a file is no answer that could still become a problem document: the broken connection says so.
    if (!response.destroyed) response.destroy(error instanceof Error ? error : undefined)
  })
}
