/** Programs that produce and consume, with the instance, a topic and the group filled in. */
import type { groupSampleCode, ResponseOf } from '@gantry/contract'
import type { MessageType } from '@gantry/rules'
import { programsFor } from './programs.ts'
import { type Filling, render } from './render.ts'

export interface SampleFacts {
  readonly protocol: 'TCP' | 'HTTP'
  readonly group: string
  readonly wireGroup: string
  readonly topic: string
  readonly wireTopic: string
  readonly messageType: MessageType
  /** Null for an instance without a namespace. */
  readonly instanceId: string | null
  /** `host:port[;host:port]` */
  readonly namesrvAddr: string
}

export function samplesFor(facts: SampleFacts): ResponseOf<typeof groupSampleCode>['samples'] {
  const filling = fillingOf(facts)
  return programsFor(facts.protocol).map(({ language, purpose, fileName, template, howToRun }) => ({
    language,
    purpose,
    fileName,
    howToRun: render(howToRun, {
      flags: filling.flags,
      values: { file: fileName, name: fileName.replace(/\.\w+$/, '') },
    }),
    code: render(template, filling),
  }))
}

const PROXY_PORT = 8081

function fillingOf(facts: SampleFacts): Filling {
  const { messageType, instanceId } = facts
  const isOrdered = messageType === 'PARTITIONALLY_ORDERED' || messageType === 'GLOBALLY_ORDERED'
  const flags = [messageType, isOrdered && 'ORDERED', instanceId !== null && 'NAMESPACE']
  const values = {
    namesrvAddr: facts.namesrvAddr,
    proxyAddr: `${hostOf(facts.namesrvAddr)}:${PROXY_PORT}`,
    httpEndpoint: 'http://YOUR_HTTP_ENDPOINT',
    namespace: instanceId ?? '',
    instanceId: instanceId ?? '',
    topic: facts.topic,
    wireTopic: facts.wireTopic,
    group: facts.group,
    wireGroup: facts.wireGroup,
  }
  return {
    flags: new Set(flags.filter(flag => flag !== false)),
    values: {
      ...Object.fromEntries(Object.entries(values).map(([name, value]) => [name, harmless(value)])),
      instanceIdOrNull: instanceId === null ? 'null' : `"${harmless(instanceId)}"`,
    },
  }
}

/** Of the first name server: proxies often run beside them. */
function hostOf(namesrvAddr: string): string {
  const [first = ''] = namesrvAddr.split(';')
  return first.slice(0, first.lastIndexOf(':'))
}

/** Names and addresses have no other signs; what is written into a program must not become a part of it. */
function harmless(value: string): string {
  return value.replace(/[^\w%|.:;/[\]-]/g, '')
}
