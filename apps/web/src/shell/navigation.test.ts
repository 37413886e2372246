import { describe, expect, it } from 'vitest'
import { paths } from '../paths.ts'
import { arrivalPath, instanceCapabilityOf, instanceIdOf, NAVIGATION } from './navigation.ts'

const holders = (pathname: string) =>
  NAVIGATION.filter(({ holds }) => holds(pathname)).map(({ label }) => label)

describe('navigation', () => {
  it('marks exactly one entry on each page', () => {
    expect(holders(paths.topic('i', 'orders'))).toEqual(['topics:title'])
    expect(holders(paths.topicCreate('i'))).toEqual(['topics:title'])
    expect(holders(paths.chooseInstance('topics'))).toEqual(['topics:title'])
    expect(holders(paths.group('i', 'GID_topics', 'clients'))).toEqual(['groups:title'])
    expect(holders(paths.deadLetter('i', 'GID_x', 'm'))).toEqual(['groups:title'])
    expect(holders(paths.traceTask('i', 'topics'))).toEqual(['traces:title'])
    expect(holders(paths.chooseInstance('traces'))).toEqual(['traces:title'])
    expect(holders(paths.statistics('i', 'consumption'))).toEqual(['statistics:title'])
    expect(holders(paths.instance('i', 'network'))).toEqual(['instances:title'])
    expect(holders(paths.instanceCreate())).toEqual(['instances:title'])
    expect(holders(paths.clusterEdit('c'))).toEqual(['clusters:title'])
    expect(holders(paths.userCreate())).toEqual(['accounts:title'])
    expect(holders(paths.accounts())).toEqual(['accounts:title'])
    expect(holders(paths.overview())).toEqual(['overview:title'])
    expect(holders(paths.broker('c', 'broker-a', 'config'))).toEqual(['clusters:title'])
    expect(holders(paths.audit())).toEqual(['audit:title'])
    expect(holders(paths.profile())).toEqual([])
  })

  it('begins where the person may see something', () => {
    expect(arrivalPath(() => false)).toBe(paths.overview())
    expect(arrivalPath(operation => operation === 'overviewView')).toBe(paths.clusters())
  })

  it('stays in the instance that is open', () => {
    const instanceId = instanceIdOf(paths.topics('MQ INST'))
    expect(instanceId).toBe('MQ INST')
    expect(NAVIGATION.map(({ to }) => to(instanceId))).toContain('/instances/MQ%20INST/groups')
    expect(instanceIdOf(paths.clusters())).toBeUndefined()
    expect(instanceIdOf(paths.instances())).toBeUndefined()
  })

  it('knows the capability that is open', () => {
    expect(instanceCapabilityOf(paths.groupEdit('i', 'GID_x'))).toBe('groups')
    expect(instanceCapabilityOf(paths.topicCreate('i'))).toBe('topics')
    expect(instanceCapabilityOf(paths.instance('i'))).toBeUndefined()
  })
})
