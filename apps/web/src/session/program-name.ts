import bowser from 'bowser'

interface ProgramName {
  readonly browser: string
  readonly system: string
}

/** What a user agent calls itself, as people know it: `Chrome on macOS`. Undefined for what is no browser, such as curl. */
export function programName(userAgent: string): ProgramName | undefined {
  // The parser refuses to read nothing.
  if (userAgent === '') return undefined
  const { browser, os } = bowser.parse(userAgent)
  return browser.name && os.name ? { browser: browser.name, system: os.name } : undefined
}
