export function responseCodeName(code: number): string {
  return `${code}`
}
