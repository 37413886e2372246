/** What may stand in a setting. Each kind gives the value or throws the end of a sentence that begins with the name. */
export interface Setting<T> {
  /** What holds when it is unset, for `--help`. */
  readonly unset: string
  readonly does: string
  readonly parse: (raw: string | undefined) => T
}

type Kind<T> = (raw: string) => T

export function optional<T>(kind: Kind<T>): (raw: string | undefined) => T | undefined {
  return raw => (raw === undefined ? undefined : kind(raw))
}

export function byDefault<T, D extends T>(value: D, kind: Kind<T>): (raw: string | undefined) => T {
  return raw => (raw === undefined ? value : kind(raw))
}

export function text(min: number, max: number): Kind<string> {
  return raw => {
    if (raw.length >= min && raw.length <= max) return raw
    throw new Error(`must have ${min} to ${max} characters; it has ${raw.length}.`)
  }
}

export function whole(min: number, max: number): Kind<number> {
  return raw => {
    const value = Number(raw)
    if (/^\d+$/.test(raw) && value >= min && value <= max) return value
    throw new Error(`must be a whole number from ${min} to ${max}, not '${raw}'.`)
  }
}

export const port: Kind<number> = whole(0, 65_535)

export const onOff: Kind<boolean> = raw => {
  if (raw === 'on' || raw === 'true' || raw === '1') return true
  if (raw === 'off' || raw === 'false' || raw === '0') return false
  throw new Error(`must be on or off, not '${raw}'.`)
}

export function oneOf<const T extends readonly string[]>(values: T): Kind<T[number]> {
  return raw => {
    const found = values.find(value => value === raw)
    if (found !== undefined) return found
    throw new Error(`must be one of ${values.join(', ')}, not '${raw}'.`)
  }
}

export const list: Kind<readonly string[]> = raw =>
  raw
    .split(',')
    .map(item => item.trim())
    .filter(item => item !== '')

/** The address is left out of the sentence: it may hold a password. */
export function url(...protocols: readonly string[]): Kind<string> {
  return raw => {
    if (URL.canParse(raw) && protocols.includes(new URL(raw).protocol)) return raw
    throw new Error(`must be an address that begins with ${protocols.map(name => `${name}//`).join(' or ')}.`)
  }
}

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/

/** What is sent there unencrypted could be read and changed on the way. */
export const issuer: Kind<string> = raw => {
  const { protocol, hostname } = URL.canParse(raw) ? new URL(raw) : { protocol: '', hostname: '' }
  if (protocol === 'https:' || (protocol === 'http:' && LOOPBACK.test(hostname))) return raw
  throw new Error('must be an address that begins with https://; http:// is for this machine only.')
}

export const scopes: Kind<string> = raw => {
  if (raw.split(' ').includes('openid')) return raw
  throw new Error(`must be separated by spaces and have openid among them, not '${raw}'.`)
}

export const namesrv: Kind<string> = raw => {
  const isAddress = (address: string): boolean => {
    const digits = /^.+:(\d{1,5})$/.exec(address.trim())?.[1]
    return digits !== undefined && Number(digits) > 0 && Number(digits) <= 65_535
  }
  if (raw.split(';').every(isAddress)) return raw
  throw new Error(`must be host:port, several separated by semicolons, not '${raw}'.`)
}
