/** Structured logs: a JSON line each. What could be a secret is cut out by name as a second line of defence. */
import { type DestinationStream, type Logger, pino } from 'pino'
import type { LogLevel } from './config/config.ts'

const SECRET_NAMES = ['password', 'secretKey', 'secret', 'token', 'authorization', 'cookie']

export function createLog(level: LogLevel, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: null,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: { paths: SECRET_NAMES.flatMap(name => [name, `*.${name}`, `*["${name}"]`]), censor: '…' },
  }
  return destination ? pino(options, destination) : pino(options)
}
