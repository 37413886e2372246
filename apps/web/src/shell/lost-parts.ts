/** After an upgrade the server no longer has the parts that an open page was built of: it is loaded again, as the new one. */

const STORAGE_KEY = 'gantry.reloaded'
/** A part that is missing again so soon after is missing for another reason: the page then says what it could not load. */
const ONCE_MS = 60_000

export function reloadForLostParts(): void {
  addEventListener('vite:preloadError', event => {
    if (Date.now() - Number(sessionStorage.getItem(STORAGE_KEY)) < ONCE_MS) return
    sessionStorage.setItem(STORAGE_KEY, String(Date.now()))
    event.preventDefault()
    location.reload()
  })
}
