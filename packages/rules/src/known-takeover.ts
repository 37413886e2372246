/** Releases that anybody who reaches them can take over, through settings: CVE-2023-33246 and CVE-2023-37582. */

/** In which patch of a minor release both are closed. */
const CLOSED_IN = { '4.9': 7, '5.1': 2 } as const

/** @param release such as `5.1.0`; what does not look like one is not judged */
export function hasKnownTakeover(release: string): boolean {
  const [major, minor, patch] = /^(\d+)\.(\d+)\.(\d+)$/.exec(release)?.slice(1).map(Number) ?? []
  if (major === undefined || minor === undefined || patch === undefined) return false
  if (major === 4) return minor < 9 || (minor === 9 && patch < CLOSED_IN['4.9'])
  return major < 4 || (major === 5 && (minor < 1 || (minor === 1 && patch < CLOSED_IN['5.1'])))
}
