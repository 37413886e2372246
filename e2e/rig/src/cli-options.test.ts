import { describe, expect, it } from 'vitest'
import { parseCommand } from './cli-options.ts'

describe('the command line', () => {
  it('starts the default rig under the default name', () => {
    expect(parseCommand(['up'])).toEqual({
      verb: 'up',
      name: 'default',
      options: { slave: false, proxy: false, tls: false },
    })
  })

  it('takes every option, before or after the command', () => {
    const flags =
      '--release 5.3.3 --clusters 2 --brokers 3 --acl off --slave --proxy --tls --name my-one'.split(' ')
    const expected = {
      verb: 'up',
      name: 'my-one',
      options: {
        release: '5.3.3',
        clusters: 2,
        brokersPerCluster: 3,
        acl: 'off',
        slave: true,
        proxy: true,
        tls: true,
      },
    }
    expect(parseCommand(['up', ...flags])).toEqual(expected)
    expect(parseCommand([...flags, 'up'])).toEqual(expected)
  })

  it('knows status, down and help', () => {
    expect(parseCommand(['status'])).toEqual({ verb: 'status' })
    expect(parseCommand(['down'])).toEqual({ verb: 'down', name: undefined })
    expect(parseCommand(['down', '--name=x'])).toEqual({ verb: 'down', name: 'x' })
    expect(parseCommand(['--help'])).toEqual({ verb: 'help' })
  })

  it.each([
    ['', 'Say what to do: up, status or down.'],
    ['start', "There is no command 'start': it is up, status or down."],
    ['up now', "'now' makes no sense after 'up'."],
    ['up --port 1', "'up' has no flag --port."],
    ['up -x', "'up' has no flag -x."],
    ['status --name a', "'status' has no flag --name."],
    ['down --proxy', "'down' has no flag --proxy."],
    ['up --release', '--release needs a value.'],
    ['up --release 5.4.0', "--release is 5.5.0, 5.3.3, 5.2.0, 4.9.7, not '5.4.0'."],
    ['up --clusters 3', "--clusters is 1 or 2, not '3'."],
    ['up --brokers many', 'A cluster has 1 to 8 brokers here.'],
    ['up --acl yes', "--acl is on or off, not 'yes'."],
    ['up --proxy=on', '--proxy takes no value.'],
    ['up --release 4.9.7 --proxy', 'RocketMQ 4.9.7 has no proxy: it came with 5.0.'],
    ['up --name ../x', "A name has 1 to 40 letters, digits, '-' or '_', not '../x'."],
  ])('refuses "%s" with one sentence', (line, sentence) => {
    expect(() => parseCommand(line.split(' ').filter(Boolean))).toThrow(sentence)
  })
})
