import { parseArgs } from 'node:util'
import { RigError } from './error.ts'
import { completeOptions, type RigOptions } from './options.ts'
import { isRelease, RELEASES } from './release.ts'

const DEFAULT_NAME = 'default'
const FLAGS = {
  release: { type: 'string' },
  clusters: { type: 'string' },
  brokers: { type: 'string' },
  acl: { type: 'string' },
  slave: { type: 'boolean' },
  proxy: { type: 'boolean' },
  tls: { type: 'boolean' },
  name: { type: 'string' },
} as const
type Flag = keyof typeof FLAGS

export const USAGE = `npm run rocketmq -- up [--release ${RELEASES.join('|')}] [--clusters 1|2] [--brokers N] [--acl on|off] [--slave] [--proxy] [--tls] [--name NAME]
npm run rocketmq -- status
npm run rocketmq -- down [--name NAME]`

/** What the command line asks for. */
export type Command =
  | { verb: 'up'; name: string; options: RigOptions }
  | { verb: 'status' }
  | { verb: 'down'; name: string | undefined }
  | { verb: 'help' }

/** Reads the command line. Throws RigError `BAD_OPTION` with one sentence on the first thing that is wrong. */
export function parseCommand(args: readonly string[]): Command {
  const { values, positionals, tokens } = parseArgs({
    args: [...args],
    options: { ...FLAGS, help: { type: 'boolean' } },
    strict: false,
    tokens: true,
  })
  const [verb, extra] = positionals
  if (values.help === true || verb === 'help') return { verb: 'help' }
  if (verb === undefined) throw bad('Say what to do: up, status or down.')
  if (verb !== 'up' && verb !== 'status' && verb !== 'down') {
    throw bad(`There is no command '${verb}': it is up, status or down.`)
  }
  const allowed: readonly string[] = verb === 'up' ? Object.keys(FLAGS) : verb === 'down' ? ['name'] : []
  const text = (flag: Flag) => {
    const value = values[flag]
    return typeof value === 'string' ? value : undefined
  }
  for (const token of tokens) if (token.kind === 'option') checkFlag(token, verb, allowed)
  if (extra !== undefined) throw bad(`'${extra}' makes no sense after '${verb}'.`)
  const name = text('name')
  if (name !== undefined && !/^[\w-]{1,40}$/.test(name)) {
    throw bad(`A name has 1 to 40 letters, digits, '-' or '_', not '${name}'.`)
  }
  if (verb === 'status') return { verb }
  if (verb === 'down') return { verb, name }
  return { verb, name: name ?? DEFAULT_NAME, options: rigOptions(text, flag => values[flag] === true) }
}

interface OptionToken {
  name: string
  rawName: string
  value?: string | undefined
}

function checkFlag({ name, rawName, value }: OptionToken, verb: string, allowed: readonly string[]): void {
  if (!allowed.includes(name)) throw bad(`'${verb}' has no flag ${rawName}.`)
  const takesValue = FLAGS[isFlag(name) ? name : 'name'].type === 'string'
  if (takesValue && !value) throw bad(`${rawName} needs a value.`)
  if (!takesValue && value !== undefined) throw bad(`${rawName} takes no value.`)
}

function isFlag(name: string): name is Flag {
  return name in FLAGS
}

function rigOptions(text: (flag: Flag) => string | undefined, isSet: (flag: Flag) => boolean): RigOptions {
  const [release, acl, clusters, brokers] = [text('release'), text('acl'), text('clusters'), text('brokers')]
  if (release !== undefined && !isRelease(release)) {
    throw bad(`--release is ${RELEASES.join(', ')}, not '${release}'.`)
  }
  if (acl !== undefined && acl !== 'on' && acl !== 'off') throw bad(`--acl is on or off, not '${acl}'.`)
  if (clusters !== undefined && clusters !== '1' && clusters !== '2') {
    throw bad(`--clusters is 1 or 2, not '${clusters}'.`)
  }
  const options: RigOptions = {
    ...(release === undefined ? {} : { release }),
    ...(acl === undefined ? {} : { acl }),
    ...(clusters === undefined ? {} : { clusters: clusters === '2' ? 2 : 1 }),
    ...(brokers === undefined ? {} : { brokersPerCluster: Number(brokers) }),
    slave: isSet('slave'),
    proxy: isSet('proxy'),
    tls: isSet('tls'),
  }
  completeOptions(options)
  return options
}

function bad(sentence: string): RigError {
  return new RigError('BAD_OPTION', sentence)
}
