/** Whether somebody is at the page: requests that it makes by itself must not keep a session alive. */
const AWAY_AFTER_MS = 60_000

let lastInputAt = Date.now()

export function watchPresence(): void {
  const note = (): void => {
    lastInputAt = Date.now()
  }
  for (const type of ['pointerdown', 'keydown', 'wheel']) addEventListener(type, note, { passive: true })
}

export function isSomebodyHere(): boolean {
  return Date.now() - lastInputAt < AWAY_AFTER_MS
}
