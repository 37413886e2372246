/** The releases of Apache RocketMQ that the suite runs on, oldest first. */
export const SUITE_RELEASES = ['4.9.7', '5.2.0', '5.3.3', '5.5.0'] as const

export type SuiteRelease = (typeof SUITE_RELEASES)[number]

export function isSuiteRelease(text: string): text is SuiteRelease {
  return SUITE_RELEASES.some(release => release === text)
}

/** True for the named release and every later one. */
export function isSince(release: SuiteRelease, first: SuiteRelease): boolean {
  return SUITE_RELEASES.indexOf(release) >= SUITE_RELEASES.indexOf(first)
}
