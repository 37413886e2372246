import { expect, it } from 'vitest'
import { originOf } from './process-id.ts'

it.each([
  ['10.0.0.7@4711', { host: '10.0.0.7', processId: 4711 }],
  ['10.0.0.7@4711#839201', { host: '10.0.0.7', processId: 4711 }],
  ['build-host@27@0@2kx', { host: 'build-host', processId: 27 }],
  ['10.0.0.7@DEFAULT', { host: null, processId: null }],
  ['worker-3', { host: null, processId: null }],
  ['a@123456789012', { host: null, processId: null }],
])('of the client ID %s host and process are read, or nothing', (clientId, origin) => {
  expect(originOf(clientId)).toEqual(origin)
})
