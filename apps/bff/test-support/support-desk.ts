/** `SupportDesk.java`: clients of RocketMQ's own, one for each answer of "Where is my message?". */
import { fileURLToPath } from 'node:url'
import type { Credentials } from '@gantry/remoting'
import { runJava } from '@gantry/rig'

const SOURCE = fileURLToPath(new URL('../broker-tests/java/SupportDesk.java', import.meta.url))

export interface SupportDeskSettings {
  readonly namesrvAddr: string
  readonly credentials: Credentials | undefined
  /** Of the Java client. */
  readonly classpath: string
  readonly instanceId: string
}

export interface Member {
  readonly name: string
  readonly group: string
  readonly tags?: string
  /** What it does with a message: `kills` gives it one attempt, `holds` never ends with it. */
  readonly how: 'takes' | 'fails' | 'kills' | 'holds'
}

export interface SupportDesk extends AsyncDisposable {
  /** @returns the ID that the Java producer was given */
  send(how: 'send' | 'later' | 'half', topic: string, body: string): Promise<string>
  join(topic: string, member: Member): Promise<void>
  leave(name: string): Promise<void>
  /** Resolves when the member has been given the message. */
  got(name: string, body: string): Promise<void>
}

export async function startSupportDesk(settings: SupportDeskSettings): Promise<SupportDesk> {
  const { namesrvAddr, credentials, classpath, instanceId } = settings
  const { accessKey = '', secretKey = '' } = credentials ?? {}
  const java = await runJava(SOURCE, classpath, [namesrvAddr, accessKey, secretKey, instanceId])
  const said: string[] = []
  let next = Promise.withResolvers<void>()
  void (async () => {
    for await (const line of java.lines) {
      said.push(line)
      next.resolve()
      next = Promise.withResolvers()
    }
    const { errors } = await java.ended
    next.reject(new Error(`The Java program has ended: ${errors}`))
    next.promise.catch(() => undefined)
  })()

  /** The line number `index`, from 0, of those that begin so, when it comes. @returns what follows */
  async function line(beginning: string, index = 0): Promise<string> {
    for (;;) {
      const found = said.filter(each => each.startsWith(beginning))[index]
      if (found !== undefined) return found.slice(beginning.length)
      await next.promise
    }
  }

  await line('ready')
  let sent = 0
  return {
    async send(how, topic, body) {
      java.write(`${how} ${topic} ${body}`)
      return await line('sent ', sent++)
    },
    async join(topic, { name, group, tags = '*', how }) {
      java.write(`join ${name} ${group} ${topic} ${tags} ${how}`)
      await line(`joined ${name}`)
    },
    async leave(name) {
      java.write(`leave ${name}`)
      await line(`left ${name}`)
    },
    async got(name, body) {
      await line(`got ${name} ${body}`)
    },
    [Symbol.asyncDispose]: () => java.stop(),
  }
}

/** Of one instance: each makes something else of the message that {@link sendToSeven} sends. */
export interface SevenGroups {
  readonly taking: string
  /** Subscribes to another tag. */
  readonly picky: string
  readonly failing: string
  /** Fails, and gives each message one attempt. */
  readonly killing: string
  /** Does not end with the message before. */
  readonly busy: string
  /** Has consumed, and is offline. */
  readonly gone: string
  /** Has two clients that subscribe differently. */
  readonly divided: string
}

export async function sevenGroups(newGroup: () => Promise<string>): Promise<SevenGroups> {
  return {
    taking: await newGroup(),
    picky: await newGroup(),
    failing: await newGroup(),
    killing: await newGroup(),
    busy: await newGroup(),
    gone: await newGroup(),
    divided: await newGroup(),
  }
}

/** @returns the ID of a message with the tag "paid" */
export async function sendToSeven(desk: SupportDesk, topic: string, groups: SevenGroups): Promise<string> {
  await desk.join(topic, { name: 'gone', group: groups.gone, how: 'takes' })
  await desk.join(topic, { name: 'busy', group: groups.busy, how: 'holds' })
  await desk.send('send', topic, 'before')
  await desk.got('gone', 'before')
  await desk.got('busy', 'before')
  await desk.leave('gone')
  await desk.join(topic, { name: 'taker', group: groups.taking, how: 'takes' })
  await desk.join(topic, { name: 'picky', group: groups.picky, tags: 'refunded', how: 'takes' })
  await desk.join(topic, { name: 'failing', group: groups.failing, how: 'fails' })
  await desk.join(topic, { name: 'killing', group: groups.killing, how: 'kills' })
  await desk.join(topic, { name: 'old', group: groups.divided, tags: 'paid', how: 'takes' })
  await desk.join(topic, { name: 'new', group: groups.divided, tags: 'paid||refunded', how: 'takes' })
  return await desk.send('send', topic, 'this')
}
