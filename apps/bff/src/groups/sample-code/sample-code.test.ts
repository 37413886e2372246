import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MESSAGE_TYPES } from '@gantry/rules'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type SampleFacts, samplesFor } from './sample-code.ts'

const PROTOCOLS = ['TCP', 'HTTP'] as const
const INSTANCE_ID = 'MQ_INST_1_abcdefgh'
const facts: SampleFacts = {
  protocol: 'TCP',
  group: 'GID_orders',
  wireGroup: `${INSTANCE_ID}%GID_orders`,
  topic: 'orders',
  wireTopic: `${INSTANCE_ID}%orders`,
  messageType: 'NORMAL',
  instanceId: INSTANCE_ID,
  namesrvAddr: '10.0.0.1:9876;10.0.0.2:9876',
}
const inDefaultInstance = { ...facts, instanceId: null, wireGroup: facts.group, wireTopic: facts.topic }

/** Each program once, for every protocol, message type and kind of instance. */
const programs = PROTOCOLS.flatMap(protocol =>
  MESSAGE_TYPES.flatMap(messageType =>
    [facts, inDefaultInstance].flatMap(place => samplesFor({ ...place, protocol, messageType })),
  ),
)

describe('sample code', () => {
  it.each([
    ['TCP', 'java go python nodejs cpp csharp'],
    ['HTTP', 'java go python nodejs php csharp cpp'],
  ] as const)('over %s is there to produce and to consume in: %s', (protocol, languages) => {
    const samples = samplesFor({ ...facts, protocol })
    for (const purpose of ['produce', 'consume']) {
      const found = samples.filter(sample => sample.purpose === purpose).map(({ language }) => language)
      expect(found.join(' ')).toBe(languages)
    }
  })

  it('has everything filled in', () => {
    for (const { code, howToRun, fileName } of programs) {
      expect(`${fileName}\n${code}\n${howToRun}`).not.toMatch(/\{\{\w+\}\}|^@/m)
      expect(code).toContain('orders')
    }
  })

  it('names the instance in its own way, and only where it has a namespace', () => {
    const [java] = samplesFor(facts)
    expect(java?.code).toContain(`NAMESPACE = "${INSTANCE_ID}"`)
    expect(java?.code).toContain('"10.0.0.1:9876;10.0.0.2:9876"')
    for (const { code } of samplesFor(inDefaultInstance)) expect(code).not.toContain('MQ_INST')
    for (const { code } of samplesFor({ ...inDefaultInstance, protocol: 'HTTP' }))
      expect(code).not.toContain('MQ_INST')
    const cpp = samplesFor(facts).find(({ language }) => language === 'cpp')
    expect(cpp?.code).toContain(`"${INSTANCE_ID}%orders"`)
  })

  it('does not let an address become a part of the program', () => {
    for (const { code } of samplesFor({ ...facts, namesrvAddr: 'a:1"; System.exit(1); //\n' })) {
      expect(code).not.toMatch(/a:1"|exit\(/)
    }
  })

  it('says how to run each file', () => {
    for (const { howToRun, fileName, language } of programs) {
      expect(howToRun).toContain(language === 'csharp' ? 'dotnet run' : fileName)
    }
  })
})

/** Each takes files and complains on its output, or ends with another code than 0. */
const PARSERS = [
  { ending: '.go', command: 'gofmt', args: ['-l'] },
  { ending: '.php', command: 'php', args: ['-l'] },
  {
    ending: '.py',
    command: 'python3',
    args: ['-c', 'import ast, sys\nfor name in sys.argv[1:]: ast.parse(open(name).read(), name)'],
  },
  { ending: '.js', command: process.execPath, args: ['--check'] },
  { ending: '.mjs', command: process.execPath, args: ['--check'] },
].filter(({ command }) => spawnSync(command, ['-h'], { input: '' }).error === undefined)

describe('the language itself reads what is written in it', () => {
  let folder = ''
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'gantry-samples-'))
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it.each(PARSERS.map(parser => [parser.ending, parser] as const))('%s', (ending, { command, args }) => {
    const codes = [
      ...new Set(programs.filter(({ fileName }) => fileName.endsWith(ending)).map(({ code }) => code)),
    ]
    expect(codes.length).toBeGreaterThan(5)
    const complaints = codes.flatMap((code, number) => {
      const place = join(folder, `${number}`)
      mkdirSync(place, { recursive: true })
      writeFileSync(join(place, `sample${ending}`), code)
      const { status, stdout, stderr } = spawnSync(command, [...args, join(place, `sample${ending}`)], {
        encoding: 'utf8',
      })
      const isClean = status === 0 && (ending !== '.go' || stdout === '')
      return isClean ? [] : [`${stdout}${stderr}`]
    })
    expect(complaints).toEqual([])
  })
})
