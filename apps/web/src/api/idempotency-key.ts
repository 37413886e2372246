/**
 * One key for each thing that is to be created: pressing twice, or again after the answer was lost, creates it once. Other
 * input is another thing, and what has been created may be created again.
 */
export interface IdempotencyKeys {
  keyFor(input: unknown): string
  /** The creation went through. */
  done(): void
}

const KEY_BYTES = 16

export function createIdempotencyKeys(): IdempotencyKeys {
  let last: { readonly input: string; readonly key: string } | undefined
  return {
    keyFor(input) {
      const written = JSON.stringify(input)
      if (last?.input !== written) last = { input: written, key: newKey() }
      return last.key
    },
    done() {
      last = undefined
    },
  }
}

/** `crypto.randomUUID` is absent where the console is served without TLS. */
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(KEY_BYTES))
  return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('')
}
