import { describe, expect, it } from 'vitest'
import { completeOptions } from './options.ts'
import { RELEASES } from './release.ts'

describe('the options of a rig', () => {
  it('default to one broker of the newest release with ACL on', () => {
    expect(completeOptions({})).toEqual({
      release: RELEASES[0],
      clusters: 1,
      brokersPerCluster: 1,
      slave: false,
      acl: 'on',
      proxy: false,
      tls: false,
      forBenchmarks: false,
    })
  })

  it.each([
    [{ brokersPerCluster: 0 }, /1 to 8 brokers/],
    [{ brokersPerCluster: 1.5 }, /1 to 8 brokers/],
    [{ brokersPerCluster: Number.NaN }, /1 to 8 brokers/],
    [{ release: '4.9.7', proxy: true } as const, /4\.9\.7 has no proxy/],
  ])('are refused with a sentence: %j', (options, sentence) => {
    expect(() => completeOptions(options)).toThrow(sentence)
  })
})
