/** What somebody has pasted: an ID, a key, or a line of a trace that holds an ID. */
export interface Question {
  readonly kind: 'messageId' | 'key' | 'trace'
  /** The ID or the key. */
  readonly asked: string
}

/** 56 digits before 34 before 32: a longer one is not two shorter ones. */
const ID = /(?<![0-9a-fA-F])(?:[0-9a-fA-F]{56}|[0-9a-fA-F]{34}|[0-9a-fA-F]{32})(?![0-9a-fA-F])/

export function questionOf(q: string): Question {
  const [id] = ID.exec(q) ?? []
  if (id === undefined) return { kind: 'key', asked: q }
  return { kind: id === q ? 'messageId' : 'trace', asked: id }
}
