/**
 * Has a real broker answer every request of sending, pulling, POP, offsets and clients, and prints what went over the
 * wire as JSON:
 *
 *     node test-support/record-messaging/record.ts 5.5.0 NAMESRV BROKER > fixtures/answers/messaging-5.5.0.json
 *
 * The cluster has no ACL; its broker is named broker-a and runs with `recallMessageEnable=true`,
 * `transactionCheckInterval=3000`, `transactionTimeOut=2000` and `transactionCheckMax=1`, so that checks of half
 * messages come soon and end soon. What a release does not know is left out.
 */
import { stdout } from 'node:process'
import { heartBeat } from '../../src/requests/0034-heart-beat.ts'
import { unregisterClient } from '../../src/requests/0035-unregister-client.ts'
import { recordClients, recordNameServer } from './clients.ts'
import { recordOffsets } from './offsets.ts'
import { recordPop } from './pop.ts'
import { recordPulling } from './pulling.ts'
import { recordReplies, recordSending, recordTransactions } from './sending.ts'
import {
  BROKER,
  CLIENT_ID,
  client,
  consumer,
  exchanges,
  GROUP,
  heartbeat,
  ifKnown,
  POP_GROUP,
  POP_TOPIC,
  PRODUCERS,
  recordedFrom,
  setUp,
  setup,
  TOPIC,
} from './world.ts'

await setUp()
await client.call('heartbeat', heartBeat, {
  header: {},
  body: heartbeat(CLIENT_ID, [consumer(GROUP, TOPIC), consumer(POP_GROUP, POP_TOPIC)]),
})
await recordSending()
await recordReplies()
await recordPulling()
await recordOffsets()
await recordClients()
await ifKnown(recordPop)
await recordTransactions()
await recordNameServer()
await client.call('unregister', unregisterClient, {
  header: { clientID: CLIENT_ID, producerGroup: PRODUCERS, consumerGroup: GROUP, bname: BROKER },
})
client.close()
setup.close()
stdout.write(`${JSON.stringify({ recordedFrom, exchanges }, null, 1)}\n`)
