import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { urlOf } from './client.ts'
import { ENDPOINTS, topicCreate, topicView } from './index.ts'
import { openApi } from './openapi.ts'

describe('the contract', () => {
  it('names each operation once, and each method and path once', () => {
    const ids = ENDPOINTS.map(({ id }) => id)
    const places = ENDPOINTS.map(({ method, path }) => `${method} ${path}`)
    expect(new Set(ids).size).toBe(ids.length)
    expect(new Set(places).size).toBe(places.length)
    expect(ids).toContain('sessionCreate')
  })

  it('declares a parameter for every brace in a path, and none besides', () => {
    for (const { id, path, params } of ENDPOINTS) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
      expect({ id, names: Object.keys(params?.shape ?? {}).toSorted() }).toEqual({
        id,
        names: inPath.toSorted(),
      })
    }
  })

  it('marks each creation whose answer has a secret, so that it is not kept for repeats', () => {
    const secrets = ['secretKey', 'token', 'password', 'secret', 'recoveryCodes']
    const fieldsOf = ({ response }: (typeof ENDPOINTS)[number]) =>
      response instanceof z.ZodObject ? Object.keys(response.shape) : []
    const creations = ENDPOINTS.filter(({ status }) => status === 201)
    const showing = creations.filter(each => fieldsOf(each).some(field => secrets.includes(field)))
    expect(creations.filter(({ hasSecret }) => hasSecret).map(({ id }) => id)).toEqual(
      showing.map(({ id }) => id),
    )
  })

  it('becomes OpenAPI 3.1 with a problem answer for every refusal', () => {
    const document = openApi('1.2.3') as { paths: Record<string, Record<string, { responses: object }>> }
    const responses = document.paths['/me/tokens']?.post?.responses ?? {}
    const statuses = ['201', '400', '401', '403', '409', '429', '500']
    expect(Object.keys(responses)).toEqual(expect.arrayContaining(statuses))
  })

  it('tells in OpenAPI which names, numbers and headers there are', () => {
    const document = JSON.stringify(openApi('1.2.3'))
    expect(document).toContain(
      '"topic":{"type":"string","minLength":3,"maxLength":64,"pattern":"^(?!CID|GID)[A-Za-z0-9_-]+$"}',
    )
    expect(document).toContain('"maxTopics":{"type":"integer","minimum":1,"maximum":1000}')
    expect(document).toContain('"Retry-After":{"description":"Seconds.","required":true')
  })

  it('refuses a bad topic name with the sentence and code of the rule', () => {
    const result = topicCreate.body.safeParse({ topic: 'GID_x', messageType: 'NORMAL' })
    expect(result.success).toBe(false)
    expect(result.error?.issues[0]).toMatchObject({
      path: ['topic'],
      message: 'A topic cannot start with CID or GID: those are groups.',
      params: { problem: { code: 'topicReservedPrefix' } },
    })
  })

  it('refuses fields that it does not know', () => {
    expect(topicCreate.body.safeParse({ topic: 'orders', messageType: 'NORMAL', perm: 7 }).success).toBe(
      false,
    )
  })

  it('escapes what stands in a path', () => {
    const params = { instanceId: 'MQ_INST_1_abcdefgh', topic: 'a/b?c%d' }
    expect(urlOf(topicView, { params })).toBe('/api/v1/instances/MQ_INST_1_abcdefgh/topics/a%2Fb%3Fc%25d')
  })
})
