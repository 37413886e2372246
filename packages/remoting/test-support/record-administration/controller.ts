/**
 * The same for a controller and a broker under it, without ACL, to be run by itself; the controller takes the place of
 * the name server:
 *
 *     node test-support/record-administration/controller.ts - CONTROLLER BROKER nobody unsigned \
 *       > fixtures/answers/administration-controller-5.5.0.json
 *
 * The name server runs with `enableControllerInNamesrv=true`, the broker, broker-a, with `enableControllerMode=true`.
 */
import { stdout } from 'node:process'
import { controllerGetMetadataInfo } from '../../src/requests/1005-controller-get-metadata-info.ts'
import { controllerGetSyncStateData } from '../../src/requests/1006-controller-get-sync-state-data.ts'
import { getBrokerEpochCache } from '../../src/requests/1007-get-broker-epoch-cache.ts'
import { broker, namesrv as controller, exchanges, pool, record } from './world.ts'

await record('who leads', controller, controllerGetMetadataInfo, { header: {} })
await record('who keeps up', controller, controllerGetSyncStateData, {
  header: {},
  body: ['broker-a', 'nowhere'],
})
await record('who keeps up of nobody', controller, controllerGetSyncStateData, { header: {}, body: [] })
await record('terms', broker, getBrokerEpochCache, { header: {} })
await pool.close()
stdout.write(`${JSON.stringify({ exchanges }, null, 1)}\n`)
