/**
 * Whether this is a path of the console and leads nowhere else, however a browser reads it: browsers take a backslash for a
 * slash, and drop tabs and line ends before they look for two of them.
 */
export function isOwnPath(path: string): boolean {
  return /^\/(?![/\\])[!-~]*$/.test(path)
}
