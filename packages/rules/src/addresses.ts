/** Addresses of name servers, as RocketMQ writes them: `host:port[;host:port]`, an IPv6 host in brackets or bare. */
import { type Problem, problem } from './problem.ts'

const SEPARATOR = /[;,]/
const HOST_AND_PORT = /^(?<host>\[[^[\]\s/@]+\]|[^[\]\s/@]+):(?<port>\d{1,5})$/
const MAX_PORT = 65_535

/** Each address of a list, in its order. */
export function namesrvAddrs(namesrvAddr: string): string[] {
  return namesrvAddr
    .split(SEPARATOR)
    .map(addr => addr.trim())
    .filter(addr => addr !== '')
}

export function namesrvAddrProblem(namesrvAddr: string): Problem | undefined {
  const addrs = namesrvAddrs(namesrvAddr)
  if (addrs.length === 0) return problem('required')
  return addrs.every(addr => hostAndPort(addr) !== undefined) ? undefined : problem('address')
}

/** @returns undefined for what is not `host:port` */
export function hostAndPort(addr: string): { readonly host: string; readonly port: number } | undefined {
  const { host = '', port: digits = '' } = HOST_AND_PORT.exec(addr)?.groups ?? {}
  const port = Number(digits)
  if (host === '' || port < 1 || port > MAX_PORT) return undefined
  return { host: host.replace(/^\[(.*)\]$/, '$1'), port }
}
